"""Reads of what the office tells everybody."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, Sum

from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import Notice, NoticeKind, OutreachKind, OutreachSum


def list_notices(
    *, kind: NoticeKind, language: str, on: date | None = None, audience: str | None = None
) -> tuple[Notice, ...]:
    """Return the notices of a kind in a language (Polish where it has none), the latest first.

    With `on` only those shown on that day; with `audience` only those meant for everybody or for
    the readers of that procedure.
    """
    found = models.Notice.objects.filter(kind=kind.value).prefetch_related("texts")
    if on is not None:
        found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    if audience is not None:
        found = found.filter(audience__in={"", audience})
    return tuple(_notice(row, language) for row in found.order_by("-starts_on", "id"))


def _notice(row: models.Notice, language: str) -> Notice:
    texts = {t.language: t for t in row.texts.all()}
    shown = texts.get(language, texts["pl"])
    return Notice(
        row.pk, NoticeKind(row.kind), row.audience, row.starts_on, row.ends_on, row.source,
        row.is_confirmed, shown.language, shown.title, shown.body)


def sum_outreach(*, since: date, until: date) -> tuple[OutreachSum, ...]:
    """Return how many events and leaflets there were in these days, and whom they reached.

    Shape: one row per kind and language. Unit: persons.
    """
    rows = models.Outreach.objects.filter(day__range=(since, until)).values(
        "kind", "language").annotate(reached_all=Sum("reached")).order_by("kind", "language")
    return tuple(
        OutreachSum(OutreachKind(r["kind"]), r["language"], r["reached_all"]) for r in rows)

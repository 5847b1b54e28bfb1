"""Which pages a change of law touches, and who has looked at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.rules import law as rules
from przystan.rooms.knowledge.types import Citation, LawAct, LawChange, NoticeKind, TouchedText

PARTS = ("summary", "who", "where", "fee", "term", "after")


def list_law_changes() -> tuple[LawChange, ...]:
    """Return every recorded change of law, the latest first, with the texts still to be reviewed.

    A card counts by its Polish text and its legal basis, a letter's explanation by its source; each
    leaves the list when somebody has reviewed it, or a version newer than the change is published.
    """
    texts = list(_texts())
    seen = set(models.LawReview.objects.order_by("pk").values_list("change_id", "subject"))
    return tuple(
        LawChange(
            c.pk, LawAct(c.act), c.article, c.in_force_on, c.note,
            tuple(t for t, published_on, cited in texts
                  if (c.pk, t.subject) not in seen and any(rules.is_touched(
                      x, act=LawAct(c.act), article=c.article, published_on=published_on,
                      changed_on=c.in_force_on) for x in cited)))
        for c in models.LawChange.objects.order_by("-in_force_on", "-pk"))


def _texts() -> Iterator[tuple[TouchedText, date, tuple[Citation, ...]]]:
    latest = models.Version.objects.filter(language="pl").select_related("procedure").order_by(
        "procedure_id", "-number").distinct("procedure_id")
    for v in latest:
        said = [v.procedure.legal_basis, *(getattr(v, p) for p in PARTS), *v.documents]
        yield (TouchedText(f"procedure:{v.procedure.slug}", v.title),
               clock.local_date(v.published_at), _cited(said))
    letters = models.NoticeText.objects.filter(
        language="pl", notice__kind=NoticeKind.LETTER.value, notice__ends_on__isnull=True,
    ).select_related("notice").order_by("notice_id")
    for t in letters:
        yield (TouchedText(f"notice:{t.notice_id}", t.title),
               clock.local_date(t.notice.published_at), _cited([t.notice.source, t.body]))


def _cited(parts: list[str]) -> tuple[Citation, ...]:
    return tuple(
        x for part in parts for x in rules.citations_of(part, otherwise=LawAct.FOREIGNERS))

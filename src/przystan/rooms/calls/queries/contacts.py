"""Lists of contacts, and one contact with its legs and raw events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from przystan.rooms.calls import models
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.types import (
    ContactCard,
    ContactFilter,
    ContactRow,
    Direction,
    Disagreement,
    Leg,
    LegKind,
    LogKind,
    Outcome,
    RawEvent,
    Reason,
)

MOST_ROWS = 500
MOST_EVENTS = 2_000

_EQUAL = {
    "direction": "direction", "outcome": "outcome", "language": "language", "line": "line",
    "redirected_to": "redirected_to", "topic": "wrap_up__topic",
}


_COLUMNS = (
    "pk", "engine", "key", "direction", "outcome", "started_at", "ended_at", "local_date",
    "number", "e164", "line", "language", "redirected_to", "redirect_answered", "operators",
    "wait_seconds", "talk_seconds", "branch_id", "recorded_at", "topic", "removed_reason", "note")


class ContactNotFound(Exception):
    """There is no contact with this number."""

    message = _("There is no such contact.")


def _narrowed(wanted: ContactFilter) -> QuerySet[models.Contact]:
    rows = models.Contact.objects.all()
    if wanted.first_date is not None:
        rows = rows.filter(local_date__gte=wanted.first_date)
    if wanted.last_date is not None:
        rows = rows.filter(local_date__lte=wanted.last_date)
    equal = {
        column: value for name, column in _EQUAL.items() if (value := getattr(wanted, name))
    }
    rows = rows.filter(**equal)
    if wanted.operator:
        rows = rows.filter(operators__contains=[wanted.operator])
    if wanted.number:
        e164 = to_e164(wanted.number)
        rows = rows.filter(e164=e164) if e164 else rows.filter(number=wanted.number)
    return rows


def list_contacts(
    *, wanted: ContactFilter, after: tuple[str, int] | None = None, limit: int = 50
) -> tuple[ContactRow, ...]:
    """List contacts, the latest first, at most 500; page on with `after` (start, id) of the last.

    Shape: one row per contact, removed ones too (they say so). Days are local days.
    """
    rows = _with_words(_narrowed(wanted))
    if after is not None:
        started_at, last_id = after
        rows = rows.filter(Q(started_at__lt=started_at) | Q(started_at=started_at, id__lt=last_id))
        rows = rows.filter(started_at__lte=started_at)
    found = rows.order_by("-started_at", "-id")[: min(limit, MOST_ROWS)]
    return tuple(_row(contact) for contact in found)


def last_day(*, today: date) -> date:
    """Return the last local day of which anything is in the books; today where nothing is."""
    newest = models.Contact.objects.order_by("-started_at", "-id").values_list(
        "local_date", flat=True).first()
    return newest or today


def count_contacts(*, wanted: ContactFilter) -> int:
    """Count contacts that do count: removed ones are left out."""
    return _narrowed(wanted).filter(removal__isnull=True).count()


def list_topics() -> tuple[str, ...]:
    """List the topics that operators noted, in order."""
    found = models.WrapUp.objects.order_by("topic").values_list("topic", flat=True).distinct()
    return tuple(found)


def get_contact(*, contact_id: int) -> ContactCard:
    """Return one contact with its legs, raw lines and differences. Raises ContactNotFound."""
    try:
        contact = _with_words(models.Contact.objects.all()).get(pk=contact_id)
    except models.Contact.DoesNotExist as missing:
        raise ContactNotFound(contact_id) from missing
    legs = tuple(leg_of(leg) for leg in models.Leg.objects.filter(
        contact_id=contact_id).order_by("position"))
    keys = {contact.key, *(leg.call_id for leg in legs if leg.call_id)}
    events = models.EngineEvent.objects.filter(
        engine=contact.engine, call_key__in=keys).order_by("at", "id")[:MOST_EVENTS]
    found = models.Disagreement.objects.filter(
        engine=contact.engine, call_key=contact.key).order_by("id")
    return ContactCard(
        contact=_row(contact),
        legs=legs,
        events=tuple(
            RawEvent(e.at, LogKind(e.source), e.kind, e.call_key, e.raw) for e in events
        ),
        disagreements=tuple(disagreement_of(d) for d in found),
    )


def find_contact(*, key: str) -> ContactRow | None:
    """Return the contact of a call by the engine's id of it; None while the log has not told."""
    found = _with_words(models.Contact.objects.filter(key=key)).order_by("-id").first()
    return _row(found) if found else None


def _with_words(rows: QuerySet[models.Contact]) -> QuerySet[Any]:
    """Join the words of a contact's other rows, not the rows: a list shows twenty-five."""
    return rows.annotate(
        topic=F("wrap_up__topic"), note=F("wrap_up__note"), removed_reason=F("removal__reason"),
    ).values_list(*_COLUMNS, named=True)


def _row(contact: Any) -> ContactRow:
    return ContactRow(
        id=contact.pk, engine=contact.engine, key=contact.key,
        direction=Direction(contact.direction), outcome=Outcome(contact.outcome),
        started_at=contact.started_at, ended_at=contact.ended_at, local_date=contact.local_date,
        number=contact.number, e164=contact.e164, line=contact.line, language=contact.language,
        redirected_to=contact.redirected_to, redirect_answered=contact.redirect_answered,
        operators=tuple(contact.operators), wait_seconds=contact.wait_seconds,
        talk_seconds=contact.talk_seconds, branch=contact.branch_id or "",
        recorded_at=contact.recorded_at, topic=contact.topic or "",
        removed_reason=contact.removed_reason or "", note=contact.note or "",
    )


def leg_of(leg: models.Leg) -> Leg:
    """Map a stored leg."""
    return Leg(LegKind(leg.kind), leg.started_at, leg.answered_at, leg.ended_at, leg.who,
               leg.target, leg.call_key)


def disagreement_of(row: models.Disagreement) -> Disagreement:
    """Map a stored difference."""
    return Disagreement(row.call_key, Reason(row.reason), row.log, row.says, row.instead_of, row.at)


def contacts_of_keys(*, engine: str, keys: Sequence[str]) -> list[models.Contact]:
    """Fetch the contacts of calls, or of the consultations that are legs of them, with legs."""
    asked = models.Leg.objects.filter(kind=LegKind.CONSULTATION, call_key__in=keys)
    return list(
        models.Contact.objects.filter(engine=engine)
        .filter(Q(key__in=keys) | Q(id__in=asked.values("contact_id")))
        .prefetch_related("legs").order_by("id")
    )


def known_keys(*, engine: str, keys: Iterable[str]) -> set[str]:
    """Say which of these calls are contacts or legs of contacts already."""
    wanted = list(keys)
    found = set(models.Contact.objects.filter(engine=engine, key__in=wanted)
                .values_list("key", flat=True))
    found.update(models.Leg.objects.filter(kind=LegKind.CONSULTATION, call_key__in=wanted)
                 .values_list("call_key", flat=True))
    return found

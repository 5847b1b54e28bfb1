"""Lists of contacts, and one contact with its legs and raw events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from przystan.platform.transactions.public import fetch_rows
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

# A contact with the words of its other rows. Built by Django it took longer than by the database.
_CONTACTS = """
SELECT c.id, c.engine, c.key, c.direction, c.outcome, c.started_at, c.ended_at, c.local_date,
       c.number, c.e164, c.line, c.language, c.redirected_to, c.redirect_answered, c.operators,
       c.wait_seconds, c.talk_seconds, coalesce(c.branch_id, ''), c.recorded_at,
       coalesce(w.topic, ''), coalesce(r.reason, ''), coalesce(w.note, '')
"""
_FROM = """
FROM calls_contact c LEFT JOIN calls_wrapup w ON w.contact_id = c.id
LEFT JOIN calls_removal r ON r.contact_id = c.id
"""
_CONDITIONS = {
    "first_date": "c.local_date >= %(first_date)s", "last_date": "c.local_date <= %(last_date)s",
    "direction": "c.direction = %(direction)s", "outcome": "c.outcome = %(outcome)s",
    "language": "c.language = %(language)s", "line": "c.line = %(line)s",
    "redirected_to": "c.redirected_to = %(redirected_to)s", "topic": "w.topic = %(topic)s",
    "operator": "c.operators @> ARRAY[%(operator)s]::varchar(60)[]",
    "number": "c.number = %(number)s", "e164": "c.e164 = %(e164)s",
    "after": "c.started_at <= %(after)s AND (c.started_at < %(after)s OR c.id < %(last_id)s)",
}


class ContactNotFound(Exception):
    """There is no contact with this number."""

    message = _("There is no such contact.")


def _narrowed(wanted: ContactFilter) -> dict[str, Any]:
    """Return the values by which contacts are narrowed, under the names of their conditions."""
    given = {name: value for name in _CONDITIONS if (value := getattr(wanted, name, None))}
    if e164 := to_e164(wanted.number) if wanted.number else "":
        del given["number"]
        given["e164"] = e164
    return given


def _where(given: Mapping[str, Any]) -> str:
    found = [_CONDITIONS[name] for name in given if name in _CONDITIONS]
    return f"WHERE {' AND '.join(found)} " if found else ""


def list_contacts(
    *, wanted: ContactFilter, after: tuple[str, int] | None = None, limit: int = 50
) -> tuple[ContactRow, ...]:
    """List contacts, the latest first, at most 500; page on with `after` (start, id) of the last.

    Shape: one row per contact, removed ones too (they say so). Days are local days.
    """
    given = _narrowed(wanted)
    if after is not None:
        given["after"], given["last_id"] = after
    given["limit"] = min(limit, MOST_ROWS)
    rows = fetch_rows(
        f"{_CONTACTS}{_FROM}{_where(given)}ORDER BY c.started_at DESC, c.id DESC LIMIT %(limit)s",
        given)
    return tuple(_row(row) for row in rows)


def last_day(*, today: date) -> date:
    """Return the last local day of which anything is in the books; today where nothing is."""
    newest = models.Contact.objects.order_by("-started_at", "-id").values_list(
        "local_date", flat=True).first()
    return newest or today


def count_contacts(*, wanted: ContactFilter) -> int:
    """Count contacts that do count: removed ones are left out."""
    given = _narrowed(wanted)
    counting = "AND" if given else "WHERE"
    rows = fetch_rows(f"SELECT count(*) {_FROM}{_where(given)}{counting} r.id IS NULL", given)
    return int(rows[0][0])


def list_topics() -> tuple[str, ...]:
    """List the topics that operators noted, in order."""
    found = models.WrapUp.objects.order_by("topic").values_list("topic", flat=True).distinct()
    return tuple(found)


def get_contact(*, contact_id: int) -> ContactCard:
    """Return one contact with its legs, raw lines and differences. Raises ContactNotFound."""
    rows = fetch_rows(f"{_CONTACTS}{_FROM}WHERE c.id = %s", [contact_id])
    if not rows:
        raise ContactNotFound(contact_id)
    contact = _row(rows[0])
    legs = tuple(leg_of(leg) for leg in models.Leg.objects.filter(
        contact_id=contact_id).order_by("position"))
    keys = {contact.key, *(leg.call_id for leg in legs if leg.call_id)}
    events = models.EngineEvent.objects.filter(
        engine=contact.engine, call_key__in=keys).order_by("at", "id")[:MOST_EVENTS]
    found = models.Disagreement.objects.filter(
        engine=contact.engine, call_key=contact.key).order_by("id")
    return ContactCard(
        contact=contact,
        legs=legs,
        events=tuple(
            RawEvent(e.at, LogKind(e.source), e.kind, e.call_key, e.raw) for e in events
        ),
        disagreements=tuple(disagreement_of(d) for d in found),
    )


def find_contact(*, key: str) -> ContactRow | None:
    """Return the contact of a call by the engine's id of it; None while the log has not told."""
    rows = fetch_rows(
        f"{_CONTACTS}{_FROM}WHERE c.key = %s ORDER BY c.id DESC LIMIT 1", [key])
    return _row(rows[0]) if rows else None


def _row(row: Sequence[Any]) -> ContactRow:
    values: list[Any] = list(row)
    values[3:5] = Direction(row[3]), Outcome(row[4])
    values[14] = tuple(row[14])
    return ContactRow(*values)


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

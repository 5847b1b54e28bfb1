"""Registering a person at the desk: look first, by whatever was typed or scanned."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people

SHOWN = 8
DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")


@dataclass(frozen=True)
class Look:
    """What a look found: the persons, explained; what fills the form; what was odd in the text."""

    matches: tuple[people.Match, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    is_scan: bool = False


def look_for_person(*, actor: Actor, at: datetime, text: str) -> Look:
    """Find whom a typed or scanned text means; one audit line with who was shown.

    A scanned machine-readable zone is read whole: its names, birth date and number are compared,
    and fill the form. Anything else is words of a name in any script, a number, a phone, a birth
    date. What cannot be right (a check digit, a day that does not exist) is said in `remarks`.
    """
    plain = text.strip()[:400]
    if not plain:
        return Look()
    if "<" in plain:
        return _look_by_zone(actor, at, plain)
    matches = people.search_matches(actor=actor, at=at, text=plain[:200], limit=SHOWN)
    return Look(matches, _fields_of(plain), tuple(_remarks(plain)))


def _look_by_zone(actor: Actor, at: datetime, text: str) -> Look:
    today = clock.local_date(at)
    try:
        reading = documents.read_mrz(text=text, today=today)
    except documents.NotAnMrz as error:
        return Look(remarks=(_(
            "The zone is not whole: expected 3 lines of 30, 2 of 36 or 2 of 44 characters; found "
            "%(found)s. Scan again.") % {"found": " + ".join(map(str, error.lengths)) or "0"},))
    record = people.MatchRecord(
        names=((reading.family_name, reading.given_names),), birth_date=reading.birth_date,
        sex=people.Sex(reading.sex) if reading.sex else None,
        citizenship=documents.state_of(reading.nationality),
        documents=(reading.number,) if reading.number else ())
    matches = people.search_matches(actor=actor, at=at, record=record, limit=SHOWN)
    failed = [
        _("%(part)s in the zone: %(reason)s") % {
            "part": documents.field_label(check.field).capitalize(),
            "reason": documents.reason_label(check.reason)}
        for check in reading.checks if check.outcome is documents.Outcome.FAIL
    ]
    return Look(matches, documents.registration_fields(reading), tuple(failed), is_scan=True)


def _fields_of(text: str) -> tuple[tuple[str, str], ...]:
    record = people.record_from_text(text)
    found: dict[str, str] = {}
    if record.names:
        # As typed, not as sought: capitals, hyphens and apostrophes are the person's own.
        words = [w for w in DATE.sub(" ", text).split() if not any(c.isdigit() for c in w)]
        family, given = words[0] if words else "", " ".join(words[1:])
        prefix = "" if all(ord(c) < 0x250 for w in words for c in w) else "written_"
        found = {f"{prefix}family_name": family, f"{prefix}given_names": given}
    if record.birth_date:
        found["birth_date"] = record.birth_date.isoformat()
    if record.pesel:
        found["pesel"] = record.pesel
    if record.phones and not record.pesel:
        found["phone"] = record.phones[0]
    elif record.documents:
        found["document_number"] = record.documents[0]
    return tuple((name, value) for name, value in found.items() if value)


def _remarks(text: str) -> list[str]:
    found = []
    for number in PESEL.findall(text):
        try:
            people.normal_identifier(people.NewIdentifier(people.IdentifierKind.PESEL, number))
        except people.InvalidIdentifier:
            found.append(_("The check digit of the PESEL %(number)s does not hold.")
                         % {"number": number})
    for match in DATE.finditer(text):
        day, month, year = (int(part) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            found.append(_("There is no such day: %(day)s.") % {"day": match.group(0)})
    for word in people.mixed_words(text):
        found.append(people.notice_text(
            people.Notice(people.NoticeKind.MIXED_SCRIPTS, word)))
    return found


def register_at_desk(
    *, actor: Actor, at: datetime, person: people.NewPerson, none_of: Collection[int],
    clause_how: people.GivenHow | None = None,
) -> int:
    """Register a person of whom the adviser has said who they are not; return the card's id.

    With `clause_how`, the information on personal data in force is recorded as given in the
    person's language. Errors as people.register_person; LooksKnown where somebody else may be
    the same person.
    """
    person_id = people.register_person(actor=actor, at=at, person=person, none_of=none_of)
    language = person.languages[0] if person.languages else "pl"
    clause = people.clause_in_force(language=language, on=clock.local_date(at))
    if clause_how and clause:
        people.give_clause(
            actor=actor, at=at, person_id=person_id, clause_id=clause.id, how=clause_how)
    return person_id

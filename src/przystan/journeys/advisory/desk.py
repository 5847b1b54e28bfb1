"""The advisers' desk: from what is scanned or typed to the person with everything beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.journeys.advisory_visit import NoOpenProject, card_for_visit
from przystan.journeys.person_card import PersonCard, open_person_card
from przystan.journeys.registration import look_for_person
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people

LIMIT = 8
K = people.MatchReasonKind
EQUAL = frozenset({K.PESEL_EQUAL, K.DOCUMENT_EQUAL})
AGAINST = frozenset({K.BIRTH_DIFFERENT, K.GIVEN_DIFFERENT})
# What stands first in a machine-readable zone, ICAO Doc 9303-4 to -7, and what it shows.
ZONE_KINDS = (("V", advisory.DocumentKind.VISA), ("P", advisory.DocumentKind.PASSPORT),
              ("I", advisory.DocumentKind.RESIDENCE_CARD),
              ("A", advisory.DocumentKind.RESIDENCE_CARD),
              ("C", advisory.DocumentKind.RESIDENCE_CARD))


@dataclass(frozen=True)
class Scanned:
    """What a scan or a few typed words led to.

    `person_id` is set where one person is meant beyond doubt (card, document number, PESEL);
    `document` is the document whose zone was read; `remarks` say what cannot be right in the text.
    """

    matches: tuple[people.Match, ...] = ()
    person_id: int | None = None
    document: advisory.DocumentSeen | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """One person at the desk: card, latest check, what is due, and everything else beside."""

    person: PersonCard
    card: advisory.Card | None
    check: advisory.EligibilityCheck | None
    due: tuple[advisory.FollowUp, ...]
    last_visit: advisory.Visit | None


def read_scan(*, actor: Actor, at: datetime, text: str) -> Scanned:
    """Find who is meant by a card's number or code, a machine-readable zone, or typed words.

    Whoever is not named by a card is looked for as a registration looks: in any script, by date,
    document and phone, explained. One audit line where persons are shown.
    """
    wanted = text.strip()[:200]
    if not wanted:
        return Scanned()
    by_card = [c.card for c in advisory.list_cards(text=wanted.upper(), limit=LIMIT)
               if c.card.number == wanted.upper()]
    if by_card:
        persons = people.canonical_ids([c.person_id for c in by_card])
        # Two projects may give the same number; the same person may hold both cards.
        if len(set(persons.values())) == 1:
            return Scanned(person_id=next(iter(persons.values())))
    document = _document(wanted, at)
    look = look_for_person(actor=actor, at=at, text=wanted)
    return Scanned(look.matches, _only(look.matches), document, look.remarks)


def _only(matches: tuple[people.Match, ...]) -> int | None:
    """Return the person whose number was given, where nobody else is and nothing contradicts."""
    sure = [
        m.candidate.person_id for m in matches
        if (kinds := {r.kind for r in m.comparison.reasons}) & EQUAL and not kinds & AGAINST]
    return sure[0] if len(sure) == len(matches) == 1 else None


def _document(text: str, at: datetime) -> advisory.DocumentSeen | None:
    if "<" not in text:
        return None
    today = clock.local_date(at)
    try:
        zone = documents.read_mrz(text=text, today=today)
    except documents.NotAnMrz:
        return None
    kind = next((k for sign, k in ZONE_KINDS if zone.document_code.startswith(sign)),
                advisory.DocumentKind.OTHER)
    return advisory.DocumentSeen(
        kind, zone.number, zone.issuing_state[:3].ljust(3, "X"), zone.expiry_date, today)


def open_desk(*, actor: Actor, at: datetime, person_id: int) -> Desk:
    """Gather what the desk shows of a person; the opening is audited. Raises PersonNotFound."""
    found = open_person_card(actor=actor, at=at, person_id=person_id)
    try:
        card = card_for_visit(person_id=person_id, day=clock.local_date(at))
    except NoOpenProject:
        card = found.cards[0] if found.cards else None
    if card is None:
        return Desk(found, None, None, (), None)
    checks = advisory.checks_of(card_id=card.id)
    due = tuple(f for f in advisory.followups_of(card_ids=[card.id]) if f.done_at is None)
    visits = advisory.visits_of(card_ids=[card.id])
    return Desk(found, card, checks[0] if checks else None, due, visits[0] if visits else None)

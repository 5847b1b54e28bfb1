"""Letters of the synthetic year that wait to leave, and where they go: all of it is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases

LETTERS, ELECTRONIC, UNADDRESSED = 9, 2, 1
LANGUAGES = ("uk", "ru", "en", "pl")


def build(*, actor: Actor, at: datetime) -> int:
    """Ask for documents in some open cases; most addressees have an address. Returns how many."""
    found = (c for c in cases.list_cases(stage=cases.Stage.EVIDENCE, limit=400)
             if c.person_id and _missing(c.id))
    letters = [_summon(n, c, actor, at) for n, c in enumerate(islice(found, LETTERS))]
    cases.send_electronically(letter_ids=letters[:ELECTRONIC], actor=actor, at=at)
    return len(letters)


def _summon(number: int, case: cases.CaseSummary, actor: Actor, at: datetime) -> int:
    today = clock.local_date(at)
    party = cases.add_party(
        case_id=case.id, role=cases.PartyRole.APPLICANT, since=case.received_on,
        person_id=case.person_id, actor=actor, at=at)
    if number < LETTERS - UNADDRESSED:
        cases.set_address(
            case_id=case.id, party_id=party, actor=actor, at=at, address=cases.Address(
                f"ul. Przykładowa {number + 1}/{number * 3 + 2}", f"70-{510 + number}", "Szczecin",
                electronic=f"AE:PL-00000-0000{number}-DEMOX-1{number}"
                if number < ELECTRONIC * 2 else ""))
    missing = _missing(case.id)
    return cases.send_summons(
        case_id=case.id, codes=missing[:2 + number % 3], on=today - timedelta(days=1),
        language=LANGUAGES[number % len(LANGUAGES)], actor=actor, at=at,
        entry_key=uuid5(NAMESPACE_URL, f"demo/letter/{number}"))


def _missing(case_id: int) -> list[str]:
    """Documents alone: a summons for them does not take the term back to its beginning."""
    return [x.code for x in cases.checklist_of(case_id=case_id)
            if not x.came_on and x.kind is cases.ItemKind.DOCUMENT]

"""The hashes of a project's persons for a count with partners: made from two rooms, never names."""

from __future__ import annotations

from datetime import datetime

from przystan.journeys.overlap_rules import Cost, OverlapFile, key_check, make_tokens
from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

KINDS = (people.IdentifierKind.PESEL, people.IdentifierKind.PASSPORT)


def export_overlap(
    *, actor: Actor, at: datetime, project_code: str, key: bytes, label: str,
    branch: str = "", agreement: str = "",
    kinds: tuple[people.IdentifierKind, ...] = KINDS, cost: Cost | None = None,
) -> OverlapFile:
    """Return the hashes of the persons whom a project has assisted; one audit line.

    Shape: one row per person (merged cards joined). `agreement` is the text that all partners
    enter, the project's code unless named. Persons whose data are restricted are left out: to give
    them away, even as hashes, is processing. Raises ProjectNotFound, KeyTooShort.
    """
    project = finance.get_project(code=project_code)
    agreed = agreement or project.code
    cards = advisory.assisted_persons(project_code=project.code, branch=branch)
    restricted = people.restricted_ids(cards)
    numbers = people.identifiers_of(
        ids=[c for c in cards if c not in restricted], kinds=kinds)
    spent = cost or Cost()
    persons = make_tokens(numbers.values(), key=key, agreement=agreed, cost=spent)
    audit.record(
        actor=actor, at=at, action="people.export_overlap",
        subject=f"finance.project:{project.code}",
        details={"persons": len(persons), "branch": branch, "label": label,
                 "kinds": [k.value for k in kinds]})
    return OverlapFile(
        label, agreed, tuple(k.value for k in kinds), spent,
        key_check(key=key, agreement=agreed), clock.local_date(at).isoformat(), persons)

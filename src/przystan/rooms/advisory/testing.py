"""Makers of valid cards, visits and staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor, Role, system_actor
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
DAY = date(2023, 3, 1)
PROJECT = "TEST-1"
_serial = count(1)


def make_project(code: str = PROJECT) -> int:
    """Add a project of the year 2022/23, once, and return its id."""
    known = [p.id for p in finance.list_projects() if p.code == code]
    return known[0] if known else finance.add_project(
        code=code, number=f"number of {code}", name="Projekt", name_en="Project", fund="AMIF",
        starts_on=date(2022, 10, 1), ends_on=date(2023, 8, 31), actor=system_actor("test"), at=AT,
    )


def make_card(person_id: int, **changes: Any) -> int:
    """Open a signed card for a person and return its id."""
    card = advisory.NewCard(
        person_id=person_id, project_id=make_project(), number=f"SZ/{next(_serial):05}",
        branch="SZ", opened_on=DAY, stay_basis=advisory.StayBasis.TEMPORARY_PROTECTION,
        is_signed=True,
    )
    return advisory.open_card(actor=system_actor("test"), at=AT, card=replace(card, **changes))


def make_visit(card_id: int, *kinds: advisory.ServiceKind, **changes: Any) -> int:
    """Record a visit with services of these kinds (information unless named), return its id."""
    at = changes.pop("at", AT)
    visit = advisory.NewVisit(
        card_id=card_id, branch="SZ", visited_on=DAY, language="uk",
        services=tuple(
            advisory.NewService(kind=k) for k in kinds or (advisory.ServiceKind.INFORMATION,)
        ),
    )
    return advisory.record_visit(
        actor=system_actor("test"), at=at, visit=replace(visit, **changes)
    )


def make_staff(username: str, role: Role, branch: str | None = None) -> Actor:
    """Add a member of staff with one role and return the actor that they are."""
    robot = system_actor("test")
    user_id = accounts.add_user(
        username=username, display_name=f"Staff {username}", email="", language="en",
        password=None, actor=robot, at=AT)
    accounts.grant_role(user_id=user_id, role=role, branch=branch, actor=robot, at=AT)
    return accounts.actor_of(user_id=user_id, at=AT)

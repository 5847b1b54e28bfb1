"""What the phone's queue is told of the office's staff: branches by grants, no shared names."""

from __future__ import annotations

import pytest

from przystan.journeys.staffing import OfficeStaff
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites

ROBOT = accounts.system_actor("test")

pytestmark = pytest.mark.django_db


def user(username: str, name: str, *grants: tuple[accounts.Role, str | None]) -> None:
    user_id = accounts.add_user(
        username=username, display_name=name, email="", language="pl", password=None, actor=ROBOT,
        at=clock.now())
    for role, branch in grants:
        accounts.grant_role(
            user_id=user_id, role=role, branch=branch, actor=ROBOT, at=clock.now())


def test_branches_follow_the_role_that_takes_calls_and_shared_names_are_nobody_s() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])
    operator, auditor = accounts.Role.OPERATOR, accounts.Role.AUDITOR
    user("a", "Anna", (operator, "SZ"), (auditor, "KO"))
    user("o", "Oleh", (operator, "SZ"), (operator, "KO"))
    user("p", "Piotr", (operator, None))
    user("z1", "Zofia", (operator, "SZ"))
    user("z2", "Zofia", (operator, "KO"))
    user("e", "Ewa", (auditor, "SZ"))
    names = ["Anna", "Oleh", "Piotr", "Zofia", "Ewa", "unknown"]
    assert OfficeStaff().branches_of(names=names) == {
        "Anna": {"SZ"}, "Oleh": {"SZ", "KO"}}
    assert OfficeStaff().branches_of(names=["Anna"]) == {"Anna": {"SZ"}}
    assert OfficeStaff().branches() == {"SZ": "Szczecin", "KO": "Koszalin"}

"""What the phone's queue is told of the office's staff: branches by grants, under usernames."""

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


def test_branches_follow_the_role_that_takes_calls_and_shared_names_are_told_apart() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])
    operator, auditor = accounts.Role.OPERATOR, accounts.Role.AUDITOR
    user("a", "Anna", (operator, "SZ"), (auditor, "KO"))
    user("o", "Oleh", (operator, "SZ"), (operator, "KO"))
    user("p", "Piotr", (operator, None))
    user("z1", "Zofia", (operator, "SZ"))
    user("z2", "Zofia", (operator, "KO"))
    user("e", "Ewa", (auditor, "SZ"))
    names = ["a", "o", "p", "z1", "z2", "e", "unknown"]
    assert OfficeStaff().branches_of(names=names) == {
        "a": {"SZ"}, "o": {"SZ", "KO"}, "z1": {"SZ"}, "z2": {"KO"}}
    assert OfficeStaff().branches_of(names=["a"]) == {"a": {"SZ"}}
    assert OfficeStaff().branches() == {"SZ": "Szczecin", "KO": "Koszalin"}


def test_of_two_users_with_one_name_each_is_shown_with_the_username() -> None:
    user("z1", "Zofia")
    user("z2", "Zofia")
    user("a", "Anna")
    assert accounts.shown_names(usernames=["a", "z1", "z2", "gone"]) == {
        "a": "Anna", "z1": "Zofia (z1)", "z2": "Zofia (z2)", "gone": "gone"}
    assert accounts.shown_names(usernames=["z1"]) == {"z1": "Zofia"}

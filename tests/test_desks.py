"""The start of every role: it has work on its desk, and may do it."""

from __future__ import annotations

import pytest

from przystan.config.desk import ACTIONS, DESKS, MOST, desk_of
from przystan.platform.accounts.public import Actor, Permission, Role, Scope
from przystan.platform.accounts.types import ROLE_PERMISSIONS


def actor_in(role: Role) -> Actor:
    scopes = frozenset(Scope(p) for p in ROLE_PERMISSIONS[role])
    return Actor(1, "Test", scopes, frozenset({role}))


@pytest.mark.parametrize("role", Role)
def test_a_role_may_follow_every_link_of_its_desk(role):
    links = desk_of(actor_in(role))

    assert [link["title"] for link in links] == [ACTIONS[name].title for name in DESKS[role]]
    assert 1 <= len(links) <= MOST


def test_a_second_role_follows_the_first_and_nothing_is_shown_twice():
    both = frozenset({Role.ADVISER, Role.RECEPTIONIST})
    scopes = frozenset(Scope(p) for role in both for p in ROLE_PERMISSIONS[role])
    links = desk_of(Actor(1, "Test", scopes, both))

    assert len(links) == len({link["title"] for link in links}) == MOST


def test_a_permission_without_a_role_still_opens_something():
    links = desk_of(Actor(1, "Test", frozenset({Scope(Permission.AUDIT_VIEW)})))

    assert [link["title"] for link in links] == [ACTIONS["audit"].title]

"""Reads of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from przystan.platform.accounts import models
from przystan.platform.accounts.types import ROLE_PERMISSIONS, Actor, Permission, Role, Scope
from przystan.platform.transactions import wall
from przystan.platform.transactions.public import fetch_rows


@dataclass(frozen=True)
class UserSummary:
    """One user as the administrator's list shows them."""

    id: int
    username: str
    display_name: str
    is_active: bool
    roles: tuple[tuple[int, str, str | None, str | None], ...]
    last_login: datetime | None


# Asked for by every request: one statement for roles and break-glass permissions.
HELD = """
SELECT role, unit_id, branch_id, NULL FROM accounts_grant
WHERE user_id = %(user)s AND revoked_at IS NULL
UNION ALL
SELECT NULL, NULL, NULL, permission FROM accounts_breakglass
WHERE user_id = %(user)s AND opened_at <= %(at)s AND expires_at > %(at)s
"""
# The same for a request, and in the same statement what the second wall goes by: row policies
# of tables that few may read (platform/transactions/wall.py). It holds for the transaction.
WALLED: tuple[Permission, ...] = (Permission.ADVISORY_LEGAL, Permission.ADVISORY_COMPLAINTS)
_PAIRS = ", ".join(f"('{role.value}', '{p.value}')" for role, held in ROLE_PERMISSIONS.items()
                   for p in WALLED if p in held)
HELD_BEHIND_WALL = f"""
WITH held (role, unit_id, branch_id, permission) AS ({HELD}), wall AS MATERIALIZED (
    SELECT set_config('{wall.USER}', %(user)s::text, true) AS asked,
           set_config('{wall.HOLDS}', coalesce(string_agg(
               w.permission || '@' || coalesce(h.branch_id, '*'), ','), ''), true) AS holds
    FROM held h JOIN (VALUES {_PAIRS}) AS w (role, permission) ON w.role = h.role)
SELECT role, unit_id, branch_id, permission FROM held, wall WHERE wall.asked IS NOT NULL
"""


def actor_of(*, user_id: int, at: datetime) -> Actor:
    """Return the actor that a user is now: granted roles and open break-glass permissions."""
    user = models.User.objects.get(pk=user_id, is_active=True)
    return _actor(user, fetch_rows(HELD, {"user": user.pk, "at": at}))


def actor_of_request(user: models.User, at: datetime) -> Actor:
    """Return the actor who asks, and tell the database who asks, in one statement.

    In the request's transaction: outside of one the policies know of nobody and show nothing.
    """
    return _actor(user, fetch_rows(HELD_BEHIND_WALL, {"user": user.pk, "at": at}))


def _actor(user: models.User, held: Sequence[tuple[Any, ...]]) -> Actor:
    scopes: set[Scope] = set()
    roles: set[Role] = set()
    for name, unit, branch, opened in held:
        if opened:
            scopes.add(Scope(Permission(opened)))
        else:
            role = Role(name)
            roles.add(role)
            scopes.update(Scope(p, unit, branch) for p in ROLE_PERMISSIONS[role])
    return Actor(
        user.pk, user.display_name, frozenset(scopes), frozenset(roles), user.username)


def system_actor(name: str) -> Actor:
    """Return the actor for a part of the system that acts by itself: an import, a job."""
    return Actor(None, f"system: {name}", frozenset(Scope(p) for p in Permission))


def list_users() -> tuple[UserSummary, ...]:
    """Return every user with the roles in force, by username."""
    found = models.User.objects.order_by("username").prefetch_related("grants")
    return tuple(
        UserSummary(
            u.pk, u.username, u.display_name, u.is_active,
            tuple((g.pk, g.role, g.unit_id, g.branch_id) for g in u.grants.all()
                  if g.revoked_at is None),
            u.last_login,
        )
        for u in found
    )


def shown_names(*, usernames: Iterable[str]) -> dict[str, str]:
    """Return the name that is shown for each username; of two who share one, with the username.

    A username that no user has is shown as it is.
    """
    wanted = set(usernames)
    found = dict(models.User.objects.filter(
        username__in=wanted).values_list("username", "display_name"))
    count = Counter(found.values())
    return {name: _shown(name, found.get(name, name), count) for name in wanted}


def _shown(username: str, name: str, count: Counter[str]) -> str:
    return f"{name} ({username})" if count[name] > 1 else name


def managers_to_alert() -> tuple[tuple[int, str, str], ...]:
    """Return id, e-mail and language of every active manager."""
    found = models.User.objects.filter(
        is_active=True, grants__role=Role.MANAGER, grants__revoked_at__isnull=True
    ).distinct().order_by("pk")
    return tuple((u.pk, u.email, u.language) for u in found)


def may_be_told(*, email: str, permission: Permission, at: datetime) -> bool:
    """Whether an address is that of an active user who holds a permission now."""
    users = models.User.objects.filter(is_active=True, email__iexact=email) if email else ()
    return any(actor_of(user_id=u.pk, at=at).can(permission) for u in users)


def is_address_of_user(*, email: str) -> bool:
    """Whether a user has this address, active or not."""
    return bool(email) and models.User.objects.filter(email__iexact=email).exists()


def contacts_of_names(*, names: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return e-mail and language of the active user with each display name.

    A name that two users have, or whose user has no address, is left out.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    users = models.User.objects.filter(is_active=True, display_name__in=list(names))
    for user in users.order_by("pk"):
        found.setdefault(user.display_name, []).append((user.email, user.language))
    return {name: own[0] for name, own in found.items() if len(own) == 1 and own[0][0]}

"""The lock on objects: what belongs to a branch is acted upon by those who work there."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from przystan.platform.accounts.types import Actor, Permission


class OutsideBranch(PermissionDenied):
    """The actor works in none of the branches whose object this is; `branches` are their codes."""

    def __init__(self, permission: Permission, branches: Iterable[str]) -> None:
        super().__init__(permission.value)
        self.branches = tuple(sorted(set(branches)))


def must_act_in(actor: Actor, permission: Permission, branches: Iterable[str | None]) -> None:
    """Let on who holds the permission in one of these branches. Raises OutsideBranch.

    None among them is an object of the whole office, for everybody who holds the permission. Parts
    of the system (an import, a job) have no branch and are let on: who began them was asked there.
    """
    listed = list(branches)
    if actor.user_id is None or any(actor.can(permission, branch=b) for b in listed):
        return
    raise OutsideBranch(permission, (b for b in listed if b))

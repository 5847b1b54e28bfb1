"""What screens of records ask of the reader's branch."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from przystan.platform.accounts.public import Permission


def own_branch(request):
    """Return the branch that a form proposes: the reader's own, nothing when they have all."""
    return next(iter(sorted(request.actor.branches)), "")


def must_edit(request, branch, permission=Permission.RECORDS_EDIT):
    """Let only those on who hold the permission in this branch. Raises PermissionDenied."""
    if not request.actor.can(permission, branch=branch):
        raise PermissionDenied(permission.value)

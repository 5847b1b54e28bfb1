"""The door of sites: which branches and units the office has."""

from __future__ import annotations

from collections.abc import Iterable

from przystan.platform.sites import models
from przystan.platform.sites.types import Branch, Unit
from przystan.platform.transactions.public import fetch_rows

__all__ = ["Branch", "Unit", "add_sites", "branch_choices", "list_branches", "list_units"]


def list_branches() -> tuple[Branch, ...]:
    """Return every branch, the seat's code last in the alphabet's order."""
    rows = fetch_rows("SELECT code, name, town FROM sites_branch ORDER BY code")
    return tuple(Branch(*row) for row in rows)


def branch_choices() -> list[tuple[str, str]]:
    """Return code and name of every branch, as a form's choices."""
    return [(b.code, b.name) for b in list_branches()]


def list_units() -> tuple[Unit, ...]:
    """Return every unit by its code."""
    return tuple(
        Unit(u.code, u.name, u.branch_id) for u in models.Unit.objects.order_by("code")
    )


def add_sites(*, branches: Iterable[Branch], units: Iterable[Unit] = ()) -> None:
    """Add branches and units, or rename those whose code is known."""
    for branch in branches:
        models.Branch.objects.update_or_create(
            code=branch.code, defaults={"name": branch.name, "town": branch.town}
        )
    for unit in units:
        models.Unit.objects.update_or_create(
            code=unit.code, defaults={"name": unit.name, "branch_id": unit.branch}
        )

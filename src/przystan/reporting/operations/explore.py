"""Writes: questions to the figures that somebody keeps under a name."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.reporting import models


class ViewRefused(ActRefused):
    """This view cannot be kept; `message` says why, for the user."""


def save_view(*, actor: Actor, at: datetime, name: str, query: str) -> int:
    """Keep a question under a name of one's own and return its id. Raises ViewRefused."""
    if actor.user_id is None or not name.strip():
        raise ViewRefused(_("Give the view a name."))
    try:
        with transactions.transaction():
            row = models.SavedView.objects.create(
                owner_id=actor.user_id, name=name.strip(), query=query, made_at=at)
    except IntegrityError as twice:
        raise ViewRefused(_("You have a view of this name already.")) from twice
    audit.record(actor=actor, at=at, action="reporting.save_view",
                 subject=f"reporting.view:{row.pk}")
    return row.pk


def drop_view(*, actor: Actor, at: datetime, view_id: int) -> None:
    """Take away a view of one's own; another's is not touched. Raises ViewRefused."""
    gone, _kinds = models.SavedView.objects.filter(pk=view_id, owner_id=actor.user_id).delete()
    if not gone:
        raise ViewRefused(_("You have no such view."))
    audit.record(actor=actor, at=at, action="reporting.drop_view",
                 subject=f"reporting.view:{view_id}")

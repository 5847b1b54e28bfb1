"""Writes: keys of programs, shown once when they are made, and their end."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.reporting import models
from przystan.reporting.queries.keys import ApiScope, hash_of


class KeyRefused(ActRefused):
    """This key cannot be; `message` says why, for the user."""


def make_key(*, actor: Actor, at: datetime, name: str, scopes: Collection[ApiScope]) -> str:
    """Make a key and return it: this once, afterwards only its hash is known. Raises KeyRefused."""
    if not scopes:
        raise KeyRefused(_("A key opens something: choose what."))
    token = f"prz_{secrets.token_urlsafe(32)}"
    row = models.ApiKey.objects.create(
        name=name, key_hash=hash_of(token), scopes=",".join(sorted(scopes)), made_at=at,
        made_by=actor.name)
    audit.record(actor=actor, at=at, action="reporting.make_key",
                 subject=f"reporting.key:{row.pk}", details={"scopes": row.scopes})
    return token


def revoke_key(*, actor: Actor, at: datetime, key_id: int) -> None:
    """End a key at once. Raises KeyRefused where there is none, or it has ended."""
    changed = models.ApiKey.objects.filter(pk=key_id, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=actor.name)
    if not changed:
        raise KeyRefused(_("There is no such key in force."))
    audit.record(actor=actor, at=at, action="reporting.revoke_key",
                 subject=f"reporting.key:{key_id}")

"""Telephones in browsers: a name and a password in the engine for one sitting, then gone."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.engine import connected_engine
from przystan.rooms.calls.types.live import PhoneLogin

LIVES = timedelta(minutes=30)
"""A page that stays open asks again before; what a closed one leaves is of no use after."""


def issue_browser_phone(*, actor: Actor, at: datetime) -> PhoneLogin:
    """Make a telephone for the actor's browser and return what it signs on with.

    The name is the actor's own for ever, the password is new each time: the window opened last
    is the one that rings. It works for 30 minutes. Raises EngineSilent.
    """
    phone = f"op9{actor.user_id or 0:05}"
    until_at = at + LIVES
    models.BrowserPhone.objects.create(
        phone=phone, actor_name=actor.name, at=at, until_at=until_at)
    password = secrets.token_urlsafe(18)
    domain, websocket = connected_engine().make_phone(phone=phone, password=password)
    audit.record(actor=actor, at=at, action="calls.issue_browser_phone",
                 subject=f"calls.phone:{phone}")
    return PhoneLogin(phone, password, domain, websocket, until_at)


def drop_old_phones(*, at: datetime) -> int:
    """Take away browsers' telephones whose time is over; return how many. Raises EngineSilent."""
    rows = models.BrowserPhone.objects.filter(ended_at__isnull=True)
    live = set(rows.filter(until_at__gte=at).values_list("phone", flat=True))
    old = rows.filter(until_at__lt=at)
    gone = sorted(set(old.values_list("phone", flat=True)) - live)
    for phone in gone:
        connected_engine().drop_phone(phone=phone)
    old.update(ended_at=at)
    return len(gone)

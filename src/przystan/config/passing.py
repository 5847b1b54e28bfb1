"""Which rows pass, of the platform and of every room."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_noop as _

from przystan.platform.retention.public import Passing

PLATFORM = (
    Passing(
        code="sessions",
        label=_("Sessions that have ended"),
        table="django_session",
        due="expire_date < %(before)s",
        key="session_key",
        days=1,
        basis=_("GDPR, art. 5(1)(e)"),
    ),
    Passing(
        code="signed_in",
        label=_("From where and with what somebody was signed in"),
        table="usersessions_usersession",
        due="last_seen_at < %(before)s",
        days=30,
        least_days=1,
        basis=_("GDPR, art. 5(1)(e); a month to look into an incident"),
    ),
    Passing(
        code="once.keys",
        label=_("Keys of forms that were delivered"),
        table="once_delivery",
        due="at < %(before)s",
        key="digest",
        days=3,
        least_days=1,
        basis=_("no page lives longer"),
    ),
    Passing(
        code="live.changes",
        label=_("Signals to open pages"),
        table="live_change",
        due="at < %(before)s",
        days=2,
        least_days=1,
        basis=_("a page that lost its line catches up within a day"),
    ),
    Passing(
        code="outbox.bodies",
        label=_("Texts and recipients of messages that left or were refused"),
        table="outbox_message",
        due="body <> '' AND written_at < %(before)s AND EXISTS (SELECT FROM outbox_attempt a"
            " WHERE a.message_id = outbox_message.id AND a.outcome IN ('delivered', 'refused'))",
        empties="recipient = '', subject = '', body = ''",
        days=90,
        least_days=7,
        basis=_("GDPR, art. 5(1)(e); a quarter to answer who was written to"),
    ),
    Passing(
        code="jobs",
        label=_("Jobs that were done"),
        table="procrastinate_jobs",
        due="status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS (SELECT FROM"
            " procrastinate_events e WHERE e.job_id = procrastinate_jobs.id"
            " AND e.at >= %(before)s)",
        days=30,
        least_days=1,
        basis=_("ids only; a month to look into a fault"),
    ),
)


def all_passing() -> tuple[Passing, ...]:
    """Return the platform's kinds of row, then the rooms' in the order of the settings."""
    found = list(PLATFORM)
    for room in settings.ROOMS:
        door = import_module(f"przystan.rooms.{room}.public")
        found += getattr(door, "PASSING", ())
    return tuple(found)

"""The record of processing: every room's declarations, and those of the platform."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from przystan.platform.processing.public import Activity, Held

PLATFORM = (
    Activity(
        name="Accounts and sign-in",
        purpose="who may do what; sessions",
        subjects="staff",
        basis="art. 6(1)(c) and (e)",
        kept="as long as acts name the account",
        columns={
            "accounts_user.username": Held.NAME,
            "accounts_user.display_name": Held.NAME,
            "accounts_user.email": Held.CONTACT,
            "accounts_breakglass.reason": Held.NOTE,
        },
    ),
    Activity(
        name="Audit",
        purpose="who did and who read what",
        subjects="staff; persons by their number only",
        basis="art. 5(2), art. 32",
        kept="never deleted: each line is chained to the one before",
        columns={"audit_entry.actor_name": Held.NAME, "audit_entry.person_id": Held.LINK},
    ),
    Activity(
        name="Messages",
        purpose="mail and SMS that leave after an act",
        subjects="persons who gave an address for it",
        basis="art. 6(1)(e)",
        recipients="the carriers of mail and SMS",
        columns={
            "outbox_message.recipient": Held.CONTACT,
            "outbox_message.subject": Held.NOTE,
            "outbox_message.body": Held.NOTE,
        },
    ),
)


def activities() -> tuple[Activity, ...]:
    """Return every activity, the rooms' in the order of the settings, then the platform's."""
    found: list[Activity] = []
    for room in settings.ROOMS:
        door = import_module(f"przystan.rooms.{room}.public")
        found += getattr(door, "PROCESSING", ())
    return (*found, *PLATFORM)

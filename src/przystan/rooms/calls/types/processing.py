"""What calls keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Telephone",
        purpose="information by telephone, call-backs, books of calls",
        subjects="callers",
        basis="art. 6(1)(e)",
        recipients="the telephone operator carries the calls",
        columns={
            "calls_contact.number": Held.CONTACT,
            "calls_contact.e164": Held.CONTACT,
            "calls_engineevent.raw": Held.NOTE,
            "calls_liveevent.number": Held.CONTACT,
            "calls_callback.number": Held.CONTACT,
            "calls_callback.e164": Held.CONTACT,
            "calls_wrapup.note": Held.NOTE,
            "calls_unittask.note": Held.NOTE,
            "calls_unittask.number": Held.CONTACT,
            "calls_unittaskstep.answer": Held.NOTE,
            "calls_switchboardorder.target": Held.CONTACT,
            "calls_switchboardorder.note": Held.NOTE,
        },
    ),
)

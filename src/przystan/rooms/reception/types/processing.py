"""What reception keeps about persons, and why."""

from __future__ import annotations

from przystan.platform.processing.public import Activity, Held

PROCESSING = (
    Activity(
        name="Visits",
        purpose="tickets, bookings, the waiting hall",
        subjects="visitors",
        basis="art. 6(1)(e)",
        columns={
            "reception_ticket.person_id": Held.LINK,
            "reception_ticketlink.person_id": Held.LINK,
            "reception_booking.recipient": Held.CONTACT,
            "reception_booking.holder_key": Held.KEYED,
            "reception_booking.contact_key": Held.KEYED,
            "reception_booking.network_key": Held.KEYED,
            "reception_waiting.recipient": Held.CONTACT,
            "reception_waiting.holder_key": Held.KEYED,
            "reception_waiting.contact_key": Held.KEYED,
            "reception_waiting.network_key": Held.KEYED,
            "reception_bookingattempt.contact_key": Held.KEYED,
            "reception_bookingattempt.network_key": Held.KEYED,
            "reception_padtask.values": Held.NOTE,
            "reception_padanswer.strokes": Held.TRAIT,
            "reception_padanswer.typed": Held.NOTE,
            "reception_ticketpriority.reason": Held.NOTE,
        },
    ),
)

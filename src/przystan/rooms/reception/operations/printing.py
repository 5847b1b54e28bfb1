"""A ticket on paper: told to the printer through the outbox, or as a page to print."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.ui import public as ui
from przystan.rooms.reception.queries.labels import service_name
from przystan.rooms.reception.queries.tickets import get_ticket
from przystan.rooms.reception.types import Ticket

CHANNEL, KEY = "ticket", "reception.ticket:"
LOOKS_BACK = timedelta(minutes=30)
TEMPLATE = Path(__file__).parent / "ticket.typ"


def print_ticket(*, ticket_id: int, address: str, at: datetime) -> bool:
    """Tell the branch's ticket printer to print a ticket, once; False: it was told before.

    `address` is the page of the ticket, which the QR code opens. Raises TicketNotFound.
    """
    ticket = get_ticket(ticket_id=ticket_id)
    return outbox.write_message(
        key=f"{KEY}{ticket_id}", channel=CHANNEL, recipient=ticket.branch, subject="",
        body=json.dumps(_content(ticket, address), ensure_ascii=False),
        language=ticket.language, at=at)


def has_paper(*, branch: str, at: datetime) -> bool:
    """Whether the branch's ticket printer printed when it was last asked, half an hour back."""
    last = outbox.last_attempt(channel=CHANNEL, recipient=branch, since=at - LOOKS_BACK)
    return last is None or last == "delivered"


def ticket_of_key(key: str) -> int | None:
    """Return the ticket that a message of the outbox prints, None for other messages."""
    number = key.removeprefix(KEY)
    return int(number) if key.startswith(KEY) and number.isdigit() else None


def ticket_pdf(*, ticket_id: int, address: str) -> bytes:
    """Return a ticket as a tagged PDF of the width of a receipt. Raises TicketNotFound."""
    content = _content(get_ticket(ticket_id=ticket_id), address)
    code = io.BytesIO()
    segno.make_qr(address, error="m").save(
        code, kind="svg", border=4, xmldecl=False, svgns=True)
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps({**content, "code": code.getvalue().decode()})}))


def _content(ticket: Ticket, address: str) -> dict[str, str]:
    """Return what a ticket says, in its language: never a name."""
    with translation.override(ticket.language):
        taken = ticket.taken_at.astimezone(clock.OFFICE_ZONE)
        words = estimate_words(ticket)
        return {
            "office": str(settings.OFFICE_NAME), "number": ticket.number,
            "service": service_name(ticket.service_code),
            "taken": f"{ui.date_text(taken.date())}, {taken:%H:%M}", "estimate": words,
            "follow": gettext("Scan the code to follow your place in the line."),
            "alternative": gettext("QR code of this ticket"),
            "notice": gettext("Demonstration: not a real ticket.") if settings.IS_DEMO else "",
            "language": ticket.language, "link": address,
        }


def estimate_words(ticket: Ticket) -> str:
    """Return what a ticket says about the wait, in the active language."""
    if ticket.booked_for is not None:
        return gettext("Booked for %(time)s") % {
            "time": f"{ticket.booked_for.astimezone(clock.OFFICE_ZONE):%H:%M}"}
    if ticket.estimate is None:
        return ""
    low, high = ticket.estimate
    if high <= 1:
        return gettext("You will be called soon.")
    return gettext("8 of 10 people wait %(low)s to %(high)s minutes.") % {
        "low": low, "high": high}

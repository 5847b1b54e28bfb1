"""What a person is told of a booking, in their language: written with the act, sent after it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions.public import fetch_rows
from przystan.platform.ui import public as ui
from przystan.rooms.reception import models
from przystan.rooms.reception.queries.keys import booking_token, waiting_token
from przystan.rooms.reception.queries.labels import service_name

CHANNELS = {"mail": "mail", "sms": "sms"}
HOLDER = """
SELECT b.recipient, b.language, b.contact, b.secret, s.starts_at, p.name,
    coalesce(nullif(CASE left(b.language, 2) WHEN 'pl' THEN v.name WHEN 'uk' THEN v.name_uk
                    WHEN 'ru' THEN v.name_ru END, ''), v.name_en)
FROM reception_booking b JOIN reception_slot s ON s.id = b.slot_id
JOIN reception_service v ON v.id = s.service_id JOIN sites_branch p ON p.code = s.branch_id
WHERE b.id = %s
"""


def write_to(
    *, booking_id: int, what: str, code: str, at: datetime, earlier: datetime | None = None,
    number: int = 1,
) -> bool:
    """Write to the holder of a booking: booked, moved, cancelled, reminder, earlier.

    Nothing personal is in the text: no name, no case sign. False where nobody can be written to,
    or this was written before.
    """
    recipient, language, contact, secret, starts_at, place, service = fetch_rows(
        HOLDER, [booking_id])[0]
    if not recipient:
        return False
    with translation.override(language):
        values = {
            "service": service, "when": when_text(starts_at), "place": place, "code": code,
            "link": f"{settings.PUBLIC_ADDRESS}/visit/{booking_token(secret)}/",
            "earlier": when_text(earlier) if earlier else "",
        }
        subject, body = _words(what)
        return outbox.write_message(
            key=f"reception.booking:{booking_id}:{what}:{number}", channel=CHANNELS[contact],
            recipient=recipient, subject=subject % values if contact == "mail" else "",
            body=body % values, language=language, at=at)


def write_to_waiting(
    *, waiting_id: int, what: str, at: datetime, free: datetime | None = None, number: int = 1
) -> bool:
    """Write to somebody on the waiting list: that they are on it, that a time is free."""
    row = models.Waiting.objects.select_related("service", "branch").get(pk=waiting_id)
    with translation.override(row.language):
        values = {
            "service": service_name(row.service.code), "place": row.branch.name,
            "link": f"{settings.PUBLIC_ADDRESS}/wait/{waiting_token(row.secret)}/",
            "free": when_text(free) if free else "",
        }
        words = {
            "waiting": (gettext("You are on the waiting list"), gettext(
                "You wait for a visit: %(service)s, %(place)s. We write when a time is given back. "
                "To leave the list: %(link)s")),
            "free": (gettext("A time is free: %(free)s"), gettext(
                "A time is free: %(service)s, %(place)s, %(free)s. Whoever takes it first has it: "
                "%(link)s")),
        }
        subject, body = words[what]
        return outbox.write_message(
            key=f"reception.waiting:{row.pk}:{what}:{number}", channel=CHANNELS[row.contact],
            recipient=row.recipient, subject=subject % values if row.contact == "mail" else "",
            body=body % values, language=row.language, at=at)


def when_text(at: datetime) -> str:
    """Write a day and a time as the reader's language does."""
    local = at.astimezone(clock.OFFICE_ZONE)
    return f"{ui.date_text(local.date())}, {local:%H:%M}"


def _words(what: str) -> tuple[str, str]:
    words = {
        "booked": (gettext("Your visit: %(when)s"), gettext(
            "%(service)s, %(place)s, %(when)s. At the ticket machine type the code %(code)s, from "
            "an hour before your time. To confirm, move or cancel: %(link)s")),
        "again": (gettext("Your visit: %(when)s"), gettext(
            "You asked for the code of your visit again. %(service)s, %(place)s, %(when)s. Your "
            "new code is %(code)s, the old one is over. To confirm, move or cancel: %(link)s")),
        "moved": (gettext("Your visit was moved: %(when)s"), gettext(
            "Your visit was moved. %(service)s, %(place)s, %(when)s. Your new code is %(code)s. "
            "To confirm, move or cancel: %(link)s")),
        "cancelled": (gettext("Your visit was cancelled"), gettext(
            "Your visit was cancelled: %(service)s, %(place)s, %(when)s. You may book again at any "
            "time.")),
        "reminder": (gettext("Your visit: %(when)s"), gettext(
            "Please remember your visit: %(service)s, %(place)s, %(when)s. If you cannot come, "
            "cancel it, so that somebody else may: %(link)s")),
        "earlier": (gettext("An earlier time is free: %(earlier)s"), gettext(
            "An earlier time is free: %(earlier)s instead of %(when)s. Whoever takes it first has "
            "it: %(link)s")),
    }
    return words[what]

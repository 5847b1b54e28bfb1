"""Which rows of reception pass: by rules that the administrator may change."""

from django.utils.translation import gettext_noop as _

from przystan.platform.retention.types import Passing

PASSING = (
    Passing(
        code="reception.addresses",
        label=_("Addresses of bookings whose visit is over"),
        table="reception_booking",
        due="recipient <> '' AND slot_id IN"
            " (SELECT id FROM reception_slot WHERE starts_at < %(before)s)",
        empties="recipient = ''",
        days=30,
        basis=_("GDPR, art. 5(1)(e): nobody is written to any more"),
    ),
    Passing(
        code="reception.waiting",
        label=_("Addresses on the waiting list"),
        table="reception_waiting",
        due="recipient <> '' AND made_at < %(before)s",
        empties="recipient = ''",
        days=90,
        basis=_("GDPR, art. 5(1)(e): nobody is written to any more"),
    ),
    Passing(
        code="reception.attempts",
        label=_("Tries to book, by hashes of phone and network"),
        table="reception_bookingattempt",
        due="at < %(before)s",
        days=7,
        least_days=2,
        basis=_("GDPR, art. 5(1)(e): the limits count within a day"),
    ),
    Passing(
        code="reception.pads",
        label=_("What was typed and signed on a customer's pad"),
        table="reception_padanswer",
        due="at < %(before)s AND (typed <> '' OR strokes <> '[]')",
        empties="typed = '', strokes = '[]'",
        days=30,
        basis=_("GDPR, art. 5(1)(e): what counts was taken over by the desk"),
    ),
)

"""Which adapter serves which port. A demo office talks to simulators, which say so."""

from __future__ import annotations

from django.conf import settings

from przystan.adapters.http_sms import HttpSmsCarrier
from przystan.adapters.simulators import SimulatedCarrier
from przystan.adapters.smtp import SmtpCarrier
from przystan.platform.outbox import public as outbox


def connect_adapters() -> None:
    """Connect every port; what is not configured is a simulator in the demo, else a refusal."""
    mail: outbox.Carrier
    sms: outbox.Carrier
    mail = SmtpCarrier() if settings.EMAIL_HOST else SimulatedCarrier("mail")
    sms = HttpSmsCarrier(settings.SMS_URL, settings.SMS_TOKEN) if settings.SMS_URL else (
        SimulatedCarrier("sms"))
    outbox.connect_carriers({"mail": mail, "sms": sms})

"""Which adapter serves which port. A demo office talks to simulators, which say so."""

from __future__ import annotations

from django.conf import settings

from przystan.adapters.asterisk.engine.presence import AsteriskEngine
from przystan.adapters.electronic_delivery import LetterCarrier
from przystan.adapters.escpos_printer import EscPosPrinter
from przystan.adapters.http_sms import HttpSmsCarrier
from przystan.adapters.mailbox import mailbox_of
from przystan.adapters.raw_printer import RawPrinter
from przystan.adapters.regula import RegulaDevice
from przystan.adapters.simulators import SimulatedCarrier
from przystan.adapters.simulators.electronic_delivery import SimulatedDelivery
from przystan.adapters.simulators.examining_device import SimulatedDevice
from przystan.adapters.simulators.label_printer import SimulatedLabelPrinter
from przystan.adapters.simulators.ticket_printer import SimulatedTicketPrinter
from przystan.adapters.smtp import SmtpCarrier
from przystan.adapters.stack_reader import PdfStackReader
from przystan.adapters.unconnected import Unconnected
from przystan.adapters.zone_reader import ZoneReader
from przystan.adapters.zpl_printer import ZplPrinter
from przystan.config.commands.engine import places
from przystan.config.commands.helpline import shipped_text
from przystan.config.passing import all_passing
from przystan.journeys.helpline import OfficeTexts
from przystan.journeys.staffing import OfficeStaff
from przystan.platform.outbox import public as outbox
from przystan.platform.retention import public as retention
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.reception import public as reception


def connect_adapters() -> None:
    """Connect every port. What is not configured is a simulator in the demo, else it refuses."""
    instead = SimulatedCarrier if settings.IS_DEMO else Unconnected
    mail: outbox.Carrier = SmtpCarrier() if settings.EMAIL_HOST else instead("mail")
    sms: outbox.Carrier = (
        HttpSmsCarrier(settings.SMS_URL, settings.SMS_TOKEN) if settings.SMS_URL
        else instead("sms"))
    labels: outbox.Carrier
    if settings.LABEL_PRINTERS:
        labels = ZplPrinter(settings.LABEL_PRINTERS)
    else:
        labels = SimulatedLabelPrinter() if settings.IS_DEMO else Unconnected("label printer")
    tickets: outbox.Carrier
    if settings.TICKET_PRINTERS:
        tickets = EscPosPrinter(settings.TICKET_PRINTERS)
    else:
        tickets = SimulatedTicketPrinter() if settings.IS_DEMO else Unconnected("ticket printer")
    prints: outbox.Carrier = SimulatedCarrier("printer") if settings.IS_DEMO else RawPrinter()
    letters: outbox.Carrier = Unconnected("electronic delivery")
    if settings.IS_DEMO:
        service = SimulatedDelivery()
        cases.connect_electronic_delivery(service)
        letters = LetterCarrier(service)
    outbox.connect_carriers({
        "mail": mail, "sms": sms, "label": labels, "ticket": tickets, "print": prints,
        "edelivery": letters})
    retention.connect_passing(all_passing())
    documents.connect_picture_reader(ZoneReader())
    documents.connect_stack_reader(PdfStackReader())
    if settings.MAILBOX:
        documents.connect_mailbox(mailbox_of(settings.MAILBOX, settings.MAILBOX_PASSWORD))
    if settings.DOCUMENT_DEVICE_URL:
        documents.connect_examining_device(RegulaDevice(settings.DOCUMENT_DEVICE_URL))
    elif settings.IS_DEMO:
        documents.connect_examining_device(SimulatedDevice())
    calls.connect_engine(AsteriskEngine(
        places, shipped_text, lambda: settings.ENGINE_WEBSOCKET))
    calls.connect_texts(OfficeTexts())
    calls.connect_staff(OfficeStaff())
    reception.connect_staff(OfficeStaff())

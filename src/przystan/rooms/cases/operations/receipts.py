"""Writes of receipts, parties and linked cases."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock.public import local_date
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.cases import UnknownCaseType, open_cases_in_bulk
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.cases import CaseNotFound
from przystan.rooms.cases.queries.clock import list_law_rules
from przystan.rooms.cases.queries.proceedings import checklist_of
from przystan.rooms.cases.rules.receipts import CONFIRMATIONS, fits, regime_on
from przystan.rooms.cases.types import (
    Application,
    Channel,
    Confirmation,
    LinkKind,
    NewCase,
    PartyRole,
    Regime,
    TermKind,
)
from przystan.rooms.people import public as people

APPEARANCE = "appearance"


class ReceiptRefused(ActRefused):
    """The receipt cannot be true; `message` says what to do, `field` where."""


class PartyRefused(ActRefused):
    """The party cannot stand; `message` says what to do."""

    field = "role"


class LinkRefused(Exception):
    """The two cases cannot be linked."""

    message = _("These cases are linked already, or they are one case.")


def receive_application(*, application: Application, actor: Actor, at: datetime) -> int:
    """Open a case from an application as received, with its receipt, and return its id.

    An application by post or in person of a kind that the law has filed electronically on that
    day, one from the future, and one of a person who was not born yet are refused. The same
    `entry_key` twice is one case.
    Raises ReceiptRefused, UnknownCaseType, people.PersonNotFound.
    """
    received_on = local_date(application.received_at)
    transactions.lock_section(f"cases.entry:{application.entry_key}")
    before = models.Receipt.objects.filter(entry_key=application.entry_key).first()
    if before is not None:
        return int(before.pk)
    case_type = models.CaseType.objects.filter(code=application.type_code).first()
    if case_type is None:
        raise UnknownCaseType(application.type_code)
    if application.received_at > at:
        raise ReceiptRefused(_("The application has not come yet: check the day."), "received_at")
    _check_birth(application, received_on, actor, at)
    regime = regime_on(received_on, rules=list_law_rules(),
                       term=TermKind(case_type.term) if case_type.term else None)
    if not fits(application.channel, regime):
        raise ReceiptRefused(
            _("Since 27 April 2026 such an application is filed electronically: help the person "
              "to file it, or record the day on which the paper came."), "channel")
    case_id = open_cases_in_bulk(actor=actor, at=at, cases=[NewCase(
        application.unit, application.type_code, received_on, application.channel,
        application.branch, application.person_id, at)])[0]
    models.Receipt.objects.create(
        case_id=case_id, received_at=application.received_at, regime=regime,
        last_stay_date=application.last_stay_date, recorded_by=actor.name, recorded_at=at,
        entry_key=application.entry_key)
    if application.channel is Channel.IN_PERSON:
        _tick_appearance(case_id, received_on, actor, at)
    if application.person_id is not None:
        _append_party(case_id, PartyRole.APPLICANT, application.person_id, "", received_on, actor,
                      at)
    return case_id


def _tick_appearance(case_id: int, on: date, actor: Actor, at: datetime) -> None:
    """Whoever files in person has appeared: the checklist shows it from the beginning."""
    if any(line.code == APPEARANCE for line in checklist_of(case_id=case_id)):
        models.ChecklistTick.objects.create(
            case_id=case_id, code=APPEARANCE, on=on, recorded_at=at, recorded_by=actor.name)


def _check_birth(
    application: Application, received_on: date, actor: Actor, at: datetime
) -> None:
    if application.person_id is None:
        return
    person = people.get_person(person_id=application.person_id, actor=actor, at=at)
    if person.birth_date and received_on < person.birth_date:
        raise ReceiptRefused(
            _("The application came before the person was born: check the day and the card."),
            "received_at")


def confirm_receipt(*, case_id: int, on: date, actor: Actor, at: datetime) -> Confirmation:
    """Record the stamp, or in the electronic regime the certificate; return which it was.

    Only for an application that came in time (art. 108, 206). Raises CaseNotFound, ReceiptRefused.
    """
    models.Case.objects.select_for_update().filter(pk=case_id).first()
    receipt = models.Receipt.objects.select_related("case").filter(pk=case_id).first()
    if receipt is None:
        raise CaseNotFound(case_id)
    if on < receipt.case.received_on:
        raise ReceiptRefused(_("Nothing happens in a case before its application came."), "on")
    if receipt.last_stay_date is None or receipt.case.received_on > receipt.last_stay_date:
        raise ReceiptRefused(
            _("Only an application filed by the last day of lawful stay is confirmed: record that "
              "day with the receipt."), "on")
    if models.ReceiptConfirmation.objects.filter(pk=case_id).exists():
        raise ReceiptRefused(_("This receipt is confirmed already."), "on")
    kind = CONFIRMATIONS[Regime(receipt.regime)]
    models.ReceiptConfirmation.objects.create(
        case_id=case_id, kind=kind, on=on, recorded_by=actor.name, recorded_at=at)
    audit.record(actor=actor, at=at, action="cases.confirm_receipt",
                 subject=f"cases.case:{case_id}", details={"kind": kind})
    return kind


def add_party(
    *, case_id: int, role: PartyRole, since: date, actor: Actor, at: datetime,
    person_id: int | None = None, organisation: str = "",
) -> int:
    """Let a person or an organisation take part in a case; return the entry's id.

    Raises CaseNotFound, PartyRefused, people.PersonNotFound.
    """
    lock_case(case_id)
    if (person_id is None) == (not organisation.strip()):
        raise PartyRefused(
            _("Give either the number of a person's card or the name of an organisation."),
            "organisation")
    if person_id is not None:
        people.get_person(person_id=person_id, actor=actor, at=at)
    if models.Party.objects.filter(
            case_id=case_id, role=role, organisation=organisation.strip(), ends__isnull=True,
            **({"person_id": person_id} if person_id else {})).exists():
        raise PartyRefused(_("This party takes part already."))
    party_id = _append_party(case_id, role, person_id, organisation.strip(), since, actor, at)
    audit.record(actor=actor, at=at, action="cases.add_party", subject=f"cases.case:{case_id}",
                 person_id=person_id, details={"role": role})
    return party_id


def _append_party(
    case_id: int, role: PartyRole, person_id: int | None, organisation: str, since: date,
    actor: Actor, at: datetime,
) -> int:
    return int(models.Party.objects.create(
        case_id=case_id, role=role, person_id=person_id, organisation=organisation, since=since,
        recorded_at=at, recorded_by=actor.name).pk)


def end_party(
    *, case_id: int, party_id: int, on: date, reason: str, actor: Actor, at: datetime
) -> None:
    """Record that a party takes part no more, such as a proxy whose power was withdrawn.

    Raises PartyRefused.
    """
    party = models.Party.objects.filter(pk=party_id, case_id=case_id).first()
    if party is None or party.role == PartyRole.APPLICANT:
        raise PartyRefused(_("A case keeps its applicant: choose another party."), "party")
    if on < party.since:
        raise PartyRefused(_("The party ends before it began: check the day."), "on")
    try:
        with transactions.transaction():
            models.PartyEnd.objects.create(
                party=party, since=party.since, on=on, reason=reason, recorded_at=at,
                recorded_by=actor.name)
    except IntegrityError as twice:
        raise PartyRefused(_("This party was withdrawn before."), "party") from twice
    audit.record(actor=actor, at=at, action="cases.end_party", subject=f"cases.case:{case_id}",
                 person_id=party.person_id, details={"role": party.role})


def link_cases(
    *, case_id: int, other_id: int, kind: LinkKind, actor: Actor, at: datetime
) -> None:
    """Record that two cases belong together. Raises LinkRefused."""
    low, high = sorted((case_id, other_id))
    try:
        with transactions.transaction():
            models.CaseLink.objects.create(
                low_id=low, high_id=high, kind=kind, recorded_at=at, recorded_by=actor.name)
    except IntegrityError as refused:
        raise LinkRefused(case_id) from refused
    audit.record(actor=actor, at=at, action="cases.link_cases", subject=f"cases.case:{low}",
                 details={"other": high, "kind": kind})

"""Writes of the post: addresses of parties, letters that leave, what becomes of electronic ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock.public import local_date
from przystan.platform.outbox import public as outbox
from przystan.platform.refusals.public import ActRefused
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.operations.receipts import PartyRefused
from przystan.rooms.cases.operations.summonses import DeliveryRefused, record_delivery
from przystan.rooms.cases.queries.clock import list_law_rules
from przystan.rooms.cases.queries.post import electronic_delivery, list_letters_to_send
from przystan.rooms.cases.rules.post import (
    ELECTRONIC_ADDRESS,
    POLISH_POSTCODE,
    deemed_on,
    is_registered_number,
    normal_number,
)
from przystan.rooms.cases.types import Address, DeliveryStep, QueuedLetter

CHANNEL = "edelivery"
D = DeliveryStep


class PostRefused(ActRefused):
    """The letters cannot leave so; `message` names the case and says what to do."""

    field = "on"


def set_address(
    *, case_id: int, party_id: int, address: Address, actor: Actor, at: datetime
) -> None:
    """Record where a party gets letters from now on; earlier addresses stay on record.

    Raises CaseNotFound, PartyRefused.
    """
    lock_case(case_id)
    party = models.Party.objects.filter(pk=party_id, case_id=case_id, ends__isnull=True).first()
    if party is None:
        raise PartyRefused(_("This case has no such party."), "party")
    _check_address(address)
    models.PartyAddress.objects.create(
        party=party, street=address.street, postcode=address.postcode, town=address.town,
        country=address.country, electronic=address.electronic, recorded_at=at,
        recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="cases.set_address", subject=f"cases.case:{case_id}",
                 person_id=party.person_id)


def _check_address(given: Address) -> None:
    postal = (given.street, given.postcode, given.town)
    if not any((*postal, given.electronic)):
        raise PartyRefused(_("Give a postal address, an electronic one, or both."), "street")
    if any(postal) and not all(postal):
        raise PartyRefused(_("A postal address has a street, a postcode and a town."), "street")
    if given.postcode and not given.country and not POLISH_POSTCODE.fullmatch(given.postcode):
        raise PartyRefused(_("A Polish postcode is written like 70-502; for another country name "
                             "the country."), "postcode")
    if given.electronic and not ELECTRONIC_ADDRESS.fullmatch(given.electronic):
        raise PartyRefused(_("An electronic address is written like AE:PL-12345-67890-ABCDE-12."),
                           "electronic")


def post_letters(
    *, numbers: Mapping[int, str], on: date, actor: Actor, at: datetime
) -> int:
    """Mark letters as posted on a day, each with its registered number, and return how many.

    `numbers` has the number of each letter's id, empty for one that is not registered. All or
    none: a letter that left already, a day before it was made, a number that is not whole or was
    used refuses the whole act. Raises PostRefused.
    """
    waiting = _waiting(sorted(numbers), on)
    if on > local_date(at):
        raise PostRefused(_("The day is still to come: letters were posted today or before."))
    for letter in waiting:
        number = normal_number(numbers[letter.letter_id])
        if number and not is_registered_number(number):
            raise PostRefused(
                _("%(sign)s: %(number)s is no number of a registered letter; check its digits.")
                % {"sign": letter.sign, "number": number}, "")
        _leave(letter, D.SENT, number, on, actor, at)
    return len(waiting)


def _waiting(letter_ids: Sequence[int], on: date) -> tuple[QueuedLetter, ...]:
    """Lock the cases of letters in one order and return those that wait. Raises PostRefused."""
    cases = models.Letter.objects.filter(pk__in=letter_ids).values("case_id")
    list(models.Case.objects.select_for_update().filter(pk__in=cases).order_by("pk"))
    found = list_letters_to_send(on=on, letter_ids=letter_ids, limit=len(letter_ids))
    if not letter_ids:
        raise PostRefused(_("Choose at least one letter."), "")
    if len(found) < len(letter_ids):
        raise PostRefused(_("One of these letters has left already: look at the list again."), "")
    return found


def _leave(
    letter: QueuedLetter, step: DeliveryStep, reference: str, on: date, actor: Actor, at: datetime
) -> None:
    try:
        record_delivery(case_id=letter.case_id, letter_id=letter.letter_id, step=step, on=on,
                        reference=reference, actor=actor, at=at)
    except DeliveryRefused as refused:
        raise PostRefused(f"{letter.sign}: {refused.message}", "") from refused


def send_electronically(
    *, letter_ids: Sequence[int], actor: Actor, at: datetime
) -> int:
    """Hand letters to the outbox for electronic delivery, all or none, and return how many.

    Raises PostRefused.
    """
    today = local_date(at)
    waiting = _waiting(sorted(letter_ids), today)
    for letter in waiting:
        to = letter.addressee.address.electronic if (
            letter.addressee and letter.addressee.address) else ""
        if not to:
            raise PostRefused(
                _("%(sign)s: no electronic address is known; record it with the party.")
                % {"sign": letter.sign}, "")
        _leave(letter, D.E_QUEUED, "", today, actor, at)
        outbox.write_message(
            key=f"cases.letter:{letter.letter_id}", channel=CHANNEL, recipient=to,
            subject=letter.sign, language="pl", at=at,
            body=json.dumps({"case": letter.case_id, "letter": letter.letter_id}))
    return len(waiting)


def record_electronic_sending(
    *, case_id: int, letter_id: int, reference: str, actor: Actor, at: datetime
) -> None:
    """Record that the service took a letter, under its reference. Raises DeliveryRefused."""
    record_delivery(case_id=case_id, letter_id=letter_id, step=D.E_SENT, on=local_date(at),
                    reference=reference, actor=actor, at=at)


def letters_under_way() -> tuple[tuple[int, int, str, date], ...]:
    """Return the letters in electronic boxes that are not delivered: case, letter, reference, day.
    """
    closed = models.LetterDelivery.objects.filter(step__in=(D.E_OPENED, D.E_DEEMED))
    found = models.LetterDelivery.objects.filter(step=D.E_SENT).exclude(
        letter_id__in=closed.values("letter_id")).order_by("id")
    return tuple(found.values_list("letter__case_id", "letter_id", "reference", "on"))


def ask_for_delivery(
    *, case_id: int, letter_id: int, reference: str, sent_on: date, actor: Actor, at: datetime
) -> DeliveryStep | None:
    """Ask the service whether a letter was opened, and record what that means; the clock reacts.

    Opened: delivered on that day. Not opened within the term of the law: it counts as delivered on
    the term's last day, once that day has passed. Raises DeliveryUnreachable.
    """
    service = electronic_delivery()
    today, term = local_date(at), deemed_on(sent_on, list_law_rules())
    opened = service.opened_on(reference=reference, sent_on=sent_on, today=today) if service \
        else None
    if opened and not (term and opened > term[0]):
        step, day = D.E_OPENED, opened
    elif term and term[0] < today:
        step, day = D.E_DEEMED, term[0]
    else:
        return None
    record_delivery(case_id=case_id, letter_id=letter_id, step=step, on=day,
                    reference=term[1] if term else "", actor=actor, at=at)
    return step

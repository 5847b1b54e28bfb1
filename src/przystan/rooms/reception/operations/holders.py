"""Whether a case and a person who books belong together."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.reception.operations.bookings import check_tries, note_attempt
from przystan.rooms.reception.rules.bookings import normal_name


class CaseNotYours(Exception):
    """No case has this sign, status code and person together. Which does not fit, is not told."""

    message = _("Case number, status code, PIN and person do not belong together. Check them, or "
                "leave the case out.")


def case_of_holder(
    *, sign: str, number: str, pin: str, full_name: str, birth_date: date, address: str,
    actor: Actor, at: datetime,
) -> int:
    """Return the case with a sign, if who books holds its status code and is whom it is about.

    A sign stands on every letter; the code and its PIN only its holder was given. A case on which
    no person is recorded yet is the code holder's. Wrong PINs lock the code, and refused tries
    count against the network, so the caller lets its transaction stand. The look at the card is
    audited. Raises CaseNotYours, TooManyTries.
    """
    check_tries(address=address, recipient="", at=at)
    try:
        return _proven_case(sign, number, pin, full_name, birth_date, actor, at)
    except CaseNotYours:
        note_attempt(address=address, recipient="", outcome="case", at=at)
        raise


def _proven_case(
    sign: str, number: str, pin: str, full_name: str, birth_date: date, actor: Actor, at: datetime
) -> int:
    try:
        wanted = str(cases.parse_sign(sign.strip()))
        found = cases.case_by_status_code(number=number, pin=pin, at=at)
    except (cases.NotACaseSign, cases.StatusRefused, cases.StatusLocked) as wrong:
        raise CaseNotYours(sign) from wrong
    if found.sign != wanted:
        raise CaseNotYours(sign)
    if found.person_id is None:
        return found.id
    try:
        person = people.get_person(actor=actor, at=at, person_id=found.person_id)
    except (people.PersonNotFound, people.PersonRestricted) as hidden:
        raise CaseNotYours(sign) from hidden
    names = {normal_name(name.full) for name in person.names}
    if person.birth_date != birth_date or normal_name(full_name) not in names:
        raise CaseNotYours(sign)
    return found.id

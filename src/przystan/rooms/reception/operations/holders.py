"""Whether a case and a person who books belong together."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.reception.rules.bookings import normal_name


class CaseNotYours(Exception):
    """No case has this sign, or it is somebody else's. Which, is not told."""

    message = _("No case of this person has this number. Check it, or leave it out.")


def case_of_holder(
    *, sign: str, full_name: str, birth_date: date, actor: Actor, at: datetime
) -> int:
    """Return the case with a sign, if the person who books is the one it is about.

    A case on which no person is recorded yet is anybody's who has its sign. The look at the card
    is audited. Raises CaseNotYours.
    """
    try:
        found = cases.find_case(sign=str(cases.parse_sign(sign.strip())))
    except cases.NotACaseSign as wrong:
        raise CaseNotYours(sign) from wrong
    if found is None:
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

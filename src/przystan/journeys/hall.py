"""Whose visit a ticket is, and about which case: the hall, the persons and the cases."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception


class NoSuchCase(Exception):
    """No case has this sign."""

    message = _("No case has this sign.")


def link_visit(
    *, ticket_id: int, person_id: int | None, case_sign: str, actor: Actor, at: datetime
) -> None:
    """Link a ticket to a person, a case, or both; the person of the case where none is named.

    Raises TicketNotFound, NoSuchCase.
    """
    case = None
    if case_sign.strip():
        try:
            case = cases.case_of_sign(case_sign)
        except cases.SignRefused as wrong:
            raise NoSuchCase(case_sign) from wrong
    person = person_id or (case.person_id if case else None)
    if person is not None:
        person = people.canonical_ids([person]).get(person)
    reception.link_ticket(ticket_id=ticket_id, person_id=person,
                          case_id=case.id if case else None, actor=actor, at=at)

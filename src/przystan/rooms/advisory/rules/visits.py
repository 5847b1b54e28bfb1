"""What a visit and a service must have. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from przystan.rooms.advisory.types import NewCard, NewService, NewVisit, ServiceKind, Topic

NUMBER = re.compile(r"[\w][\w ./\-]{0,39}")
MAX_MINUTES = 600


class InvalidCard(ValueError):
    """A card cannot be opened so; says what is wrong."""


class InvalidVisit(ValueError):
    """A visit or a service cannot be recorded so; says what is wrong."""


class VisitIncomplete(ValueError):
    """A visit cannot be closed: what the indicator needs is not there yet."""


def check_card(card: NewCard, today: date) -> None:
    """Raise InvalidCard unless the number is one and the day has come."""
    if not NUMBER.fullmatch(card.number):
        raise InvalidCard("a card number has 1 to 40 letters, digits, spaces or . / -")
    if card.opened_on > today:
        raise InvalidCard("a card is not opened on a day to come")


def check_visit(visit: NewVisit, today: date) -> None:
    """Raise InvalidVisit unless the visit and each of its services may be recorded."""
    if visit.visited_on > today:
        raise InvalidVisit("a visit is not recorded before its day")
    for service in visit.services:
        check_service(service, visit.visited_on, today)


def check_service(service: NewService, visited_on: date, today: date) -> None:
    """Raise InvalidVisit unless the service may be recorded."""
    if service.kind is ServiceKind.PSYCHOLOGICAL and service.topic is not Topic.NONE:
        # Even a topic would tell colleagues what the talk was about.
        raise InvalidVisit("a psychological service has no topic")
    if service.minutes is not None and not 0 < service.minutes <= MAX_MINUTES:
        raise InvalidVisit(f"minutes are between 1 and {MAX_MINUTES}")
    provided_on = service.provided_on or visited_on
    if provided_on > today:
        raise InvalidVisit("a service is not recorded before its day")


def check_closing(services: Sequence[NewService | object], *, is_signed: bool) -> None:
    """Raise VisitIncomplete unless the visit has a service and the card is signed.

    The Fund counts a form of support only where the participant's signature confirms it.
    """
    if not services:
        raise VisitIncomplete("the visit has no service")
    if not is_signed:
        raise VisitIncomplete("the card is not signed")

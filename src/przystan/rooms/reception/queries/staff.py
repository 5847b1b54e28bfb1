"""Whose certificates a service asks for, and which tickets are left to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from przystan.rooms.reception.ports import OfficeStaff
from przystan.rooms.reception.queries.tickets import list_services
from przystan.rooms.reception.types import Counter, Ticket


class _NoStaff:
    """Before the composition root has spoken nobody is known."""

    def topics(self) -> Mapping[str, str]:
        return {}

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        return frozenset()


_staff: list[OfficeStaff] = [_NoStaff()]


def connect_staff(staff: OfficeStaff) -> None:
    """Say who knows the office's staff; called once, by the composition root."""
    _staff[0] = staff


def connected_staff() -> OfficeStaff:
    """Return who knows the office's staff. Shape: never None; nobody may be known."""
    return _staff[0]


def left_to_holders(
    waiting: Iterable[Ticket], *, counter: Counter, counters: Iterable[Counter], day: date
) -> frozenset[tuple[str, str]]:
    """Return the services, with languages, that a counter leaves to colleagues.

    Those that ask for a procedure for which who sits here holds no certificate of the day, while
    somebody who does sits at another counter that serves them.
    """
    colleagues = [c for c in counters if c.login and c.code != counter.code]
    if not colleagues:
        return frozenset()
    procedures = {s.code: s.procedure for s in list_services() if s.procedure}
    wanted = {(t.service_code, t.language) for t in waiting if t.service_code in procedures}
    left = set()
    for service, language in wanted:
        holders = connected_staff().competent(
            topic=procedures[service], language=language, on=day)
        if counter.login not in holders and any(
                c.login in holders and service in c.services
                and (not c.languages or language in c.languages) for c in colleagues):
            left.add((service, language))
    return frozenset(left)

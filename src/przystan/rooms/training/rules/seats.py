"""Who gets a seat, which questions are asked, how long a certificate holds."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from datetime import date
from random import Random

from przystan.rooms.training.types import CertificateState, EnrolmentStep

S = EnrolmentStep
# From a state to the states that may follow; None is the beginning.
FOLLOWS: dict[EnrolmentStep | None, frozenset[EnrolmentStep]] = {
    None: frozenset({S.REQUESTED}),
    S.REQUESTED: frozenset({S.PLACED, S.WAITLISTED, S.REFUSED, S.CANCELLED}),
    S.WAITLISTED: frozenset({S.PLACED, S.REFUSED, S.CANCELLED}),
    S.PLACED: frozenset({S.CANCELLED}),
    S.REFUSED: frozenset({S.REQUESTED}),
    S.CANCELLED: frozenset({S.REQUESTED}),
}
ASKED_AT_ONCE = 10
USED_AFTER_MONTHS = 3


def may_follow(state: EnrolmentStep | None, step: EnrolmentStep) -> bool:
    """Whether a step may follow a state."""
    return step in FOLLOWS[state]


def is_open_to(
    *, roles: Collection[str], unit: str, own_roles: Collection[str], own_unit: str
) -> bool:
    """Whether a session is meant for somebody: any of its roles, and its unit, where named."""
    return (not roles or bool(set(roles) & set(own_roles))) and unit in ("", own_unit)


def draw(question_ids: Sequence[int], *, seed: str) -> tuple[int, ...]:
    """Return at most ten of the questions in an order that the seed fixes.

    The same seed draws the same: whoever reloads the page gets no easier questions.
    """
    known = sorted(question_ids)
    return tuple(Random(seed).sample(known, min(ASKED_AT_ONCE, len(known))))


def has_passed(*, right: int, asked: int, pass_mark: int | None) -> bool:
    """Whether the share of right answers reaches the pass mark in per cent."""
    return asked > 0 and right * 100 >= (pass_mark or 0) * asked


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def certificate_state(
    *, expires_on: date | None, is_revoked: bool, on: date
) -> CertificateState:
    """Return how a certificate stands on a day; it holds through its last day."""
    if is_revoked:
        return CertificateState.REVOKED
    if expires_on is not None and expires_on < on:
        return CertificateState.EXPIRED
    return CertificateState.VALID

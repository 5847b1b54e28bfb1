"""Lines of the registers that the Fund's auditors ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from przystan.rooms.advisory.types.eligibility import Eligibility
from przystan.rooms.advisory.types.visits import ServiceKind, StayBasis


@dataclass(frozen=True)
class RegisterScope:
    """Which part of a register: a project, days, a branch or all; `limit` None is everything."""

    project_id: int
    since: date
    until: date
    branch: str = ""
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True)
class CardLine:
    """One card in the register of cards; `rules` are those of its latest eligibility check."""

    card_id: int
    number: str
    person_id: int
    branch: str
    opened_on: date
    recorded_at: datetime
    stay_basis: StayBasis
    eligibility: Eligibility | None
    rules: tuple[str, ...]
    documents: int
    is_signed: bool


@dataclass(frozen=True)
class ServicesLine:
    """One person in the register of services: how many of each kind, and the minutes."""

    person_id: int
    card_numbers: str
    first_on: date
    last_on: date
    counts: Mapping[ServiceKind, int]
    minutes: int

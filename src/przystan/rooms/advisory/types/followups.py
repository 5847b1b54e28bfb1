"""What is to be done after a visit: follow-ups and referrals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class NewFollowUp:
    """Something to be done for a beneficiary by a day."""

    card_id: int
    branch: str
    due_on: date
    task: str
    visit_id: int | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class FollowUp:
    """One follow-up; `done_at` is None while it is due."""

    id: int
    card_id: int
    card_number: str
    person_id: int
    branch: str
    due_on: date
    task: str
    made_by: str
    done_at: datetime | None
    done_by: str
    outcome: str


class ReferralState(StrEnum):
    """Where a referral stands."""

    MADE = "made"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class NewReferral:
    """A referral to another organisation. The person consents to what is passed on."""

    card_id: int
    branch: str
    organisation: str
    purpose: str
    has_consent: bool
    visit_id: int | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class ReferralStep:
    """One state with its instant, author and reason."""

    state: ReferralState
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Referral:
    """One referral with its steps, the first first; the last is its state."""

    id: int
    card_id: int
    card_number: str
    person_id: int
    branch: str
    organisation: str
    purpose: str
    steps: tuple[ReferralStep, ...]

    @property
    def state(self) -> ReferralState:
        """The state in force."""
        return self.steps[-1].state

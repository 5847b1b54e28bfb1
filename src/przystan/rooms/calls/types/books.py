"""Two independent logs of one day held against each other: the switchboard's and the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.rooms.calls.types.calls import DayBalance, Outcome


class BookReason(StrEnum):
    """Why the switchboard's notes and the engine's log differ about a call."""

    STILL_UP = "still_up"
    LOG_NOT_READ = "log_not_read"
    SWITCHBOARD_AWAY = "switchboard_away"
    SWITCHBOARD_STOPPED = "switchboard_stopped"
    ENGINE_NOT_SERVED = "engine_not_served"
    ENGINE_RESTARTED = "engine_restarted"
    CLOSING_NOT_NOTED = "closing_not_noted"
    LEFT_AT_ONCE = "left_at_once"
    # from here on: not explained
    ONLY_SEEN_LIVE = "only_seen_live"
    ONLY_IN_ENGINE_LOG = "only_in_engine_log"
    END_NOT_SEEN = "end_not_seen"
    OUTCOME_DIFFERS = "outcome_differs"
    LANGUAGE_DIFFERS = "language_differs"
    OPERATORS_DIFFER = "operators_differ"


BOOKS_UNEXPLAINED = frozenset(list(BookReason)[list(BookReason).index(BookReason.ONLY_SEEN_LIVE):])


@dataclass(frozen=True, slots=True)
class SeenCall:
    """What the switchboard thinks became of one call. `outcome` None: it is still up.

    `phones` are the operators' phones that spoke, in order; `queued_at` and `connected_at` are the
    first times; `spoken` is the last language, `language` the first; `is_closing_noted` says
    whether the closing message was seen to be played.
    """

    key: str
    first_at: datetime
    last_at: datetime
    outcome: Outcome | None
    language: str = ""
    phones: tuple[str, ...] = ()
    is_closing_noted: bool = False
    is_only_offered: bool = False
    spoken: str = ""
    queued_at: datetime | None = None
    connected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BookedCall:
    """One incoming contact as folded from the engine's log, for the comparison."""

    contact_id: int
    engine: str
    key: str
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome
    language: str = ""
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookDifference:
    """One difference about one call: what each log says. Empty: that log does not have it."""

    key: str
    reason: BookReason
    at: datetime
    live: str = ""
    engine: str = ""
    contact_id: int | None = None

    @property
    def is_explained(self) -> bool:
        """Say whether the reason accounts for the difference."""
        return self.reason not in BOOKS_UNEXPLAINED


@dataclass(frozen=True, slots=True)
class DayBooks:
    """One local day's books: the balance, and the two logs held against each other.

    `booked`: incoming contacts folded from the engine's log; `seen`: calls that the switchboard
    noted; `equal`: calls about which both say the same; `handed_over`: contacts that an office
    handed over already counted, for which no second log exists.
    """

    balance: DayBalance
    booked: int
    seen: int
    equal: int
    handed_over: int
    differences: tuple[BookDifference, ...]

    @property
    def unexplained(self) -> int:
        """Count the differences that nothing accounts for."""
        return sum(not d.is_explained for d in self.differences)

    @property
    def is_balanced(self) -> bool:
        """Say whether the day's sum is right and every difference is explained."""
        return not self.balance.difference and not self.unexplained

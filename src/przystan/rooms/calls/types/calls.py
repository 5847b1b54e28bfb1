"""What an engine reports, and the contacts, legs and differences that come of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Direction(StrEnum):
    """Who placed the call, seen from the office."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Outcome(StrEnum):
    """How a contact ended: exactly one per contact."""

    ANSWERED = "answered"
    CONTAINED = "contained"
    ABANDONED = "abandoned"
    CLOSED = "closed"
    OUTGOING_ANSWERED = "outgoing_answered"
    OUTGOING_UNANSWERED = "outgoing_unanswered"
    CUT_BY_RESTART = "cut_by_restart"


class LegKind(StrEnum):
    """What one stretch of a contact was."""

    HELPLINE = "helpline"
    CLOSED = "closed"
    QUEUE = "queue"
    OPERATOR = "operator"
    CONSULTATION = "consultation"
    UNIT = "unit"
    OUTGOING = "outgoing"


class EventKind(StrEnum):
    """What an engine can report about a channel."""

    CHANNEL_STARTED = "channel_started"
    ANSWERED = "answered"
    APPLICATION_STARTED = "application_started"
    APPLICATION_ENDED = "application_ended"
    BRIDGE_ENTERED = "bridge_entered"
    BRIDGE_LEFT = "bridge_left"
    BLIND_TRANSFER = "blind_transfer"
    ATTENDED_TRANSFER = "attended_transfer"
    HUNG_UP = "hung_up"
    CHANNEL_ENDED = "channel_ended"
    CALL_ENDED = "call_ended"


class EngineEvent(NamedTuple):
    """One thing that an engine reported. Two equal events are one event said twice.

    A named tuple, not a dataclass: a large log has a million, and this is half their cost.
    `counter` counts channels since the engine's start and `epoch` is the second in which the
    root of the call began: both are parts of the engine's ids and betray a restart.
    """

    kind: EventKind
    at: datetime
    engine: str
    channel_id: str
    call_id: str
    channel: str
    counter: int
    call_counter: int
    call_epoch: int
    number: str = ""
    extension: str = ""
    context: str = ""
    application: str = ""
    peer: str = ""
    bridge_id: str = ""
    target_extension: str = ""
    other_channel_id: str = ""
    transferee_channel_id: str = ""
    target_channel_id: str = ""
    target_channel: str = ""


class QueueEventKind(StrEnum):
    """What a queue log can say."""

    ENGINE_STARTED = "engine_started"
    ENTERED = "entered"
    CONNECTED = "connected"
    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    ABANDONED = "abandoned"
    LEFT_WITH_KEY = "left_with_key"
    TIMED_OUT = "timed_out"
    RING_NOT_ANSWERED = "ring_not_answered"
    RING_CANCELLED = "ring_cancelled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class QueueEvent:
    """One line of a queue log: whole seconds, and a hold that counts from the last entry."""

    kind: QueueEventKind
    at: datetime
    call_id: str
    agent: str = ""
    hold_seconds: int | None = None
    name: str = ""
    transfer: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One row of the engine's call detail records; a call may have several."""

    call_id: str
    channel_id: str
    channel: str
    source: str
    destination: str
    context: str
    other_channel: str
    application: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    duration_seconds: int
    billed_seconds: int
    disposition: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What one dialplan means: which contexts, numbers and channels play which part.

    A language of "" means that the number itself does not tell it (the caller chooses).
    """

    name: str
    incoming_contexts: frozenset[str]
    lines: Mapping[str, str]
    language_contexts: frozenset[str]
    helpline_contexts: Mapping[str, str]
    queue_contexts: Mapping[str, str]
    queue_exit_contexts: frozenset[str]
    queue_applications: frozenset[str]
    closed_contexts: frozenset[str]
    operator_channel: re.Pattern[str]
    operator_contexts: frozenset[str]
    outgoing_number: re.Pattern[str]
    unit_channel: re.Pattern[str]
    unit_extensions: frozenset[str]
    return_extensions: frozenset[str]
    unit_contexts: frozenset[str]
    trunk_channel: re.Pattern[str]
    timezone: str
    unit_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a contact. A consultation is a leg, never a contact of its own.

    `who` is the operator, the unit's extension or the number; `answered_at` is None when nobody
    took it; `ended_at` is None only when the log does not say when it ended.
    """

    kind: LegKind
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    who: str = ""
    target: str = ""
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One call of one outside party, whatever the number of its legs.

    `wait_seconds`: first entry to the queue until the first operator (or the end, when nobody
    came); for an outgoing call dialling until the answer or the giving up. `talk_seconds`: the
    time in which the party and operators heard each other, without consultations (the party is
    on hold) and without units. Both are None when the log does not tell them.
    """

    id: str
    engine: str
    started_at: datetime
    ended_at: datetime | None
    direction: Direction
    number: str
    line: str | None
    language: str | None
    outcome: Outcome
    redirected_to: str | None = None
    redirect_answered: bool | None = None
    operators: tuple[str, ...] = ()
    wait_seconds: float | None = None
    talk_seconds: float | None = None
    legs: tuple[Leg, ...] = ()


class Reason(StrEnum):
    """Why two logs say different things about one call, or why nobody can say."""

    REPEATED_ENTRY = "repeated_entry"
    REPEATED_CONNECT = "repeated_connect"
    HOLD_FROM_LAST_ENTRY = "hold_from_last_entry"
    KEY_EXIT_WITHOUT_ABANDON = "key_exit_without_abandon"
    TRANSFER_INSTEAD_OF_COMPLETE = "transfer_instead_of_complete"
    UNIT_NOT_IN_QUEUE_LOG = "unit_not_in_queue_log"
    ABANDONED_AFTER_ANSWER = "abandoned_after_answer"
    RING_CUT_BY_QUEUE_TIME = "ring_cut_by_queue_time"
    RING_REFUSED = "ring_refused"
    CONSULTATION_IN_QUEUE_LOG = "consultation_in_queue_log"
    CONSULTATION_IN_CDR = "consultation_in_cdr"
    CDR_ANSWERED_BY_HELPLINE = "cdr_answered_by_helpline"
    CDR_BILLED_FROM_HELPLINE = "cdr_billed_from_helpline"
    CDR_SEVERAL_ROWS = "cdr_several_rows"
    CDR_UNIT_MISSING = "cdr_unit_missing"
    CDR_NO_ANSWER_HIDES_CAUSE = "cdr_no_answer_hides_cause"
    ENGINE_RESTARTED = "engine_restarted"
    OUTSIDE_LOG = "outside_log"
    # from here on: not explained
    OPEN_AT_END = "open_at_end"
    BEGAN_BEFORE_LOG = "began_before_log"
    CONSULTATION_WITHOUT_CONTACT = "consultation_without_contact"
    UNKNOWN_CALL = "unknown_call"
    CONNECT_WITHOUT_ANSWER = "connect_without_answer"
    ANSWER_WITHOUT_CONNECT = "answer_without_connect"
    OPERATORS_DIFFER = "operators_differ"
    ENTRY_MISSING = "entry_missing"
    ENTRIES_DIFFER = "entries_differ"
    WAIT_DIFFERS = "wait_differs"
    NOT_IN_CEL = "not_in_cel"
    NOT_IN_CDR = "not_in_cdr"
    CDR_OUTCOME_DIFFERS = "cdr_outcome_differs"


UNEXPLAINED = frozenset(list(Reason)[list(Reason).index(Reason.OPEN_AT_END):])


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference between two logs about one call, with its reason.

    `is_explained` is False for a real contradiction: it is shown, never averaged away.
    """

    id: str
    reason: Reason
    log: str
    says: str
    instead_of: str = ""
    at: datetime | None = None

    @property
    def is_explained(self) -> bool:
        """Say whether the reason is a known habit of the engine."""
        return self.reason not in UNEXPLAINED


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One line that could not be read: where, what stood there, what was expected."""

    file: str
    line: int
    column: str
    value: str
    expected: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class DayBalance:
    """One local day's ledger: offered = answered + abandoned + contained + closed + cut + removed.

    `offered` is counted from the engine's own events, not from the contacts.
    """

    local_date: date
    offered: int
    answered: int = 0
    abandoned: int = 0
    contained: int = 0
    closed: int = 0
    cut: int = 0
    removed: int = 0
    outgoing: int = 0

    @property
    def difference(self) -> int:
        """What is left over; anything but 0 is an error to be looked into."""
        return self.offered - (
            self.answered + self.abandoned + self.contained + self.closed + self.cut + self.removed
        )

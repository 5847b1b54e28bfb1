"""What the switchboard, the operators and the office tell each other while calls are up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from przystan.rooms.calls.types.routing import Route


class LiveKind(StrEnum):
    """What became of a call, as the switchboard saw it: the second log beside the engine's.

    SERVING is of no call (its key is ""): the switchboard has begun, and was away until then. So
    is an ENDED of no call: the engine's stream has broken, and nobody serves it until SERVING.
    """

    SERVING = "serving"
    OFFERED = "offered"
    LANGUAGE = "language"
    QUEUED = "queued"
    RINGING = "ringing"
    NOT_ANSWERED = "not_answered"
    CONNECTED = "connected"
    TALKED = "talked"
    HELD = "held"
    RESUMED = "resumed"
    ASKED = "asked"
    UNIT_SPOKE = "unit_spoke"
    UNIT_AWAY = "unit_away"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    ENDED = "ended"


class AgentStatus(StrEnum):
    """What an operator is doing. Allowed moves are one table in rules."""

    OFF = "off"
    READY = "ready"
    PAUSE = "pause"
    RINGING = "ringing"
    TALKING = "talking"
    WRAP_UP = "wrap_up"


class CallBackOutcome(StrEnum):
    """How a call-back ended."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


class OrderKind(StrEnum):
    """What an operator can have the switchboard do: with the caller they speak with, or a call.

    ASK holds the caller and rings a unit; then RESUME goes back to the caller, and COMPLETE
    leaves the caller with the unit. CALL rings the operator's own phone and then the number.
    LISTEN rings a supervisor's phone and lets it hear a conversation; WHISPER lets the operator
    hear the supervisor too, QUIET no longer.
    """

    TRANSFER = "transfer"
    ASK = "ask"
    COMPLETE = "complete"
    HOLD = "hold"
    RESUME = "resume"
    HANG_UP = "hang_up"
    CALL = "call"
    LISTEN = "listen"
    WHISPER = "whisper"
    QUIET = "quiet"


LISTENER_ORDERS = frozenset({OrderKind.LISTEN, OrderKind.WHISPER, OrderKind.QUIET})


class CallReason(StrEnum):
    """Why the office calls somebody: the topic of such a call."""

    CALL_BACK = "call_back"
    MISSING_DOCUMENTS = "missing_documents"
    CARD = "card"
    APPOINTMENT = "appointment_change"


class TaskState(StrEnum):
    """Where a unit's task stands. Overdue is not a state: it follows from the day."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class UnitTask:
    """What an operator asked a unit to do for a caller, and what came back.

    `number` is the caller's, whole: lists mask it. `answer` is "" until the task is done.
    """

    id: int
    unit: str
    note: str
    call_key: str
    number: str
    language: str
    opened_by: str
    opened_at: datetime
    due_at: datetime
    state: TaskState
    accepted_by: str = ""
    done_by: str = ""
    done_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OrderedCall:
    """One call out that an operator ordered; `contact_id` once the engine's log has it."""

    id: int
    number: str
    reason: CallReason
    at: datetime
    is_placed: bool
    contact_id: int | None = None
    was_answered: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One wish of an operator; `target` is a unit's extension, or the number of a call out.

    `phone` is the operator's, for a call out.
    """

    id: int
    call_key: str
    kind: OrderKind
    target: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator who is to be rung: the user's name and the phone."""

    username: str
    phone: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Where one operator stands. `languages` are those they serve; none named means every one."""

    username: str
    phone: str
    status: AgentStatus
    languages: tuple[str, ...]
    since: datetime
    reason: str = ""
    call_key: str = ""


@dataclass(frozen=True, slots=True)
class LiveNote:
    """One thing that the switchboard saw. `number` is the caller's, told when a call begins.

    `route` comes with QUEUED from a place of the helpline.
    """

    call_key: str
    kind: LiveKind
    at: datetime
    language: str = ""
    phone: str = ""
    number: str = ""
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """A caller who asked to be called back and has not been yet, with tries in vain left out."""

    id: int
    number: str
    e164: str
    language: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class HelplineRow:
    """One version of the helpline; `is_current` for the one that callers hear."""

    id: int
    note: str
    actor_name: str
    at: datetime
    released_at: datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class PhoneLogin:
    """What a browser's telephone signs on with; the password never shows in a representation."""

    phone: str
    password: str = field(repr=False)
    domain: str
    websocket: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """A human voice for one text, named by its content; `sha256` is "" once it is taken back."""

    language: str
    text_digest: str
    sha256: str
    actor_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingCaller:
    """A caller in the queue: no name, no number."""

    language: str
    since: datetime
    call_key: str = ""
    route: Route = Route()


@dataclass(frozen=True, slots=True)
class DayCount:
    """Calls of one local day as the switchboard saw them, up to an instant.

    offered = answered + abandoned + contained + up (still in the helpline, or waiting). A call is
    queued once, however often it came back to the queue.
    """

    offered: int
    queued: int
    answered: int
    abandoned: int
    contained: int
    up: int
    quick: int
    counted: int
    waiting: tuple[WaitingCaller, ...]

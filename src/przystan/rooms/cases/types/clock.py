"""What the clock of a case is made of: dated events, dated rules of law, lines of explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TermKind(StrEnum):
    """Which term of the law the decision in a case has to keep."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    LONG_TERM = "long_term"


class EventKind(StrEnum):
    """What happened in a case that its clock reacts to."""

    RECEIVED = "received"
    APPEARED = "appeared"
    FINGERPRINTS = "fingerprints"
    DEFECTS_SUMMONED = "defects_summoned"
    DEFECTS_REMEDIED = "defects_remedied"
    DOCUMENTS_SUMMONED = "documents_summoned"
    DOCUMENTS_COMPLETE = "documents_complete"
    OPINION_ASKED = "opinion_asked"
    OPINION_PROLONGED = "opinion_prolonged"
    OPINION_RECEIVED = "opinion_received"
    HEARING_SUMMONED = "hearing_summoned"
    HEARING_HELD = "hearing_held"
    HEARING_MISSED = "hearing_missed"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    DECIDED = "decided"
    DELIVERED = "delivered"
    APPEALED = "appealed"
    FILE_SENT = "file_sent"
    APPEAL_ENDED = "appeal_ended"
    URGED = "urged"
    COURT_SET = "court_set"


class Refusal(StrEnum):
    """Why an event cannot be true of its case. Screens hold the sentence that says what to do."""

    BEFORE_BIRTH = "before_birth"
    BEFORE_RECEIPT = "before_receipt"
    RECEIVED_TWICE = "received_twice"
    NO_LAST_DAY = "no_last_day"
    NO_TERM_AT_ALL = "no_term_at_all"
    ANSWERED_BEFORE_SUMMONED = "answered_before_summoned"
    RESUMED_UNPAUSED = "resumed_unpaused"
    PAUSES_OVERLAP = "pauses_overlap"
    DECIDED_TWICE = "decided_twice"
    UNDECIDED = "undecided"
    UNAPPEALED = "unappealed"
    UNASKED = "unasked"
    NO_HEARING = "no_hearing"


class RuleKind(StrEnum):
    """What a dated rule of law does to a clock."""

    TERM = "term"
    STOP = "stop"
    SHIFT = "shift"
    REGIME = "regime"


class Unit(StrEnum):
    """In what a term is counted."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True)
class LawRule:
    """One rule of law between two days, both included; `valid_until` None is open.

    `subject` names the term (a TermKind, or opinion, opinion_longest, appeal, appeal_stage,
    file_forward, urgency); a STOP or SHIFT holds for every case with a term, a REGIME says how
    applications are filed. `code` stays the same through
    all versions of a rule, and only the highest `version` counts.
    """

    code: str
    kind: RuleKind
    subject: str
    length: int
    unit: Unit
    article: str
    source: str
    valid_from: date
    valid_until: date | None
    is_confirmed: bool
    version: int = 1


@dataclass(frozen=True)
class ClockEvent:
    """One thing that happened on a day. `due_on` is the end of a summons or the extended term."""

    kind: EventKind
    on: date
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class NewClockEvent:
    """An event to be recorded for a case; bulk recording takes many of them."""

    case_id: int
    event: ClockEvent
    recorded_at: datetime


@dataclass(frozen=True)
class RecordedEvent:
    """An event as appended, with who recorded it; struck once a later row corrects it."""

    id: int
    event: ClockEvent
    recorded_at: datetime
    recorded_by: str
    is_struck: bool
    strike_reason: str = ""


class ClockState(StrEnum):
    """Where the clock of a case stands on a day."""

    NO_TERM = "no_term"
    NOT_STARTED = "not_started"
    RUNNING = "running"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    ENDED = "ended"


class Sentence(StrEnum):
    """The sentences of an explanation. Screens hold their words in each language."""

    RECEIVED = "received"
    MISSING_RECEIPT = "missing_receipt"
    MISSING_APPEARANCE = "missing_appearance"
    MISSING_FINGERPRINTS = "missing_fingerprints"
    MISSING_FORMALLY = "missing_formally"
    MISSING_DELIVERY = "missing_delivery"
    MISSING_DOCUMENTS = "missing_documents"
    APPEARED = "appeared"
    FINGERPRINTS = "fingerprints"
    FORMALLY_COMPLETE = "formally_complete"
    DOCUMENTS_COMPLETE = "documents_complete"
    DOCUMENTS_LAPSED = "documents_lapsed"
    STARTS = "starts"
    STOPPED_BY_LAW = "stopped_by_law"
    STOPPED_BY_LAW_OPEN = "stopped_by_law_open"
    PAUSED = "paused"
    PAUSED_OPEN = "paused_open"
    TERM_DAYS = "term_days"
    TERM_MONTHS = "term_months"
    EXTENDED = "extended"
    SHIFTED = "shifted"
    LAST_DAY = "last_day"
    NO_LAST_DAY = "no_last_day"
    NO_TERM = "no_term"
    DECIDED = "decided"
    OPINION_DUE = "opinion_due"
    OPINION_SILENT = "opinion_silent"
    OPINION_RECEIVED = "opinion_received"
    APPEAL_UNTIL = "appeal_until"
    FORWARD_UNTIL = "forward_until"
    APPEAL_STAGE = "appeal_stage"
    DEFECTS_UNTIL = "defects_until"
    DOCUMENTS_UNTIL = "documents_until"
    UNDELIVERED = "undelivered"
    URGENCY_UNTIL = "urgency_until"
    COURT_UNTIL = "court_until"


@dataclass(frozen=True)
class ClockLine:
    """One line of an explanation: its sentence, the days it adds, the article it rests on.

    The days of all lines, added to the start, give the last day. `from_date` and `to_date` are the
    days that the sentence speaks of. `is_confirmed` is False where the rule awaits confirmation.
    """

    sentence: Sentence
    days: int = 0
    article: str = ""
    from_date: date | None = None
    to_date: date | None = None
    is_confirmed: bool = True
    length: int = 0
    note: str = ""


@dataclass(frozen=True)
class CaseClock:
    """The clock of one case as of a day.

    `days_used` and `days_left` count days on which the term runs; `days_left` is negative once the
    last day is behind, in days of the calendar. `suspended_until` is the last day of the stop that
    holds on the day asked; None with state SUSPENDED means that no end is known.
    """

    state: ClockState
    on: date
    started_on: date | None
    last_date: date | None
    days_used: int
    days_left: int | None
    suspended_until: date | None
    ended_on: date | None
    lines: tuple[ClockLine, ...]


@dataclass(frozen=True)
class ClockRow:
    """One case in the list of what runs out next."""

    case_id: int
    sign: str
    type_name: str
    type_name_en: str
    branch: str
    state: ClockState
    started_on: date | None
    last_date: date | None


@dataclass(frozen=True)
class ClockChange:
    """What a new version of a rule did to one open case."""

    case_id: int
    sign: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class LawChange:
    """A recorded version of a rule: how many last days it moved so far, and which.

    `changes` may be the first of `count`; `waiting` cases are still to be counted of `open` ones.
    """

    code: str
    version: int
    changes: tuple[ClockChange, ...]
    count: int
    waiting: int
    open: int


class TermName(StrEnum):
    """The terms that a history of a case shows."""

    DECISION = "decision"
    FORMAL_DEFECTS = "formal_defects"
    DOCUMENTS = "documents"
    OPINION = "opinion"
    APPEAL = "appeal"
    FILE_FORWARD = "file_forward"
    APPEAL_STAGE = "appeal_stage"
    URGENCY = "urgency"
    COURT = "court"


@dataclass(frozen=True)
class Suspension:
    """Days on which a term stands still, both included; `until` None is open."""

    since: date
    until: date | None
    article: str


@dataclass(frozen=True)
class HistoryTerm:
    """One term of a case as of a day, with the line that explains it.

    `start` is the day after which days are counted; `end` is the last day, None where none can be
    told. `note` names the authority of an opinion.
    """

    name: TermName
    status: ClockState
    start: date | None
    end: date | None
    suspensions: tuple[Suspension, ...]
    line: ClockLine
    note: str = ""


@dataclass(frozen=True)
class History:
    """A case as a file tells it: its term, birth date where known, and what happened."""

    term: TermKind | None
    events: tuple[ClockEvent, ...]
    birth_date: date | None = None

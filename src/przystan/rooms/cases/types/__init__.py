"""What crosses the door of cases."""

from przystan.rooms.cases.types.cases import (
    CaseRef,
    CaseSign,
    CaseSummary,
    CaseType,
    Channel,
    Decision,
    IssuedCode,
    LiveCode,
    NewCase,
    NewStage,
    Stage,
    StageEntry,
)
from przystan.rooms.cases.types.clock import (
    CaseClock,
    ClockChange,
    ClockEvent,
    ClockLine,
    ClockRow,
    ClockState,
    EventKind,
    LawRule,
    NewClockEvent,
    RecordedEvent,
    RuleKind,
    Sentence,
    TermKind,
    Unit,
)

__all__ = [
    "CaseClock", "CaseRef", "CaseSign", "CaseSummary", "CaseType", "Channel", "ClockChange",
    "ClockEvent", "ClockLine", "ClockRow", "ClockState", "Decision", "EventKind", "IssuedCode",
    "LawRule", "LiveCode", "NewCase", "NewClockEvent", "NewStage", "RecordedEvent", "RuleKind",
    "Sentence", "Stage", "StageEntry", "TermKind", "Unit",
]

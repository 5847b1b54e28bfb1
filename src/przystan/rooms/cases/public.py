"""The door of cases: open a case, move it, find it."""

from __future__ import annotations

from przystan.rooms.cases.operations.cases import (
    DecisionMissing,
    StageNotAllowed,
    StatusLocked,
    StatusRefused,
    UnknownCaseType,
    advance,
    case_by_status_code,
    erase_person,
    export_person,
    issue_status_code,
    open_case,
    open_cases_in_bulk,
    set_case_types,
    withdraw_status_code,
)
from przystan.rooms.cases.operations.clock import (
    EventNotFound,
    EventRefused,
    RuleRefused,
    change_law_rule,
    recompute_clocks,
    record_case_event,
    record_case_events,
    strike_case_event,
)
from przystan.rooms.cases.queries.cases import (
    CaseNotFound,
    case_refs,
    cases_of,
    count_by_stage,
    find_case,
    get_case,
    list_case_types,
    list_cases,
    list_stages,
    live_code_of,
    stage_label,
    timeline_of,
)
from przystan.rooms.cases.queries.clock import (
    clock_of,
    list_clock_events,
    list_law_rules,
    list_next_to_run_out,
    list_terms,
)
from przystan.rooms.cases.queries.clock_words import (
    event_label,
    explain_article,
    explain_days,
    explain_line,
    state_label,
)
from przystan.rooms.cases.rules import TRANSITIONS, NotACaseSign, parse_sign
from przystan.rooms.cases.types import (
    CaseClock,
    CaseRef,
    CaseSign,
    CaseSummary,
    CaseType,
    Channel,
    ClockChange,
    ClockEvent,
    ClockLine,
    ClockRow,
    ClockState,
    Decision,
    EventKind,
    IssuedCode,
    LawRule,
    LiveCode,
    NewCase,
    NewClockEvent,
    NewStage,
    RecordedEvent,
    RuleKind,
    Sentence,
    Stage,
    StageEntry,
    TermKind,
    Unit,
)

__all__ = [
    "TRANSITIONS", "CaseClock", "CaseNotFound", "CaseRef", "CaseSign", "CaseSummary", "CaseType",
    "Channel", "ClockChange", "ClockEvent", "ClockLine", "ClockRow", "ClockState", "Decision",
    "DecisionMissing", "EventKind", "EventNotFound", "EventRefused", "IssuedCode", "LawRule",
    "LiveCode", "NewCase", "NewClockEvent", "NewStage", "NotACaseSign", "RecordedEvent",
    "RuleKind", "RuleRefused", "Sentence", "Stage", "StageEntry", "StageNotAllowed",
    "StatusLocked", "StatusRefused", "TermKind", "Unit", "UnknownCaseType", "advance",
    "case_by_status_code", "case_refs", "cases_of", "change_law_rule", "clock_of",
    "count_by_stage", "erase_person", "event_label", "explain_article", "explain_days",
    "explain_line", "export_person", "find_case", "get_case",
    "issue_status_code", "list_case_types", "list_cases", "list_clock_events", "list_law_rules",
    "list_next_to_run_out", "list_stages", "list_terms", "live_code_of", "open_case",
    "open_cases_in_bulk", "parse_sign", "recompute_clocks", "record_case_event",
    "record_case_events", "set_case_types", "stage_label", "state_label", "strike_case_event",
    "timeline_of", "withdraw_status_code",
]

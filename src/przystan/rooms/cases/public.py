"""The door of cases: open a case, move it, find it."""

from __future__ import annotations

from przystan.rooms.cases.operations import (
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
from przystan.rooms.cases.queries import (
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
from przystan.rooms.cases.rules import TRANSITIONS, NotACaseSign, parse_sign
from przystan.rooms.cases.types import (
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

__all__ = [
    "TRANSITIONS", "CaseNotFound", "CaseRef", "CaseSign", "CaseSummary", "CaseType",
    "Channel", "Decision", "DecisionMissing", "IssuedCode", "LiveCode", "NewCase", "NewStage",
    "NotACaseSign", "Stage",
    "StageEntry", "StageNotAllowed", "StatusLocked", "StatusRefused",
    "UnknownCaseType", "advance",
    "case_by_status_code",
    "case_refs", "cases_of", "count_by_stage", "erase_person", "export_person", "find_case",
    "get_case",
    "issue_status_code", "list_case_types", "list_cases", "list_stages", "live_code_of",
    "open_case", "open_cases_in_bulk",
    "parse_sign", "set_case_types", "stage_label", "timeline_of", "withdraw_status_code",
]

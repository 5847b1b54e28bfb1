"""The door of the calls room.

What folds logs needs no database, so that it runs on a machine that has none: the functions that
write and read tables bring their modules in when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from przystan.rooms.calls.rules.helpline import enter_helpline, step_helpline
from przystan.rooms.calls.rules.helpline_map import draw_map, ways_of
from przystan.rooms.calls.rules.helpline_route import ROUTE_KEYS, read_route, write_route
from przystan.rooms.calls.rules.helpline_tree import BadTree, check_tree, is_open, parse_helpline
from przystan.rooms.calls.rules.helpline_trial import try_helpline
from przystan.rooms.calls.rules.logs import SideBySide
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.rules.profile import BadProfile, read_profile
from przystan.rooms.calls.rules.routing import HEAD_START_SECONDS, promote, queue_rank
from przystan.rooms.calls.rules.sms import SmsQuestion, read_sms
from przystan.rooms.calls.rules.sound import sound_type
from przystan.rooms.calls.rules.staffing import BadTarget
from przystan.rooms.calls.types import (
    BookDifference,
    BookReason,
    CallRecord,
    Contact,
    ContactCard,
    ContactFilter,
    ContactRow,
    DayBalance,
    DayBooks,
    Direction,
    Disagreement,
    EngineEvent,
    ImportReport,
    ImportRow,
    Leg,
    LegKind,
    LogKind,
    NewContact,
    NewLeg,
    Outcome,
    Profile,
    QueueEvent,
    RawEvent,
    Reason,
    RefusedLine,
)
from przystan.rooms.calls.types.helpline import (
    HELPLINE_LANGUAGES,
    Digits,
    HelplineMap,
    Hours,
    MapWay,
    Node,
    NodeKind,
    StatusAnswer,
    Tree,
    TreeFault,
    TrialStep,
)
from przystan.rooms.calls.types.live import (
    LISTENER_ORDERS,
    Agent,
    AgentStatus,
    CallBackOutcome,
    CallBackRow,
    CallReason,
    DayCount,
    HelplineRow,
    LiveKind,
    LiveNote,
    Operator,
    Order,
    OrderedCall,
    OrderKind,
    PhoneLogin,
    Recording,
    TaskState,
    UnitTask,
    WaitingCaller,
)
from przystan.rooms.calls.types.planning import (
    AbandonedRow,
    Accuracy,
    Aftermath,
    CallMetrics,
    Forecast,
    ForecastRow,
    HalfHour,
    Load,
    PastWeek,
    Ratio,
    Service,
    StaffingRow,
    Target,
    TopicWeek,
)
from przystan.rooms.calls.types.recording import (
    MOST_RETENTION_DAYS,
    CallRecording,
    Listener,
    RecordingPolicy,
    RecordingPurpose,
    RecordingRead,
    RecordingTrouble,
    TroubleKind,
)
from przystan.rooms.calls.types.routing import (
    LONGEST_SECONDS,
    MOST_PRIORITY,
    Fit,
    Offer,
    OfferReason,
    PriorityReason,
    Route,
)

if TYPE_CHECKING:
    from przystan.rooms.calls.operations import (
        HELPLINE_TOPIC,
        LIVE_TOPIC,
        TASKS_TOPIC,
        AnswerNeeded,
        CallBackEnded,
        ContactRecordedBefore,
        HearReasonNeeded,
        HelplineFaulty,
        LogRefused,
        NotANumber,
        NoteNeeded,
        NotInCall,
        NotNow,
        PauseReasonNeeded,
        PhoneTaken,
        PolicyInThePast,
        ReasonNeeded,
        RecordingGone,
        RemovedBefore,
        StepTaken,
        TaskNotFound,
        TopicNeeded,
        VersionNotFound,
        WrappedUpBefore,
        accept_unit_task,
        begin_listening,
        cut_open_calls,
        drop_old_phones,
        drop_recording,
        end_call_back,
        end_listening,
        end_wrap_up,
        erase_old_recordings,
        erase_person,
        export_person,
        finish_call,
        finish_unit_task,
        follow_engine_queue,
        give_order,
        give_reasons,
        hear_recording,
        import_log,
        is_new_sms,
        issue_browser_phone,
        keep_call_recording,
        keep_recording,
        open_contact,
        open_task_card,
        open_unit_task,
        order_call,
        order_listening,
        pick_operator,
        record_choice,
        record_contacts,
        record_engine_events,
        record_live_notes,
        record_placed,
        record_trouble,
        release_helpline,
        remove_contact,
        save_helpline,
        set_agent_state,
        set_recording_policy,
        settle_agents,
        take_call_back,
        take_orders,
        take_sms,
    )
    from przystan.rooms.calls.operations.reading import Refusals
    from przystan.rooms.calls.queries import (
        PAUSE_REASONS,
        ContactNotFound,
        ImportNotFound,
        asked_order,
        call_metrics,
        caller_of,
        connect_engine,
        connect_staff,
        connect_texts,
        connected_engine,
        connected_staff,
        connected_texts,
        count_abandoned,
        count_contacts,
        count_unit_tasks,
        daily_balance,
        day_so_far,
        expected_wait,
        find_contact,
        find_faults,
        find_route,
        fit_label,
        get_agent,
        get_contact,
        get_forecast,
        get_import,
        has_recording_choice,
        has_refused_recording,
        helpline_text,
        is_waiting_for_call_back,
        language_label,
        last_day,
        list_abandoned,
        list_agents,
        list_call_backs,
        list_call_recordings,
        list_contacts,
        list_disagreements,
        list_half_hours,
        list_helpline_versions,
        list_imports,
        list_last_offers,
        list_listeners,
        list_offers,
        list_ordered_calls,
        list_recording_policies,
        list_recording_troubles,
        list_recordings,
        list_savable_topics,
        list_staffing,
        list_topics,
        list_unit_tasks,
        may_record,
        offer_label,
        outcome_label,
        pause_label,
        phase_of,
        policy_on,
        priority_label,
        purpose_label,
        read_recording,
        reconcile_day,
        recording_of,
        spoken_tree,
        status_label,
        task_label,
        text_digest,
        topic_label,
        trouble_label,
    )
from przystan.rooms.calls.ports import (
    EngineSilent,
    NotASound,
    VoiceMissing,
)
from przystan.rooms.calls.rules.helpline_text import (
    fill_texts,
)
from przystan.rooms.calls.rules.helpline_write import (
    KEPT as KEPT_PROMPTS,
)
from przystan.rooms.calls.rules.helpline_write import (
    put_hours,
    put_place,
    put_texts,
    remove_place,
    write_helpline,
)
from przystan.rooms.calls.types.processing import PROCESSING

__all__ = [
    "HEAD_START_SECONDS", "HELPLINE_LANGUAGES", "HELPLINE_TOPIC", "KEPT_PROMPTS",
    "LISTENER_ORDERS", "LIVE_TOPIC", "LONGEST_SECONDS", "MOST_PRIORITY", "MOST_RETENTION_DAYS",
    "PAUSE_REASONS", "PROCESSING", "ROUTE_KEYS", "TASKS_TOPIC", "AbandonedRow", "Accuracy",
    "Aftermath", "Agent", "AgentStatus", "AnswerNeeded", "BadProfile", "BadTarget", "BadTree",
    "BookDifference", "BookReason", "CallBackEnded", "CallBackOutcome", "CallBackRow",
    "CallMetrics", "CallReason", "CallRecord", "CallRecording", "Contact", "ContactCard",
    "ContactFilter", "ContactNotFound", "ContactRecordedBefore", "ContactRow", "DayBalance",
    "DayBooks", "DayCount", "Digits", "Direction", "Disagreement", "EngineEvent",
    "EngineSilent", "Fit", "Forecast", "ForecastRow", "HalfHour", "HearReasonNeeded",
    "HelplineFaulty", "HelplineMap", "HelplineRow", "Hours", "ImportNotFound", "ImportReport",
    "ImportRow", "Leg", "LegKind", "Listener", "LiveKind", "LiveNote", "Load", "LogKind",
    "LogRefused", "MapWay", "NewContact", "NewLeg", "Node", "NodeKind", "NotANumber",
    "NotASound", "NotInCall", "NotNow", "NoteNeeded", "Offer", "OfferReason", "Operator",
    "Order", "OrderKind", "OrderedCall", "Outcome", "PastWeek", "PauseReasonNeeded",
    "PhoneLogin", "PhoneTaken", "PolicyInThePast", "PriorityReason", "Profile", "QueueEvent",
    "Ratio", "RawEvent", "Reason", "ReasonNeeded", "Recording", "RecordingGone",
    "RecordingPolicy", "RecordingPurpose", "RecordingRead", "RecordingTrouble", "Refusals",
    "RefusedLine", "RemovedBefore", "Route", "Service", "SmsQuestion", "StaffingRow",
    "StatusAnswer", "StepTaken", "Target", "TaskNotFound", "TaskState", "TopicNeeded",
    "TopicWeek", "Tree", "TreeFault", "TrialStep", "TroubleKind", "UnitTask", "VersionNotFound",
    "VoiceMissing", "WaitingCaller", "WrappedUpBefore", "accept_unit_task", "asked_order",
    "begin_listening", "call_metrics", "caller_of", "check_tree", "connect_engine",
    "connect_staff", "connect_texts", "connected_engine", "connected_staff", "connected_texts",
    "count_abandoned", "count_contacts", "count_unit_tasks", "daily_balance", "day_so_far",
    "cut_open_calls", "draw_map", "drop_old_phones", "drop_recording", "end_call_back",
    "end_listening",
    "end_wrap_up", "enter_helpline", "erase_old_recordings", "erase_person", "expected_wait",
    "export_person", "fill_texts", "find_contact", "find_faults", "find_route", "finish_call",
    "finish_unit_task", "fit_label", "fold_logs", "follow_engine_queue", "get_agent",
    "get_contact", "get_forecast",
    "get_import", "give_order", "give_reasons", "has_recording_choice", "has_refused_recording",
    "hear_recording", "helpline_text", "import_log", "is_new_sms", "is_open",
    "is_waiting_for_call_back", "issue_browser_phone", "keep_call_recording", "keep_recording",
    "language_label", "list_abandoned", "list_agents", "list_call_backs",
    "last_day", "list_call_recordings", "list_contacts", "list_disagreements", "list_half_hours",
    "list_helpline_versions", "list_imports", "list_last_offers", "list_listeners",
    "list_offers", "list_ordered_calls", "list_recording_policies", "list_recording_troubles",
    "list_recordings", "list_savable_topics", "list_staffing", "list_topics", "list_unit_tasks",
    "may_record", "offer_label", "open_contact", "open_task_card", "open_unit_task",
    "order_call", "order_listening", "outcome_label", "parse_helpline", "pause_label",
    "phase_of", "pick_operator", "policy_on", "priority_label", "promote", "purpose_label",
    "put_hours", "put_place", "put_texts", "queue_rank", "read_profile", "read_recording",
    "read_route", "read_sms", "reconcile_day", "record_choice", "record_contacts",
    "record_engine_events", "record_live_notes", "record_placed", "record_trouble",
    "recording_of", "release_helpline", "remove_contact", "remove_place", "save_helpline",
    "set_agent_state", "set_recording_policy", "settle_agents", "sound_type", "spoken_tree",
    "status_label",
    "step_helpline", "take_call_back", "take_orders", "take_sms", "task_label", "text_digest",
    "to_e164", "topic_label", "trouble_label", "try_helpline", "ways_of", "write_helpline",
    "write_route",
]


def __getattr__(name: str) -> Any:
    """Bring in what needs tables when it is asked for."""
    if name in __all__:
        for module in ("operations", "operations.reading", "queries"):
            found = getattr(import_module(f"przystan.rooms.calls.{module}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(name)


def fold_logs(
    *,
    profile: Profile,
    events: Iterable[EngineEvent],
    queue_events: Iterable[QueueEvent] | None = None,
    records: Iterable[CallRecord] | None = None,
) -> Iterator[Contact | Disagreement]:
    """Fold one engine's events into contacts, and hold its other logs against them.

    Shape: contacts in the order in which they close, each followed by its differences; at the end
    what stayed open or appears only in another log. Reads lazily, in memory that depends on open
    calls only; needs no database. Source: the engine's event log (CEL); `Disagreement.reason`.
    """
    return SideBySide(profile, queue_events=queue_events, records=records).run(events)

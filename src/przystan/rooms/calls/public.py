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
from przystan.rooms.calls.rules.helpline_tree import BadTree, check_tree, is_open, parse_helpline
from przystan.rooms.calls.rules.helpline_trial import try_helpline
from przystan.rooms.calls.rules.logs import SideBySide
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.rules.profile import BadProfile, read_profile
from przystan.rooms.calls.types import (
    CallRecord,
    Contact,
    ContactCard,
    ContactFilter,
    ContactRow,
    DayBalance,
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
    NodeKind,
    StatusAnswer,
    Tree,
    TreeFault,
    TrialStep,
)
from przystan.rooms.calls.types.live import (
    Agent,
    AgentStatus,
    CallBackOutcome,
    CallBackRow,
    DayCount,
    HelplineRow,
    LiveKind,
    LiveNote,
    Operator,
    Order,
    OrderKind,
    WaitingCaller,
)

if TYPE_CHECKING:
    from przystan.rooms.calls.operations import (
        CallBackEnded,
        ContactRecordedBefore,
        HelplineFaulty,
        LogRefused,
        NotInCall,
        NotNow,
        PauseReasonNeeded,
        PhoneTaken,
        ReasonNeeded,
        RemovedBefore,
        TopicNeeded,
        VersionNotFound,
        WrappedUpBefore,
        end_call_back,
        end_wrap_up,
        erase_person,
        export_person,
        finish_call,
        give_order,
        import_log,
        open_contact,
        pick_operator,
        record_contacts,
        record_engine_events,
        record_live_notes,
        release_helpline,
        remove_contact,
        save_helpline,
        set_agent_state,
        take_call_back,
        take_orders,
    )
    from przystan.rooms.calls.operations.reading import Refusals
    from przystan.rooms.calls.queries import (
        PAUSE_REASONS,
        ContactNotFound,
        ImportNotFound,
        caller_of,
        connect_engine,
        connected_engine,
        count_contacts,
        daily_balance,
        day_so_far,
        find_contact,
        get_agent,
        get_contact,
        get_import,
        helpline_text,
        language_label,
        list_agents,
        list_call_backs,
        list_contacts,
        list_disagreements,
        list_helpline_versions,
        list_imports,
        list_topics,
        outcome_label,
        pause_label,
        status_label,
    )

__all__ = [
    "Agent",
    "AgentStatus",
    "BadProfile",
    "BadTree",
    "CallBackEnded",
    "CallBackOutcome",
    "CallBackRow",
    "CallRecord",
    "Contact",
    "ContactCard",
    "ContactFilter",
    "ContactNotFound",
    "ContactRecordedBefore",
    "ContactRow",
    "DayBalance",
    "DayCount",
    "Digits",
    "Direction",
    "Disagreement",
    "EngineEvent",
    "HELPLINE_LANGUAGES",
    "HelplineFaulty",
    "HelplineMap",
    "HelplineRow",
    "Hours",
    "ImportNotFound",
    "ImportReport",
    "ImportRow",
    "Leg",
    "LegKind",
    "LiveKind",
    "LiveNote",
    "LogKind",
    "LogRefused",
    "MapWay",
    "NewContact",
    "NewLeg",
    "NodeKind",
    "NotInCall",
    "NotNow",
    "Operator",
    "Order",
    "OrderKind",
    "Outcome",
    "PAUSE_REASONS",
    "PauseReasonNeeded",
    "PhoneTaken",
    "Profile",
    "QueueEvent",
    "RawEvent",
    "Reason",
    "ReasonNeeded",
    "Refusals",
    "RefusedLine",
    "RemovedBefore",
    "StatusAnswer",
    "TopicNeeded",
    "Tree",
    "TreeFault",
    "TrialStep",
    "VersionNotFound",
    "WaitingCaller",
    "WrappedUpBefore",
    "caller_of",
    "check_tree",
    "connect_engine",
    "connected_engine",
    "count_contacts",
    "daily_balance",
    "day_so_far",
    "draw_map",
    "end_call_back",
    "end_wrap_up",
    "enter_helpline",
    "erase_person",
    "export_person",
    "finish_call",
    "find_contact",
    "fold_logs",
    "get_agent",
    "get_contact",
    "get_import",
    "give_order",
    "helpline_text",
    "import_log",
    "is_open",
    "language_label",
    "list_agents",
    "list_call_backs",
    "list_contacts",
    "list_disagreements",
    "list_helpline_versions",
    "list_imports",
    "list_topics",
    "open_contact",
    "outcome_label",
    "parse_helpline",
    "pause_label",
    "pick_operator",
    "read_profile",
    "record_contacts",
    "record_engine_events",
    "record_live_notes",
    "release_helpline",
    "remove_contact",
    "save_helpline",
    "set_agent_state",
    "status_label",
    "step_helpline",
    "take_call_back",
    "take_orders",
    "to_e164",
    "try_helpline",
    "ways_of",
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

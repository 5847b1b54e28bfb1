"""Writes of calls."""

from przystan.rooms.calls.operations.contacts import (
    ContactRecordedBefore,
    ReasonNeeded,
    RemovedBefore,
    TopicNeeded,
    WrappedUpBefore,
    erase_person,
    export_person,
    finish_call,
    open_contact,
    record_contacts,
    remove_contact,
)
from przystan.rooms.calls.operations.helpline import (
    HELPLINE_TOPIC,
    HelplineFaulty,
    VersionNotFound,
    drop_recording,
    keep_recording,
    release_helpline,
    save_helpline,
)
from przystan.rooms.calls.operations.imports import (
    LogRefused,
    import_log,
    record_engine_events,
)
from przystan.rooms.calls.operations.live import (
    LIVE_TOPIC,
    CallBackEnded,
    NotInCall,
    NotNow,
    PauseReasonNeeded,
    PhoneTaken,
    end_call_back,
    end_wrap_up,
    give_order,
    pick_operator,
    record_live_notes,
    set_agent_state,
    take_call_back,
    take_orders,
)

__all__ = [
    "CallBackEnded", "ContactRecordedBefore", "HELPLINE_TOPIC", "HelplineFaulty", "LIVE_TOPIC",
    "LogRefused", "NotInCall", "NotNow", "PauseReasonNeeded", "PhoneTaken", "ReasonNeeded",
    "RemovedBefore", "TopicNeeded", "VersionNotFound", "WrappedUpBefore", "drop_recording",
    "end_call_back", "end_wrap_up", "erase_person", "export_person", "finish_call",
    "give_order", "import_log", "keep_recording", "open_contact", "pick_operator",
    "record_contacts", "record_engine_events", "record_live_notes", "release_helpline",
    "remove_contact", "save_helpline", "set_agent_state", "take_call_back", "take_orders",
]

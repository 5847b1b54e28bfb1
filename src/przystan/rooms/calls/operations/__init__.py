"""Writes of calls."""

from przystan.rooms.calls.operations.agents import LIVE_TOPIC
from przystan.rooms.calls.operations.browser_phone import (
    drop_old_phones,
    issue_browser_phone,
)
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
from przystan.rooms.calls.operations.engine_queue import follow_engine_queue
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
    cut_open_calls,
    import_log,
    record_engine_events,
)
from przystan.rooms.calls.operations.listening import (
    begin_listening,
    end_listening,
    order_listening,
)
from przystan.rooms.calls.operations.live import (
    CallBackEnded,
    NotInCall,
    NotNow,
    PauseReasonNeeded,
    PhoneTaken,
    end_call_back,
    end_wrap_up,
    give_order,
    record_live_notes,
    set_agent_state,
    settle_agents,
    take_call_back,
    take_orders,
)
from przystan.rooms.calls.operations.outgoing import (
    NotANumber,
    give_reasons,
    order_call,
    record_placed,
)
from przystan.rooms.calls.operations.recording import (
    HearReasonNeeded,
    PolicyInThePast,
    RecordingGone,
    erase_old_recordings,
    hear_recording,
    keep_call_recording,
    record_choice,
    record_trouble,
    set_recording_policy,
)
from przystan.rooms.calls.operations.routing import pick_operator
from przystan.rooms.calls.operations.sms import is_new_sms, take_sms
from przystan.rooms.calls.operations.unit_tasks import (
    TASKS_TOPIC,
    AnswerNeeded,
    NoteNeeded,
    StepTaken,
    TaskNotFound,
    accept_unit_task,
    finish_unit_task,
    open_task_card,
    open_unit_task,
)

__all__ = [
    "AnswerNeeded", "CallBackEnded", "ContactRecordedBefore", "HELPLINE_TOPIC",
    "HearReasonNeeded", "HelplineFaulty", "LIVE_TOPIC", "LogRefused", "NotANumber", "NotInCall",
    "NotNow", "NoteNeeded", "PauseReasonNeeded", "PhoneTaken", "PolicyInThePast", "ReasonNeeded",
    "RecordingGone", "RemovedBefore", "StepTaken", "TASKS_TOPIC", "TaskNotFound", "TopicNeeded",
    "VersionNotFound", "WrappedUpBefore", "accept_unit_task", "begin_listening",
    "cut_open_calls",
    "drop_old_phones", "drop_recording", "end_call_back", "end_listening", "end_wrap_up",
    "erase_old_recordings", "erase_person", "export_person", "finish_call", "finish_unit_task",
    "follow_engine_queue",
    "give_order", "give_reasons", "hear_recording", "import_log", "is_new_sms",
    "issue_browser_phone", "keep_call_recording", "keep_recording", "open_contact",
    "open_task_card", "open_unit_task", "order_call", "order_listening", "pick_operator",
    "record_choice", "record_contacts", "record_engine_events", "record_live_notes",
    "record_placed", "record_trouble", "release_helpline", "remove_contact", "save_helpline",
    "set_agent_state", "set_recording_policy", "settle_agents", "take_call_back", "take_orders",
    "take_sms",
]

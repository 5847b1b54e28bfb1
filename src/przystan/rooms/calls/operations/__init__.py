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
from przystan.rooms.calls.operations.imports import (
    LogRefused,
    import_log,
    record_engine_events,
)

__all__ = [
    "ContactRecordedBefore", "LogRefused", "ReasonNeeded", "RemovedBefore", "TopicNeeded",
    "WrappedUpBefore", "erase_person", "export_person", "finish_call", "import_log", "open_contact",
    "record_contacts", "record_engine_events", "remove_contact",
]

"""The tables of calls."""

from przystan.rooms.calls.models.contacts import (
    Contact,
    Disagreement,
    EngineEvent,
    ImportRun,
    Leg,
    Offered,
    Removal,
    WrapUp,
)
from przystan.rooms.calls.models.live import (
    AgentState,
    BrowserPhone,
    CallBack,
    CallBackEnd,
    CallOffer,
    HelplineRecording,
    HelplineRelease,
    HelplineVersion,
    LiveEvent,
    QueueEntry,
    SwitchboardOrder,
    UnitTask,
    UnitTaskStep,
)

__all__ = [
    "AgentState", "BrowserPhone", "CallBack", "CallBackEnd", "CallOffer", "Contact", "Disagreement",
    "EngineEvent",
    "HelplineRecording", "HelplineRelease", "HelplineVersion", "ImportRun", "Leg", "LiveEvent",
    "Offered", "QueueEntry", "Removal", "SwitchboardOrder", "UnitTask", "UnitTaskStep", "WrapUp",
]

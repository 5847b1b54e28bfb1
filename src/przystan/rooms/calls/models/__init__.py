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
    HelplineRecording,
    HelplineRelease,
    HelplineVersion,
    LiveEvent,
    SwitchboardOrder,
    UnitTask,
    UnitTaskStep,
)

__all__ = [
    "AgentState", "BrowserPhone", "CallBack", "CallBackEnd", "Contact", "Disagreement",
    "EngineEvent",
    "HelplineRecording", "HelplineRelease", "HelplineVersion", "ImportRun", "Leg", "LiveEvent",
    "Offered", "Removal", "SwitchboardOrder", "UnitTask", "UnitTaskStep", "WrapUp",
]

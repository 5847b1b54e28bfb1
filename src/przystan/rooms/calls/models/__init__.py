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
    CallBack,
    CallBackEnd,
    HelplineRelease,
    HelplineVersion,
    LiveEvent,
    SwitchboardOrder,
)

__all__ = [
    "AgentState", "CallBack", "CallBackEnd", "Contact", "Disagreement", "EngineEvent",
    "HelplineRelease", "HelplineVersion", "ImportRun", "Leg", "LiveEvent", "Offered", "Removal",
    "SwitchboardOrder", "WrapUp",
]

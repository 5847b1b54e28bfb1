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
from przystan.rooms.calls.models.recording import (
    CallRecording,
    IncomingSms,
    Listening,
    RecordingChoice,
    RecordingPolicy,
    RecordingRead,
    RecordingTrouble,
)

__all__ = [
    "AgentState", "BrowserPhone", "CallBack", "CallBackEnd", "CallOffer", "CallRecording",
    "Contact", "Disagreement", "EngineEvent", "HelplineRecording", "HelplineRelease",
    "HelplineVersion", "ImportRun", "IncomingSms", "Leg", "Listening", "LiveEvent", "Offered",
    "QueueEntry", "RecordingChoice", "RecordingPolicy", "RecordingRead", "RecordingTrouble",
    "Removal", "SwitchboardOrder", "UnitTask", "UnitTaskStep", "WrapUp",
]

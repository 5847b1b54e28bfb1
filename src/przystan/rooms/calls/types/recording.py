"""Recording conversations by a dated policy, and supervisors who listen to live ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MOST_RETENTION_DAYS = 365


class RecordingPurpose(StrEnum):
    """Why conversations are recorded; it is said to the caller."""

    QUALITY = "quality"
    TRAINING = "training"
    PROOF = "proof"


class TroubleKind(StrEnum):
    """Why a conversation that should be recorded is not."""

    FOLDER_FULL = "folder_full"
    ENGINE_REFUSED = "engine_refused"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True, slots=True)
class RecordingPolicy:
    """Which conversations are recorded from a day on. `lines` are numbers dialled; none: all.

    `retention_days` 1 to 365: so many days after the conversation its recording is erased.
    """

    id: int
    valid_from: date
    is_on: bool
    lines: tuple[str, ...]
    purpose: RecordingPurpose
    retention_days: int
    actor_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordingRead:
    """One listening to a recording: who, when, why."""

    actor_name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallRecording:
    """One recorded stretch of a call. `is_erased` once its retention has ended."""

    id: int
    call_key: str
    started_at: datetime
    seconds: int
    erase_on: date
    is_erased: bool
    reads: tuple[RecordingRead, ...]


@dataclass(frozen=True, slots=True)
class RecordingTrouble:
    """A conversation that went on unrecorded although the policy asks for it."""

    call_key: str
    kind: TroubleKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Listener:
    """A supervisor who listens to a live conversation."""

    call_key: str
    actor_name: str
    phone: str
    at: datetime

"""What is recorded, who heard it, and who listens now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from przystan.platform.clock import public as clock
from przystan.rooms.calls import models
from przystan.rooms.calls.types.recording import (
    CallRecording,
    Listener,
    RecordingPolicy,
    RecordingPurpose,
    RecordingRead,
    RecordingTrouble,
    TroubleKind,
)

MOST_ROWS = 200


def list_recording_policies() -> tuple[RecordingPolicy, ...]:
    """List every policy, the one valid from the latest day first, at most 200."""
    return tuple(_policy(row) for row in models.RecordingPolicy.objects.order_by(
        "-valid_from", "-id")[:MOST_ROWS])


def policy_on(*, on: date, line: str | None = None) -> RecordingPolicy | None:
    """Return the policy by which conversations of a line are recorded on a day, or None.

    Without `line`: the policy of that day, whatever its lines. None where nothing is recorded.
    """
    row = models.RecordingPolicy.objects.filter(
        valid_from__lte=on).order_by("-valid_from", "-id").first()
    if row is None or not row.is_on:
        return None
    is_of_line = line is None or not row.lines or line.lstrip("+") in row.lines
    return _policy(row) if is_of_line else None


def _policy(row: models.RecordingPolicy) -> RecordingPolicy:
    return RecordingPolicy(
        row.pk, row.valid_from, row.is_on, tuple(row.lines), RecordingPurpose(row.purpose),
        row.retention_days, row.actor_name, row.at)


def has_recording_choice(*, call_key: str) -> bool:
    """Whether a caller was told already that the conversation is recorded."""
    return models.RecordingChoice.objects.filter(call_key=call_key).exists()


def may_record(*, call_key: str) -> bool:
    """Whether a caller was told, and did not refuse."""
    return models.RecordingChoice.objects.filter(call_key=call_key, is_refused=False).exists()


def has_refused_recording(*, call_key: str) -> bool:
    """Whether a caller refused to be recorded."""
    return models.RecordingChoice.objects.filter(call_key=call_key, is_refused=True).exists()


def list_call_recordings(*, call_key: str) -> tuple[CallRecording, ...]:
    """List what was recorded of a call, with who heard it. Shape: one row per stretch."""
    rows = models.CallRecording.objects.filter(
        call_key=call_key).prefetch_related("reads").order_by("id")
    return tuple(recording_of(row) for row in rows)


def recording_of(row: models.CallRecording) -> CallRecording:
    """Return a recording as it crosses the door: without its sound."""
    return CallRecording(
        row.pk, row.call_key, row.started_at, row.seconds, row.erase_on,
        row.erased_at is not None,
        tuple(RecordingRead(r.actor_name, r.reason, r.at) for r in row.reads.all()))


def list_recording_troubles(*, at: datetime) -> tuple[RecordingTrouble, ...]:
    """List conversations of the local day of `at` that went on unrecorded, the latest first."""
    since = clock.day_start(clock.local_date(at))
    return tuple(
        RecordingTrouble(r.call_key, TroubleKind(r.kind), r.at)
        for r in models.RecordingTrouble.objects.filter(
            at__gte=since, at__lte=at).order_by("-id")[:MOST_ROWS])


def list_listeners(*, call_keys: Iterable[str] | None = None) -> tuple[Listener, ...]:
    """List the supervisors who listen now, to any conversation or to these."""
    rows = models.Listening.objects.filter(ended_at__isnull=True).select_related("order")
    if call_keys is not None:
        rows = rows.filter(call_key__in=list(call_keys))
    return tuple(Listener(r.call_key, r.order.actor_name, r.order.phone, r.at)
                 for r in rows.order_by("id")[:MOST_ROWS])

"""Set the recording policy, keep recordings and erase them, let a supervisor hear one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.files import public as files
from przystan.platform.live import public as live
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import LIVE_TOPIC
from przystan.rooms.calls.rules.sound import sound_type
from przystan.rooms.calls.types.recording import RecordingPurpose, TroubleKind


class PolicyInThePast(Exception):
    """A policy is set from today on or later: what was recorded was so by the one before."""

    message = _("Choose today or a later day.")


class HearReasonNeeded(Exception):
    """Nobody listens to a recording without saying why."""

    message = _("Say why you listen.")


class RecordingGone(Exception):
    """This recording does not exist, or its retention has ended."""

    message = _("This recording is not kept any more.")


def set_recording_policy(
    *, valid_from: date, is_on: bool, lines: Sequence[str], purpose: RecordingPurpose,
    retention_days: int, actor: Actor, at: datetime,
) -> int:
    """Say which conversations are recorded from a day on, and return the policy's number.

    `lines` are numbers dialled, none means every line. Raises PolicyInThePast.
    """
    if valid_from < clock.local_date(at):
        raise PolicyInThePast(valid_from)
    policy = models.RecordingPolicy.objects.create(
        valid_from=valid_from, is_on=is_on, lines=list(lines), purpose=purpose,
        retention_days=retention_days, actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.set_recording_policy",
                 subject=f"calls.policy:{policy.pk}",
                 details={"is_on": is_on, "retention_days": retention_days})
    return int(policy.pk)


def record_choice(
    *, call_key: str, policy_id: int, language: str, is_refused: bool, at: datetime
) -> None:
    """Note that a caller was told of the recording, and whether they refused: once a call.

    No audit line: it is the caller's own act.
    """
    models.RecordingChoice.objects.get_or_create(
        call_key=call_key, defaults={
            "policy_id": policy_id, "language": language, "is_refused": is_refused, "at": at})


def keep_call_recording(
    *, name: str, call_key: str, content: bytes, started_at: datetime, seconds: int, at: datetime
) -> bool:
    """Keep a recording as the engine made it: once by name; return whether it was kept.

    What nobody was told of, or was refused, is not kept. No audit line: the switchboard's step.
    """
    choice = models.RecordingChoice.objects.filter(
        call_key=call_key, is_refused=False).select_related("policy").first()
    if choice is None or models.CallRecording.objects.filter(name=name).exists():
        return False
    ending, media_type = sound_type(content)
    sha256 = files.store_file(
        name=f"{name}.{ending}", media_type=media_type, content=content, at=at)
    models.CallRecording.objects.create(
        name=name, call_key=call_key, policy=choice.policy, sha256=sha256, started_at=started_at,
        seconds=seconds, erase_on=clock.local_date(started_at)
        + timedelta(days=choice.policy.retention_days))
    return True


def record_trouble(*, call_key: str, kind: TroubleKind, at: datetime) -> None:
    """Note that a conversation goes on unrecorded; the wallboard tells the supervisor."""
    models.RecordingTrouble.objects.create(call_key=call_key, kind=kind, at=at)
    live.announce(topic=LIVE_TOPIC, at=at)


def hear_recording(*, recording_id: int, reason: str, actor: Actor, at: datetime) -> bytes:
    """Return a recording's sound (Opus in Ogg, or WAV), after noting who hears it and why.

    Raises RecordingGone, HearReasonNeeded.
    """
    if not reason.strip():
        raise HearReasonNeeded
    row = models.CallRecording.objects.filter(pk=recording_id, erased_at__isnull=True).first()
    if row is None:
        raise RecordingGone(recording_id)
    models.RecordingRead.objects.create(
        recording=row, reason=reason.strip()[:300], actor_name=actor.name, at=at)
    audit.record_read(actor=actor, at=at, action="calls.hear_recording",
                      subject=f"calls.recording:{recording_id}")
    return files.read_file(sha256=row.sha256).content


def erase_old_recordings(*, actor: Actor, at: datetime) -> int:
    """Erase every recording whose retention has ended by the local day; return how many."""
    rows = list(models.CallRecording.objects.filter(
        erased_at__isnull=True, erase_on__lte=clock.local_date(at)).order_by("id"))
    return _erase(rows, actor, at)


def erase_recordings_of(*, call_keys: Sequence[str], actor: Actor, at: datetime) -> int:
    """Erase every recording of these calls; return how many."""
    rows = list(models.CallRecording.objects.filter(
        erased_at__isnull=True, call_key__in=list(call_keys)).order_by("id"))
    return _erase(rows, actor, at)


def _erase(rows: Sequence[models.CallRecording], actor: Actor, at: datetime) -> int:
    for row in rows:
        files.drop_file(sha256=row.sha256)
        row.sha256, row.erased_at = "", at
        row.save(update_fields=["sha256", "erased_at"])
    if rows:
        audit.record(actor=actor, at=at, action="calls.erase_recordings",
                     subject="calls.recording:batch", details={"rows": len(rows)})
    return len(rows)

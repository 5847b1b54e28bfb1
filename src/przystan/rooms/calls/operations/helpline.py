"""Keep, release and take back versions of the helpline."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.files import public as files
from przystan.platform.live import public as live
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.engine import connected_engine
from przystan.rooms.calls.queries.helpline import find_faults, text_digest
from przystan.rooms.calls.rules.helpline_tree import parse_helpline
from przystan.rooms.calls.types.helpline import TreeFault

HELPLINE_TOPIC = "calls.helpline"


class HelplineFaulty(Exception):
    """The tree has faults, so nobody shall hear it; `faults` lists them."""

    message = _("The helpline has faults and cannot be published.")

    def __init__(self, faults: tuple[TreeFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.problem}" for fault in faults))
        self.faults = faults


class VersionNotFound(Exception):
    """There is no such version of the helpline."""

    message = _("There is no such version of the helpline.")


def save_helpline(*, text: str, note: str, actor: Actor, at: datetime) -> int:
    """Keep a new version, faulty or not, and return its number. Raises BadTree."""
    parse_helpline(text)
    version = models.HelplineVersion.objects.create(
        text=text, note=note.strip()[:200], actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.save_helpline",
                 subject=f"calls.helpline:{version.pk}")
    return int(version.pk)


def release_helpline(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Put a version into service; callers who come from now on hear it. An older one goes back.

    Raises VersionNotFound, HelplineFaulty.
    """
    version = models.HelplineVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise VersionNotFound(version_id)
    faults = find_faults(text=version.text)
    if faults:
        raise HelplineFaulty(faults)
    models.HelplineRelease.objects.create(version=version, actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.release_helpline",
                 subject=f"calls.helpline:{version_id}")
    live.announce(topic=HELPLINE_TOPIC, at=at)


def keep_recording(
    *, language: str, text: str, content: bytes, actor: Actor, at: datetime
) -> None:
    """Let a human voice say a text from now on, instead of the made one.

    `content` is a sound file, turned into the engine's kind. Where the text changes, the made
    voice says the new one. Raises NotASound, VoiceMissing.
    """
    sound = connected_engine().take_sound(content=content)
    sha256 = files.store_file(
        name=f"{language}-{text_digest(text)}.wav", media_type="audio/wav", content=sound, at=at)
    _append_recording(language, text, sha256, actor, at)


def drop_recording(*, language: str, text: str, actor: Actor, at: datetime) -> None:
    """Let the made voice say a text again. The recording itself is kept."""
    _append_recording(language, text, "", actor, at)


def _append_recording(
    language: str, text: str, sha256: str, actor: Actor, at: datetime
) -> None:
    row = models.HelplineRecording.objects.create(
        language=language, text_digest=text_digest(text), sha256=sha256, actor_name=actor.name,
        at=at)
    audit.record(actor=actor, at=at, action="calls.keep_recording" if sha256
                 else "calls.drop_recording", subject=f"calls.recording:{row.pk}")
    live.announce(topic=HELPLINE_TOPIC, at=at)

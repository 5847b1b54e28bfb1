"""The helpline as it is spoken: its texts filled, and the human voices kept for them."""

from __future__ import annotations

import hashlib

from przystan.platform.files import public as files
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.engine import connected_staff, connected_texts
from przystan.rooms.calls.rules.helpline_text import fill_texts
from przystan.rooms.calls.rules.helpline_tree import check_tree, parse_helpline
from przystan.rooms.calls.types.helpline import Tree, TreeFault
from przystan.rooms.calls.types.live import Recording


def spoken_tree(*, text: str, is_running: bool = False) -> Tree:
    """Read a helpline's TOML text and put the office's own texts into it. Raises BadTree.

    `is_running`: what nobody can tell is left out, for callers hear no braces.
    """
    return fill_texts(parse_helpline(text), tell=connected_texts().tell, is_running=is_running)


def find_faults(*, text: str) -> tuple[TreeFault, ...]:
    """List what keeps a helpline from being published, topics and branches of the office too.

    Raises BadTree.
    """
    staff = connected_staff()
    return check_tree(spoken_tree(text=text), topics=staff.topics(), branches=staff.branches())


def text_digest(text: str) -> str:
    """Name a text by its content: what a sound file of it is called."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def list_recordings() -> tuple[Recording, ...]:
    """List the latest recording of every text that ever had one; "" as `sha256`: taken back."""
    rows = models.HelplineRecording.objects.order_by("language", "text_digest", "-id").distinct(
        "language", "text_digest")
    return tuple(Recording(r.language, r.text_digest, r.sha256, r.actor_name, r.at) for r in rows)


def recording_of(*, language: str, text: str) -> bytes | None:
    """Return the human voice kept for a text, as WAV; None when there is none."""
    row = models.HelplineRecording.objects.filter(
        language=language, text_digest=text_digest(text)).order_by("-id").first()
    return read_recording(sha256=row.sha256) if row and row.sha256 else None


def read_recording(*, sha256: str) -> bytes:
    """Return the sound of a recording."""
    return files.read_file(sha256=sha256).content

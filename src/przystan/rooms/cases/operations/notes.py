"""Writes of notes at a case."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.types import NoteSource


class NoteRefused(ActRefused):
    """The note cannot stand, or cannot be struck; `message` says what to do."""

    field = "text"


def add_note(
    *, case_id: int, text: str, actor: Actor, at: datetime,
    source: NoteSource = NoteSource.CASE, reference: int | None = None,
) -> int:
    """Leave a note at a case and return its id; of one call or visit there is one note a case.

    A note from a call or a visit may be without words. Raises CaseNotFound, NoteRefused.
    """
    case = lock_case(case_id)
    text = text.strip()
    if not text and reference is None:
        raise NoteRefused(_("Write what the officer should know."))
    known = reference is not None and models.CaseNote.objects.filter(
        case=case, source=source, reference=reference).first()
    if known:
        return int(known.pk)
    made = models.CaseNote.objects.create(
        case=case, source=source, reference=reference, text=text[:1000], at=at, by=actor.name,
        by_id_value=actor.user_id)
    audit.record(actor=actor, at=at, action="cases.add_note", subject=f"cases.case:{case_id}",
                 details={"note": made.pk, "source": source.value})
    return int(made.pk)


def strike_note(*, case_id: int, note_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Strike a note that was wrong or at the wrong case; it stays to be read, struck through.

    Raises CaseNotFound, NoteRefused.
    """
    lock_case(case_id)
    note = models.CaseNote.objects.filter(
        case_id=case_id, pk=note_id, strike__isnull=True).first()
    if note is None:
        raise NoteRefused(_("This note is struck already, or stands at another case."), "note")
    if not reason.strip():
        raise NoteRefused(_("Say why the note is struck."), "reason")
    models.CaseNoteStrike.objects.create(
        note=note, reason=reason.strip()[:300], at=at, by=actor.name)
    audit.record(actor=actor, at=at, action="cases.strike_note", subject=f"cases.case:{case_id}",
                 details={"note": note_id})

"""Reads of notes at a case."""

from __future__ import annotations

from przystan.rooms.cases import models
from przystan.rooms.cases.types import CaseNote, NoteSource


def list_notes(*, case_id: int) -> tuple[CaseNote, ...]:
    """Return the notes of a case, the latest first, struck ones among them."""
    rows = models.CaseNote.objects.filter(case_id=case_id).select_related("strike").order_by("-id")
    return tuple(_note(row) for row in rows)


def _note(row: models.CaseNote) -> CaseNote:
    strike = getattr(row, "strike", None)
    return CaseNote(
        row.pk, NoteSource(row.source), row.reference, row.text, row.at, row.by,
        strike.reason if strike else "", strike.by if strike else "")

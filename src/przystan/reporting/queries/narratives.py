"""Reads of the office's own texts in reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.reporting import models


@dataclass(frozen=True)
class Narrative:
    """One version of a report's own text in a language; version 0 is empty."""

    kind: str
    language: str
    version: int
    text: str
    written_at: datetime | None
    written_by: str


def narrative_of(*, kind: str, language: str, version: int | None = None) -> Narrative:
    """Return a report's own text, the newest unless a version is named; empty where none is."""
    rows = models.Narrative.objects.filter(kind=kind, language=language)
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    if row is None:
        return Narrative(kind, language, 0, "", None, "")
    return Narrative(kind, language, row.version, row.text, row.written_at, row.written_by)

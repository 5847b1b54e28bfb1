"""Importing lists of lost and stolen documents."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, datetime

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.documents import models
from przystan.rooms.documents.types import LostListLine

MAX_LINES = 500_000


class LostListRefused(ValueError):
    """A list that cannot be read, or holds nothing."""


def import_lost_list(*, actor: Actor, at: datetime, name: str, content: bytes) -> LostListLine:
    """Import a CSV of lost and stolen documents with the columns number, state and, if known, day.

    A line that cannot be read is counted as refused; the same file twice changes nothing. Raises
    LostListRefused.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = models.LostList.objects.filter(sha256=digest).first()
    if known is None:
        rows, refused = _rows(content)
        if not rows:
            raise LostListRefused(name)
        known = models.LostList.objects.create(
            name=name[:200], sha256=digest, entries=len(rows), refused=refused, imported_at=at,
            imported_by=actor.name)
        models.LostDocument.objects.bulk_create([
            models.LostDocument(list=known, number=number, issuing_state=state, reported_on=day)
            for number, state, day in rows], batch_size=5000)
        audit.record(actor=actor, at=at, action="documents.import_lost_list",
                     subject=f"documents.lost_list:{known.pk}", details={"entries": len(rows)})
    return LostListLine(known.pk, known.name, known.entries, known.refused, known.imported_at,
                        known.imported_by)


def _rows(content: bytes) -> tuple[list[tuple[str, str, date | None]], int]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LostListRefused("not UTF-8") from error
    first = text.split("\n", 1)[0]
    found, refused = [], 0
    for number, row in enumerate(csv.reader(
            io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")):
        cells = [c.strip().upper() for c in row]
        if number > MAX_LINES or not any(cells):
            continue
        plain = "".join(c for c in cells[0] if c.isalnum() and c.isascii())
        state = cells[1] if len(cells) > 1 else ""
        if not any(c.isdigit() for c in plain) or not 3 <= len(plain) <= 24 or len(state) not in (
                1, 3):
            refused += number > 0
            continue
        found.append((plain, state, _day(cells[2] if len(cells) > 2 else "")))
    return found, refused


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

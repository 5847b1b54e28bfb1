"""Writes of readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.documents import models
from przystan.rooms.documents.queries import examinations_of, readings_of
from przystan.rooms.documents.rules.reading import read_mrz
from przystan.rooms.documents.types import MrzReading


def record_reading(
    *, actor: Actor, at: datetime, reading: MrzReading, workstation: str = "",
    person_id: int | None = None,
) -> int:
    """Record a reading with its checks and verdict, and return its id.

    Names and the birth date are not kept: they belong to people, and only once the person is
    registered.
    """
    made = models.DocumentReading.objects.create(
        kind=reading.format.value, document_code=reading.document_code,
        issuing_state=reading.issuing_state, number=reading.number[:24],
        expiry_date=reading.expiry_date, verdict=reading.verdict.value, read_at=at,
        read_by=actor.name, workstation=workstation[:40], person_id=person_id,
        checks=[
            {"field": c.field.value, "outcome": c.outcome.value, "reason": c.reason.value}
            for c in reading.checks
        ],
    )
    audit.record(
        actor=actor, at=at, action="documents.record_reading",
        subject=f"documents.reading:{made.pk}", person_id=person_id,
        details={"kind": made.kind, "verdict": made.verdict},
    )
    return made.pk


def read_document(
    *, actor: Actor, at: datetime, text: str, workstation: str = ""
) -> MrzReading:
    """Read a machine-readable zone, record the reading and return it. Raises NotAnMrz."""
    reading = read_mrz(text=text, today=clock.local_date(at))
    record_reading(actor=actor, at=at, reading=reading, workstation=workstation)
    return reading


def export_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> dict[str, Any]:
    """Return everything that documents holds about a person: readings and examinations."""
    audit.record_read(
        actor=actor, at=at, action="documents.export_person",
        subject=f"people.person:{person_ids[0]}", person_id=person_ids[0],
    )
    return {
        "readings": [asdict(r) for r in readings_of(person_ids=person_ids)],
        "examinations": [
            {"number": e.number, "issuing_state": e.issuing_state, "state": e.state.value,
             "at": e.opened_at, "checks": [
                 {"kind": x.kind.value, "outcome": x.outcome.value, "at": x.recorded_at}
                 for x in e.evidence]}
            for e in examinations_of(person_ids=person_ids)]}


def erase_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> tuple[str, ...]:
    """Remove the document numbers of an erased person; say what stays."""
    models.Examination.objects.filter(person__in=list(person_ids)).update(number="")
    models.DocumentReading.objects.filter(person__in=list(person_ids)).update(number="")
    audit.record(
        actor=actor, at=at, action="documents.erase_person",
        subject=f"people.person:{person_ids[0]}", person_id=person_ids[0],
    )
    return ("checks and verdicts of document readings",)

"""Reads of readings."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.types import (
    Field,
    Format,
    MrzReading,
    Outcome,
    Reading,
    Reason,
)
from przystan.rooms.people import public as people

FIELDS = {
    Field.DOCUMENT_CODE: _("document code"), Field.ISSUING_STATE: _("issuing state"),
    Field.NAMES: _("names"), Field.NUMBER: _("document number"),
    Field.NATIONALITY: _("nationality"), Field.BIRTH_DATE: _("birth date"),
    Field.SEX: _("sex"), Field.EXPIRY_DATE: _("expiry date"),
    Field.PERSONAL_NUMBER: _("personal number"), Field.OPTIONAL: _("optional data"),
    Field.COMPOSITE: _("whole line"), Field.VALIDITY: _("validity"),
}
REASONS = {
    Reason.DIGIT_HOLDS: _("the check digit holds"),
    Reason.DIGIT_WRONG: _("the check digit does not hold"),
    Reason.NO_DIGIT: _("the zone bears no check digit for it"),
    Reason.KNOWN_CODE: _("a known code"), Reason.UNKNOWN_CODE: _("not a code that exists"),
    Reason.DATE_IMPOSSIBLE: _("a date that does not exist"),
    Reason.NOT_EXPIRED: _("not expired"), Reason.EXPIRED: _("expired"),
    Reason.MAY_BE_CUT: _("no check digit, and the names may be cut"),
    Reason.BAD_CHARACTER: _("characters that a zone cannot hold"),
}
OUTCOMES = {
    Outcome.PASS: _("pass"), Outcome.FAIL: _("fail"), Outcome.NOT_POSSIBLE: _("not possible"),
}


# Germany's code in the zone is one letter (ICAO 9303-3, section 5).
STATES = {"D": "DEU"}
KINDS = {"P": "passport", "V": "visa"}


def state_of(code: str) -> str:
    """Return the alpha-3 code of a state as the zone writes it."""
    return STATES.get(code, code)


def registration_fields(reading: MrzReading) -> tuple[tuple[str, str], ...]:
    """Return what a zone says about a person, by the names of the registration form's fields."""
    fields: dict[str, object] = {
        "family_name": reading.family_name, "given_names": reading.given_names,
        "sex": reading.sex, "birth_date": reading.birth_date,
        "citizenship": state_of(reading.nationality),
        "document_kind": KINDS.get(reading.document_code[:1], "residence_card"),
        "document_number": reading.number,
        "document_state": state_of(reading.issuing_state),
        "document_valid_until": reading.expiry_date}
    return tuple((name, str(value)) for name, value in fields.items() if value)


def field_label(field: Field) -> str:
    """Return a part of the zone in the reader's language."""
    return str(FIELDS[field])


def reason_label(reason: Reason) -> str:
    """Return why a check came to its outcome, in the reader's language."""
    return str(REASONS[reason])


def outcome_label(outcome: Outcome) -> str:
    """Return the outcome of a check in the reader's language."""
    return str(OUTCOMES[outcome])


def _reading(row: models.DocumentReading) -> Reading:
    failed = tuple(c["field"] for c in row.checks if c["outcome"] == Outcome.FAIL.value)
    return Reading(
        row.pk, Format(row.kind), row.document_code, row.issuing_state, row.number,
        row.expiry_date, Outcome(row.verdict), failed, row.read_at, row.read_by,
        row.workstation, row.person_id,
    )


def list_readings(
    *, number: str = "", verdict: str = "", order: Sequence[str] = ("-pk",), offset: int = 0,
    limit: int = 26,
) -> tuple[Reading, ...]:
    """Return readings by the beginning of the document's number and by verdict."""
    rows = models.DocumentReading.objects.all()
    if number:
        rows = rows.filter(number__gte=number, number__lt=f"{number}\U0010ffff")
    if verdict:
        rows = rows.filter(verdict=verdict)
    return tuple(_reading(r) for r in rows.order_by(*order)[offset:offset + limit])


def readings_of(*, person_ids: Sequence[int]) -> tuple[Reading, ...]:
    """Return the readings of these persons' documents, the latest first."""
    rows = models.DocumentReading.objects.filter(person__in=list(person_ids)).order_by("-pk")
    return tuple(_reading(r) for r in rows)


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return the readings of a person's documents, the latest first."""
    return tuple(
        people.TimelineEntry(r.read_at, "document", r.number, outcome_label(r.verdict))
        for r in readings_of(person_ids=[person_id])
    )

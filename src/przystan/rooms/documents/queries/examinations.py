"""Reads of examinations, checklists and lists of lost documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.ports import ExaminingDevice
from przystan.rooms.documents.rules.verdicts import state_of
from przystan.rooms.documents.types import (
    Evidence,
    EvidenceKind,
    Examination,
    ExaminationState,
    Feature,
    Judgement,
    Light,
    LostListLine,
    NotDoneReason,
    Outcome,
    Verdict,
)

KINDS = {
    EvidenceKind.READING: _("machine-readable zone"), EvidenceKind.EXPIRY: _("last day"),
    EvidenceKind.LOST_LIST: _("lists of lost and stolen documents"),
    EvidenceKind.CHIP: _("chip"), EvidenceKind.DEVICE: _("authenticity device"),
    EvidenceKind.FEATURE: _("feature looked at"),
    EvidenceKind.FINGERPRINTS: _("fingerprints taken"), EvidenceKind.PHOTO: _("photograph taken"),
}
LIGHTS = {Light.VISUAL: _("plain light"), Light.ULTRAVIOLET: _("ultraviolet"),
          Light.INFRARED: _("infrared")}
JUDGEMENTS = {Judgement.GENUINE: _("genuine"), Judgement.DOUBTFUL: _("doubtful"),
              Judgement.FORGED: _("forged")}
STATES_OF = {
    ExaminationState.OPEN: _("no verdict yet"),
    ExaminationState.NEEDS_SECOND: _("waits for a second person"),
    ExaminationState.NEEDS_THIRD: _("two persons disagree: waits for a third"),
    ExaminationState.GENUINE: _("genuine"), ExaminationState.DOUBTFUL: _("doubtful"),
    ExaminationState.FORGED: _("forged"), ExaminationState.UNSETTLED: _("unsettled"),
}
NOT_DONE = {
    NotDoneReason.UNDER_AGE: _("under age"), NotDoneReason.INJURY: _("injury"),
    NotDoneReason.REFUSED: _("refused"), NotDoneReason.DEVICE_FAULT: _("device out of order"),
    NotDoneReason.OTHER: _("other"),
}
_devices: list[ExaminingDevice] = []


class ExaminationNotFound(Exception):
    """There is no such examination."""


def connect_examining_device(device: ExaminingDevice) -> None:
    """Say which device examines documents; called once, by the composition root."""
    _devices[:] = [device]


def examining_device() -> ExaminingDevice | None:
    """Return the connected device, or None."""
    return _devices[0] if _devices else None


def evidence_kind_label(kind: EvidenceKind) -> str:
    """Return what a piece of evidence is, in the reader's language."""
    return str(KINDS[kind])


def light_label(light: Light) -> str:
    """Return by which light a feature is looked at, in the reader's language."""
    return str(LIGHTS[light])


def judgement_label(judgement: Judgement) -> str:
    """Return a verdict in the reader's language."""
    return str(JUDGEMENTS[judgement])


def examination_state_label(state: ExaminationState) -> str:
    """Return where an examination stands, in the reader's language."""
    return str(STATES_OF[state])


def not_done_label(reason: NotDoneReason) -> str:
    """Return why something could not be taken, in the reader's language."""
    return str(NOT_DONE[reason])


def get_examination(*, examination_id: int) -> Examination:
    """Return one examination with its evidence and verdicts. Raises ExaminationNotFound."""
    row = models.Examination.objects.filter(pk=examination_id).prefetch_related(
        "evidence", "verdicts").first()
    if row is None:
        raise ExaminationNotFound(examination_id)
    return _examination(row)


def list_examinations(*, number: str = "", limit: int = 50) -> tuple[Examination, ...]:
    """Return the latest examinations, or those of numbers that begin so."""
    rows = models.Examination.objects.prefetch_related("evidence", "verdicts")
    if number:
        rows = rows.filter(number__gte=number, number__lt=f"{number}\U0010ffff")
    return tuple(_examination(r) for r in rows.order_by("-pk")[:limit])


def _examination(row: models.Examination) -> Examination:
    verdicts = tuple(
        Verdict(Judgement(v.judgement), v.reason, v.given_at, v.given_by)
        for v in row.verdicts.all())
    return Examination(
        row.pk, row.kind, row.document_code, row.issuing_state, row.number, row.expiry_date,
        row.opened_at, row.opened_by, row.workstation, row.person_id,
        state_of([v.judgement for v in verdicts]),
        tuple(Evidence(
            e.pk, EvidenceKind(e.kind), Outcome(e.outcome), e.code, e.note, e.source,
            e.is_simulated, e.details, e.recorded_at, e.recorded_by)
            for e in row.evidence.all()), verdicts)


def list_features(
    *, issuing_state: str = "", document_code: str = "", on: date | None = None
) -> tuple[Feature, ...]:
    """Return the features of a type of document in force on a day; all where nothing is said.

    Features of the state "" are asked of every document.
    """
    rows = models.ChecklistFeature.objects.all()
    if issuing_state:
        rows = rows.filter(issuing_state__in=[issuing_state, ""],
                           document_code__in=[document_code[:1], document_code, ""])
    if on:
        rows = rows.filter(valid_from__lte=on).exclude(valid_to__lt=on)
    return tuple(
        Feature(r.pk, r.issuing_state, r.document_code, Light(r.light), r.text, r.valid_from,
                r.valid_to, r.source, r.is_confirmed)
        for r in rows.order_by("issuing_state", "document_code", "light", "pk"))


def is_lost(*, number: str, issuing_state: str) -> str:
    """Return the name of the list on which a document stands, or nothing."""
    found = models.LostDocument.objects.filter(
        number=number, issuing_state=issuing_state).select_related("list").order_by("pk").first()
    return found.list.name if found and number else ""


def list_lost_lists(*, limit: int = 20) -> tuple[LostListLine, ...]:
    """Return the imported lists of lost and stolen documents, the latest first."""
    return tuple(
        LostListLine(r.pk, r.name, r.entries, r.refused, r.imported_at, r.imported_by)
        for r in models.LostList.objects.order_by("-pk")[:limit])


def examinations_of(*, person_ids: Sequence[int]) -> tuple[Examination, ...]:
    """Return the examinations of these persons' documents, the latest first."""
    rows = models.Examination.objects.filter(
        person__in=list(person_ids)).prefetch_related("evidence", "verdicts").order_by("-pk")
    return tuple(_examination(r) for r in rows)

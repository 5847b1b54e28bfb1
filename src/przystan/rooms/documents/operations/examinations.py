"""Examining documents: opening, adding evidence, giving a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.documents import models
from przystan.rooms.documents.queries.chip import trust_of, verify_chip
from przystan.rooms.documents.queries.examinations import get_examination, is_lost
from przystan.rooms.documents.rules.verdicts import (
    expiry_evidence,
    is_settled,
    speaks_against,
    summary_of,
)
from przystan.rooms.documents.types import (
    ChipVerification,
    DeviceReport,
    EvidenceKind,
    Field,
    Judgement,
    MrzReading,
    NewEvidence,
    NewFeature,
    NotDoneReason,
    Outcome,
)


class VerdictRefused(ValueError):
    """A verdict that may not be given; `problem` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def open_examination(
    *, actor: Actor, at: datetime, document_code: str, issuing_state: str, number: str,
    expiry_date: date | None, kind: str = "", workstation: str = "",
    reading: MrzReading | None = None, reading_id: int | None = None,
    person_id: int | None = None,
) -> int:
    """Open an examination with the evidence that is there at once, and return its id.

    That is: the zone's checks where one was read, the last day of validity, and whether the number
    stands on a list of lost and stolen documents.
    """
    made = models.Examination.objects.create(
        kind=kind, document_code=document_code[:2], issuing_state=issuing_state[:3],
        number=number[:24], expiry_date=expiry_date, reading_id=reading_id,
        person_id=person_id, workstation=workstation[:40], opened_at=at, opened_by=actor.name)
    if reading:
        # That it has expired is evidence of its own, and says nothing against the document.
        failed = [c.field.value for c in reading.checks
                  if c.outcome is Outcome.FAIL and c.field is not Field.VALIDITY]
        add_evidence(actor=actor, at=at, examination_id=made.pk, evidence=NewEvidence(
            EvidenceKind.READING, Outcome.FAIL if failed else Outcome.PASS,
            code=reading.format.value, details={
                "failed": failed, "ambiguous": len(reading.ambiguities)}))
    add_evidence(actor=actor, at=at, examination_id=made.pk,
                 evidence=expiry_evidence(expiry_date, clock.local_date(at)))
    _add_lost(actor, at, made)
    audit.record(
        actor=actor, at=at, action="documents.open_examination",
        subject=f"documents.examination:{made.pk}", person_id=person_id)
    return made.pk


def _add_lost(actor: Actor, at: datetime, made: models.Examination) -> None:
    if not models.LostList.objects.exists():
        evidence = NewEvidence(EvidenceKind.LOST_LIST, Outcome.NOT_POSSIBLE, code="no_list")
    else:
        lost = is_lost(number=made.number, issuing_state=made.issuing_state)
        evidence = NewEvidence(
            EvidenceKind.LOST_LIST, Outcome.FAIL if lost else Outcome.PASS, source=lost)
    add_evidence(actor=actor, at=at, examination_id=made.pk, evidence=evidence)


def add_evidence(
    *, actor: Actor, at: datetime, examination_id: int, evidence: NewEvidence,
    is_simulated: bool = False,
) -> int:
    """Append a piece of evidence and return its id."""
    made = models.Evidence.objects.create(
        examination_id=examination_id, kind=evidence.kind.value,
        outcome=evidence.outcome.value, code=evidence.code[:60], note=evidence.note[:300],
        source=evidence.source[:160], is_simulated=is_simulated,
        details=dict(evidence.details or {}), recorded_at=at, recorded_by=actor.name)
    audit.record(
        actor=actor, at=at, action="documents.add_evidence",
        subject=f"documents.examination:{examination_id}",
        details={"kind": evidence.kind.value, "outcome": evidence.outcome.value})
    return made.pk


def add_chip(
    *, actor: Actor, at: datetime, examination_id: int, sod: bytes, groups: Mapping[int, bytes],
) -> ChipVerification:
    """Verify a chip's files by the imported trust, append what came of it, and return that.

    The zone of data group 1 is compared with the document examined. The files are not kept.
    """
    from przystan.rooms.documents.rules.chip.groups import zone_of
    from przystan.rooms.documents.rules.reading import NotAnMrz, read_mrz

    verified = verify_chip(sod=sod, groups=groups, trust=trust_of(), at=at)
    held = get_examination(examination_id=examination_id)
    same: Outcome = Outcome.NOT_POSSIBLE
    try:
        zone = read_mrz(text=zone_of(groups[1]), today=clock.local_date(at))
        same = Outcome.PASS if (zone.number, zone.issuing_state) == (
            held.number, held.issuing_state) else Outcome.FAIL
    except (KeyError, ValueError, NotAnMrz):
        pass
    add_evidence(actor=actor, at=at, examination_id=examination_id, evidence=NewEvidence(
        EvidenceKind.CHIP, summary_of([verified.verdict, same]),
        source=verified.signer.subject if verified.signer else "",
        details={
            "same_document": same.value,
            "steps": [[s.step.value, s.outcome.value, s.reason.value, s.detail]
                      for s in verified.steps],
            "unread": list(verified.unread_groups)}))
    return verified


def add_device_report(
    *, actor: Actor, at: datetime, examination_id: int, report: DeviceReport
) -> int:
    """Append what a device says; a simulated one is marked so wherever it is shown."""
    return add_evidence(
        actor=actor, at=at, examination_id=examination_id, is_simulated=report.is_simulated,
        evidence=NewEvidence(
            EvidenceKind.DEVICE, report.outcome, code=report.document_type,
            source=report.device, details={
                "checks": [[c.group, c.name, c.outcome.value] for c in report.checks]}))


def record_step(
    *, actor: Actor, at: datetime, examination_id: int, kind: EvidenceKind,
    not_done: NotDoneReason | None = None, note: str = "",
) -> int:
    """Record that fingerprints or a photograph were taken, or why not. Neither is kept."""
    return add_evidence(actor=actor, at=at, examination_id=examination_id, evidence=NewEvidence(
        kind, Outcome.NOT_POSSIBLE if not_done else Outcome.PASS,
        code=not_done.value if not_done else "done", note=note))


def give_verdict(
    *, actor: Actor, at: datetime, examination_id: int, judgement: Judgement, reason: str,
) -> None:
    """Give one person's verdict. Raises VerdictRefused.

    The second is another person's; a third is asked only where two disagree. A document against
    which evidence speaks is not said to be genuine. Every verdict has a reason.
    """
    models.Examination.objects.select_for_update().get(pk=examination_id)
    held = get_examination(examination_id=examination_id)
    if is_settled(held.state):
        raise VerdictRefused("settled")
    if not reason.strip():
        raise VerdictRefused("no_reason")
    if judgement is Judgement.GENUINE and speaks_against(
            [(e.kind, e.outcome) for e in held.current]):
        raise VerdictRefused("evidence_against")
    try:
        with transactions.transaction():
            models.Verdict.objects.create(
                examination_id=examination_id, judgement=judgement.value,
                reason=reason.strip()[:500], given_at=at, actor_id_value=actor.user_id,
                given_by=actor.name)
    except IntegrityError as twice:
        raise VerdictRefused("same_person") from twice
    audit.record(
        actor=actor, at=at, action="documents.give_verdict",
        subject=f"documents.examination:{examination_id}",
        details={"judgement": judgement.value})


def add_features(*, actor: Actor, at: datetime, features: Sequence[NewFeature]) -> None:
    """Add features to the checklists of types of documents."""
    models.ChecklistFeature.objects.bulk_create([
        models.ChecklistFeature(
            issuing_state=f.issuing_state, document_code=f.document_code, light=f.light.value,
            text=f.text[:300], valid_from=f.valid_from, source=f.source[:200],
            is_confirmed=f.is_confirmed, recorded_by=actor.name) for f in features])
    audit.record(actor=actor, at=at, action="documents.add_features",
                 subject="documents.checklist", details={"features": len(features)})


def end_feature(*, actor: Actor, at: datetime, feature_id: int, on: date) -> None:
    """End a feature of a checklist: after this day it is not asked for any more."""
    models.ChecklistFeature.objects.filter(pk=feature_id, valid_from__lte=on).update(valid_to=on)
    audit.record(actor=actor, at=at, action="documents.end_feature",
                 subject=f"documents.feature:{feature_id}")


def link_person(*, actor: Actor, at: datetime, examination_id: int, person_id: int) -> bool:
    """Say whose document was examined; False where that was said before, and stays."""
    changed = models.Examination.objects.filter(pk=examination_id, person=None).update(
        person_id=person_id)
    if changed:
        audit.record(
            actor=actor, at=at, action="documents.link_person", person_id=person_id,
            subject=f"documents.examination:{examination_id}")
    return bool(changed)

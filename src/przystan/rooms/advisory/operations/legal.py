"""Restricted notes of legal advisers, with the check for conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.queries.notes import conflicts_for
from przystan.rooms.advisory.rules.conflicts import check_note, name_key, number_key
from przystan.rooms.advisory.types.notes import (
    ConflictFinding,
    LegalNote,
    NewLegalNote,
    Party,
    PartyRole,
)
from przystan.rooms.advisory.types.visits import ServiceKind
from przystan.rooms.people import public as people

NOTE_COLUMNS = ("id", "service_id", "branch_id", "advice", "referral", "written_at", "author_id",
                "author_name", "conflicts_found", "conflict_reason")
PARTY_COLUMNS = ("note_id", "role", "name", "name_key", "number", "person_id")


class LegalNoteRefused(PermissionError):
    """The actor is no legal adviser of the branch: the note is neither read nor written."""

    def __init__(self) -> None:
        super().__init__("legal notes are for the legal advisers of the branch")


class ConflictFound(ValueError):
    """The office advised the other side; a reason is needed to go on."""

    def __init__(self, findings: Sequence[ConflictFinding]) -> None:
        super().__init__("the office advised the other side: say why you go on, or refuse advice")
        self.findings = tuple(findings)


class NotALegalService(LookupError):
    """No standing legal service has this id."""


def _service(service_id: int) -> models.Service:
    service = models.Service.objects.select_related("visit__card").filter(
        pk=service_id, kind=ServiceKind.LEGAL.value, removal__isnull=True).first()
    if service is None:
        raise NotALegalService(service_id)
    return service


def check_conflicts(
    *, actor: Actor, at: datetime, service_id: int, parties: Sequence[Party]
) -> tuple[ConflictFinding, ...]:
    """Return what speaks against advising this person against these parties; see conflicts_for.

    The person's names and numbers are read for it, which the audit says. Raises NotALegalService.
    """
    person = people.get_person(
        actor=actor, at=at, person_id=_service(service_id).visit.card.person_id)
    return conflicts_for(person=person, parties=parties, user_id=actor.user_id)


def write_legal_note(*, actor: Actor, at: datetime, note: NewLegalNote) -> int:
    """Write a restricted note on a legal service and return its id; a correction is another note.

    Raises InvalidLegalNote, LegalNoteRefused, NotALegalService, and ConflictFound when the other
    side was advised here and no reason to go on is given.
    """
    check_note(note)
    service = _service(note.service_id)
    _only_lawyers(actor, service.visit.branch_id)
    found = check_conflicts(
        actor=actor, at=at, service_id=note.service_id, parties=note.parties)
    if found and not note.conflict_reason.strip():
        raise ConflictFound(found)
    made = models.LegalNote.objects.create(
        service=service, branch_id=service.visit.branch_id, advice=note.advice.strip(),
        referral=note.referral.strip()[:300], written_at=at, author_id=actor.user_id,
        author_name=actor.name, conflicts_found=len(found),
        conflict_reason=note.conflict_reason.strip()[:300] if found else "",
    )
    models.LegalParty.objects.bulk_create(
        models.LegalParty(
            note=made, role=p.role.value, name=p.name.strip()[:200], name_key=name_key(p.name),
            number=number_key(p.number), person_id=p.person_id)
        for p in note.parties
    )
    audit.record(
        actor=actor, at=at, action="advisory.write_legal_note",
        subject=f"advisory.legal_note:{made.pk}", person_id=service.visit.card.person_id,
        details={"service": service.pk, "conflicts": [f.note_id for f in found]},
    )
    return made.pk


def record_legal_notes_in_bulk(
    *, actor: Actor, at: datetime, notes: Iterable[tuple[NewLegalNote, str, datetime]]
) -> int:
    """Record notes from elsewhere, each with its branch and instant; return their number.

    Their conflicts are not checked: they were written before. Raises InvalidLegalNote.
    """
    listed = list(notes)
    for note, _branch, _written_at in listed:
        check_note(note)
    ids = transactions.new_ids(table="advisory_legalnote", count=len(listed))
    transactions.insert_rows(
        table="advisory_legalnote", columns=NOTE_COLUMNS,
        rows=((n, note.service_id, branch, note.advice, note.referral, written_at, actor.user_id,
               actor.name, 0, "") for n, (note, branch, written_at) in zip(ids, listed)))
    transactions.insert_rows(
        table="advisory_legalparty", columns=PARTY_COLUMNS,
        rows=((n, p.role.value, p.name, name_key(p.name), number_key(p.number), p.person_id)
              for n, (note, _branch, _at) in zip(ids, listed) for p in note.parties))
    audit.record(
        actor=actor, at=at, action="advisory.record_legal_notes_in_bulk",
        subject="advisory.legal_note:many", details={"count": len(listed)})
    return len(listed)


def read_legal_notes(
    *, actor: Actor, at: datetime, service_id: int
) -> tuple[LegalNote, ...]:
    """Return the notes on one service, the first first; the reading is audited.

    Raises NotALegalService, LegalNoteRefused for anybody but legal advisers of the branch.
    """
    service = _service(service_id)
    _only_lawyers(actor, service.visit.branch_id)
    rows = models.LegalNote.objects.filter(service=service).prefetch_related(
        "parties").order_by("pk")
    notes = tuple(_note(row) for row in rows)
    if notes:
        audit.record_read(
            actor=actor, at=at, action="advisory.read_legal_notes",
            subject=f"advisory.service:{service_id}", person_id=service.visit.card.person_id)
    return notes


def _only_lawyers(actor: Actor, branch: str) -> None:
    if not actor.can(Permission.ADVISORY_LEGAL, branch=branch):
        raise LegalNoteRefused


def _note(row: models.LegalNote) -> LegalNote:
    parties = sorted(row.parties.all(), key=lambda p: p.pk)
    return LegalNote(
        row.pk, row.service_id, row.branch_id, row.written_at, row.author_name, row.advice,
        row.referral,
        tuple(Party(p.name, PartyRole(p.role), p.number, p.person_id) for p in parties),
        row.conflicts_found, row.conflict_reason,
    )

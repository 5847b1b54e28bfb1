"""Writes of lists: folders that are destroyed or handed to the archive, by two persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.queries.retention import (
    ListNotFound,
    candidates,
    get_disposal,
    list_disposal_lines,
)
from przystan.rooms.records.rules.retention import can_step, needs_document, why_not
from przystan.rooms.records.types import (
    Custody,
    DisposalKind,
    DisposalLine,
    DisposalState,
    HoldReason,
    Refusal,
)


class ListStepNotAllowed(Exception):
    """The list cannot take this step."""

    message = _("The list cannot take this step now.")


class ListEmpty(Exception):
    """A list without folders goes nowhere."""

    message = _("There is no folder on the list.")


class DocumentNeeded(Exception):
    """Consent is a document with a number and a date."""

    message = _("Give the number and the date of the document.")


class ApproverNeeded(Exception):
    """Who submitted a list does not approve it."""

    message = _("You submitted this list yourself: another person approves it.")


class FoldersHeld(Exception):
    """Folders of the list must stay; none goes. `refusals` says which and why."""

    message = _("Some folders must stay. Strike them out, or settle what holds them.")

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def open_disposal(*, kind: DisposalKind, branch: str, actor: Actor, at: datetime) -> int:
    """Open a list and return its id."""
    made = models.DisposalList.objects.create(
        kind=kind, branch_id=branch, opened_at=at, opened_by=actor.name)
    audit.record(actor=actor, at=at, action="records.open_disposal",
                 subject=f"records.disposal:{made.pk}", details={"kind": kind.value})
    return int(made.pk)


def list_folders_for_disposal(
    *, list_id: int, signs: Sequence[str], actor: Actor, at: datetime
) -> tuple[Refusal, ...]:
    """Put folders on an open list; return those that must stay, by name, and why.

    Raises ListNotFound, ListStepNotAllowed when the list was submitted.
    """
    found = _locked(list_id, DisposalState.OPEN)
    wanted = list(dict.fromkeys(s.strip().upper() for s in signs if s.strip()))
    refusals, added = [], 0
    for sign, reason in _judge(found, wanted, clock.local_date(at)).items():
        if reason is not None:
            refusals.append(Refusal(sign, reason))
    known = candidates(signs=wanted)
    refused = {r.case_sign for r in refusals}
    for sign in wanted:
        if sign in refused:
            continue
        kept = known[sign][0]
        assert kept.closed_date is not None
        assert kept.review_date is not None
        try:
            with transactions.transaction():
                models.DisposalLine.objects.create(
                    list=found, folder_id=kept.folder_id, category=kept.category,
                    closed_date=kept.closed_date, review_date=kept.review_date, added_at=at)
            added += 1
        except IntegrityError:
            if kept.list_id != list_id:
                refusals.append(Refusal(sign, HoldReason.ON_A_LIST))
    audit.record(actor=actor, at=at, action="records.list_for_disposal",
                 subject=f"records.disposal:{list_id}", details={"folders": added})
    return tuple(refusals)


def _judge(
    found: models.DisposalList, signs: Sequence[str], today: date
) -> dict[str, HoldReason | None]:
    """Return, for every sign, why its folder must stay, None when it may go."""
    known = candidates(signs=signs)
    told: dict[str, HoldReason | None] = {}
    for sign in signs:
        if sign not in known:
            told[sign] = HoldReason.UNKNOWN
            continue
        kept, custody, is_open, branch = known[sign]
        told[sign] = why_not(
            kept, kind=DisposalKind(found.kind), custody=custody, is_open=is_open,
            is_same_branch=branch == found.branch_id, today=today)
    return told


def strike_from_disposal(*, line_id: int, actor: Actor, at: datetime) -> None:
    """Strike a folder out of a list that is not done. Raises ListNotFound, ListStepNotAllowed."""
    line = models.DisposalLine.objects.select_for_update(of=("self",)).filter(
        pk=line_id, struck_at__isnull=True).first()
    if line is None:
        raise ListNotFound(line_id)
    if get_disposal(list_id=line.list_id).state in (DisposalState.DONE, DisposalState.GIVEN_UP):
        raise ListStepNotAllowed(line_id)
    line.struck_at, line.struck_by = at, actor.name
    line.save(update_fields=["struck_at", "struck_by"])
    audit.record(actor=actor, at=at, action="records.strike_from_disposal",
                 subject=f"records.folder:{line.folder_id}")


def step_disposal(
    *, list_id: int, state: DisposalState, actor: Actor, at: datetime, document: str = "",
    document_date: date | None = None,
) -> None:
    """Take a list one step on: submitted, approved by another person, consented, done, given up.

    Consent is the state archive's document; done destroys the folders, or hands them over, for
    good, each checked once more. Raises ListNotFound, ListStepNotAllowed, ListEmpty,
    DocumentNeeded, ApproverNeeded, FoldersHeld: then nothing is done.
    """
    found = _locked(list_id)
    kind, lines = DisposalKind(found.kind), list_disposal_lines(list_id=list_id)
    if not can_step(kind, get_disposal(list_id=list_id).state, state):
        raise ListStepNotAllowed(list_id)
    is_end = state is DisposalState.GIVEN_UP
    if needs_document(kind, state) and not (document.strip() and document_date):
        raise DocumentNeeded(list_id)
    if not is_end:
        _check_all(found, lines, clock.local_date(at))
    try:
        with transactions.transaction():
            models.DisposalStep.objects.create(
                list=found, state=state, at=at, by=actor.name, by_id_value=actor.user_id,
                document=document.strip()[:80], document_date=document_date)
    except IntegrityError as twice:
        raise ApproverNeeded(list_id) from twice
    if is_end:
        found.lines.filter(struck_at__isnull=True).update(struck_at=at, struck_by=actor.name)
    if state is DisposalState.DONE:
        _let_go([x.folder_id for x in lines], kind, list_id, actor, at)
    audit.record(actor=actor, at=at, action=f"records.disposal_{state}",
                 subject=f"records.disposal:{list_id}", details={"folders": len(lines)})


def _check_all(
    found: models.DisposalList, lines: Sequence[DisposalLine], today: date
) -> None:
    """Look at every folder once more, locked: nobody lends one between the look and its end."""
    if not lines:
        raise ListEmpty(found.pk)
    list(models.Folder.objects.select_for_update(of=("self",)).filter(
        pk__in=[x.folder_id for x in lines]).order_by("pk"))
    signs = [x.case_sign for x in lines]
    refusals = tuple(Refusal(sign, reason) for sign, reason in _judge(found, signs, today).items()
                     if reason is not None)
    if refusals:
        raise FoldersHeld(refusals)


def _let_go(
    folder_ids: Sequence[int], kind: DisposalKind, list_id: int, actor: Actor, at: datetime
) -> None:
    """Append the last step of custody of every folder and retire its tag."""
    custody = Custody.DISPOSED if kind is DisposalKind.DISPOSAL else Custody.ARCHIVED
    models.CustodyEvent.objects.bulk_create([
        models.CustodyEvent(folder_id=i, custody=custody, at=at, recorded_by=actor.name,
                            note=f"list {list_id}")
        for i in folder_ids])
    models.Tag.objects.filter(folder_id__in=folder_ids, retired_at__isnull=True).update(
        retired_at=at, reason=custody.value)


def _locked(list_id: int, *states: DisposalState) -> models.DisposalList:
    found = models.DisposalList.objects.select_for_update(of=("self",)).filter(pk=list_id).first()
    if found is None:
        raise ListNotFound(list_id)
    if states and get_disposal(list_id=list_id).state not in states:
        raise ListStepNotAllowed(list_id)
    return found

"""Writes of tagging: a run is opened, folders are scanned and tagged, the run becomes a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import (
    ReasonNeeded,
    TagInUse,
    label_folder,
    record_tagging_sessions,
)
from przystan.rooms.records.operations.labels import ChipKnown, WrongTag, confirm_label
from przystan.rooms.records.queries.folders import find_folder
from przystan.rooms.records.queries.tagging import RunNotFound
from przystan.rooms.records.rules.inventory import is_folder_tag
from przystan.rooms.records.rules.tags import HEXADECIMAL
from przystan.rooms.records.types import (
    NewTaggingSession,
    ReadBack,
    Scan,
    ScanOutcome,
    TaggingProblem,
)

HOURS_OF_A_DAY = 24


class RunOpen(Exception):
    """The same person has a tagging session open already."""

    message = _("You have a tagging session open already. Close it first.")


class RunEnded(Exception):
    """The tagging session is closed."""

    message = _("This tagging session is closed.")


class HoursNotPossible(Exception):
    """So many person-hours do not fit the persons of one day."""

    message = _("Give more than 0 hours, and at most 24 for each person.")


class EntryNotFound(Exception):
    """There is no such entry, or it was taken back already."""

    message = _("This entry was taken back already.")


class SessionNotFound(Exception):
    """There is no such session, or it was struck out."""

    message = _("This session was struck out already.")


def open_tagging(*, branch: str, persons: int, actor: Actor, at: datetime) -> int:
    """Open a tagging session of some persons in a branch and return its run. Raises RunOpen."""
    try:
        with transactions.transaction():
            run = models.TaggingRun.objects.create(
                branch_id=branch, persons=persons, started_at=at, started_by=actor.name,
                started_by_id_value=actor.user_id)
    except IntegrityError as taken:
        raise RunOpen(actor.user_id) from taken
    audit.record(actor=actor, at=at, action="records.open_tagging",
                 subject=f"records.tagging_run:{run.pk}", details={"branch": branch})
    return int(run.pk)


def scan_at_desk(
    *, run_id: int, text: str, pending_sign: str, actor: Actor, at: datetime
) -> Scan:
    """Take one scan of the tagging desk: a case sign, then the tag read back from its folder.

    A sign and a tag in one line, with a space between, are both. `pending_sign` is the sign that
    was scanned before. A refused tag is kept as an error of the run. Raises RunNotFound, RunEnded.
    """
    run = _open_run(run_id)
    sign, tag, chip = _take_apart(text, pending_sign)
    if not sign:
        return Scan(ScanOutcome.UNKNOWN_SIGN, text.strip().upper())
    folder = find_folder(text=sign)
    if folder is None:
        return Scan(ScanOutcome.UNKNOWN_SIGN, sign)
    told = Scan(ScanOutcome.SIGN, folder.case_sign, folder.id)
    if folder.epc:
        return replace(told, outcome=ScanOutcome.HAS_TAG)
    if not tag:
        return told
    problem = _tag(run, folder.id, ReadBack(tag, chip), actor, at)
    if problem is None:
        return replace(told, outcome=ScanOutcome.TAGGED)
    add_tagging_error(run_id=run_id, problem=problem, text=tag, actor=actor, at=at)
    return replace(told, outcome=ScanOutcome.REFUSED, problem=problem)


def _take_apart(text: str, pending_sign: str) -> tuple[str, str, str]:
    """Return sign, tag and chip of one scan; what is not there is empty."""
    parts = text.upper().split()
    if len(parts) > 1 and not _looks_like_tag(parts[0]):
        return parts[0], parts[1], parts[2] if len(parts) > 2 else ""
    if parts and (_looks_like_tag(parts[0]) or not pending_sign):
        is_tag = _looks_like_tag(parts[0])
        return (pending_sign if is_tag else parts[0], parts[0] if is_tag else "",
                parts[1] if len(parts) > 1 else "")
    # Another sign while one waits: the clerk took the next folder.
    return parts[0] if parts else pending_sign, "", ""


def _looks_like_tag(text: str) -> bool:
    return len(text) >= 16 and HEXADECIMAL.fullmatch(text) is not None


def _tag(
    run: models.TaggingRun, folder_id: int, read: ReadBack, actor: Actor, at: datetime
) -> TaggingProblem | None:
    if not is_folder_tag(read.epc):
        return TaggingProblem.NOT_A_TAG
    waiting = models.LabelJob.objects.filter(end__isnull=True)
    job = waiting.filter(folder_id=folder_id).first()
    if job is None and waiting.filter(epc=read.epc).exists():
        return TaggingProblem.WRONG_TAG
    try:
        with transactions.transaction():
            if job is not None:
                confirm_label(label_id=job.pk, read=read, actor=actor, at=at)
            else:
                label_folder(folder_id=folder_id, epc=read.epc, actor=actor, at=at)
            models.TaggingEntry.objects.create(
                run=run, folder_id=folder_id, epc=read.epc, at=at, by=actor.name)
    except TagInUse:
        return TaggingProblem.TAG_IN_USE
    except WrongTag:
        return TaggingProblem.WRONG_TAG
    except ChipKnown:
        return TaggingProblem.CHIP_KNOWN
    return None


def add_tagging_error(
    *, run_id: int, problem: TaggingProblem, actor: Actor, at: datetime, text: str = ""
) -> None:
    """Count one thing that went wrong in a run. Raises RunNotFound, RunEnded."""
    models.TaggingError.objects.create(
        run=_open_run(run_id), problem=problem, text=text.strip()[:120], at=at, by=actor.name)
    audit.record(actor=actor, at=at, action="records.tagging_error",
                 subject=f"records.tagging_run:{run_id}", details={"problem": problem.value})


def take_back_entry(*, entry_id: int, reason: str, actor: Actor, at: datetime) -> str:
    """Take a wrong entry back: the folder is untagged again, the number spent. Returns its sign.

    It counts as an error of the run while that is open. Raises EntryNotFound, ReasonNeeded.
    """
    entry = models.TaggingEntry.objects.select_for_update(of=("self",)).select_related(
        "run", "folder").filter(pk=entry_id, undone_at__isnull=True).first()
    if entry is None:
        raise EntryNotFound(entry_id)
    if not reason.strip():
        raise ReasonNeeded(entry_id)
    entry.undone_at, entry.undone_by, entry.reason = at, actor.name, reason.strip()[:120]
    entry.save(update_fields=["undone_at", "undone_by", "reason"])
    models.Tag.objects.filter(epc=entry.epc, retired_at__isnull=True).update(
        retired_at=at, reason=entry.reason, is_void=True)
    if entry.run.ended_at is None:
        add_tagging_error(run_id=entry.run_id, problem=TaggingProblem.TAKEN_BACK,
                          text=entry.folder.case_sign, actor=actor, at=at)
    else:
        models.Folder.objects.filter(
            pk=entry.folder_id, session_id=entry.run.session_id).update(session=None)
    audit.record(actor=actor, at=at, action="records.take_back_tag",
                 subject=f"records.folder:{entry.folder_id}")
    return str(entry.folder.case_sign)


def close_tagging(*, run_id: int, hours: Decimal, actor: Actor, at: datetime) -> int:
    """Close a run with its person-hours: it becomes a session with its folders and errors.

    Returns the session's id. Raises RunNotFound, RunEnded, HoursNotPossible.
    """
    run = _open_run(run_id)
    _check_hours(hours, run.persons)
    session_id = record_tagging_sessions(sessions=[NewTaggingSession(
        clock.local_date(run.started_at), run.branch_id, run.persons, hours, at,
        errors=run.errors.count())], actor=actor, at=at)[0]
    tagged = run.entries.filter(undone_at__isnull=True).values("folder_id")
    models.Folder.objects.filter(pk__in=tagged, session__isnull=True).update(
        session_id=session_id)
    run.ended_at, run.session_id = at, session_id
    run.save(update_fields=["ended_at", "session_id"])
    return session_id


def abandon_tagging(*, run_id: int, actor: Actor, at: datetime) -> None:
    """Give up a run in which nothing was tagged. Raises RunNotFound, RunEnded, HoursNotPossible
    when something was: then its hours are to be said.
    """
    run = _open_run(run_id)
    if run.entries.filter(undone_at__isnull=True).exists():
        raise HoursNotPossible(run_id)
    run.ended_at = at
    run.save(update_fields=["ended_at"])
    audit.record(actor=actor, at=at, action="records.abandon_tagging",
                 subject=f"records.tagging_run:{run_id}")


def correct_session(
    *, session_id: int, persons: int, hours: Decimal, errors: int, reason: str, actor: Actor,
    at: datetime,
) -> int:
    """Strike a session out and record it anew with right numbers; its folders go with it.

    Returns the new session. Published values keep the old numbers, a figure as of now has the new
    ones. Raises SessionNotFound, ReasonNeeded, HoursNotPossible.
    """
    found = models.TaggingSession.objects.select_for_update(of=("self",)).filter(
        pk=session_id, removal__isnull=True).first()
    if found is None:
        raise SessionNotFound(session_id)
    if not reason.strip():
        raise ReasonNeeded(session_id)
    _check_hours(hours, persons)
    new_id = record_tagging_sessions(sessions=[NewTaggingSession(
        found.work_date, found.branch_id, persons, hours, at, errors=errors)],
        actor=actor, at=at)[0]
    models.SessionRemoval.objects.create(
        session=found, removed_at=at, removed_by=actor.name, reason=reason.strip()[:300],
        replaced_by_id=new_id)
    models.Folder.objects.filter(session=found).update(session_id=new_id)
    models.TaggingRun.objects.filter(session=found).update(session_id=new_id)
    audit.record(actor=actor, at=at, action="records.correct_session",
                 subject=f"records.session:{session_id}", details={"replaced_by": new_id})
    return new_id


def _check_hours(hours: Decimal, persons: int) -> None:
    if not 0 < hours <= persons * HOURS_OF_A_DAY:
        raise HoursNotPossible(hours)


def _open_run(run_id: int) -> models.TaggingRun:
    run = models.TaggingRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise RunNotFound(run_id)
    if run.ended_at is not None:
        raise RunEnded(run_id)
    return run

"""Reads of tagging: runs, their entries, sessions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from przystan.rooms.records import models
from przystan.rooms.records.types import TaggingEntry, TaggingRun, TaggingSession


class RunNotFound(Exception):
    """There is no such tagging session."""


def _runs() -> QuerySet[Any]:
    return models.TaggingRun.objects.annotate(
        tagged=Count("entries", filter=Q(entries__undone_at__isnull=True), distinct=True),
        wrong=Count("errors", distinct=True))


def _run(row: Any) -> TaggingRun:
    return TaggingRun(
        row.pk, row.branch_id, row.persons, row.started_at, row.started_by,
        row.started_by_id_value, row.ended_at, row.session_id, row.tagged, row.wrong)


def get_tagging(*, run_id: int) -> TaggingRun:
    """Return one run with its counts. Raises RunNotFound."""
    row = _runs().filter(pk=run_id).first()
    if row is None:
        raise RunNotFound(run_id)
    return _run(row)


def list_open_taggings() -> tuple[TaggingRun, ...]:
    """Return the runs that go on, the latest first."""
    return tuple(_run(r) for r in _runs().filter(ended_at__isnull=True).order_by("-id"))


def list_tagging_entries(*, run_id: int, limit: int = 20) -> tuple[TaggingEntry, ...]:
    """Return what was tagged in a run, the latest first, with what was taken back."""
    found = models.TaggingEntry.objects.filter(run_id=run_id).select_related("folder")
    return tuple(
        TaggingEntry(e.pk, e.folder_id, e.folder.case_sign, e.epc, e.at, e.by, e.undone_at,
                     e.reason)
        for e in found.order_by("-id")[:limit]
    )


def list_tagging_sessions(
    *, offset: int = 0, limit: int = 25, is_whole: bool = False
) -> tuple[TaggingSession, ...]:
    """Return the sessions, the latest first, with the folders that each labelled.

    `is_whole` gives those that were struck out too.
    """
    struck = models.SessionRemoval.objects.filter(session=OuterRef("pk"))
    found = models.TaggingSession.objects.annotate(
        yielded=Count("folders", filter=Q(folders__removal__isnull=True)),
        is_struck=Exists(struck)).order_by("-work_date", "-id")
    if not is_whole:
        found = found.filter(is_struck=False)
    return tuple(
        TaggingSession(s.pk, s.reference, s.work_date, s.branch_id, s.persons, s.hours, s.errors,
                       s.yielded, s.is_struck)
        for s in found[offset:offset + limit]
    )


def get_tagging_session(*, session_id: int) -> TaggingSession | None:
    """Return one session that was not struck out, None when there is none."""
    found = models.TaggingSession.objects.filter(pk=session_id, removal__isnull=True).annotate(
        yielded=Count("folders", filter=Q(folders__removal__isnull=True))).first()
    return None if found is None else TaggingSession(
        found.pk, found.reference, found.work_date, found.branch_id, found.persons, found.hours,
        found.errors, found.yielded)

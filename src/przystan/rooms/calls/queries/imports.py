"""The runs that read logs, and the differences between logs that they found."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.contacts import disagreement_of
from przystan.rooms.calls.types import Disagreement, ImportRow, LogKind


class ImportNotFound(Exception):
    """There is no import with this number."""


def list_imports(*, offset: int = 0, limit: int = 50) -> tuple[ImportRow, ...]:
    """List import runs, the latest first."""
    runs = list(models.ImportRun.objects.order_by("-id")[offset:offset + limit])
    counts = {
        row["run_id"]: (int(row["explained"]), int(row["open"]))
        for row in models.Disagreement.objects.filter(run_id__in=[run.pk for run in runs])
        .values("run_id").order_by("run_id")
        .annotate(explained=Count("id", filter=Q(is_explained=True)),
                  open=Count("id", filter=Q(is_explained=False)))
    }
    return tuple(
        _row(run, *counts.get(run.pk, (0, 0))) for run in runs
    )


def get_import(*, run_id: int) -> ImportRow:
    """Return one import run. Raises ImportNotFound."""
    run = models.ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise ImportNotFound(run_id)
    found = models.Disagreement.objects.filter(run_id=run_id)
    return _row(run, found.filter(is_explained=True).count(),
                found.filter(is_explained=False).count())


def _row(run: models.ImportRun, explained: int, unexplained: int) -> ImportRow:
    return ImportRow(
        id=run.pk, imported_at=run.imported_at, actor_name=run.actor_name,
        file_name=run.file_name, source=LogKind(run.source), engine=run.engine,
        sha256=run.sha256, lines=run.lines, added=run.added, repeats=run.repeats,
        contacts=run.contacts, restarts=run.restarts, open_calls=run.open_calls,
        refused_count=run.refused_count, disagreements=explained, unexplained=unexplained,
    )


def list_disagreements(
    *, run_id: int, offset: int = 0, limit: int = 50
) -> tuple[tuple[Disagreement, int | None], ...]:
    """List the differences that a run found, unexplained first, each with its contact's id."""
    rows = list(
        models.Disagreement.objects.filter(run_id=run_id)
        .order_by("is_explained", "id")[offset:offset + limit]
    )
    ids = dict(fetch_rows(
        "SELECT key, id FROM calls_contact WHERE engine = ANY(%s) AND key = ANY(%s)",
        [list({r.engine for r in rows}), [r.call_key for r in rows]],
    )) if rows else {}
    return tuple((disagreement_of(row), ids.get(row.call_key)) for row in rows)


def latest_run(*, engine: str, source: LogKind) -> models.ImportRun | None:
    """Return the latest run over one engine's log of one kind."""
    return models.ImportRun.objects.filter(engine=engine, source=source).order_by("-id").first()


def coverage(*, engine: str, source: LogKind) -> tuple[datetime, datetime] | None:
    """Say from when to when one engine's log of one kind was read; None when it never was."""
    (row,) = fetch_rows(
        "SELECT min(first_at), max(last_at) FROM calls_importrun WHERE engine = %s AND source = %s",
        [engine, source.value],
    )
    return None if row[0] is None else (row[0], row[1])

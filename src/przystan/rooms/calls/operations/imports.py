"""Read an engine's log into raw events, contacts and differences: once, whole, repeatably."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.reading import Reading, Refusals
from przystan.rooms.calls.ports import EngineLogs
from przystan.rooms.calls.queries.imports import latest_run
from przystan.rooms.calls.types import EngineEvent, ImportReport, LogKind

_BLOCK = 1 << 20


class LogRefused(Exception):
    """Lines of the file were refused, so nothing of it was taken; `report` lists them."""

    message = _("Some lines of the file cannot be read, so nothing of it was taken.")

    def __init__(self, report: ImportReport) -> None:
        super().__init__(report.refused_count)
        self.report = report


class _Undo(Exception):
    """Ends a transaction without keeping anything."""


def import_log(
    *,
    logs: EngineLogs,
    source: LogKind,
    path: Path,
    actor: Actor,
    at: datetime,
    engine: str = "",
    accept_valid: bool = False,
    is_dry_run: bool = False,
    refusals: Refusals | None = None,
) -> ImportReport:
    """Import one file of an engine's log: all of it or nothing.

    The same file again adds 0 rows; a longer version adds what is new; a call that was up at the
    end of one import is completed by the next. With `accept_valid` good lines are taken although
    others are refused (each is handed to `refusals`); a dry run keeps nothing. Memory depends on
    open calls only. One audit line. Raises LogRefused. Source: docs/ways/call-logs.md.
    """
    refusals = refusals or Refusals()
    report: ImportReport | None = None
    try:
        with transactions.transaction():
            reading = Reading(
                logs=logs, source=source, engine=engine, file_name=path.name,
                sha256=_digest(path), actor=actor, at=at, is_dry_run=is_dry_run,
            )
            report = reading.read(path, refusals)
            if is_dry_run or (refusals.count and not accept_valid):
                raise _Undo
    except _Undo:
        assert report is not None
        report = replace(report, run_id=None)
        if not is_dry_run:
            raise LogRefused(report) from None
        return report
    audit.record(
        actor=actor, at=at, action="calls.import_log", subject=f"calls.run:{report.run_id}",
        details={"source": source.value, "sha256": report.sha256, "added": report.added,
                 "contacts": report.contacts, "refused": report.refused_count},
    )
    return report


def record_engine_events(
    *,
    logs: EngineLogs,
    events: Iterable[tuple[str, EngineEvent]],
    actor: Actor,
    at: datetime,
    engine: str = "",
) -> ImportReport:
    """Append events as an engine reports them, and fold them into contacts. Repeats are harmless.

    Each event comes with its line as written. One audit line for the batch.
    """
    reading = Reading(
        logs=logs, source=LogKind.EVENTS, engine=engine, file_name="", sha256="", actor=actor,
        at=at, is_dry_run=False,
    )
    report = reading.take_events(events, Refusals())
    audit.record(actor=actor, at=at, action="calls.record_engine_events",
                 subject=f"calls.run:{report.run_id}", details={"added": report.added})
    return report


def cut_open_calls(
    *, logs: EngineLogs, engine: str, started_at: datetime, actor: Actor, at: datetime
) -> int:
    """Close what an engine that was started anew then had left open; return how many contacts.

    An engine that dies writes no ends: its calls are cut by the restart. Nothing open, nothing
    is written. One audit line.
    """
    run = latest_run(engine=engine, source=LogKind.EVENTS)
    open_keys = run.state.get("open", []) if run is not None else []
    if not models.EngineEvent.objects.filter(
            engine=engine, call_key__in=open_keys, at__lt=started_at).exists():
        return 0
    reading = Reading(
        logs=logs, source=LogKind.EVENTS, engine=engine, file_name="", sha256="", actor=actor,
        at=at, is_dry_run=False)
    report = reading.cut_open(started_at)
    audit.record(actor=actor, at=at, action="calls.cut_open_calls",
                 subject=f"calls.run:{report.run_id}", details={"contacts": report.contacts})
    return report.contacts


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()

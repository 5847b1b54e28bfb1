"""Compare stored contacts with what the engine's other logs say about the same calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from przystan.rooms.calls import models
from przystan.rooms.calls.ports import EngineLogs
from przystan.rooms.calls.queries.contacts import contacts_of_keys, known_keys, leg_of
from przystan.rooms.calls.queries.imports import coverage, latest_run
from przystan.rooms.calls.rules.reconcile import Comparison
from przystan.rooms.calls.types import (
    Contact,
    Direction,
    Disagreement,
    LegKind,
    LogKind,
    Outcome,
    Reason,
)

Span = tuple[datetime, datetime]


def compare_calls(
    contacts: Sequence[Contact], *, engine: str, logs: EngineLogs
) -> list[Disagreement]:
    """List the differences between contacts and the other logs that were read so far.

    What was found about these contacts before is replaced: it is derived, never state. A log
    that does not reach over a contact's time says nothing about it.
    """
    spans = {kind: coverage(engine=engine, source=kind)
             for kind in (LogKind.QUEUE, LogKind.RECORDS)}
    keys = [contact.id for contact in contacts]
    models.Disagreement.objects.filter(engine=engine, call_key__in=keys).delete()
    if not any(spans.values()):
        return []
    asked = [leg.call_id for c in contacts for leg in c.legs if leg.kind is LegKind.CONSULTATION]
    comparisons = {
        flags: Comparison(has_queue_log=flags[0], has_cdr=flags[1])
        for flags in {_covered(contact, spans) for contact in contacts}
    }
    for comparison in comparisons.values():
        _feed(comparison, [*keys, *asked], engine, logs)
    return [
        found
        for contact in contacts
        for found in comparisons[_covered(contact, spans)].compare(contact)
    ]


def _covered(contact: Contact, spans: dict[LogKind, Span | None]) -> tuple[bool, bool]:
    queue, records = spans[LogKind.QUEUE], spans[LogKind.RECORDS]
    at = contact.ended_at or contact.started_at
    return (
        queue is not None and queue[0].replace(microsecond=0) <= at <= _whole(queue[1]),
        records is not None and records[0].replace(microsecond=0) <= at <= _whole(records[1]),
    )


def _whole(at: datetime) -> datetime:
    """Other logs have whole seconds: their last one lasts until its end."""
    return at.replace(microsecond=999_999)


def _feed(comparison: Comparison, keys: list[str], engine: str, logs: EngineLogs) -> None:
    kept = models.EngineEvent.objects.filter(
        engine=engine, call_key__in=keys, source__in=(LogKind.QUEUE, LogKind.RECORDS)
    ).order_by("at", "id").values_list("source", "raw")
    for source, raw in kept.iterator():
        if source == LogKind.QUEUE:
            comparison.feed_queue(logs.parse_queue(raw))
        else:
            comparison.feed_record(logs.parse_record(raw))


def list_orphans(keys: Sequence[str], *, engine: str, logs: EngineLogs) -> list[Disagreement]:
    """Compare the contacts of these calls, and list the calls that the event log does not have."""
    contacts = [_as_folded(row) for row in contacts_of_keys(engine=engine, keys=keys)]
    found = compare_calls(contacts, engine=engine, logs=logs) if contacts else []
    run = latest_run(engine=engine, source=LogKind.EVENTS)
    if run is None:
        return found
    known = known_keys(engine=engine, keys=keys) | set(run.state.get("open", ()))
    models.Disagreement.objects.filter(
        engine=engine, call_key__in=[k for k in keys if k not in known], reason=Reason.NOT_IN_CEL
    ).delete()
    span = coverage(engine=engine, source=LogKind.EVENTS)
    lines = models.EngineEvent.objects.filter(
        engine=engine, call_key__in=[k for k in keys if k not in known]
    ).exclude(source=LogKind.EVENTS).order_by("call_key", "at", "id")
    seen: dict[str, models.EngineEvent] = {}
    for line in lines:
        seen.setdefault(line.call_key, line)
    return found + [
        Disagreement(
            key, Reason.NOT_IN_CEL if _is_within(line.at, span) else Reason.OUTSIDE_LOG,
            line.source, line.kind, at=line.at,
        )
        for key, line in seen.items()
    ]


def _is_within(at: datetime, span: Span | None) -> bool:
    return span is not None and span[0] <= at <= span[1]


def _as_folded(row: models.Contact) -> Contact:
    return Contact(
        id=row.key, engine=row.engine, started_at=row.started_at, ended_at=row.ended_at,
        direction=Direction(row.direction), number=row.number, line=row.line or None,
        language=row.language or None, outcome=Outcome(row.outcome),
        redirected_to=row.redirected_to or None, redirect_answered=row.redirect_answered,
        operators=tuple(row.operators), wait_seconds=row.wait_seconds,
        talk_seconds=row.talk_seconds, legs=tuple(leg_of(leg) for leg in row.legs.all()),
    )

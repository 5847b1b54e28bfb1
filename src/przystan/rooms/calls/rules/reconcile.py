"""Hold the queue log and the call detail records against the contacts folded from the events.

The event log is the book of record. Every difference is listed with its reason: a known habit of
the engine, or a contradiction that somebody has to look into. Nothing is averaged. What each log
said about one call is dropped as soon as the call was compared, so memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from przystan.rooms.calls.types import (
    CallRecord,
    Contact,
    Direction,
    Disagreement,
    LegKind,
    Outcome,
    QueueEvent,
    QueueEventKind,
    Reason,
)

WHOLE_SECONDS = 2.0
"""A queue log has whole seconds at both ends: less than this is no difference."""

LATE = timedelta(seconds=30)
"""The other logs may be this much later than the event log about the same thing."""

_QUEUE = "queue_log"
_CDR = "cdr"


@dataclass(slots=True)
class _Said:
    """What the other logs said about one call so far."""

    queue: list[QueueEvent] = field(default_factory=list)
    records: list[CallRecord] = field(default_factory=list)

    def of(self, *kinds: QueueEventKind) -> list[QueueEvent]:
        return [event for event in self.queue if event.kind in kinds]


class Comparison:
    """A running comparison. Feed it the other logs, then ask it about each contact."""

    def __init__(self, *, has_queue_log: bool, has_cdr: bool) -> None:
        self._has_queue_log = has_queue_log
        self._has_cdr = has_cdr
        self._said: dict[str, _Said] = {}

    def feed_queue(self, event: QueueEvent) -> None:
        """Take in one line of the queue log."""
        if event.call_id:
            self._said.setdefault(event.call_id, _Said()).queue.append(event)

    def feed_record(self, record: CallRecord) -> None:
        """Take in one call detail record."""
        self._said.setdefault(record.call_id, _Said()).records.append(record)

    def compare(self, contact: Contact) -> list[Disagreement]:
        """List every difference about one contact, and forget what was said about it."""
        said = self._said.pop(contact.id, _Said())
        found: list[Disagreement] = []
        if self._has_queue_log:
            found.extend(_compare_queue(contact, said))
        if self._has_cdr:
            found.extend(_compare_records(contact, said.records))
        for leg in contact.legs:
            if leg.kind is LegKind.CONSULTATION:
                found.extend(_explain_consultation(contact, self._said.pop(leg.call_id, _Said())))
        return found

    def leave_out(self, call_id: str) -> None:
        """Forget a call about which the event log itself could not say how it ended."""
        self._said.pop(call_id, None)

    def rest(self, *, first_at: datetime | None, last_at: datetime | None) -> list[Disagreement]:
        """List what the other logs said about calls that the event log does not have."""
        return [
            found
            for call_id, said in sorted(self._said.items())
            for found in _only_elsewhere(call_id, said, first_at, last_at)
        ]


def _differs(
    contact: Contact, reason: Reason, log: str, says: str, instead_of: str = ""
) -> Disagreement:
    return Disagreement(contact.id, reason, log, says, instead_of, at=contact.started_at)


# --- queue log


def _compare_queue(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    if contact.direction is Direction.OUTGOING:
        if said.queue:
            yield _differs(
                contact, Reason.ENTRIES_DIFFER, _QUEUE, said.queue[0].name, "an outgoing call"
            )
        return
    yield from _compare_entries(contact, said)
    yield from _compare_answers(contact, said)
    yield from _compare_endings(contact, said)
    yield from _compare_waits(contact, said)
    yield from _compare_rings(contact, said)


def _compare_entries(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    entries = len(said.of(QueueEventKind.ENTERED))
    waits = sum(leg.kind is LegKind.QUEUE for leg in contact.legs)
    is_cut = contact.outcome is Outcome.CUT_BY_RESTART
    if entries != waits:
        if is_cut and abs(entries - waits) == 1:
            reason = Reason.ENGINE_RESTARTED
        else:
            reason = Reason.ENTRY_MISSING if entries < waits else Reason.ENTRIES_DIFFER
        yield _differs(contact, reason, _QUEUE, f"{entries} entries", f"{waits} waits")
    elif entries > 1:
        yield _differs(
            contact, Reason.REPEATED_ENTRY, _QUEUE, f"{entries} ENTERQUEUE lines", "one contact"
        )


def _compare_answers(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    connects = said.of(QueueEventKind.CONNECTED)
    agents = tuple(event.agent for event in connects)
    if agents == contact.operators:
        if len(agents) > 1:
            yield _differs(
                contact, Reason.REPEATED_CONNECT, _QUEUE, f"{len(agents)} CONNECT lines",
                "one contact answered",
            )
        return
    if contact.outcome is Outcome.CUT_BY_RESTART:
        reason = Reason.ENGINE_RESTARTED
    elif not contact.operators:
        reason = Reason.CONNECT_WITHOUT_ANSWER
    elif not agents:
        reason = Reason.ANSWER_WITHOUT_CONNECT
    else:
        reason = Reason.OPERATORS_DIFFER
    yield _differs(
        contact, reason, _QUEUE, ", ".join(agents) or "no CONNECT",
        ", ".join(contact.operators) or "no operator",
    )


def _compare_endings(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    connects = len(said.of(QueueEventKind.CONNECTED))
    transfers = said.of(QueueEventKind.TRANSFERRED)
    completed = len(said.of(QueueEventKind.COMPLETED))
    abandons = said.of(QueueEventKind.ABANDONED)
    for transfer in transfers:
        yield _differs(
            contact, Reason.TRANSFER_INSTEAD_OF_COMPLETE, _QUEUE,
            f"{transfer.name} {transfer.transfer}".strip(), "COMPLETEAGENT or COMPLETECALLER",
        )
    if contact.redirected_to is not None and transfers:
        yield _differs(
            contact, Reason.UNIT_NOT_IN_QUEUE_LOG, _QUEUE, "nothing about the unit",
            f"{contact.redirected_to} {'heard' if contact.redirect_answered else 'not heard'}",
        )
    if connects > completed + len(transfers) and contact.outcome is Outcome.CUT_BY_RESTART:
        yield _differs(contact, Reason.ENGINE_RESTARTED, _QUEUE, "CONNECT without an end", "cut")
    if abandons and contact.operators:
        yield _differs(
            contact, Reason.ABANDONED_AFTER_ANSWER, _QUEUE, "ABANDON", "answered before"
        )
    if contact.outcome is Outcome.ABANDONED and not abandons:
        is_key = bool(said.of(QueueEventKind.LEFT_WITH_KEY))
        yield _differs(
            contact,
            Reason.KEY_EXIT_WITHOUT_ABANDON if is_key else Reason.ENTRY_MISSING,
            _QUEUE,
            "EXITWITHKEY" if is_key else "no ABANDON",
            "abandoned",
        )


def _compare_waits(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    """Compare the first operator's (or the abandoning caller's) hold time with the real wait."""
    ends = said.of(QueueEventKind.CONNECTED) or said.of(QueueEventKind.ABANDONED)
    if not ends or contact.wait_seconds is None or ends[0].hold_seconds is None:
        return
    hold = ends[0].hold_seconds
    if abs(contact.wait_seconds - hold) < WHOLE_SECONDS:
        return
    entries = [
        event for event in said.of(QueueEventKind.ENTERED) if event.at <= ends[0].at
    ]
    is_last = len(entries) > 1 and hold < contact.wait_seconds
    yield _differs(
        contact, Reason.HOLD_FROM_LAST_ENTRY if is_last else Reason.WAIT_DIFFERS, _QUEUE,
        f"{hold} s", f"{contact.wait_seconds:.1f} s",
    )


def _compare_rings(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    """Name the rings that nobody could have answered, though the log blames the operator."""
    timeouts = {event.at for event in said.of(QueueEventKind.TIMED_OUT)}
    for ring in said.of(QueueEventKind.RING_NOT_ANSWERED):
        says = f"{ring.agent} {ring.name} {ring.hold_seconds}"
        if not ring.hold_seconds:
            yield _differs(contact, Reason.RING_REFUSED, _QUEUE, says, "busy or rejected")
        elif ring.at in timeouts:
            yield _differs(
                contact, Reason.RING_CUT_BY_QUEUE_TIME, _QUEUE, says, "the queue's time ran out"
            )


# --- call detail records


def _compare_records(contact: Contact, records: list[CallRecord]) -> Iterator[Disagreement]:
    own = [record for record in records if record.channel_id == contact.id]
    if not own:
        is_cut = contact.outcome is Outcome.CUT_BY_RESTART
        reason = Reason.ENGINE_RESTARTED if is_cut else Reason.NOT_IN_CDR
        yield _differs(contact, reason, _CDR, "no row", contact.outcome)
        return
    if len(records) > 1:
        yield _differs(
            contact, Reason.CDR_SEVERAL_ROWS, _CDR, f"{len(records)} rows", "one contact"
        )
    if contact.direction is Direction.OUTGOING:
        yield from _compare_outgoing(contact, own)
    else:
        yield from _compare_incoming(contact, own)


def _compare_incoming(contact: Contact, own: list[CallRecord]) -> Iterator[Disagreement]:
    is_answered = any(record.disposition == "ANSWERED" for record in own)
    billed = sum(record.billed_seconds for record in own)
    if not contact.operators and is_answered:
        yield _differs(
            contact, Reason.CDR_ANSWERED_BY_HELPLINE, _CDR, "ANSWERED", contact.outcome
        )
    if contact.operators and not is_answered:
        is_cut = contact.outcome is Outcome.CUT_BY_RESTART
        reason = Reason.ENGINE_RESTARTED if is_cut else Reason.CDR_OUTCOME_DIFFERS
        yield _differs(contact, reason, _CDR, own[0].disposition, "answered")
    if contact.talk_seconds is not None and billed - contact.talk_seconds >= WHOLE_SECONDS:
        yield _differs(
            contact, Reason.CDR_BILLED_FROM_HELPLINE, _CDR, f"{billed} s billed",
            f"{contact.talk_seconds:.1f} s with operators",
        )
    asked = any(leg.kind is LegKind.CONSULTATION for leg in contact.legs)
    seen = any(contact.redirected_to == record.destination for record in own)
    if contact.redirected_to is not None and asked and not contact.redirect_answered and not seen:
        yield _differs(
            contact, Reason.CDR_UNIT_MISSING, _CDR, "no row for the unit", contact.redirected_to
        )


def _compare_outgoing(contact: Contact, own: list[CallRecord]) -> Iterator[Disagreement]:
    said = own[0].disposition
    is_answered = contact.outcome is Outcome.OUTGOING_ANSWERED
    if (said == "ANSWERED") != is_answered and contact.outcome is not Outcome.CUT_BY_RESTART:
        yield _differs(contact, Reason.CDR_OUTCOME_DIFFERS, _CDR, said, contact.outcome)
    elif said == "NO ANSWER" and own[0].duration_seconds == 0:
        yield _differs(
            contact, Reason.CDR_NO_ANSWER_HIDES_CAUSE, _CDR, said, "refused at once"
        )


# --- what belongs to no contact of its own


def _explain_consultation(contact: Contact, said: _Said) -> Iterator[Disagreement]:
    if said.queue:
        yield _differs(
            contact, Reason.CONSULTATION_IN_QUEUE_LOG, _QUEUE,
            f"{said.queue[0].name} {said.queue[0].call_id}", "a consultation",
        )
    if said.records:
        yield _differs(
            contact, Reason.CONSULTATION_IN_CDR, _CDR,
            f"{said.records[0].disposition} {said.records[0].call_id}", "a consultation",
        )


def _only_elsewhere(
    call_id: str, said: _Said, first_at: datetime | None, last_at: datetime | None
) -> Iterator[Disagreement]:
    for log, times in (
        (_QUEUE, [event.at for event in said.queue]),
        (_CDR, [record.started_at for record in said.records]),
    ):
        if times:
            is_outside = first_at is None or last_at is None or (
                min(times) > last_at or max(times) + timedelta(seconds=1) < first_at
            )
            reason = Reason.OUTSIDE_LOG if is_outside else Reason.NOT_IN_CEL
            yield Disagreement(call_id, reason, log, f"{len(times)} lines", at=min(times))

"""The measures of the telephone by another method: plain loops, nothing of queries or rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Row:
    """One contact as a loop sees it."""

    id: int
    key: str
    incoming: bool
    outcome: str
    start: datetime
    end: datetime | None
    e164: str
    unit: str
    wait: float | None
    talk: float | None
    removed: bool = False


Pair = tuple[float, float]


def share(rows: Iterable[Row], part: Callable[[Row], bool]) -> Pair:
    found = list(rows)
    return sum(map(part, found)), len(found)


def measure(
    rows: list[Row], in_span: Callable[[Row], bool], *,
    wants_call_back: frozenset[str] = frozenset(),
) -> dict[str, Pair]:
    """Measure contacts in one pass over lists; `in_span` says whose day counts."""
    kept = [row for row in rows if not row.removed]
    span = [row for row in kept if in_span(row)]
    incoming = [row for row in span if row.incoming]
    outgoing = [row for row in span if not row.incoming]
    answered = [row for row in incoming if row.outcome == "answered"]
    gave_up = [r for r in incoming if r.outcome == "abandoned" and r.key not in wants_call_back]
    waited = [row for row in answered if row.wait is not None]
    long_enough = [row for row in gave_up if row.wait is None or row.wait >= 5]
    talked = [row.talk for row in answered if row.talk is not None]
    contained = sum(row.outcome == "contained" for row in incoming)
    queued = len(answered) + len(gave_up)
    return {
        "answered": (len(answered), len(incoming)),
        "outgoing": share(outgoing, lambda r: r.outcome == "outgoing_answered"),
        "automated_helpline": (contained, len(incoming)),
        "redirected": share(answered, lambda r: bool(r.unit)),
        "asa_seconds": (sum(row.wait or 0 for row in waited), len(waited)),
        "service_level": (sum((row.wait or 0) <= 20 for row in waited),
                          len(waited) + len(long_enough)),
        "abandonment": (len(gave_up), queued),
        "aht_seconds": (sum(talked), len(talked)),
        "containment": (contained, contained + queued),
        "repeat_calls": _repeats(kept, in_span),
    }


def _repeats(kept: list[Row], in_span: Callable[[Row], bool]) -> Pair:
    by_number: dict[str, list[Row]] = defaultdict(list)
    for row in kept:
        if row.incoming and row.e164:
            by_number[row.e164].append(row)
    repeats = known = 0
    for same in by_number.values():
        same.sort(key=lambda r: (r.start, r.id))
        for n, row in enumerate(same):
            if in_span(row):
                known += 1
                repeats += n > 0 and row.start - same[n - 1].start <= timedelta(days=7)
    return repeats, known


def aftermath(rows: list[Row], gave_up: Row, at: datetime) -> tuple[str, int | None]:
    """Say what happened after one caller gave up, by looking through everybody's calls."""
    if not gave_up.e164:
        return "number_unknown", None
    gone = gave_up.end or gave_up.start
    later = sorted(
        (r for r in rows if r.e164 == gave_up.e164 and r.id != gave_up.id and not r.removed
         and gone <= r.start <= at), key=lambda r: (r.start, r.id))
    for row in later:
        if not row.incoming and row.start - gone <= timedelta(hours=24):
            return "called_back", row.id
    for row in later:
        if row.incoming and row.start - gone <= timedelta(days=7):
            return "came_again", row.id
    return ("still_time" if at <= gone + timedelta(days=7) else "never_heard"), None

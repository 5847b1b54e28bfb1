"""The daily ledger: offered = answered + abandoned + contained + closed + cut."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from przystan.rooms.calls.types import DayBalance, Direction, Outcome

_COLUMNS = {
    Outcome.ANSWERED: "answered",
    Outcome.ABANDONED: "abandoned",
    Outcome.CONTAINED: "contained",
    Outcome.CLOSED: "closed",
    Outcome.CUT_BY_RESTART: "cut",
}

DayCount = tuple[date, Direction, Outcome, bool, int]


def balance_days(counts: Iterable[DayCount], offered: dict[date, int]) -> list[DayBalance]:
    """Set each day's contacts against what the raw log says was offered, newest day first.

    `offered` is counted by another way than the contacts (from the engine's own events), so that
    a lost contact shows.
    """
    days: dict[date, dict[str, int]] = {day: {} for day in offered}
    for day, direction, outcome, is_removed, count in counts:
        row = days.setdefault(day, {})
        if direction is Direction.OUTGOING:
            column = "outgoing"
        else:
            column = "removed" if is_removed else _COLUMNS[outcome]
        row[column] = row.get(column, 0) + count
    return [
        DayBalance(local_date=day, offered=offered.get(day, 0), **days[day])
        for day in sorted(days, reverse=True)
    ]

"""Reading the history of a case from a file: pure.

The schema is docs/reference/history.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from przystan.rooms.cases.types import CatalogueEntry, ClockEvent, EventKind, History, TermKind

KEYS = frozenset({"case_type", "term", "events", "birth_date"})
EVENT_KEYS = frozenset({"kind", "on", "due_on", "note"})


class HistoryUnreadable(Exception):
    """The file is not a history: `place` says where, `problem` what is wrong there."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem


def read_history(content: object, *, types: Mapping[str, CatalogueEntry]) -> History:
    """Read a history; `types` tells the term of a case type. Raises HistoryUnreadable."""
    given = _mapping(content, "history", KEYS)
    raw = given.get("events")
    if not isinstance(raw, list) or not raw:
        raise HistoryUnreadable("events", "a list with at least one event is needed")
    birth = given.get("birth_date")
    return History(
        _term(given, types), tuple(_event(e, f"events[{n}]") for n, e in enumerate(raw)),
        None if birth is None else _day(birth, "birth_date"))


def _term(given: Mapping[str, Any], types: Mapping[str, CatalogueEntry]) -> TermKind | None:
    if ("case_type" in given) == ("term" in given):
        raise HistoryUnreadable("history", "give either case_type or term")
    if "case_type" in given:
        code = str(given["case_type"])
        if code not in types:
            raise HistoryUnreadable("case_type", f"the catalogue has no type {code}")
        return types[code].term
    if given["term"] not in set(TermKind):
        raise HistoryUnreadable("term", f"one of {', '.join(TermKind)} is needed")
    return TermKind(given["term"])


def _event(raw: object, place: str) -> ClockEvent:
    given = _mapping(raw, place, EVENT_KEYS)
    if given.get("kind") not in set(EventKind):
        raise HistoryUnreadable(f"{place}.kind", f"one of {', '.join(EventKind)} is needed")
    due = given.get("due_on")
    return ClockEvent(
        EventKind(given["kind"]), _day(given.get("on"), f"{place}.on"),
        None if due is None else _day(due, f"{place}.due_on"), str(given.get("note", "")))


def _mapping(content: object, place: str, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise HistoryUnreadable(place, "an object is needed")
    strange = sorted(set(content) - known)
    if strange:
        raise HistoryUnreadable(place, f"unknown: {', '.join(map(str, strange))}")
    return content


def _day(raw: object, place: str) -> date:
    try:
        return date.fromisoformat(str(raw))
    except ValueError as wrong:
        raise HistoryUnreadable(place, f"{raw} is no day written YYYY-MM-DD") from wrong

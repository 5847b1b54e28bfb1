"""Histories from files: every term told, what cannot be true refused, on the command line too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.cases import public as cases

K, R, N, C = cases.EventKind, cases.Refusal, cases.TermName, cases.ClockState
SCHEMA = json.loads(
    (Path(__file__).parents[5] / "docs/reference/history.schema.json").read_text("utf-8"))
WHOLE = {"case_type": "temporary_work", "events": [
    {"kind": k, "on": "2022-03-15"}
    for k in ("received", "appeared", "fingerprints", "documents_complete")]}


def at(kind: cases.EventKind, day: int, due: int | None = None,
       note: str = "") -> cases.ClockEvent:
    return cases.ClockEvent(kind, date(2022, 3, day), date(2022, 3, due) if due else None, note)


@pytest.mark.parametrize(("events", "refused"), [
    ([at(K.RECEIVED, 2), at(K.APPEARED, 1)], R.BEFORE_RECEIPT),
    ([at(K.RECEIVED, 1), at(K.RECEIVED, 2)], R.RECEIVED_TWICE),
    ([at(K.RECEIVED, 1), at(K.DEFECTS_REMEDIED, 2), at(K.DEFECTS_SUMMONED, 3, 9)],
     R.ANSWERED_BEFORE_SUMMONED),
    ([at(K.RECEIVED, 1), at(K.DOCUMENTS_SUMMONED, 3, 3)], R.NO_TERM_AT_ALL),
    ([at(K.RECEIVED, 1), at(K.EXTENDED, 3)], R.NO_LAST_DAY),
    ([at(K.RECEIVED, 1), at(K.PAUSED, 3), at(K.PAUSED, 5), at(K.RESUMED, 9)], R.PAUSES_OVERLAP),
    ([at(K.RECEIVED, 1), at(K.PAUSED, 3), at(K.RESUMED, 9), at(K.PAUSED, 5)], R.PAUSES_OVERLAP),
    ([at(K.RECEIVED, 1), at(K.RESUMED, 3)], R.RESUMED_UNPAUSED),
    ([at(K.RECEIVED, 1), at(K.DECIDED, 3), at(K.DECIDED, 5)], R.DECIDED_TWICE),
    ([at(K.RECEIVED, 1), at(K.APPEALED, 3)], R.UNDECIDED),
    ([at(K.RECEIVED, 1), at(K.DECIDED, 3), at(K.FILE_SENT, 5)], R.UNAPPEALED),
])
def test_what_cannot_be_true_is_refused(
    events: list[cases.ClockEvent], refused: cases.Refusal
) -> None:
    assert [why for _place, why in cases.refusals_of(events)] == [refused]
    assert str(cases.refusal_text(refused))


def test_what_can_be_true_is_not() -> None:
    events = [at(K.RECEIVED, 1), at(K.PAUSED, 3), at(K.RESUMED, 5), at(K.PAUSED, 9),
              at(K.RESUMED, 11), at(K.DECIDED, 12), at(K.DELIVERED, 14), at(K.APPEALED, 15),
              at(K.FILE_SENT, 16), at(K.DECIDED, 20)]
    assert list(cases.refusals_of(events, birth_date=date(2022, 3, 1))) == []
    assert [w for _p, w in cases.refusals_of(events, birth_date=date(2022, 3, 2))] == [
        R.BEFORE_BIRTH]


def told(events: list[cases.ClockEvent], on: date) -> dict[cases.TermName, cases.HistoryTerm]:
    return {t.name: t for t in cases.list_history_terms(
        term=cases.TermKind.TEMPORARY, events=events, rules=cases.LAID_LAW, on=on)}


def test_every_term_is_told_as_of_the_day() -> None:
    whole = [at(k, 15) for k in (K.RECEIVED, K.APPEARED, K.FINGERPRINTS, K.DOCUMENTS_COMPLETE)]
    decided = [*whole, at(K.OPINION_ASKED, 16, note="Police"), at(K.DECIDED, 21),
               at(K.DELIVERED, 22), at(K.APPEALED, 24)]
    before = told(decided, date(2022, 3, 20))
    assert (before[N.DECISION].status, before[N.OPINION].status) == (C.RUNNING, C.RUNNING)
    # The decision was not known on that day, so the law's stop from 15 April counts.
    assert before[N.DECISION].end == date(2026, 4, 3)
    assert before[N.DECISION].suspensions[0] == cases.Suspension(
        date(2022, 4, 15), date(2022, 12, 31), "art. 100c")
    after = told(decided, date(2022, 4, 1))
    assert (after[N.DECISION].status, after[N.APPEAL].status) == (C.ENDED, C.ENDED)
    assert (after[N.FILE_FORWARD].end, after[N.FILE_FORWARD].status) == (
        date(2022, 3, 31), C.OVERDUE)
    sent = told([*decided, at(K.FILE_SENT, 30)], date(2022, 4, 1))
    assert sent[N.FILE_FORWARD].status is C.ENDED
    assert told([whole[0]], date(2022, 4, 1))[N.DECISION].line.article == "art. 105"


EVENTS = st.lists(st.builds(
    cases.ClockEvent, st.sampled_from(K), st.dates(date(2022, 2, 1), date(2022, 2, 9)),
    st.none() | st.dates(date(2022, 3, 1), date(2022, 6, 1)), st.sampled_from(["", "Police"])),
    max_size=9)


@given(EVENTS, st.randoms())
def test_the_order_in_which_events_of_a_day_are_told_does_not_matter(
    events: list[cases.ClockEvent], rng: object
) -> None:
    events.append(cases.ClockEvent(K.RECEIVED, date(2022, 2, 1)))
    shuffled = list(events)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    def read(given: list[cases.ClockEvent]) -> object:
        clock = cases.read_clock(term=cases.TermKind.TEMPORARY, events=given,
                                 rules=cases.LAID_LAW, on=date(2022, 3, 1))
        return clock.state, clock.started_on, clock.last_date, clock.days_used, clock.days_left

    assert read(events) == read(shuffled)


@pytest.mark.parametrize(("content", "place"), [
    ([], "history"), ({**WHOLE, "more": 1}, "history"),
    ({**WHOLE, "term": "temporary"}, "history"),
    ({**WHOLE, "case_type": "nothing"}, "case_type"), ({"term": "short", "events": [1]}, "term"),
    ({"term": "temporary", "events": []}, "events"),
    ({"term": "temporary", "events": [{"kind": "flown", "on": "2022-01-01"}]}, "events[0].kind"),
    ({"term": "temporary", "events": [{"kind": "received", "on": "1.2.22"}]}, "events[0].on"),
])
def test_a_file_that_is_no_history_is_refused_at_its_place(content: object, place: str) -> None:
    with pytest.raises(cases.HistoryUnreadable) as refused:
        cases.read_history(content, types={e.code: e for e in cases.shipped_catalogue()})
    assert refused.value.place == place
    if place != "case_type":  # which types there are is the catalogue's, not the schema's
        assert not jsonschema_rs.is_valid(SCHEMA, content, validate_formats=True)


def test_the_schema_names_every_kind_of_event() -> None:
    item = SCHEMA["properties"]["events"]["items"]
    assert set(item["properties"]["kind"]["enum"]) == set(K)
    assert jsonschema_rs.is_valid(SCHEMA, WHOLE)

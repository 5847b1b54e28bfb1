"""The measures on random small sets of contacts, each by another method, through the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from przystan.platform.accounts.public import system_actor
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls

from .measured import Row, aftermath, measure

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")
START = datetime(2023, 3, 1, 7, tzinfo=UTC)
AT = START + timedelta(days=60)
FIRST, LAST = date(2023, 3, 4), date(2023, 3, 14)
NUMBERS = ("+48280000101", "+48280000102", "withheld")
OUTCOMES = [o for o in calls.Outcome if o is not calls.Outcome.CUT_BY_RESTART]
SECONDS = st.none() | st.sampled_from([0.0, 4.9, 5.0, 20.0, 20.1, 300.0])


@st.composite
def contacts(draw: st.DrawFn) -> calls.NewContact:
    outcome = draw(st.sampled_from(OUTCOMES))
    start = START + timedelta(minutes=draw(st.integers(0, 20 * 24 * 60)))
    end = draw(st.none() | st.integers(1, 900))
    is_incoming = not outcome.startswith("outgoing")
    unit = draw(st.sampled_from(["", "702"])) if outcome is calls.Outcome.ANSWERED else ""
    return calls.NewContact(
        key="", started_at=start, ended_at=None if end is None else start + timedelta(seconds=end),
        direction=calls.Direction.INCOMING if is_incoming else calls.Direction.OUTGOING,
        outcome=outcome, number=draw(st.sampled_from(NUMBERS)), redirected_to=unit,
        redirect_answered=True if unit else None, wait_seconds=draw(SECONDS),
        language=draw(st.sampled_from(["pl", "uk"])),
        talk_seconds=draw(SECONDS), topic=draw(st.sampled_from(["", "fees", "status"])))


def store(drawn: list[calls.NewContact], removed: set[int]) -> list[Row]:
    named = [replace(contact, key=f"k{n}") for n, contact in enumerate(drawn)]
    ids = calls.record_contacts(engine="e", contacts=named, actor=ACTOR, at=AT)
    rows = []
    for n, (contact_id, c) in enumerate(zip(ids, named)):
        if n in removed:
            calls.remove_contact(contact_id=contact_id, reason="a test", actor=ACTOR, at=AT)
        rows.append(Row(
            contact_id, c.key, c.direction is calls.Direction.INCOMING, c.outcome.value,
            c.started_at, c.ended_at, calls.to_e164(c.number) or "", c.redirected_to,
            c.wait_seconds, c.talk_seconds, n in removed))
    return rows


def pairs(found: calls.CallMetrics) -> dict[str, tuple[float, float]]:
    ratios = {f.name: getattr(found, f.name) for f in fields(found)}
    return {name: (r.numerator, r.denominator) for name, r in ratios.items()
            if isinstance(r, calls.Ratio) and name != "occupancy"}


def assert_parts_add_up(
    whole: calls.CallMetrics, parts: Sequence[calls.HalfHour | calls.CallMetrics]
) -> None:
    """Half-hours, or queues, add up to the whole in every numerator and denominator."""
    assert sum(part.offered for part in parts) == whole.offered
    for name in ("answered", "service_level", "asa_seconds", "abandonment", "containment",
                 "aht_seconds"):
        ratios = [getattr(part, name) for part in parts]
        total = getattr(whole, name)
        assert sum(r.numerator for r in ratios) == pytest.approx(total.numerator), name
        assert sum(r.denominator for r in ratios) == total.denominator, name


@given(st.lists(contacts(), max_size=14), st.sets(st.integers(0, 13), max_size=3),
       st.sets(st.integers(0, 13), max_size=3))
@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_measure_and_aftermath_is_what_plain_loops_find(
    drawn: list[calls.NewContact], removed: set[int], called_back: set[int]
) -> None:
    with transaction.atomic():
        rows = store(drawn, removed)
        for n in called_back:
            calls.take_call_back(call_key=f"k{n}", number="", language="pl", at=AT)
        found = calls.call_metrics(first_date=FIRST, last_date=LAST)
        halves = calls.list_half_hours(first_date=FIRST, last_date=LAST)
        by_language = [calls.call_metrics(first_date=FIRST, last_date=LAST, language=code)
                       for code in ("pl", "uk")]
        listed = calls.list_abandoned(first_date=FIRST, last_date=LAST, at=AT, limit=500)
        counts = calls.count_abandoned(first_date=FIRST, last_date=LAST, at=AT)
        never = calls.list_abandoned(first_date=FIRST, last_date=LAST, at=AT, limit=500,
                                     aftermath=calls.Aftermath.NEVER_HEARD)
        soon = calls.list_abandoned(
            first_date=FIRST, last_date=LAST, at=START + timedelta(days=9), limit=500)
        transaction.set_rollback(True)

    def in_span(row: Row) -> bool:
        return FIRST <= clock.local_date(row.start) <= LAST

    assert never == tuple(r for r in listed if r.aftermath is calls.Aftermath.NEVER_HEARD)
    assert counts == {after: sum(r.aftermath is after for r in listed) for after in calls.Aftermath}
    assert_parts_add_up(found, halves)
    assert_parts_add_up(found, by_language)
    again = measure(rows, in_span,
                    wants_call_back=frozenset(f"k{n}" for n in called_back))
    assert pairs(found) == {name: pytest.approx(pair) for name, pair in again.items()}
    gave_up = [r for r in rows if r.outcome == "abandoned" and not r.removed and in_span(r)]
    for told, at in ((listed, AT), (soon, START + timedelta(days=9))):
        assert {(r.contact_id, r.aftermath.value, r.next_contact_id) for r in told} == {
            (r.id, *aftermath(rows, r, at)) for r in gave_up}


def test_an_empty_span_has_measures_without_a_value() -> None:
    found = calls.call_metrics(first_date=FIRST, last_date=LAST)
    assert found.offered == 0
    assert {getattr(found, f.name).value for f in fields(found)
            if isinstance(getattr(found, f.name), calls.Ratio)} == {None}


def agent(status: calls.AgentStatus, minute: float, *, name: str = "anna") -> None:
    calls.set_agent_state(status=status, phone=f"op-{name}", languages=(),
                          actor=Actor(None, name), at=NOON + timedelta(minutes=minute))


NOON = datetime(2023, 3, 6, 11, tzinfo=UTC)


def one_answered_call(key: str, *, talk: float, topic: str = "fees", unit: str = "",
                      start: datetime = NOON) -> calls.NewContact:
    return calls.NewContact(
        key=key, started_at=start, ended_at=start + timedelta(seconds=talk),
        direction=calls.Direction.INCOMING, outcome=calls.Outcome.ANSWERED, number=NUMBERS[0],
        operators=("op-anna",), wait_seconds=10, talk_seconds=talk, topic=topic,
        redirected_to=unit, redirect_answered=True if unit else None)


def test_wrap_up_is_part_of_handling_and_states_give_occupancy() -> None:
    """Ready 10 min, ringing 1, talking 4, wrap-up 2, ready 3, then off."""
    agent(calls.AgentStatus.READY, 0)
    calls.pick_operator(call_key="c1", language="pl", without=frozenset(),
                        at=NOON + timedelta(minutes=10))
    for kind, minute in ((calls.LiveKind.CONNECTED, 11), (calls.LiveKind.TALKED, 15)):
        calls.record_live_notes(notes=[calls.LiveNote(
            "c1", kind, NOON + timedelta(minutes=minute), "pl", "op-anna")])
    calls.end_wrap_up(actor=Actor(None, "anna"), at=NOON + timedelta(minutes=17))
    agent(calls.AgentStatus.OFF, 20)
    calls.record_contacts(engine="e", contacts=[one_answered_call("c1", talk=240)], actor=ACTOR,
                          at=AT)
    found = calls.call_metrics(first_date=date(2023, 3, 6), last_date=date(2023, 3, 6))
    assert (found.aht_seconds.numerator, found.aht_seconds.denominator) == (360, 1)
    assert (found.occupancy.numerator, found.occupancy.denominator) == (7 * 60, 20 * 60)
    rows = calls.list_staffing(local_date=date(2023, 3, 6), target=calls.Target())
    assert [(r.starts.isoformat(), r.load.calls, r.load.handling_seconds) for r in rows] == [
        ("12:00:00", 1.0, 360.0)]


def test_states_count_only_within_the_days_asked_for() -> None:
    midnight = clock.day_end(date(2023, 3, 6))
    anna = Actor(None, "anna")
    for status, at in ((calls.AgentStatus.READY, midnight - timedelta(minutes=5)),
                       (calls.AgentStatus.OFF, midnight + timedelta(minutes=7))):
        calls.set_agent_state(status=status, phone="op1", languages=(), actor=anna, at=at)
    for day, minutes in ((6, 5), (7, 7), (8, 0)):
        found = calls.call_metrics(first_date=date(2023, 3, day), last_date=date(2023, 3, day))
        assert found.occupancy.denominator == minutes * 60


def test_topics_that_a_page_would_have_saved() -> None:
    """Fees twice alone and once passed on; a case's status, which no page tells; next week."""
    monday = NOON + timedelta(days=7)
    asked = calls.NewLeg(calls.LegKind.CONSULTATION, NOON, NOON, NOON, who="op-anna", target="702")
    calls.record_contacts(engine="e", actor=ACTOR, at=AT, contacts=[
        one_answered_call("a", talk=120), one_answered_call("b", talk=60),
        one_answered_call("c", talk=600, unit="702"), one_answered_call("d", talk=60, topic=""),
        one_answered_call("e", talk=900, topic="status"),
        one_answered_call("f", talk=90, topic="slot", start=monday),
        replace(one_answered_call("g", talk=300), legs=(asked,)),
    ])
    found = calls.list_savable_topics(first_date=date(2023, 3, 6), last_date=date(2023, 3, 19))
    assert [(t.week, t.topic, t.calls, t.all_calls, t.minutes) for t in found] == [
        (date(2023, 3, 13), "slot", 1, 1, 1.5), (date(2023, 3, 6), "fees", 2, 4, 3.0)]


def test_the_forecast_reads_the_offices_own_half_hours() -> None:
    """Thirty calls from 11:00 UTC and ten from 11:30 on four Mondays, the last in summer time."""
    contacts = [
        one_answered_call(f"{week}-{n}", talk=60, start=NOON + timedelta(weeks=week, minutes=n))
        for week in range(4) for n in range(40)]
    calls.record_contacts(engine="e", contacts=contacts, actor=ACTOR, at=AT)
    monday = date(2023, 4, 3)
    assert {(r.day, r.starts.isoformat(), r.expected) for r in calls.get_forecast(
        first_date=monday).rows} == {
        (monday, "12:00:00", 22.5), (monday, "12:30:00", 7.5),
        (monday, "13:00:00", 7.5), (monday, "13:30:00", 2.5)}
    needed = calls.list_staffing(local_date=monday, target=calls.Target())
    assert [row.load.calls for row in needed] == [22.5, 7.5, 7.5, 2.5]
    assert calls.get_forecast(first_date=date(2023, 4, 10)).rows == (), "Easter Monday"

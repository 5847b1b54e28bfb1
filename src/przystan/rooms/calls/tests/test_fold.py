"""The fold: every way through the dialplan, any order of lines, repeats, restarts, torn logs."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from przystan.rooms.calls.rules.fold import Fold
from przystan.rooms.calls.testing import NOON, Specimen, make_profile, write_log
from przystan.rooms.calls.types import (
    Contact,
    Direction,
    Disagreement,
    EngineEvent,
    LegKind,
    Outcome,
    Reason,
)

PROFILE = make_profile()
TOLERANCE = timedelta(microseconds=400)


def fold(events: Iterable[EngineEvent]) -> tuple[list[Contact], list[Disagreement], Fold]:
    running = Fold(PROFILE)
    found = [derived for event in events for derived in running.feed(event)]
    found += running.finish()
    contacts = [contact for derived in found for contact in derived.contacts]
    return contacts, [u for derived in found for u in derived.unexplained], running


def told(contact: Contact) -> tuple[object, ...]:
    return (
        contact.direction, contact.number, contact.line, contact.language, contact.outcome,
        contact.redirected_to, contact.redirect_answered, contact.operators,
    )


def expected(call: Specimen) -> tuple[object, ...]:
    return (
        call.direction, call.number, call.line, call.language, call.outcome,
        call.redirected_to, call.redirect_answered, tuple(call.operators),
    )


def in_call(key: str = "a", at: datetime = NOON) -> Specimen:
    return Specimen(key, at=at).dial("801").choose("pl").queue().ring("op1")


SCRIPTS = {
    "hangs up before a language": lambda: Specimen("a").dial("800").hang_up(),
    "hangs up before a language on a language line": lambda: Specimen("a").dial("803").hang_up(),
    "hears the information": lambda: Specimen("a").dial("800").choose("uk").hang_up(),
    "closed, language unknown": lambda: Specimen("a").dial("800").find_closed().hang_up(),
    "closed, language line": lambda: Specimen("a").dial("804").find_closed().hang_up(),
    "waits and gives up": lambda: Specimen("a").dial("801").choose("pl").queue().hang_up(),
    "gives up while a phone rings": lambda: (
        Specimen("a").dial("801").choose("pl").queue().ring("op2", answers=False).hang_up()
    ),
    "presses 9 and gives up": lambda: (
        Specimen("a").dial("802").choose("uk").queue().press_key().hang_up()
    ),
    "presses 9, queues again, is answered": lambda: (
        Specimen("a").dial("802").choose("uk").queue().press_key().queue().ring("op1").hang_up()
    ),
    "queue's time runs out, then answered": lambda: (
        Specimen("a").dial("800").choose("en").queue().run_out_of_time().ring("op3").hang_up()
    ),
    "answered": lambda: in_call().hang_up(),
    "second phone answers": lambda: (
        Specimen("a").dial("801").choose("pl").queue()
        .ring("op2", answers=False).ring("op1").hang_up()
    ),
    "blind transfer": lambda: in_call().pass_blind("702").hang_up(),
    "blind transfer, nobody": lambda: in_call().pass_blind("704", answers=False).hang_up(),
    "blind transfer, nobody, queue, second operator": lambda: (
        in_call().pass_blind("703", answers=False).queue().ring("op2").hang_up()
    ),
    "blind transfer, nobody, queue, gives up": lambda: (
        in_call().pass_blind("703", answers=False).queue().hang_up()
    ),
    "attended transfer": lambda: in_call().pass_after_asking("701").hang_up(),
    "transfer to a ringing unit": lambda: in_call().pass_while_ringing("702").hang_up(),
    "transfer to a ringing unit, nobody, queue, second operator": lambda: (
        in_call().pass_while_ringing("703", answers=False).queue().ring("op2").hang_up()
    ),
    "consultation fails, call goes on": lambda: in_call().ask("703").hang_up(),
    "consultation answered, call goes on": lambda: in_call().ask("701", answers=True).hang_up(),
    "back to the queue": lambda: in_call().pass_blind("700").ring("op1").hang_up(),
    "back to the queue, gives up": lambda: in_call().pass_blind("700").hang_up(),
    "several transfers": lambda: (
        in_call().pass_blind("700").ring("op2").pass_blind("703", answers=False)
        .queue().ring("op3").ask("704").pass_after_asking("702").hang_up()
    ),
    "unit did not answer, another did": lambda: (
        in_call().pass_while_ringing("703", answers=False).queue().ring("op2")
        .pass_while_ringing("701").hang_up()
    ),
    "call out, answered": lambda: Specimen("a").call_out("op1", "+48000000401").hang_up(),
    "call out, nobody": lambda: (
        Specimen("a").call_out("op1", "+48000000401", answers=False).hang_up()
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_way_is_one_contact(name: str) -> None:
    call = SCRIPTS[name]()
    contacts, unexplained, running = fold(write_log([call]))
    assert [told(c) for c in contacts] == [expected(call)]
    assert unexplained == []
    assert running.open_groups == 0


def test_wait_and_talk_leave_out_hold_and_later_waits() -> None:
    call = in_call().ask("703").hang_up()
    (contact,), _, _ = fold(write_log([call]))
    assert contact.wait_seconds == pytest.approx(1.8, abs=0.01)
    # 1.3 s until the question, 1.0 s after it; the question itself (1.6 s) is hold
    assert contact.talk_seconds == pytest.approx(2.3, abs=0.01)
    kinds = [leg.kind for leg in contact.legs]
    assert kinds == [LegKind.HELPLINE, LegKind.QUEUE, LegKind.OPERATOR, LegKind.CONSULTATION]


def test_ringing_unit_that_never_answers_is_a_leg_of_the_caller() -> None:
    call = in_call().pass_while_ringing("703", answers=False).queue().hang_up()
    (contact,), _, _ = fold(write_log([call]))
    units = [leg for leg in contact.legs if leg.kind is LegKind.UNIT]
    assert [(leg.who, leg.answered_at) for leg in units] == [("703", None)]


def test_two_anonymous_callers_at_once_are_two_contacts() -> None:
    calls = [Specimen(key).dial("801", "anonymous").choose("pl").queue().hang_up() for key in "ab"]
    contacts, _, _ = fold(write_log(calls))
    assert [c.number for c in contacts] == ["anonymous", "anonymous"]


def test_a_log_that_ends_in_a_call_says_so_and_guesses_nothing() -> None:
    done, open_call = in_call("a").hang_up(), in_call("b").pass_blind("702").hang_up()
    events = write_log([done, open_call])
    cut = [e for e in events if e.at < open_call.ended_at - timedelta(seconds=0.5)]
    assert len(cut) < len(events)
    contacts, unexplained, _ = fold(cut)
    assert len(contacts) + len(unexplained) == 2
    assert {u.reason for u in unexplained} == {Reason.OPEN_AT_END}


def test_a_log_that_begins_in_a_call_says_so() -> None:
    events = write_log([in_call().hang_up()])
    contacts, unexplained, _ = fold(events[3:])
    assert contacts == []
    assert [u.reason for u in unexplained] == [Reason.BEGAN_BEFORE_LOG]


def test_a_question_asked_just_after_the_caller_left_is_a_leg() -> None:
    call = in_call()
    operator = call._other
    call.hang_up()
    call._other = operator
    contacts, unexplained, _ = fold(write_log([call.ask("701", answers=True)]))
    assert unexplained == []
    assert [leg.kind for leg in contacts[0].legs][-1] is LegKind.CONSULTATION


def test_a_question_without_a_caller_is_no_contact() -> None:
    call = in_call().ask("701", answers=True)
    alone = [e for e in write_log([call]) if e.extension == "701" or "u701" in e.channel]
    contacts, unexplained, _ = fold(alone)
    assert contacts == []
    assert [u.reason for u in unexplained] == [Reason.CONSULTATION_WITHOUT_CONTACT]


# --- a restart: the engine counts from 0 again


def test_restart_cuts_what_was_up_at_every_line() -> None:
    a, b, c, d = (NOON + timedelta(seconds=seconds) for seconds in (0, 0.3, 2.1, 3))
    second = Specimen("b", at=b).dial("801").choose("pl").queue().ring("op4")
    first = [in_call("a", a).pass_after_asking("701").hang_up(),
             second.pass_while_ringing("703", answers=False).queue().ring("op2").hang_up(),
             Specimen("c", at=c).call_out("op3", "+48000000401").hang_up(),
             Specimen("d", at=d).dial("800").hang_up()]
    events = write_log(first)
    for place in range(1, len(events)):
        before = events[:place]
        killed_at = before[-1].at
        again = Specimen("z", at=killed_at + timedelta(seconds=2)).dial("802").hang_up()
        contacts, unexplained, running = fold([*before, *write_log([again])])
        assert len(running.restarts) == 1, place
        assert unexplained == [], place
        begun = [c for c in first if c.events[0].at <= killed_at]
        assert len(contacts) == len(begun) + 1, place
        check_cut(contacts, before, killed_at)


def check_cut(contacts: list[Contact], before: list[EngineEvent], killed_at: datetime) -> None:
    ended = {e.channel_id for e in before if e.kind == "hung_up"}
    for contact in contacts:
        if contact.started_at > killed_at:
            assert contact.outcome is Outcome.CONTAINED
        elif contact.direction is Direction.INCOMING:
            assert (contact.outcome is Outcome.CUT_BY_RESTART) == (contact.id not in ended)
            if contact.outcome is Outcome.CUT_BY_RESTART:
                assert contact.ended_at is None


def test_restart_in_the_same_second_and_a_second_restart() -> None:
    first = in_call("a")
    again = in_call("b")
    shift = first.events[-1].at + timedelta(seconds=0.4) - again.events[0].at
    second = Specimen("b", at=NOON + shift).dial("801").choose("pl").queue()
    third = Specimen("c", at=second.events[-1].at + timedelta(seconds=1)).dial("803").hang_up()
    logs = [write_log([first]), write_log([second]), write_log([third])]
    contacts, _, running = fold([event for log in logs for event in log])
    assert len(running.restarts) == 2
    cut, contained = Outcome.CUT_BY_RESTART, Outcome.CONTAINED
    assert [c.outcome for c in contacts] == [cut, cut, contained]


def test_restart_with_no_call_after_it_is_seen_in_the_queue_log() -> None:
    call = in_call()
    running = Fold(PROFILE)
    for event in write_log([call]):
        running.feed(event)
    last = call.events[-1].at
    starts = [NOON - timedelta(hours=1), last + timedelta(seconds=3)]
    (derived,) = running.finish(engine_starts=starts)
    assert [c.outcome for c in derived.contacts] == [Outcome.CUT_BY_RESTART]
    assert derived.contacts[0].operators == ("op1",)
    assert derived.contacts[0].talk_seconds is None


# --- any order, any repeats: hypothesis writes the calls


@st.composite
def scripts(draw: st.DrawFn) -> Specimen:
    at = NOON + timedelta(milliseconds=draw(st.integers(0, 20_000)))
    name = str(draw(st.integers(0, 10**9)))
    call = Specimen(f"k{name}", at=at)
    way = draw(st.sampled_from(["out", "closed", "menu", "in", "in", "in", "in"]))
    if way == "out":
        call.call_out(f"op7{name}", "+48000000401", answers=draw(st.booleans()))
        return call.hang_up()
    call.dial(draw(st.sampled_from(["800", "801", "802", "803", "804"])))
    if way == "closed":
        return call.find_closed().hang_up()
    if way == "in":
        call.choose(draw(st.sampled_from(["pl", "uk", "ru", "en"])))
        for _ in range(draw(st.integers(0, 3))):
            if not go_through_queue(draw, call.queue(), name):
                break
    return call.hang_up()


def go_through_queue(draw: st.DrawFn, call: Specimen, name: str) -> bool:
    """Write one round through the queue; say whether the caller may enter it again."""
    act = draw(st.sampled_from(["key", "time", "ring", "ring", "ring", "end"]))
    if act == "end":
        return False
    if act == "key":
        call.press_key()
        return True
    if act == "time":
        call.run_out_of_time()
    # each operator has one phone: the name carries the call's, so that calls may overlap
    call.ring(draw(st.sampled_from(["op1", "op2", "op3"])) + "0" + name)
    unit = st.sampled_from(["701", "702", "703", "704"])
    if draw(st.booleans()):
        call.ask(draw(unit), answers=draw(st.booleans()))
    return pass_on(draw, call, draw(unit))


def pass_on(draw: st.DrawFn, call: Specimen, unit: str) -> bool:
    way = draw(st.sampled_from(["stay", "blind", "attended", "ringing", "back"]))
    if way == "attended":
        call.pass_after_asking(unit)
    elif way == "back":
        call.pass_blind("700")
    elif way != "stay":
        answers = draw(st.booleans())
        passing = call.pass_blind if way == "blind" else call.pass_while_ringing
        passing(unit, answers=answers)
        return not answers
    return False


some_calls = st.lists(scripts(), min_size=1, max_size=5, unique_by=lambda call: call.key)
careful = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@careful
@given(some_calls)
def test_every_script_comes_to_what_its_caller_saw(calls: list[Specimen]) -> None:
    contacts, unexplained, running = fold(write_log(calls))
    assert sorted(map(str, map(told, contacts))) == sorted(map(str, map(expected, calls)))
    assert unexplained == []
    assert running.open_groups == 0


@careful
@given(some_calls, st.randoms(use_true_random=False))
def test_order_within_the_tolerance_makes_no_difference(
    calls: list[Specimen], chance: random.Random
) -> None:
    events = write_log(calls)
    reach = TOLERANCE.total_seconds()
    moved = sorted(events, key=lambda e: e.at.timestamp() + chance.uniform(0, reach))
    assert by_id(fold(moved)[0]) == by_id(fold(events)[0])


@careful
@given(some_calls, st.randoms(use_true_random=False))
def test_repeats_make_no_difference(calls: list[Specimen], chance: random.Random) -> None:
    events = write_log(calls)
    doubled = [copy for e in events for copy in [e] * chance.choice((1, 1, 2, 3))]
    contacts, unexplained, running = fold([*doubled, *events])
    assert by_id(contacts) == by_id(fold(events)[0])
    assert unexplained == []
    assert running.restarts == []
    assert running.repeats == len(doubled)


@careful
@given(some_calls, st.integers(0, 400))
def test_any_cut_loses_no_call_and_invents_none(calls: list[Specimen], place: int) -> None:
    events = write_log(calls)
    part = events[: 1 + place % len(events)]
    contacts, unexplained, _ = fold(part)
    begun = {e.call_id for e in part if e.kind == "channel_started" and is_root_of_call(e)}
    said = {c.id for c in contacts} | {u.id for u in unexplained}
    assert begun == said
    whole = by_id(fold(events)[0])
    assert all(told(c) == told(whole[c.id]) for c in contacts)


def is_root_of_call(event: EngineEvent) -> bool:
    return event.channel_id == event.call_id and not event.extension.startswith("70")


def by_id(contacts: list[Contact]) -> dict[str, Contact]:
    found = {contact.id: contact for contact in contacts}
    assert len(found) == len(contacts)
    return found

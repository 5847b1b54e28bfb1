"""The helpline's laws: no caller without a way on, one step for whatever happens, no PIN shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.config.commands.helpline import shipped_text, shipped_tree
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.types import helpline as hl

TREE = shipped_tree()
HEARD = st.one_of(
    st.sampled_from("0123456789*#").map(hl.Pressed), st.just(hl.Silence()), st.just(hl.Spoken()))


def answer(effects: tuple[hl.Effect, ...]) -> hl.Heard | None:
    """What the office says to a question among the effects."""
    if any(isinstance(e, hl.AskHours) for e in effects):
        return hl.OfficeHours(is_open=True)
    if any(isinstance(e, hl.AskStatus) for e in effects):
        return hl.StatusAnswer(prompt="status-refused")
    return None


@given(st.lists(HEARD, max_size=80))
def test_whatever_a_caller_does_they_stand_at_a_place_and_hear_something(
    happened: list[hl.Heard],
) -> None:
    caller, effects = calls.enter_helpline(TREE)
    for heard in happened:
        caller, effects = calls.step_helpline(TREE, caller, answer(effects) or heard)
        assert caller.node in TREE.nodes
        if any(isinstance(e, hl.Enqueue | hl.HangUp) for e in effects):
            return


def test_silence_alone_ends_at_an_operator() -> None:
    caller, effects = calls.enter_helpline(TREE)
    for _number in range(20):
        if any(isinstance(e, hl.Enqueue) for e in effects):
            return
        caller, effects = calls.step_helpline(TREE, caller, answer(effects) or hl.Silence())
    raise AssertionError("a silent caller goes round for ever")


@given(st.text("0123456789", min_size=21, max_size=40))
def test_a_number_of_forty_digits_is_asked_for_anew(digits: str) -> None:
    caller, effects = calls.enter_helpline(TREE, language="en")
    caller, effects = calls.step_helpline(TREE, caller, hl.OfficeHours(is_open=True))
    caller, effects = calls.step_helpline(TREE, caller, hl.Pressed("1"))
    for digit in digits[:21]:
        caller, effects = calls.step_helpline(TREE, caller, hl.Pressed(digit))
    assert [e.prompt for e in effects if isinstance(e, hl.Say)] == ["not-understood", "ask-number"]
    assert caller.typed.reveal() == ""


@given(st.text("0123456789", min_size=1, max_size=8))
def test_a_pin_shows_in_no_picture_of_a_state(pin: str) -> None:
    keys = "1" + "1234567890#" + pin
    caller, effects = calls.enter_helpline(TREE, language="en")
    caller, effects = calls.step_helpline(TREE, caller, hl.OfficeHours(is_open=True))
    for key in keys:
        caller, effects = calls.step_helpline(TREE, caller, hl.Pressed(key))
    shown = repr(replace(caller, number="")) + str(caller.typed) + f"{caller.typed}"
    assert "•" * len(pin) in shown
    counted = shown.replace("silences=0", "").replace("mistakes=0", "")
    assert not any(digit in counted for digit in "0123456789")
    caller, effects = calls.step_helpline(TREE, caller, hl.Pressed("#"))
    (question,) = effects
    assert isinstance(question, hl.AskStatus)
    assert (question.number, question.pin.reveal()) == ("1234567890", pin)
    assert repr(question.pin) == "•" * len(pin)


def test_the_helpline_that_ships_has_no_fault() -> None:
    assert calls.check_tree(TREE) == ()


@pytest.mark.parametrize(("old", "new", "problem"), [
    ('next = "main"\nclosed', 'next = "nowhere"\nclosed', "there is no place 'nowhere'"),
    ('closed = "closed"\n', "", "does not say where a caller goes when the office is closed"),
    (', 4 = "en" }', " }", "no key chooses en"),
    ('prompt = "papers-work"\nnext = "papers"', 'prompt = "papers-work"\nnext = "work"',
     "goes round by itself for ever"),
    ('3 = "opening", ', "", "no caller can get here"),
    ('en = "Enter your case number in digits and press hash."\n', "", "has no text in en"),
    ('queue = "department"\n', "", "names no queue"),
    ('1 = "status"', 'x = "status"', "'x' is no key of a telephone"),
])
def test_every_fault_is_found_and_named(old: str, new: str, problem: str) -> None:
    text = shipped_text()
    assert old in text
    faults = calls.check_tree(calls.parse_helpline(text.replace(old, new)))
    assert problem in {fault.problem for fault in faults}


@pytest.mark.parametrize(("text", "message"), [
    ("name = 3", "name must be a text"), ("= x", "Invalid"),
    ('name="a"\nstart="b"\ngive_up="b"\nprompts={}\n[nodes.b]\nkind="wood"',
     "nodes.b.kind must be one of"),
    ('name="a"\nstart="b"\ngive_up="b"\nprompts={}\n[nodes.b]\nkind="say"\ncolour="red"',
     "nodes.b knows no colour"),
    ('name="a"\nstart="b"\ngive_up="b"\nprompts={}\nnodes={}\n[hours]\nopens=9', "hours.opens"),
])
def test_what_is_no_helpline_is_refused_by_name(text: str, message: str) -> None:
    text = text if text.startswith(("=", "name = 3")) else text
    with pytest.raises(calls.BadTree, match=message.replace("[", r"\[")):
        calls.parse_helpline(
            text if "nodes" in text or text.startswith("=") else text + "\nnodes={}\nprompts={}")


@pytest.mark.parametrize(("local", "is_open"), [
    ("2026-11-25 08:00", True), ("2026-11-25 07:59:59", False), ("2026-11-25 16:00", False),
    ("2026-11-28 10:00", False), ("2026-11-11 10:00", False), ("2026-12-24 10:00", False),
    ("2026-12-23 10:00", True), ("2026-12-22 10:00", False),
])
def test_hours_holidays_and_closures(local: str, is_open: bool) -> None:
    """Independence Day and Christmas Eve (a holiday since 2025) are closed by law."""
    hours = calls.Hours(closed_on=frozenset({date(2026, 12, 22)}))
    assert calls.is_open(hours, datetime.fromisoformat(local)) is is_open


def test_a_trial_says_what_a_caller_would_hear() -> None:
    steps = calls.try_helpline(tree=TREE, keys="2,1,1234567890#,471100#,0")
    assert [s.place for s in steps][:3] == ["language", "hours", "main"]
    assert steps[-1].then == "queue"
    assert steps[-1].heard == TREE.prompts["please-wait"]["uk"]
    assert "471100" not in "".join(s.pressed for s in steps)
    closed = calls.try_helpline(tree=TREE, keys="1,closed")
    assert (closed[-1].then, closed[-1].heard) == ("hang up", TREE.prompts["closed"]["pl"])

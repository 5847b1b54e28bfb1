"""Operators' states, who is rung, call-backs and the helpline's versions, through the door."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from przystan.config.commands.helpline import shipped_text
from przystan.platform.accounts.types import Actor
from przystan.rooms.calls import public as calls

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
ANNA, OLEH = Actor(None, "anna"), Actor(None, "oleh")
READY, PAUSE, OFF = calls.AgentStatus.READY, calls.AgentStatus.PAUSE, calls.AgentStatus.OFF

pytestmark = pytest.mark.django_db


def sign_on(
    actor: Actor, phone: str, *, at: datetime = AT, languages: tuple[str, ...] = ()
) -> None:
    calls.set_agent_state(status=READY, phone=phone, languages=languages, actor=actor, at=at)


def pick(key: str = "c1", language: str = "pl", without: frozenset[str] = frozenset()) -> str:
    found = calls.pick_operator(call_key=key, language=language, without=without, at=AT)
    return found.phone if found else ""


def note(kind: calls.LiveKind, *, key: str = "c1", phone: str = "op101") -> None:
    calls.record_live_notes(notes=[calls.LiveNote(key, kind, AT, "pl", phone)])


def status_of(actor: Actor) -> calls.AgentStatus:
    agent = calls.get_agent(username=actor.name)
    assert agent is not None
    return agent.status


def test_who_is_idle_longest_and_speaks_the_language_is_rung() -> None:
    sign_on(ANNA, "op101", languages=("pl",))
    sign_on(OLEH, "op102", at=AT + timedelta(minutes=5), languages=("pl", "uk"))
    assert pick(language="uk") == "op102"
    assert pick(language="uk") == ""
    assert pick(language="pl") == "op101"


def test_a_call_leads_through_the_states_and_wrap_up_is_forced() -> None:
    sign_on(ANNA, "op101")
    assert pick() == "op101"
    assert status_of(ANNA) is calls.AgentStatus.RINGING
    note(calls.LiveKind.CONNECTED)
    with pytest.raises(calls.NotNow):
        sign_on(ANNA, "op101")
    note(calls.LiveKind.TALKED)
    assert status_of(ANNA) is calls.AgentStatus.WRAP_UP
    assert pick("c2") == ""
    calls.end_wrap_up(actor=ANNA, at=AT)
    assert pick("c2") == "op101"


def test_a_phone_that_did_not_answer_is_ready_again_but_not_for_that_caller() -> None:
    sign_on(ANNA, "op101")
    pick()
    note(calls.LiveKind.NOT_ANSWERED)
    assert status_of(ANNA) is READY
    assert pick(without=frozenset({"op101"})) == ""


def test_nothing_but_the_operator_ends_a_wrap_up() -> None:
    sign_on(ANNA, "op101")
    pick()
    for kind in (calls.LiveKind.CONNECTED, calls.LiveKind.TALKED, calls.LiveKind.NOT_ANSWERED):
        note(kind)
    assert status_of(ANNA) is calls.AgentStatus.WRAP_UP


def test_a_note_about_another_call_moves_nobody() -> None:
    sign_on(ANNA, "op101")
    pick("c1")
    note(calls.LiveKind.CONNECTED, key="another")
    assert status_of(ANNA) is calls.AgentStatus.RINGING


def test_one_phone_belongs_to_one_operator_and_a_pause_has_its_reason() -> None:
    sign_on(ANNA, "op101")
    with pytest.raises(calls.PhoneTaken):
        sign_on(OLEH, "op101")
    with pytest.raises(calls.PauseReasonNeeded):
        calls.set_agent_state(status=PAUSE, phone="op101", languages=(), actor=ANNA, at=AT)
    calls.set_agent_state(status=OFF, phone="op101", languages=(), actor=ANNA, at=AT)
    sign_on(OLEH, "op101")
    assert pick() == "op101"


def test_a_call_back_is_one_per_call_and_one_per_number() -> None:
    def ask(key: str, number: str = "+48280000001") -> bool:
        return calls.take_call_back(call_key=key, number=number, language="uk", at=AT)

    assert [ask("c1"), ask("c1"), ask("c2"), ask("c3", "+48280000002")] == [
        True, False, False, True]
    first, second = calls.list_call_backs()
    calls.end_call_back(call_back_id=first.id, outcome=calls.CallBackOutcome.REACHED,
                        actor=ANNA, at=AT)
    with pytest.raises(calls.CallBackEnded):
        calls.end_call_back(call_back_id=first.id, outcome=calls.CallBackOutcome.REACHED,
                            actor=ANNA, at=AT)
    assert [row.id for row in calls.list_call_backs()] == [second.id]
    assert ask("c4") is True


def test_a_person_s_call_backs_are_exported_and_erased() -> None:
    calls.take_call_back(call_key="c1", number="+48280000001", language="uk", at=AT)
    held = calls.export_person(actor=ANNA, at=AT, numbers=["+48280000001"])
    assert [row["number"] for row in held["call_backs"]] == ["+48280000001"]
    calls.erase_person(actor=ANNA, at=AT, numbers=["+48280000001"])
    assert [(row.number, row.e164) for row in calls.list_call_backs()] == [("", "")]


def test_a_faulty_helpline_is_kept_but_never_released_and_an_older_one_comes_back() -> None:
    assert calls.helpline_text() == ""
    good = calls.save_helpline(text=shipped_text(), note="first", actor=ANNA, at=AT)
    calls.release_helpline(version_id=good, actor=ANNA, at=AT)
    bad = calls.save_helpline(
        text=shipped_text().replace('queue = "department"\n', ""), note="", actor=ANNA, at=AT)
    with pytest.raises(calls.HelplineFaulty, match="names no queue"):
        calls.release_helpline(version_id=bad, actor=ANNA, at=AT)
    better = calls.save_helpline(text=shipped_text() + "\n# x", note="", actor=ANNA, at=AT)
    calls.release_helpline(version_id=better, actor=ANNA, at=AT)
    calls.release_helpline(version_id=good, actor=ANNA, at=AT)
    assert calls.helpline_text() == shipped_text()
    assert [(v.id, v.is_current) for v in calls.list_helpline_versions()] == [
        (better, False), (bad, False), (good, True)]
    with pytest.raises(calls.VersionNotFound):
        calls.release_helpline(version_id=10_000_000, actor=ANNA, at=AT)


@pytest.mark.django_db(transaction=True)
def test_callers_at_once_never_ring_one_operator_twice() -> None:
    for number in range(3):
        sign_on(Actor(None, f"agent{number}"), f"op10{number}")
    rung: list[str] = []

    def caller(key: str) -> None:
        with transaction.atomic():
            found = calls.pick_operator(call_key=key, language="pl", without=frozenset(), at=AT)
        if found:
            rung.append(found.phone)
        connection.close()

    threads = [threading.Thread(target=caller, args=(f"c{n}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rung) == ["op100", "op101", "op102"]

"""The operator's desk and call-backs, through their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.audit.models import Entry
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.people import public as people
from tests.journeys.conftest import Sign

pytestmark = pytest.mark.django_db
ROBOT = accounts.system_actor("test")
NUMBER = "+48280000777"
DESK = "/office/calls/desk/"


@dataclass
class EngineStandIn:
    """The port's other side: an engine that says what the test wants."""

    is_there: bool = True

    def is_connected(self) -> bool:
        return self.is_there

    def shipped_helpline(self) -> str:
        return ""

    def units(self) -> dict[str, str]:
        return {"701": "Pobyt czasowy", "702": ""}

    def speak(self, *, language: str, text: str) -> bytes:
        raise calls.VoiceMissing(language, text)

    def take_sound(self, *, content: bytes) -> bytes:
        raise calls.NotASound(len(content))


@pytest.fixture
def engine() -> Iterator[EngineStandIn]:
    before = calls.connected_engine()
    stand_in = EngineStandIn()
    calls.connect_engine(stand_in)
    yield stand_in
    calls.connect_engine(before)


@pytest.fixture
def operator(engine: EngineStandIn, sign_in: Sign) -> Client:
    del engine
    return sign_in(accounts.Role.OPERATOR, name="Tomasz Operator")


def act(client: Client, do: str, **data: object) -> str:
    given = {"phone": "op101", "languages": ["pl", "uk"], **data}
    return client.post(DESK, {"do": do, **given}, follow=True).content.decode()


def agent() -> calls.Agent:
    (found,) = calls.list_agents()
    return found


def note(kind: calls.LiveKind, *, key: str = "c1", number: str = "", phone: str = "") -> None:
    calls.record_live_notes(
        notes=[calls.LiveNote(key, kind, clock.now(), "uk", phone, number)])


def ring(key: str = "c1") -> None:
    note(calls.LiveKind.OFFERED, key=key, number=NUMBER)
    note(calls.LiveKind.QUEUED, key=key)
    assert calls.pick_operator(call_key=key, language="uk", without=frozenset(), at=clock.now())


def talk_and_end(key: str = "c1") -> None:
    note(calls.LiveKind.CONNECTED, key=key, phone="op101")
    note(calls.LiveKind.TALKED, key=key, phone="op101")
    note(calls.LiveKind.ENDED, key=key)


def close_in_the_log(key: str = "c1") -> int:
    at = clock.now()
    (contact_id,) = calls.record_contacts(engine="przystan", actor=ROBOT, at=at, contacts=[
        calls.NewContact(
            key=key, direction=calls.Direction.INCOMING, outcome=calls.Outcome.ANSWERED,
            started_at=at - timedelta(minutes=3), ended_at=at, number=NUMBER, line="800",
            language="uk", wait_seconds=5.0, talk_seconds=60.0)])
    return contact_id


def register(name: str = "Nowak", phone: str = NUMBER) -> int:
    return people.register_person(
        person=people.NewPerson(
            names=(people.NewName(people.NameKind.PASSPORT, name, "Iryna"),),
            sex=people.Sex.FEMALE, registered_branch="SZ", citizenship="UKR",
            birth_date=date(1990, 5, 4), phones=(phone,)),
        actor=ROBOT, at=clock.now())


def test_an_operator_signs_on_pauses_with_a_reason_and_leaves(operator: Client) -> None:
    assert "You are signed off" in operator.get(DESK).content.decode()
    assert "Waiting for a call" in act(operator, "ready")
    assert (agent().status, agent().phone, agent().languages) == (
        calls.AgentStatus.READY, "op101", ("pl", "uk"))
    assert "Choose why you pause" in act(operator, "pause")
    assert agent().status is calls.AgentStatus.READY
    assert "paperwork" in act(operator, "pause", reason="paperwork")
    act(operator, "off")
    assert agent().status is calls.AgentStatus.OFF


def test_a_phone_is_named_and_belongs_to_one(operator: Client) -> None:
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=(),
                          actor=ROBOT, at=clock.now())
    assert "Another operator is signed on at this phone" in act(operator, "ready")
    assert "Letters and digits only" in act(operator, "ready", phone="op101; drop")
    assert len(calls.list_agents()) == 1


def test_without_an_engine_the_desk_says_so_and_makes_nobody_ready(
    operator: Client, engine: EngineStandIn
) -> None:
    engine.is_there = False
    page = operator.get(DESK).content.decode()
    assert "Engine not connected" in page
    assert 'value="ready" accesskey="r" disabled' in page
    assert "no call can reach you now" in act(operator, "ready")
    assert calls.list_agents() == ()


def test_a_ringing_call_shows_who_it_may_be_and_masks_the_number(operator: Client) -> None:
    person_id = register()
    act(operator, "ready")
    ring()
    page = operator.get(DESK).content.decode()
    assert "A call for you" in page
    assert "Nowak" in page
    assert "Ukrainian" in page
    assert "… 777" in page
    assert NUMBER not in page
    page = operator.post(
        f"{DESK}confirm/", {"person": person_id}, follow=True).content.decode()
    assert NUMBER in page
    assert "No case is open for this person" in page
    confirmed = Entry.objects.get(action="calls.confirm_caller")
    assert confirmed.subject == f"people.person:{person_id}"


def test_only_who_bears_the_number_can_be_confirmed(operator: Client) -> None:
    register()
    other = register("Wilk", "+48280000778")
    act(operator, "ready")
    ring()
    page = operator.post(f"{DESK}confirm/", {"person": other}, follow=True).content.decode()
    assert "does not have the number" in page
    page = operator.get(f"{DESK}?caller={other}").content.decode()
    assert "Wilk" not in page
    assert NUMBER not in page


def test_the_page_is_left_alone_while_nothing_of_this_desk_changed(operator: Client) -> None:
    act(operator, "ready")
    page = operator.get(DESK)
    seen = page.context["seen"]
    calls.take_call_back(call_key="x", number="+48280000001", language="pl", at=clock.now())
    assert operator.get(DESK, {"seen": seen}).status_code == 204
    ring()
    assert operator.get(DESK, {"seen": seen}).status_code == 200


def test_wrap_up_is_forced_and_waits_for_the_log(operator: Client) -> None:
    act(operator, "ready")
    ring()
    talk_and_end()
    assert agent().status is calls.AgentStatus.WRAP_UP
    assert "finish the call" in act(operator, "ready")
    assert agent().status is calls.AgentStatus.WRAP_UP
    refused = operator.post(f"{DESK}wrap-up/", {"note": "x"}).content.decode()
    assert "Choose the topic" in refused
    words = {"other": "residence card", "note": "will bring a photograph"}
    page = operator.post(f"{DESK}wrap-up/", words).content.decode()
    assert "One moment" in page
    assert "will bring a photograph" in page
    contact_id = close_in_the_log()
    page = operator.post(f"{DESK}wrap-up/", words, follow=True).content.decode()
    assert "You are ready" in page
    assert agent().status is calls.AgentStatus.READY
    contact = calls.get_contact(contact_id=contact_id).contact
    assert (contact.topic, contact.note) == ("residence card", "will bring a photograph")


def test_a_topic_noted_elsewhere_is_kept_and_the_wrap_up_ends(operator: Client) -> None:
    act(operator, "ready")
    ring()
    talk_and_end()
    contact_id = close_in_the_log()
    calls.finish_call(contact_id=contact_id, topic="fees", actor=ROBOT, at=clock.now())
    operator.post(f"{DESK}wrap-up/", {"topic": "fees"})
    assert agent().status is calls.AgentStatus.READY
    assert calls.get_contact(contact_id=contact_id).contact.topic == "fees"


def test_an_erased_number_leaves_no_note_and_no_trace_in_the_live_log(operator: Client) -> None:
    act(operator, "ready")
    ring()
    talk_and_end()
    contact_id = close_in_the_log()
    operator.post(f"{DESK}wrap-up/", {"other": "fees", "note": "called for a brother"})
    told = calls.export_person(actor=ROBOT, at=clock.now(), numbers=[NUMBER])
    assert told["contacts"][0]["note"] == "called for a brother"
    calls.erase_person(actor=ROBOT, at=clock.now(), numbers=[NUMBER])
    assert calls.get_contact(contact_id=contact_id).contact.note == ""
    seen = calls.caller_of(call_key="c1")
    assert seen is not None
    assert seen.number == ""


def test_call_backs_are_longest_first_and_end_once(operator: Client) -> None:
    register()
    at: datetime = clock.now()
    calls.take_call_back(call_key="b", number="+48280000002", language="en", at=at)
    calls.take_call_back(call_key="a", number=NUMBER, language="uk", at=at - timedelta(minutes=9))
    page = operator.get("/office/calls/call-backs/").content.decode()
    assert page.index(NUMBER) < page.index("+48280000002")
    assert "Nowak" in page
    assert "waiting 9 minutes" in page
    first = calls.list_call_backs()[0].id
    where = f"/office/calls/call-backs/{first}/"
    operator.post(where, {"outcome": "reached"})
    assert [r.e164 for r in calls.list_call_backs()] == ["+48280000002"]
    again = operator.post(where, {"outcome": "withdrawn"}, follow=True).content.decode()
    assert "ended already" in again


@pytest.mark.parametrize("path", [DESK, "/office/calls/call-backs/"])
def test_who_takes_no_calls_is_refused(sign_in: Sign, path: str) -> None:
    client = sign_in(accounts.Role.RECEPTIONIST)
    assert client.get(path).status_code == 403
    assert client.post(f"{DESK}wrap-up/").status_code == 403


@pytest.mark.parametrize("caller", ["0", "9" * 18, "9" * 40, "x", "-1"])
def test_addresses_from_anywhere_are_answered(operator: Client, caller: str) -> None:
    act(operator, "ready")
    ring()
    assert operator.get(DESK, {"caller": caller}).status_code == 200
    assert operator.post(f"{DESK}confirm/", {"person": caller}).status_code == 302
    assert operator.post("/office/calls/call-backs/999999/", {"outcome": "reached"}
                         ).status_code == 302


def test_an_operator_holds_and_passes_on_only_in_a_call(operator: Client) -> None:
    act(operator, "ready")
    answer = operator.post(f"{DESK}order/", {"do": "hold"}, follow=True).content.decode()
    assert "Nie prowadzisz rozmowy." in answer or "You are not in a call." in answer
    calls.pick_operator(call_key="c1", language="pl", without=frozenset(), at=clock.now())
    calls.record_live_notes(notes=[
        calls.LiveNote("c1", calls.LiveKind.CONNECTED, clock.now(), "pl", "op101")])
    operator.post(f"{DESK}order/", {"do": "hold"})
    answer = operator.post(f"{DESK}order/", {"do": "transfer", "target": "12"}).content.decode()
    assert 'name="target"' in answer
    operator.post(f"{DESK}order/", {"do": "transfer", "target": "702", "note": "zna numer"})
    operator.post(f"{DESK}order/", {"do": "explode"})
    assert [(o.kind, o.target, o.call_key) for o in calls.take_orders(at=clock.now())] == [
        (calls.OrderKind.HOLD, "", "c1"), (calls.OrderKind.TRANSFER, "702", "c1")]
    assert calls.take_orders(at=clock.now()) == ()

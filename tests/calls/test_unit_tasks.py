"""Notes that open tasks at units, answers that come back, calls out with a reason, two windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from przystan.journeys import helpline
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.unit_tasks import due_of
from tests.calls.test_screens import PASSWORD, client_of
from tests.journeys.test_phone import EngineStandIn

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
EWA, OFFICER = Actor(None, "Ewa Mazur", login="ewa"), Actor(None, "jan")
K = calls.LiveKind
DESK, TASKS = "/office/calls/desk/", "/office/calls/tasks/"


@pytest.fixture
def engine() -> Iterator[None]:
    before = calls.connected_engine()
    calls.connect_engine(EngineStandIn())
    yield
    calls.connect_engine(before)


def talk(*, at: datetime = AT, key: str = "c1", number: str = "+48280000123") -> None:
    """Ewa signs on, is rung and speaks with a caller."""
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=(), actor=EWA,
                          at=at)
    calls.record_live_notes(notes=[
        calls.LiveNote(key, K.OFFERED, at, "", "", number),
        calls.LiveNote(key, K.QUEUED, at, "uk")])
    calls.pick_operator(call_key=key, language="uk", without=frozenset(), at=at)
    see(K.CONNECTED, at=at, key=key)


def see(kind: K, *, at: datetime = AT, key: str = "c1") -> None:
    calls.record_live_notes(notes=[calls.LiveNote(key, kind, at, "uk", "op101")])


def test_an_answer_is_due_at_the_same_hour_of_the_next_working_day() -> None:
    def due(*day: int) -> str:
        return due_of(datetime(*day, 15, 30, tzinfo=clock.OFFICE_ZONE)).strftime("%Y-%m-%d %H:%M")

    assert due(2026, 11, 25) == "2026-11-26 15:30"
    assert due(2026, 11, 27) == "2026-11-30 15:30", "over the weekend"
    assert due(2026, 11, 10) == "2026-11-12 15:30", "11 November is a holiday"


def test_a_warm_note_opens_a_task_and_the_answer_comes_back() -> None:
    talk()
    calls.give_order(kind=calls.OrderKind.TRANSFER, target="701", note=" the date? ", actor=EWA,
                     at=AT)
    task, = calls.list_unit_tasks(unit="701", is_done=False)
    assert (task.note, task.call_key, task.number, task.language, task.opened_by) == (
        "the date?", "c1", "+48280000123", "uk", EWA.name)
    assert calls.count_unit_tasks(at=AT) == (1, 0)
    assert calls.count_unit_tasks(at=task.due_at + timedelta(seconds=1)) == (1, 1)
    calls.accept_unit_task(task_id=task.id, actor=OFFICER, at=AT)
    with pytest.raises(calls.StepTaken):
        calls.accept_unit_task(task_id=task.id, actor=OFFICER, at=AT)
    with pytest.raises(calls.AnswerNeeded):
        calls.finish_unit_task(task_id=task.id, answer=" ", actor=OFFICER, at=AT)
    calls.finish_unit_task(task_id=task.id, answer="Monday.", actor=OFFICER, at=AT)
    for act in (lambda: calls.accept_unit_task(task_id=task.id, actor=OFFICER, at=AT),
                lambda: calls.finish_unit_task(task_id=task.id, answer="x", actor=EWA, at=AT)):
        with pytest.raises(calls.StepTaken):
            act()
    done, = calls.list_unit_tasks(opened_by=EWA.username, is_done=True)
    assert (done.state, done.accepted_by, done.done_by, done.answer) == (
        calls.TaskState.DONE, "jan", "jan", "Monday.")
    with pytest.raises(calls.TaskNotFound):
        calls.accept_unit_task(task_id=0, actor=OFFICER, at=AT)


def test_a_note_for_a_unit_that_is_asked_waits_until_the_caller_is_left_there() -> None:
    talk()
    calls.give_order(kind=calls.OrderKind.ASK, target="702", note="the date?", actor=EWA, at=AT)
    assert calls.list_unit_tasks() == ()
    see(K.ASKED)
    see(K.UNIT_SPOKE)
    assert calls.phase_of(call_key="c1") is K.UNIT_SPOKE
    calls.give_order(kind=calls.OrderKind.COMPLETE, actor=EWA, at=AT)
    assert [(t.unit, t.note) for t in calls.list_unit_tasks()] == [("702", "the date?")]
    assert [(o.kind, o.target) for o in calls.take_orders(at=AT)] == [
        (calls.OrderKind.ASK, "702"), (calls.OrderKind.COMPLETE, "702")]
    see(K.UNIT_AWAY)
    assert calls.phase_of(call_key="c1") is K.CONNECTED


def test_a_passed_call_without_words_opens_nothing() -> None:
    talk()
    calls.give_order(kind=calls.OrderKind.TRANSFER, target="701", actor=EWA, at=AT)
    assert calls.list_unit_tasks() == ()
    with pytest.raises(calls.NoteNeeded):
        calls.open_unit_task(unit="701", note=" ", actor=EWA, at=AT)


def test_a_call_out_pauses_the_operator_and_takes_its_reason_to_the_contact() -> None:
    with pytest.raises(calls.NotNow):
        calls.order_call(number="+48280000001", reason=calls.CallReason.CARD, actor=EWA, at=AT)
    calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=("uk",),
                          actor=EWA, at=AT)
    for wrong in ("withheld", "", "12", "1" * 40):
        with pytest.raises(calls.NotANumber):
            calls.order_call(number=wrong, reason=calls.CallReason.CARD, actor=EWA, at=AT)
    order = calls.order_call(number="280 000 001", reason=calls.CallReason.CARD, actor=EWA, at=AT)
    agent = calls.get_agent(username=EWA.username)
    assert agent is not None
    assert (agent.status, agent.reason, agent.languages) == (
        calls.AgentStatus.PAUSE, "calling", ("uk",))
    taken, = calls.take_orders(at=AT)
    assert (taken.kind, taken.target, taken.phone) == (
        calls.OrderKind.CALL, "+48280000001", "op101")
    calls.record_placed(order_id=order, call_key="out-1", at=AT)
    contact, = calls.record_contacts(engine="e", actor=EWA, at=AT, contacts=[calls.NewContact(
        key="out-1", direction=calls.Direction.OUTGOING, number="+48280000001", started_at=AT,
        outcome=calls.Outcome.OUTGOING_UNANSWERED, ended_at=AT)])
    assert calls.give_reasons(at=AT) == 1
    assert calls.give_reasons(at=AT) == 0
    assert calls.get_contact(contact_id=contact).contact.topic == "card"
    row, = calls.list_ordered_calls(username=EWA.username)
    assert (row.contact_id, row.was_answered, row.is_placed) == (contact, False, True)


def test_a_persons_tasks_and_ordered_calls_are_exported_and_erased() -> None:
    talk()
    calls.give_order(kind=calls.OrderKind.TRANSFER, target="701", note="about her child", actor=EWA,
                     at=AT)
    numbers = ["+48280000123"]
    held = calls.export_person(actor=EWA, at=AT, numbers=numbers)
    assert [row["note"] for row in held["tasks"]] == ["about her child"]
    calls.erase_person(actor=EWA, at=AT, numbers=numbers)
    task, = calls.list_unit_tasks()
    assert (task.number, "child" in task.note) == ("", False)
    order = connection.cursor()
    order.execute("SELECT count(*) FROM calls_switchboardorder WHERE note ~ 'child'")
    assert order.fetchone() == (0,)


def test_agents_are_found_without_reading_their_history() -> None:
    for n in range(60):
        calls.set_agent_state(
            status=calls.AgentStatus.READY, phone=f"op{n % 3}", languages=(),
            actor=Actor(None, f"agent{n % 3}"), at=AT + timedelta(minutes=n))
    assert [(a.username, a.since) for a in calls.list_agents()] == [
        (f"agent{n}", AT + timedelta(minutes=57 + n)) for n in range(3)]
    with CaptureQueriesContext(connection, ) as seen:
        calls.list_agents()
    assert len(seen) == 2
    cursor = connection.cursor()
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {seen[0]['sql']}")
    assert most_rows(cursor.fetchone()[0][0]["Plan"]) <= 4, "a step for each operator"


def most_rows(plan: dict[str, object]) -> float:
    inner = [most_rows(p) for p in plan.get("Plans", [])]  # type: ignore[attr-defined]
    return max([float(str(plan["Actual Rows"])), *inner])


def test_a_place_in_the_queue_is_told_with_the_wait_that_it_means() -> None:
    assert helpline.tell_place(language="en", position=2) == "You are number 2 in the queue."
    calls.record_contacts(engine="e", actor=EWA, at=AT, contacts=[calls.NewContact(
        key=f"k{n}", direction=calls.Direction.INCOMING, outcome=calls.Outcome.ANSWERED,
        started_at=AT, ended_at=AT, talk_seconds=150.0) for n in range(3)])
    assert calls.expected_wait(language="uk", position=1) is None, "nobody takes calls"
    for n, languages in enumerate((("uk",), ("pl",), ())):
        calls.set_agent_state(status=calls.AgentStatus.READY, phone=f"op{n}", languages=languages,
                              actor=Actor(None, f"agent{n}"), at=AT)
    assert calls.expected_wait(language="uk", position=3) == 4, "3 places, 150 s, two operators"
    assert helpline.tell_place(language="pl", position=3) == (
        "Jesteś numerem 3 w kolejce. Możesz czekać około 4 minut.")
    assert "півгодини" in helpline.tell_place(language="uk", position=90)


# --- screens


@pytest.mark.usefixtures("engine")
def test_the_desk_offers_what_fits_the_moment_and_two_windows_show_the_same() -> None:
    one = client_of(accounts.Role.OPERATOR)
    two = Client(headers={"accept-language": "en"})
    assert two.login(username="ewa", password=PASSWORD)
    two.cookies["przystan_language"] = "en"
    talk(at=clock.now())
    for window in (one, two):
        page = window.get(DESK).content.decode()
        assert "Ask the unit first" in page
        assert "701 Pobyt czasowy" in page
    missing = one.post(f"{DESK}order/", {"do": "ask", "target": "", "note": "x"})
    assert "govuk-error-message" in missing.content.decode()
    one.post(f"{DESK}order/", {"do": "ask", "target": "701", "note": "the date?"})
    see(K.ASKED, at=clock.now())
    page = two.get(DESK).content.decode()
    assert "Unit 701 Pobyt czasowy is being rung" in page
    assert 'value="complete"' not in page
    see(K.UNIT_SPOKE, at=clock.now())
    assert 'value="complete"' in one.get(DESK).content.decode()
    one.post(f"{DESK}order/", {"do": "complete"})
    two.post(f"{DESK}order/", {"do": "complete"})
    assert len(calls.list_unit_tasks()) == 1, "pressed in both windows: one task"
    see(K.TRANSFERRED, at=clock.now())
    for window in (one, two):
        assert "Save and be ready" in window.get(DESK).content.decode()


@pytest.mark.usefixtures("engine")
def test_a_call_back_is_dialled_from_its_list_without_its_number_in_the_page_sent() -> None:
    client = client_of(accounts.Role.OPERATOR)
    calls.take_call_back(call_key="c9", number="+48280000077", language="uk", at=clock.now())
    wish = calls.list_call_backs()[0].id
    answer = client.post(f"{DESK}call/", {"call_back": wish}, follow=True)
    assert "Sign on" in answer.content.decode()
    client.post(DESK, {"do": "ready", "phone": "op101"})
    page = client.get(DESK).content.decode()
    assert "Call somebody" in page
    answer = client.post(f"{DESK}call/", {"call_back": wish}, follow=True)
    assert "Your phone rings" in answer.content.decode()
    ordered, = calls.list_ordered_calls(username=EWA.username)
    assert (ordered.number, ordered.reason) == ("+48280000077", calls.CallReason.CALL_BACK)
    wrong = client.post(f"{DESK}call/", {"number": "abc", "call_reason": "card"})
    assert "no telephone number" in wrong.content.decode()


def test_a_unit_sees_accepts_and_answers_its_tasks_and_overdue_ones_are_marked() -> None:
    officer = client_of(accounts.Role.CASE_OFFICER)
    assert "Nothing waits here" in officer.get(TASKS).content.decode()
    task = calls.open_unit_task(unit="703", note="the attachment?", actor=OFFICER,
                                at=clock.now() - timedelta(days=9))
    page = officer.get(f"{TASKS}?unit=703").content.decode()
    assert "overdue, waits" in page
    assert "the attachment?" in page
    assert "the attachment?" not in officer.get(f"{TASKS}?unit=701").content.decode()
    officer.post(f"{TASKS}{task}/accept/")
    assert "overdue, taken on" in officer.get(f"{TASKS}{task}/").content.decode()
    empty = officer.post(f"{TASKS}{task}/", {"answer": ""}).content.decode()
    assert "govuk-error-message" in empty
    done = officer.post(f"{TASKS}{task}/", {"answer": "Page 4."}, follow=True)
    assert "The operator has your answer." in done.content.decode()
    assert "Page 4." in officer.get(f"{TASKS}{task}/").content.decode()
    again = officer.post(f"{TASKS}{task}/", {"answer": "Page 5."}, follow=True).content.decode()
    assert "Somebody did this before you." in again
    assert "the attachment?" in officer.get(f"{TASKS}?state=done").content.decode()
    assert officer.get(f"{TASKS}999999/").status_code == 404
    assert officer.get(DESK).status_code == 403


def test_who_answers_nothing_sees_no_tasks() -> None:
    client = client_of(accounts.Role.CONTENT_EDITOR)
    assert client.get(TASKS).status_code == 403
    assert client.post(f"{TASKS}1/accept/").status_code == 403

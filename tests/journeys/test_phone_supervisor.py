"""The supervisor's pages: recording, listening; whom the office owes something goes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from przystan.journeys.helpline import recording_notice
from przystan.journeys.priority import promoted
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.audit.models import Entry
from przystan.platform.clock import public as clock
from przystan.platform.files import public as files
from przystan.rooms.calls import models
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from tests.journeys.conftest import Sign
from tests.journeys.test_phone import (  # noqa: F401  the fixture
    DESK,
    NUMBER,
    ROBOT,
    act,
    close_in_the_log,
    engine,
    note,
    register,
    ring,
)

pytestmark = pytest.mark.django_db

POLICY, WALL = "/office/calls/recording/", "/office/calls/wallboard/"
HANNA = Actor(None, "Hanna Supervisor")


def set_policy(**changes: object) -> int:
    given: dict[str, object] = {
        "valid_from": clock.local_date(clock.now()), "is_on": True, "lines": (),
        "purpose": calls.RecordingPurpose.QUALITY, "retention_days": 30, "actor": HANNA,
        "at": clock.now()}
    return calls.set_recording_policy(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def supervisor(engine: object, sign_in: Sign) -> Client:  # noqa: F811
    del engine
    return sign_in(accounts.Role.CALL_SUPERVISOR, username="hanna", name="Hanna Supervisor")


def test_recording_is_off_until_a_supervisor_sets_a_day(supervisor: Client) -> None:
    assert "Nothing is recorded now" in supervisor.get(POLICY).content.decode()
    today = clock.local_date(clock.now())
    form = {"valid_from_0": today.day, "valid_from_1": today.month, "valid_from_2": today.year,
            "valid_from": today.isoformat(), "is_on": "on", "lines": "801, +802",
            "purpose": "quality", "retention_days": 14}
    page = supervisor.post(POLICY, form, follow=True).content.decode()
    assert "Conversations are recorded now" in page
    policy = calls.policy_on(on=today, line="801")
    assert policy is not None
    assert (policy.lines, policy.retention_days) == (("801", "802"), 14)
    assert calls.policy_on(on=today, line="803") is None
    assert calls.policy_on(on=today - timedelta(days=1)) is None
    assert "is no number" in supervisor.post(
        POLICY, {**form, "lines": "801;x"}).content.decode()
    with pytest.raises(calls.PolicyInThePast):
        set_policy(valid_from=today - timedelta(days=1))


def test_a_later_row_ends_the_recording_and_operators_do_not_set_it(
    engine: object, sign_in: Sign  # noqa: F811
) -> None:
    set_policy()
    set_policy(is_on=False)
    assert calls.policy_on(on=clock.local_date(clock.now())) is None
    operator = sign_in(accounts.Role.OPERATOR)
    assert operator.get(POLICY).status_code == 403


@pytest.mark.parametrize("language", calls.HELPLINE_LANGUAGES)
def test_a_caller_is_told_once_in_the_language_of_the_call(language: str) -> None:
    policy_id = set_policy(lines=("800",))
    told, words = recording_notice(
        call_key="k", line="800", language=language, at=clock.now())
    assert told == policy_id
    assert "9" in words
    assert "30" in words
    assert recording_notice(
        call_key="k", line="801", language=language, at=clock.now()) == (0, "")
    calls.record_choice(call_key="k", policy_id=policy_id, language=language, is_refused=True,
                        at=clock.now())
    assert recording_notice(
        call_key="k", line="800", language=language, at=clock.now()) == (0, "")
    assert not calls.may_record(call_key="k")
    assert not calls.keep_call_recording(
        name="n", call_key="k", content=b"RIFF", started_at=clock.now(), seconds=1,
        at=clock.now())


def test_who_listens_says_why_and_stands_in_the_log_of_the_call(supervisor: Client) -> None:
    contact_id = close_in_the_log("c1")
    calls.record_choice(call_key="c1", policy_id=set_policy(), language="uk", is_refused=False,
                        at=clock.now())
    assert calls.keep_call_recording(name="n1", call_key="c1", content=b"RIFFsound",
                                     started_at=clock.now(), seconds=61, at=clock.now())
    card = f"/office/calls/contacts/{contact_id}/"
    page = supervisor.get(card).content.decode()
    assert "Nobody has listened" in page
    recording, = calls.list_call_recordings(call_key="c1")
    address = f"{card}recordings/{recording.id}/"
    assert "This field is required" in supervisor.post(address, {}).content.decode() or (
        calls.list_call_recordings(call_key="c1")[0].reads == ())
    answer = supervisor.post(address, {"reason": "a complaint"})
    assert (answer.content, answer.headers["Content-Type"]) == (b"RIFFsound", "audio/wav")
    assert "no-store" in answer.headers["Cache-Control"]
    page = supervisor.get(card).content.decode()
    assert "a complaint" in page
    assert "Hanna Supervisor" in page
    assert Entry.objects.filter(action="calls.hear_recording").count() == 1
    assert supervisor.post(f"{card}recordings/{recording.id + 1}/", {"reason": "x"}).status_code \
        == 404


def test_a_recording_is_erased_with_its_retention_or_its_person() -> None:
    policy_id = set_policy(retention_days=2)
    at = clock.now()
    for key in ("c1", "c2"):
        close_in_the_log(key)
        calls.record_choice(
            call_key=key, policy_id=policy_id, language="uk", is_refused=False, at=at)
        calls.keep_call_recording(name=f"n-{key}", call_key=key, content=b"RIFF" + key.encode(),
                                  started_at=at, seconds=5, at=at)
    digest = models.CallRecording.objects.get(call_key="c1").sha256
    assert calls.erase_old_recordings(actor=ROBOT, at=at + timedelta(days=1)) == 0
    models.CallRecording.objects.filter(call_key="c2").update(
        erase_on=clock.local_date(at) + timedelta(days=9))
    assert calls.erase_old_recordings(actor=ROBOT, at=at + timedelta(days=2)) == 1
    with pytest.raises(files.FileNotStored):
        files.read_file(sha256=digest)
    with pytest.raises(calls.RecordingGone):
        calls.hear_recording(
            recording_id=calls.list_call_recordings(call_key="c1")[0].id, reason="x",
            actor=HANNA, at=at)
    calls.erase_person(actor=ROBOT, at=at, numbers=[NUMBER])
    assert calls.list_call_recordings(call_key="c2")[0].is_erased


def test_trouble_with_recording_is_told_on_the_wallboard(supervisor: Client) -> None:
    calls.record_trouble(call_key="c1", kind=calls.TroubleKind.FOLDER_FULL, at=clock.now())
    page = supervisor.get(WALL).content.decode()
    assert "a call went on unrecorded: the disk of the recordings is full" in page


def test_the_operator_sees_who_listens(
    engine: object, sign_in: Sign  # noqa: F811
) -> None:
    operator = sign_in(accounts.Role.OPERATOR, username="tomasz", name="Tomasz Operator")
    supervisor = sign_in(
        accounts.Role.CALL_SUPERVISOR, username="hanna", name="Hanna Supervisor")
    act(operator, "ready")
    ring()
    note(calls.LiveKind.CONNECTED, phone="op101")
    wall = supervisor.get(WALL).content.decode()
    assert "Listen to a conversation" in wall
    assert "Tomasz Operator" in wall
    listen = {"do": "listen", "call": "c1"}
    page = supervisor.post(f"{WALL}listen/", listen, follow=True).content.decode()
    assert "Sign on at the operator" in page
    assert calls.take_orders(at=clock.now()) == ()
    act(supervisor, "pause", phone="op102", reason="paperwork")
    assert "Your phone rings" in supervisor.post(
        f"{WALL}listen/", listen, follow=True).content.decode()
    order, = calls.take_orders(at=clock.now())
    assert (order.kind, order.call_key, order.phone) == (calls.OrderKind.LISTEN, "c1", "op102")
    assert "listens to this call" not in operator.get(DESK).content.decode()
    calls.begin_listening(order_id=order.id, at=clock.now())
    assert "Hanna Supervisor listens to this call" in operator.get(DESK).content.decode()
    assert "Whisper" in supervisor.get(WALL).content.decode()
    assert Entry.objects.filter(action="calls.listen").count() == 1
    calls.end_listening(order_id=order.id, at=clock.now())
    assert "listens to this call" not in operator.get(DESK).content.decode()
    assert operator.post(f"{WALL}listen/", listen).status_code == 403


def test_who_waits_for_a_promised_call_goes_first_and_the_desk_says_why(
    engine: object, sign_in: Sign  # noqa: F811
) -> None:
    place = calls.Route(place="operator")
    at = clock.now()
    assert promoted(number=NUMBER, route=place, at=at) == place
    assert promoted(number="anonymous", route=None, at=at) is None
    calls.take_call_back(call_key="c0", number=NUMBER, language="uk", at=at)
    raised = promoted(number=NUMBER, route=place, at=at)
    assert raised is not None
    assert (raised.priority, raised.priority_reason, raised.place) == (
        2, calls.PriorityReason.PROMISED_CALL_BACK, "operator")
    higher = calls.Route(priority=4, priority_reason=calls.PriorityReason.URGENT)
    assert promoted(number=NUMBER, route=higher, at=at) == higher
    operator = sign_in(accounts.Role.OPERATOR, name="Tomasz Operator")
    act(operator, "ready")
    note(calls.LiveKind.OFFERED, number=NUMBER)
    calls.record_live_notes(notes=[calls.LiveNote(
        "c1", calls.LiveKind.QUEUED, clock.now(), "uk", "", "", raised)])
    assert calls.pick_operator(
        call_key="c1", language="uk", without=frozenset(), at=clock.now())
    assert "waits for a promised call-back" in operator.get(DESK).content.decode()


@pytest.mark.usefixtures("office")
def test_a_term_within_three_days_goes_first() -> None:
    person_id = register()
    at = clock.now()
    cases.set_case_types(types=[cases.CaseType(
        code="stay", name="pobyt", name_en="stay", file_class="6151", legal_basis="art. 114",
        is_confirmed=True, term=cases.TermKind.TEMPORARY)], actor=ROBOT, at=at)
    case_id = cases.open_case(
        unit="SOC-II", type_code="stay", received_on=date(2026, 9, 7),
        channel=cases.Channel.IN_PERSON, branch="SZ", person_id=person_id, actor=ROBOT, at=at)
    for kind in (cases.EventKind.FINGERPRINTS, cases.EventKind.DOCUMENTS_COMPLETE):
        cases.record_case_event(case_id=case_id, event=cases.ClockEvent(
            kind, date(2026, 9, 7)), actor=ROBOT, at=at)
    last = cases.clock_of(case_id=case_id, on=date(2026, 9, 8)).last_date
    assert last is not None
    for days, expected in ((4, ""), (3, "term_near"), (0, "term_near"), (-1, "")):
        on = clock.day_start(last - timedelta(days=days)) + timedelta(hours=10)
        found = promoted(number=NUMBER, route=calls.Route(), at=on)
        assert found is not None
        assert found.priority_reason == expected, days


def test_two_operators_of_one_name_are_two(
    engine: object, sign_in: Sign  # noqa: F811
) -> None:
    one = sign_in(accounts.Role.OPERATOR, username="jan1", name="Jan Nowak")
    two = sign_in(accounts.Role.OPERATOR, username="jan2", name="Jan Nowak")
    act(one, "ready")
    act(two, "ready", phone="op102")
    assert [(a.username, a.phone) for a in calls.list_agents()] == [
        ("jan1", "op101"), ("jan2", "op102")]
    page = one.get(DESK).content.decode()
    assert "Jan Nowak (jan1) (you)" in page
    assert "Jan Nowak (jan2)" in page


@pytest.mark.parametrize(("kinds", "up", "served", "after"), [
    (("ringing",), (), (), "ready"), (("ringing",), ("c1",), ("c1",), "ringing"),
    (("ringing", "talking"), ("c1",), (), "talking"), (("ringing", "talking"), (), (), "wrap_up")])
def test_operators_whose_calls_ended_without_a_switchboard_are_moved_on(
    kinds: tuple[str, ...], up: tuple[str, ...], served: tuple[str, ...], after: str,
    engine: object, sign_in: Sign,  # noqa: F811
) -> None:
    act(sign_in(accounts.Role.OPERATOR), "ready")
    ring()
    if "talking" in kinds:
        note(calls.LiveKind.CONNECTED, phone="op101")
    moved = calls.settle_agents(up=up, served=served, at=clock.now())
    agent, = calls.list_agents()
    assert (agent.status.value, moved) == (after, int(after != kinds[-1]))

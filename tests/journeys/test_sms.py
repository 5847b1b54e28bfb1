"""An SMS asks for a case's status: signed, once, answered in the person's language."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from przystan.adapters.simulators.sms_gateway import sign
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message
from przystan.rooms.calls import models
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.people import testing as people_testing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

ROBOT = accounts.system_actor("test")
NUMBER, SECRET = "+48280000778", "a secret of the test"


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> None:
    settings.SMS_INCOMING_SECRET = SECRET
    settings.SMS_GATEWAY = "test"


def post(text: str, *, message_id: str = "m1", number: str = NUMBER, secret: str = SECRET,
         late: int = 0, body: bytes = b"") -> Any:
    body = body or json.dumps({"id": message_id, "from": number, "text": text}).encode()
    headers = sign(secret=secret, body=body, at_seconds=int(clock.now().timestamp()) - late)
    kind = headers.pop("Content-Type")
    return Client().post("/sms/incoming/", body, content_type=kind, headers=headers)


def a_case(*languages: str) -> tuple[str, cases.IssuedCode]:
    at = clock.now()
    cases.set_case_types(types=[cases.CaseType(
        code="work", name="praca", name_en="work", file_class="6151", legal_basis="art. 114",
        is_confirmed=True)], actor=ROBOT, at=at)
    case_id = cases.open_case(
        unit="SOC-II", type_code="work", received_on=clock.local_date(at),
        channel=cases.Channel.POST, branch="SZ", actor=ROBOT, at=at,
        person_id=people_testing.make_person(languages=languages))
    return cases.get_case(case_id=case_id).sign, cases.issue_status_code(
        case_id=case_id, actor=ROBOT, at=at)


@pytest.mark.parametrize(("languages", "language", "words"), [
    (("uk", "en"), "uk", "заяв"), (("ar", "en"), "en", "application"), ((), "pl", "wniosek")])
def test_a_case_s_sign_and_code_are_answered_in_the_person_s_language(
    languages: tuple[str, ...], language: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_, code = a_case(*languages)
    answer = post(f" status {sign_.lower()}  {code.pin} ")
    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    message = Message.objects.get(key="sms-answer:test:m1")
    assert (message.recipient, message.language, message.channel) == (NUMBER, language, "sms")
    assert words in message.body.lower()
    assert sign_ not in message.body
    for secret in (code.pin, NUMBER, NUMBER[3:]):
        assert secret not in caplog.text
    row = models.IncomingSms.objects.get()
    assert (row.outcome, row.language) == ("told", language)


def test_a_message_handed_over_twice_is_answered_once() -> None:
    sign_, code = a_case("uk")
    assert post(f"{sign_} {code.pin}").json() == {"taken": True}
    assert post(f"{sign_} {code.pin}").json() == {"taken": False}
    assert Message.objects.filter(channel="sms").count() == 1


def test_wrong_codes_lock_the_case_for_the_helpline_too() -> None:
    sign_, code = a_case("uk")
    wrong = "0000" if code.pin != "0000" else "1111"
    tries = 0
    while not models.IncomingSms.objects.filter(outcome="locked").exists():
        tries += 1
        assert tries < 20, "it never locks"
        post(f"{sign_} {wrong}", message_id=f"w{tries}")
    with pytest.raises(cases.StatusLocked):
        cases.case_by_status_code(number=code.number, pin=code.pin, at=clock.now())
    post(f"{code.number} {code.pin}", message_id="right")
    assert models.IncomingSms.objects.get(message_id="right").outcome == "locked"


@pytest.mark.parametrize(("change", "status"), [
    ({"secret": "another"}, 401), ({"late": 301}, 401), ({"late": -301}, 401),
    ({"body": b"not json"}, 400), ({"body": b'["a list"]'}, 400),
    ({"body": b'{"id": "", "from": "1", "text": "x"}'}, 400),
    ({"body": b'{"id": 1, "from": "1", "text": "x"}'}, 400),
    ({"body": b'{"id": "a", "from": "1", "text": "' + b"x" * 9000 + b'"}'}, 413)])
def test_what_is_not_signed_or_no_message_is_refused(change: dict[str, Any], status: int) -> None:
    assert post("x", **change).status_code == status
    assert not models.IncomingSms.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(("text", "number", "outcome", "answers"), [
    ("hello", NUMBER, "not_read", 1), ("", NUMBER, "not_read", 1),
    ("SOC-II.6151.9.2026 123456", NUMBER, "refused", 1),
    ("1" * 200 + " 123456", NUMBER, "not_read", 1),
    ("SOC-II.6151.9.2026 123456", "BANK", "no_number", 0)])
def test_what_cannot_be_told_is_said(
    text: str, number: str, outcome: str, answers: int
) -> None:
    assert post(text, number=number).json() == {"taken": True}
    assert models.IncomingSms.objects.get().outcome == outcome
    assert Message.objects.count() == answers


def test_without_a_secret_there_is_no_door(settings: Any) -> None:
    settings.SMS_INCOMING_SECRET = ""
    assert post("x").status_code == 404
    assert "pin" not in repr(calls.read_sms("A.1 1234"))


def test_a_refusal_is_said_so_that_anybody_reads_it() -> None:
    post("SOC-II.6151.9.2026 123456")
    lines = Message.objects.get().body.splitlines()
    assert [words in line for words, line in zip(("PIN", "does not match", "збігається"), lines,
                                                 strict=True)] == [True] * 3
    post("hello", message_id="m2")
    last = Message.objects.latest("pk").body
    assert "Send the case sign" in last
    assert "Надішліть" in last

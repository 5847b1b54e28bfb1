"""Without an account: how a case stands, and a wish to be called back."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases

pytestmark = pytest.mark.django_db
ROBOT = system_actor("test")
STAGES = {"pl": "Twój wniosek wpłynął dnia", "en": "Your application was received on",
          "uk": "Вашу заяву", "ru": "Ваше заявление"}


@pytest.fixture(autouse=True)
def _limits_begin_anew() -> None:
    cache.clear()


@pytest.fixture
def code() -> tuple[str, cases.IssuedCode]:
    """A case that was received today: its sign and its status code."""
    at = clock.now()
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    cases.set_case_types(actor=ROBOT, at=at, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=date(2023, 1, 2),
        channel=cases.Channel.POST, branch="SZ", person_id=None, actor=ROBOT, at=at)
    return cases.case_refs(ids=[case_id])[case_id].sign, cases.issue_status_code(
        case_id=case_id, actor=ROBOT, at=at)


def ask(client: Client, case: str, pin: str, language: str = "en") -> tuple[int, str]:
    client.cookies["przystan_language"] = language
    answer = client.post("/status/", {"case": case, "pin": pin})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", STAGES)
def test_a_case_is_told_in_the_readers_language_by_code_or_by_sign(
    client: Client, code: tuple[str, cases.IssuedCode], language: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sign, issued = code
    number = " ".join((issued.number[:5], issued.number[5:]))
    with caplog.at_level(logging.DEBUG):
        for given in (number, sign):
            status, text = ask(client, given, issued.pin, language)
            assert status == 200
            assert STAGES[language] in text
            assert sign not in text
            assert issued.pin not in text
    assert issued.pin not in caplog.text
    assert issued.number not in caplog.text


def test_a_wrong_pin_is_refused_counted_and_locks_also_the_right_one(
    client: Client, code: tuple[str, cases.IssuedCode]
) -> None:
    sign, issued = code
    wrong = f"{(int(issued.pin) + 1) % 10**6:06}"
    for _try in range(5):
        status, text = ask(client, issued.number, wrong)
        assert status == 422
        assert "does not match" in text
        assert wrong not in text
    status, text = ask(client, sign, issued.pin)
    assert status == 429
    assert "locked" in text


def test_an_unknown_case_a_network_that_guesses_and_a_bad_pin_are_answered(
    client: Client
) -> None:
    assert ask(client, "SOC-II.6151.99.2023", "123456")[0] == 422
    status, text = ask(client, "x" * 500, "12")
    assert status == 422
    assert "six digits" in text
    answers = [ask(client, f"{n:010}", "123456")[0] for n in range(25)]
    assert answers[:19] == [422] * 19
    assert answers[20:] == [429] * 5


def test_a_call_back_is_noted_once_and_nobody_learns_who_waits(client: Client) -> None:
    given = {"phone": "512 345 678", "language": "uk"}
    first = client.post("/call-back/", given)
    again = client.post("/call-back/", {**given, "phone": "+48512345678"})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert first["Location"] == "/call-back/?asked=1"
    waiting, = calls.list_call_backs()
    assert (waiting.e164, waiting.language) == ("+48512345678", "uk")
    assert re.search("keeps the place", client.get(
        first["Location"], headers={"accept-language": "en"}).content.decode())


def test_what_is_no_number_and_a_network_that_floods_are_answered(client: Client) -> None:
    refused = client.post("/call-back/", {"phone": "abc", "language": "en"},
                          headers={"accept-language": "en"})
    assert refused.status_code == 422
    assert "such as 512 345 678" in refused.content.decode()
    for n in range(5):
        assert client.post(
            "/call-back/", {"phone": f"51234567{n}", "language": "pl"}).status_code == 302
    assert client.post(
        "/call-back/", {"phone": "512345679", "language": "pl"}).status_code == 429
    assert len(calls.list_call_backs()) == 5


def test_the_start_page_and_the_navigation_lead_to_both(client: Client) -> None:
    start = client.get("/procedures/").content.decode()
    assert 'href="/status/"' in start.split("<main")[0]
    assert {'href="/status/"', 'href="/call-back/"'} <= set(
        re.findall(r'href="/[a-z-]+/"', start.split("<main")[1]))
    for address in ("/status/", "/call-back/"):
        assert client.get(address).status_code == 200

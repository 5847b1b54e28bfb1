"""The pages of measures, staffing and forecast: figures with denominators, days in the address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import system_actor
from przystan.rooms.calls import public as calls
from tests.calls.test_screens import client_of

pytestmark = pytest.mark.django_db
ROBOT = system_actor("test")
MONDAY = datetime(2023, 3, 6, 8, tzinfo=UTC)
PAGES = ("metrics", "abandoned", "topics", "staffing", "forecast")


@pytest.fixture
def supervisor() -> Client:
    return client_of(accounts.Role.CALL_SUPERVISOR)


def call(
    key: str, start: datetime, outcome: calls.Outcome = calls.Outcome.ANSWERED, *,
    language: str = "pl", wait: float = 10, number: str = "+48280000101", topic: str = "",
) -> calls.NewContact:
    is_answered = outcome is calls.Outcome.ANSWERED
    is_out = outcome.startswith("outgoing")
    return calls.NewContact(
        key=key, started_at=start, ended_at=start + timedelta(seconds=wait + 120),
        direction=calls.Direction.OUTGOING if is_out else calls.Direction.INCOMING,
        outcome=outcome, number=number, language=language, wait_seconds=wait,
        talk_seconds=120 if is_answered else None, topic=topic)


def store(*contacts: calls.NewContact) -> None:
    calls.record_contacts(engine="e", contacts=contacts, actor=ROBOT,
                          at=MONDAY + timedelta(days=60))


def read(client: Client, address: str) -> str:
    answer = client.get(f"/office/calls/{address}")
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_measures_stand_beside_their_denominators_by_half_hour_and_queue(
    supervisor: Client,
) -> None:
    store(call("a", MONDAY), call("b", MONDAY + timedelta(minutes=40), wait=30, language="uk"),
          call("c", MONDAY, calls.Outcome.ABANDONED, wait=60),
          call("d", MONDAY, calls.Outcome.CONTAINED))
    page = read(supervisor, "metrics/?day=2023-03-06&until=2023-03-06")
    assert "2 of 4" in page, "answered of offered"
    assert "33.3 % (1/3)" in page, "answered of offered in the half-hour at 09:00"
    assert "50.0 % (1/2)" in page, "service level of the half-hour at 09:00"
    assert "09:00" in page
    assert "09:30" in page
    assert "<svg" in page
    assert "The figures as a table" in page
    only = read(supervisor, "metrics/?day=2023-03-06&until=2023-03-06&language=uk")
    assert "1 of 1" in only
    assert "09:00" not in only


def test_who_gave_up_is_listed_with_what_happened_after_and_without_a_number(
    supervisor: Client,
) -> None:
    store(call("a", MONDAY, calls.Outcome.ABANDONED, wait=61),
          call("b", MONDAY + timedelta(hours=2), calls.Outcome.OUTGOING_ANSWERED),
          call("c", MONDAY, calls.Outcome.ABANDONED, number="+48280000102"))
    page = read(supervisor, "abandoned/?day=2023-03-06&until=2023-03-06")
    assert page.count("of 2 who gave up") == 5
    assert "1:01" in page
    assert "280000101" not in page
    only = read(supervisor, "abandoned/?day=2023-03-06&until=2023-03-06&aftermath=never_heard")
    assert "… 102" in only
    assert "… 101" not in only


def test_topics_are_said_in_words_with_the_minutes_of_weeks(supervisor: Client) -> None:
    store(call("a", MONDAY, topic="fees"), call("b", MONDAY + timedelta(days=7), topic="slot"))
    page = read(supervisor, "topics/?day=2023-03-01&until=2023-03-31")
    assert "fees and payment" in page
    assert "booking, slot" in page
    assert "Week by week" in page


def test_staffing_of_a_day_with_its_target_and_of_a_day_to_come(supervisor: Client) -> None:
    store(*(call(f"{week}-{n}", MONDAY + timedelta(weeks=week, minutes=n))
            for week in range(5) for n in range(25)))
    page = read(supervisor, "staffing/?day=2023-03-06&service_level=90&within=10&shrinkage=0")
    assert "Erlang C" in page
    assert "09:00" in page
    coming = read(supervisor, "staffing/?day=2023-04-17")
    assert "they are the forecast ones" in coming
    forecast = read(supervisor, "forecast/?day=2023-04-11")
    assert "Staffing of this day" in forecast
    assert "12:" not in forecast
    assert "?day=2023-04-17" in forecast


def test_pages_of_an_empty_book_say_so_and_strange_addresses_are_no_error(
    supervisor: Client,
) -> None:
    for name in PAGES:
        assert "p-empty" in read(supervisor, f"{name}/")
        strange = "?day=x&until=0001-01-01&language=zz&aftermath=no&service_level=1000&page=9"
        read(supervisor, f"{name}/{strange}")
    read(supervisor, "metrics/?day=2023-03-09&until=2023-03-06")
    read(supervisor, "forecast/?day=9999-12-31")
    read(supervisor, "staffing/?day=0001-01-01")


def test_only_who_sees_calls_sees_their_measures() -> None:
    other = client_of(accounts.Role.CONTENT_EDITOR)
    for name in PAGES:
        assert other.get(f"/office/calls/{name}/").status_code == 403

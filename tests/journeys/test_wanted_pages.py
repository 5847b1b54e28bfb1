"""What callers asked last week, for those who write pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from tests.journeys.conftest import text

SYSTEM = accounts.system_actor("test")
ADDRESS = "/office/knowledge/wanted/"


def last_week() -> datetime:
    """Noon of the last full week's Monday."""
    today = clock.local_date(clock.now())
    monday = today - timedelta(days=today.isoweekday() + 6)
    return datetime.combine(monday, time(12), clock.OFFICE_ZONE)


def ask(key: str, topic: str, *, talk: float, at: datetime) -> None:
    calls.record_contacts(engine="e", actor=SYSTEM, at=clock.now(), contacts=[calls.NewContact(
        key=key, direction=calls.Direction.INCOMING, outcome=calls.Outcome.ANSWERED,
        started_at=at, ended_at=at + timedelta(seconds=talk + 20), language="pl",
        operators=("anna",), wait_seconds=10, talk_seconds=talk, topic=topic, recorded_at=at)])


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    return sign_in(accounts.Role.CONTENT_EDITOR)


def test_only_full_weeks_count_and_minutes_are_of_the_last(editor: Client) -> None:
    monday = last_week()
    ask("a", "fees", talk=120, at=monday)
    ask("b", "fees", talk=180, at=monday + timedelta(days=6))
    ask("c", "documents", talk=600, at=monday - timedelta(days=3))
    ask("d", "fees", talk=3600, at=monday + timedelta(days=7))
    ask("e", "status", talk=3600, at=monday)
    shown = text(editor.get(ADDRESS))
    assert "a page would have saved 2 calls and 5 minutes" in shown
    assert "fees and payment" in shown
    assert "required documents" in shown
    assert "case status" not in shown
    assert shown.count("fees and payment") == 1


def test_without_calls_it_says_so_and_others_are_refused(
    editor: Client, sign_in: Callable[..., Client]
) -> None:
    assert "No topic was noted" in text(editor.get(ADDRESS))
    assert sign_in(accounts.Role.RECEPTIONIST, username="r").get(ADDRESS).status_code == 403

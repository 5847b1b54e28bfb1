"""What an account saw between two times: every reading, no act, nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 7, 9, 0, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
HOUR = timedelta(hours=1)


def add(name: str, role: accounts.Role) -> accounts.Actor:
    user = accounts.add_user(username=name, display_name=f"Staff {name}", email="", language="en",
                             password=None, actor=ROBOT, at=AT)
    accounts.grant_role(user_id=user, role=role, actor=ROBOT, at=AT)
    return accounts.actor_of(user_id=user, at=AT)


@pytest.fixture
def thief() -> accounts.Actor:
    """An account with readings in the hour, around it, an act, and a colleague's reading."""
    own, other = add("thief", accounts.Role.ADVISER), add("other", accounts.Role.ADVISER)
    for minutes, person in ((-1, 1), (0, 2), (59, 3), (60, 4)):
        audit.record_read(actor=own, at=AT + timedelta(minutes=minutes), person_id=person,
                          action="people.read", subject=f"people.person:{person}")
    audit.record_shown(actor=own, at=AT + timedelta(minutes=5), action="people.find",
                       subject="people.search:x", shown=[3, 5, 6], once_within=HOUR)
    audit.record(actor=own, at=AT, action="people.edit", subject="people.person:9", person_id=9)
    audit.record_read(actor=other, at=AT, action="people.read", subject="people.person:8",
                      person_id=8)
    return own


def test_every_reading_of_the_span_with_everybody_it_showed(thief: accounts.Actor) -> None:
    span = {"actor_id": thief.user_id or 0, "since": AT, "until": AT + HOUR}
    seen = audit.list_seen(**span)  # type: ignore[arg-type]
    assert [x.person_ids for x in seen] == [(2,), (3,), (3, 5, 6)]
    assert audit.count_seen(**span) == (3, 4)  # type: ignore[arg-type]
    assert audit.count_seen(
        actor_id=thief.user_id or 0, since=AT - HOUR, until=AT + 2 * HOUR) == (5, 6)


def test_the_page_and_the_file_agree_and_leave_their_own_line(
    thief: accounts.Actor, client: Client
) -> None:
    manager = add("manager", accounts.Role.MANAGER)
    client.force_login(get_user_model().objects.get(pk=manager.user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    # 9:00 UTC is 10:00 in the office.
    asked = {"account": thief.user_id, "since": "2023-12-07T10:00", "until": "2023-12-07T11:00"}
    page = client.get(reverse("audit:seen"), asked, headers={"accept-language": "en"})
    text = page.content.decode()
    assert "4 persons were seen" in text
    assert "3 readings" in text
    file = client.get(reverse("audit:seen"), {**asked, "csv": "1"})
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert sorted(r["person_id"] for r in rows) == ["2", "3", "3", "5", "6"]
    own = audit.list_lines(actor_id=manager.user_id, limit=2)
    assert {(x.action, x.is_read) for x in own} == {("audit.read_seen", True)}


@pytest.mark.parametrize("wrong", [
    {"account": "999999"}, {"since": "yesterday"}, {"until": "2023-12-07T09:00"}])
def test_what_cannot_be_asked_is_said_in_words(
    thief: accounts.Actor, client: Client, wrong: dict[str, str]
) -> None:
    manager = add("manager", accounts.Role.MANAGER)
    client.force_login(get_user_model().objects.get(pk=manager.user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"account": thief.user_id, "since": "2023-12-07T10:00", "until": "2023-12-07T11:00"}
    page = client.get(reverse("audit:seen"), {**asked, **wrong})
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()
    assert "seen" not in client.get(reverse("audit:seen"), {**asked, **wrong, "csv": "1"}).headers[
        "Content-Type"]

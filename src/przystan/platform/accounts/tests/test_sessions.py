"""A session ends when idle, what was typed comes back; a password is set by a link, once."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import idle
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Permission, Role
from przystan.platform.accounts.tests.test_accounts import PASSWORD, SYSTEM, person, sign_in
from przystan.platform.outbox.models import Message
from przystan.platform.sites import public as sites

pytestmark = pytest.mark.django_db
REASON = "A person fainted and the family must be called"


@pytest.fixture(autouse=True)
def _office(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()  # the limits of failed sign-ins live there
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])


def grow_old(client: Client, *, idle_minutes: float = 0, hours: float = 0) -> None:
    """Let a session be as old as if so much time had passed."""
    session = client.session
    began, seen = session[idle.TIMES]
    session[idle.TIMES] = [began - int(hours * 3600), seen - int(idle_minutes * 60)]
    session.save()


def signed_in(name: str = "anna", role: Role = Role.ADVISER) -> Client:
    client = sign_in(person(name, role))
    assert client.get("/office/").status_code == 200
    return client


def test_a_session_ends_when_idle_and_not_before() -> None:
    client = signed_in()
    grow_old(client, idle_minutes=29)
    assert client.get("/office/").status_code == 200
    grow_old(client, idle_minutes=31)
    answer = client.get("/office/people/")
    assert answer.headers["Location"] == "/accounts/login/?next=/office/people/"
    assert client.get("/office/").status_code == 302


def test_a_session_ends_at_last_however_busy_it_was() -> None:
    client = signed_in()
    grow_old(client, hours=9.1)
    assert client.get("/office/").status_code == 302


def test_what_a_page_fetches_by_itself_keeps_no_session_alive() -> None:
    client = signed_in()
    grow_old(client, idle_minutes=20)
    before = client.session[idle.TIMES]
    stay = reverse("accounts:stay")
    left = client.get(stay, headers={"Sec-Fetch-Mode": "cors"}).json()["seconds"]
    assert client.session[idle.TIMES] == before
    assert 9 * 60 <= left <= 10 * 60
    # The button of the warning is an act.
    assert client.post(stay, headers={"Sec-Fetch-Mode": "cors"}).json()["seconds"] >= 29 * 60
    assert time.time() - client.session[idle.TIMES][1] < 60


def test_a_page_on_a_wall_is_read_on_in_an_idle_session_and_nothing_else_is() -> None:
    client = signed_in(role=Role.CALL_SUPERVISOR)
    wall, stay, by_itself = (
        reverse("calls:wallboard"), reverse("accounts:stay"), {"Sec-Fetch-Mode": "cors"})
    grow_old(client, idle_minutes=200)
    before = client.session[idle.TIMES]
    for headers in ({}, by_itself):
        page = client.get(wall, headers=headers)
        assert page.status_code == 200
        assert b"data-przystan-idle" not in page.content
    # Another page of the same session asks by itself: it learns that its time is over.
    assert client.get(stay, headers=by_itself).json()["seconds"] == 0
    assert client.session[idle.TIMES] == before, "a look at the wall is no act"
    grow_old(client, hours=9.1)
    assert client.get(wall).status_code == 302


@pytest.mark.parametrize(("method", "name"), [
    ("get", "calls:list"), ("get", "office"), ("post", "calls:listen"),
    ("post", "accounts:stay"), ("post", "calls:wallboard")])
def test_whatever_else_an_idle_session_asks_for_ends_it_and_the_wall_too(
    method: str, name: str
) -> None:
    client = signed_in(role=Role.CALL_SUPERVISOR)
    grow_old(client, idle_minutes=31)
    assert client.get(reverse("calls:wallboard")).status_code == 200
    answer = getattr(client, method)(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")
    assert client.get(reverse("calls:wallboard")).status_code == 302


def test_an_office_may_let_sessions_stand(settings: Any) -> None:
    client = signed_in()
    grow_old(client, idle_minutes=300)
    settings.IDLE_MINUTES = 0
    assert client.get("/office/").status_code == 200
    assert b"data-przystan-idle" not in client.get("/office/").content


def test_what_was_typed_comes_back_after_signing_in_again_and_is_sent_once() -> None:
    client = signed_in()
    assert b"data-przystan-idle" in client.get("/office/").content
    grow_old(client, idle_minutes=31)
    form = {"permission": "people.view", "reason": REASON, "password": "not to be kept"}
    answer = client.post(reverse("accounts:break_glass"), form)
    again = reverse("accounts:again")
    assert answer.headers["Location"] == f"/accounts/login/?next={again}"
    answer = client.post(answer.headers["Location"], {"login": "anna", "password": PASSWORD})
    assert answer.headers["Location"] == again
    page = client.get(again).content.decode()
    assert REASON in page
    assert "not to be kept" not in page
    assert f'action="{reverse("accounts:break_glass")}"' in page
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert client.post(reverse("accounts:break_glass"), fields).status_code == 302
    user = get_user_model().objects.get(username="anna")
    assert accounts.actor_of(user_id=user.pk, at=_now()).can(Permission.PEOPLE_VIEW)
    assert idle.KEPT not in client.session


def _now() -> Any:
    from przystan.platform.clock import public as clock

    return clock.now()


def test_what_somebody_else_typed_is_forgotten() -> None:
    person("maria", Role.ADVISER)
    client = signed_in()
    grow_old(client, idle_minutes=31)
    client.post(reverse("accounts:break_glass"), {"reason": REASON})
    client.post(reverse("account_login"), {"login": "maria", "password": PASSWORD})
    assert client.get(reverse("accounts:again")).headers["Location"] == "/office/"
    assert idle.KEPT not in client.session


def test_what_is_sealed_is_kept_nowhere() -> None:
    client = signed_in("psycholog", Role.PSYCHOLOGIST)
    grow_old(client, idle_minutes=31)
    client.post("/office/advisory/sealed/1/", {"text": "a note", "pass_phrase": "x"})
    assert idle.KEPT not in client.session


def link_of_the_only_message() -> str:
    message = Message.objects.get(channel="mail")
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    assert found[1].split("/")[-2] not in message.key
    return found[1]


@pytest.fixture
def link() -> str:
    """The link that a new member of staff is sent."""
    admin = sign_in(person("robert", Role.ADMINISTRATOR))
    answer = admin.post(reverse("accounts:add_user"), {
        "username": "nowa", "display_name": "Nowa", "email": "nowa@przystan.example",
        "language": "pl"})
    assert answer.status_code == 302
    return link_of_the_only_message()


NEW = "rybitwa-na-falochronie-7"


def test_a_new_user_sets_a_password_by_the_link_once(link: str) -> None:
    user = get_user_model().objects.get(username="nowa")
    assert not user.has_usable_password()
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": NEW, "again": "other"}).status_code == 200
    assert client.post(link, {"password": "short", "again": "short"}).status_code == 200
    assert client.post(link, {"password": NEW, "again": NEW}).status_code == 302
    assert client.get(link).status_code == 404
    assert client.post(link, {"password": NEW + "x", "again": NEW + "x"}).status_code == 404
    answer = client.post(reverse("account_login"), {"login": "nowa", "password": NEW})
    assert answer.status_code == 302


def test_a_link_ends_after_a_day_and_with_the_account(link: str, monkeypatch: Any) -> None:
    from datetime import datetime, timedelta

    late = datetime.now() + timedelta(hours=25)  # noqa: DTZ005, TID251 - as Django counts
    with monkeypatch.context() as patched:
        patched.setattr(default_token_generator, "_now", lambda: late)
        assert Client().get(link).status_code == 404
    user = get_user_model().objects.get(username="nowa")
    accounts.set_active(user_id=user.pk, is_active=False, actor=SYSTEM, at=_now())
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("code", ["1-x", "x", "-", "999999-cabc-123", "9" * 40 + "-a", "1-"])
def test_a_link_that_was_never_made_opens_nothing(code: str) -> None:
    person("anna")
    address = reverse("accounts:first_password", args=[code])
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"password": NEW, "again": NEW}).status_code == 404

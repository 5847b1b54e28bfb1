"""Roles by unit and branch, the locks on views, break-glass, sign-out everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Permission, Role
from przystan.platform.audit import public as audit
from przystan.platform.outbox import public as outbox
from przystan.platform.sites import public as sites

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 7, 9, 0, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")
PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def office() -> None:
    cache.clear()  # the limits of failed sign-ins live there
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])


def person(name: str, role: Role | None = None, branch: str | None = None) -> int:
    user_id = accounts.add_user(
        username=name, display_name=name.title(), email=f"{name}@przystan.example",
        language="pl", password=PASSWORD, actor=SYSTEM, at=AT)
    if role:
        accounts.grant_role(user_id=user_id, role=role, branch=branch, actor=SYSTEM, at=AT)
    return user_id


def sign_in(user_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user_id),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_role_counts_within_its_branch() -> None:
    actor = accounts.actor_of(user_id=person("anna", Role.ADVISER, "KO"), at=AT)
    assert actor.can(Permission.ADVISORY_RECORD, branch="KO")
    assert not actor.can(Permission.ADVISORY_RECORD, branch="SZ")
    assert actor.branches == {"KO"}
    assert not actor.can(Permission.ACCOUNTS_MANAGE)


def test_a_revoked_role_opens_nothing_and_its_row_stays() -> None:
    user_id = person("anna", Role.ADVISER)
    (user,) = [u for u in accounts.list_users() if u.id == user_id]
    accounts.revoke_role(grant_id=user.roles[0][0], actor=SYSTEM, at=AT)
    assert accounts.actor_of(user_id=user_id, at=AT).permissions == frozenset()


def test_the_auditor_reads_no_names() -> None:
    actor = accounts.actor_of(user_id=person("helena", Role.AUDITOR), at=AT)
    names = {Permission.PEOPLE_VIEW, Permission.ADVISORY_VIEW, Permission.CALLS_VIEW,
             Permission.RECORDS_VIEW, Permission.CASES_VIEW, Permission.TRAINING_VIEW}
    assert not actor.permissions & names
    changing = {p for p in actor.permissions if p.value.endswith((".edit", ".record", ".manage"))}
    assert changing == set()


def test_administrators_open_no_personal_data_of_foreigners() -> None:
    actor = accounts.actor_of(user_id=person("robert", Role.ADMINISTRATOR), at=AT)
    assert not actor.can(Permission.PEOPLE_VIEW)
    assert not actor.can(Permission.ADVISORY_VIEW)


def test_who_has_not_signed_in_is_sent_to_the_sign_in_page_and_back() -> None:
    answer = Client().get("/office/people/?q=x")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/office/people/%3Fq%3Dx"


def test_a_permission_that_is_not_held_is_refused() -> None:
    assert sign_in(person("olga", Role.CONTENT_EDITOR)).get("/office/people/").status_code == 403


def test_the_second_factor_is_compulsory_for_personal_data(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    answer = sign_in(person("anna", Role.ADVISER)).get("/office/people/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("mfa_activate_totp")
    editor = sign_in(person("olga", Role.CONTENT_EDITOR)).get("/office/knowledge/")
    assert editor.status_code == 200


def test_break_glass_needs_a_reason_ends_and_tells_the_managers() -> None:
    person("maria", Role.MANAGER)
    user_id = person("olga", Role.CONTENT_EDITOR)
    actor = accounts.actor_of(user_id=user_id, at=AT)
    with pytest.raises(accounts.BreakGlassRefused):
        accounts.open_break_glass(permission=Permission.PEOPLE_VIEW, reason="short", actor=actor,
                                  at=AT)
    client = sign_in(user_id)
    answer = client.post(reverse("accounts:break_glass"), {
        "permission": "people.view", "reason": "A person fainted and the family must be called"})
    assert answer.status_code == 302
    assert client.get("/office/people/").status_code == 200
    assert any(m.key.startswith("break-glass:") for m in outbox.list_messages())
    (line,) = [x for x in audit.list_lines(limit=10) if x.action == "accounts.open_break_glass"]
    assert line.actor_id == user_id
    later = line.at + timedelta(hours=1, seconds=1)
    assert not accounts.actor_of(user_id=user_id, at=later).can(Permission.PEOPLE_VIEW)


def test_sign_out_everywhere_ends_every_session() -> None:
    user_id = person("anna", Role.ADVISER)
    clients = [Client(), Client()]
    for client in clients:
        assert client.post(reverse("account_login"), {"login": "anna", "password": PASSWORD}
                           ).status_code == 302
        assert client.get("/office/").status_code == 200
    assert accounts.sign_out_everywhere(user_id=user_id, actor=SYSTEM, at=AT) == 2
    assert [c.get("/office/").status_code for c in clients] == [302, 302]


def test_repeated_failures_lock_the_name_out(settings: Any) -> None:
    person("anna", Role.ADVISER)
    client = Client()
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "anna", "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": "anna", "password": PASSWORD})
    assert answer.status_code != 302
    assert client.get("/office/").status_code == 302


def test_a_stopped_user_is_signed_out_and_cannot_come_back() -> None:
    user_id = person("anna", Role.ADVISER)
    client = Client()
    client.post(reverse("account_login"), {"login": "anna", "password": PASSWORD})
    accounts.set_active(user_id=user_id, is_active=False, actor=SYSTEM, at=AT)
    assert client.get("/office/").status_code == 302
    client.post(reverse("account_login"), {"login": "anna", "password": PASSWORD})
    assert client.get("/office/").status_code == 302


def test_names_of_users_are_unique_without_regard_to_case() -> None:
    person("anna")
    with pytest.raises(accounts.UsernameTaken):
        person("ANNA")


def test_the_administrators_screens() -> None:
    client = sign_in(person("robert", Role.ADMINISTRATOR))
    assert client.get(reverse("accounts:users")).status_code == 200
    answer = client.post(reverse("accounts:add_user"), {
        "username": "nowa", "display_name": "Nowa", "email": "nowa@przystan.example",
        "language": "pl", "password": PASSWORD})
    assert answer.status_code == 302
    page = client.post(answer.headers["Location"], {"role": "adviser", "branch": "KO"}, follow=True)
    assert "KO" in page.content.decode()
    assert client.get(reverse("audit:verify")).status_code == 200
    assert client.get(reverse("audit:list")).status_code == 200
    assert client.get(reverse("outbox:list")).status_code == 200

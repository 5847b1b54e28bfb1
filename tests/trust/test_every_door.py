"""Every address × every role: who may not enter is told so, whatever the address holds.

The list of addresses is the product's own, so that a new one is tried from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from tests.addresses import FOREIGN_VIEWS, views

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")
# Something of each kind that an address may hold; nothing of it exists.
SAMPLES = {"int": "999999", "uuid": "00000000-0000-4000-8000-000000000000", "slug": "nothing",
           "str": "nothing", "path": "nothing"}
View = Callable[..., Any]
# Devices and other programs prove themselves by a key of their own, not by a page's token; public
# forms that are nobody's act (an opinion, a choice, a checklist, a language, a certificate to be
# checked) carry none, because no cookie is set for them.
WITHOUT_TOKEN = re.compile(r"^/(edge|api|certificates|choose|language|sms)/|/opinion/$|/checklist/")


def addresses() -> Iterator[tuple[str, View]]:
    for route, view in views():
        if not view.__module__.startswith(FOREIGN_VIEWS):
            yield sample(route), view


def sample(route: str) -> str:
    """Fill a route's parameters; a kind that this test does not know fails it."""
    plain = route.replace("^", "").replace("$", "").replace("\\Z", "")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m[1] or "str", "nothing"), plain)


STAFF = sorted((a, v) for a, v in addresses() if v.przystan_permission is not None)  # type: ignore[attr-defined]
EVERYBODY = sorted((a, v) for a, v in addresses() if v.przystan_permission is None)  # type: ignore[attr-defined]


@pytest.fixture
def enter(settings: Any) -> Callable[..., Client]:
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
    settings.SECOND_FACTOR_REQUIRED = False

    def as_role(role: accounts.Role, **options: Any) -> Client:
        user = accounts.add_user(
            username=role.value, display_name="Anna Testowa", email="", language="en",
            password=None, actor=SYSTEM, at=AT)
        accounts.grant_role(user_id=user, role=role, actor=SYSTEM, at=AT)
        client = Client(raise_request_exception=False, **options)
        client.force_login(get_user_model().objects.get(pk=user),
                           backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_role


def test_only_pages_that_were_looked_at_stay_open_in_an_idle_session() -> None:
    """Whoever lengthens this list has made sure that the page names nobody who is served."""
    kept = {address for address, view in addresses()
            if getattr(view, "przystan_kept_open", False)}
    assert kept == {"/office/calls/wallboard/", "/office/system/stay/"}


@pytest.mark.parametrize("role", list(accounts.Role), ids=lambda role: role.value)
def test_a_role_enters_where_it_holds_the_permission_and_nowhere_else(
    enter: Callable[..., Client], role: accounts.Role,
) -> None:
    client = enter(role)
    held = accounts.ROLE_PERMISSIONS[role]
    user = get_user_model().objects.get(username=role.value)
    actor = accounts.actor_of(user_id=user.pk, at=AT)
    refused = [(address, view) for address, view in STAFF
               if view.przystan_permission not in held]  # type: ignore[attr-defined]
    wrong = []
    for address, view in refused:
        # The view as the address has it, without the page around the refusal.
        request = RequestFactory().get(address)
        request.user = user
        request.actor = actor  # type: ignore[attr-defined]
        try:
            view(request)
        except PermissionDenied:
            continue
        wrong.append(f"{address}: {role.value} entered")
    for address, view in STAFF:
        # Nothing of this kind exists; a further rule of the room may refuse it too.
        if (address, view) not in refused and client.get(address).status_code >= 500:
            wrong.append(f"{address} failed")
    if refused:
        assert client.get(refused[0][0]).status_code == 403
    assert wrong == []


def test_who_has_not_signed_in_is_led_to_the_sign_in_page(db: None) -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for address, _ in STAFF:
        for answer in (client.get(address), client.post(address)):
            if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/"):
                wrong.append(f"{address}: {answer.status_code}")
    assert wrong == []


def test_without_the_second_factor_nobody_reads_personal_data(
    enter: Callable[..., Client], settings: Any
) -> None:
    client = enter(accounts.Role.MANAGER)
    settings.SECOND_FACTOR_REQUIRED = True
    wrong = []
    for address, _ in STAFF:
        answer = client.get(address)
        to_factor = answer.status_code == 302 and "/2fa/" in answer["Location"]
        if not to_factor and answer.status_code != 403:
            wrong.append(f"{address}: {answer.status_code}")
    assert wrong == []


def test_a_page_of_another_site_can_act_nowhere(enter: Callable[..., Client]) -> None:
    """Each address refuses a form without the token, but those named."""
    client = enter(accounts.Role.MANAGER, enforce_csrf_checks=True)
    wrong = [address for address, _ in [*STAFF, *EVERYBODY]
             if not WITHOUT_TOKEN.search(address)
             and client.post(address).status_code not in (403, 405)]
    assert wrong == []


def test_no_public_page_fails_on_what_does_not_exist(db: None) -> None:
    client = Client(raise_request_exception=False)
    wrong = [f"{address}: {status}" for address, _ in EVERYBODY
             if (status := client.get(address).status_code) >= 500]
    assert wrong == []

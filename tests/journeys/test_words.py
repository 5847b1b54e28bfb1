"""Words by which somebody is sought stand in no address, and Back, Reload and links still work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db
# Every page with a box in which persons, their documents or numbers are sought.
PAGES = {"/search/": "q", "/office/people/": "q", "/office/advisory/": "q",
         "/office/documents/": "q", "/office/documents/examinations/": "q",
         "/office/calls/": "number"}


@pytest.fixture
def desk(settings: Any) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    robot, at = accounts.system_actor("test"), clock.now()
    user = accounts.add_user(username="anna", display_name="Anna Testowa", email="", language="en",
                             password=None, actor=robot, at=at)
    for role in (accounts.Role.ADVISER, accounts.Role.OPERATOR):
        accounts.grant_role(user_id=user, role=role, actor=robot, at=at)
    client = Client(headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_no_form_sends_words_in_an_address(desk: Client, page: str) -> None:
    text = desk.get(page).content.decode()
    forms = re.findall(r"<form[^>]*>.*?</form>", text, re.S)
    searching = [f for f in forms if f'name="{PAGES[page]}"' in f or 'name="q"' in f]
    assert searching
    assert [f[:80] for f in searching if 'method="post"' not in f.partition(">")[0]] == []
    assert "hx-get" not in "".join(searching)


@pytest.mark.parametrize("page", PAGES)
def test_the_answer_has_an_address_without_the_words(desk: Client, page: str) -> None:
    answer = desk.post(page, {PAGES[page]: "Zaginiona"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{page}?words=1"
    for _ in range(2):  # reloaded as well
        assert 'value="zaginiona"' in desk.get(answer.headers["Location"]).content.decode().lower()
    # The plain page asks for nobody.
    assert "zaginiona" not in desk.get(page).content.decode().lower()
    assert desk.post(page, {PAGES[page]: " "}).headers["Location"] == page


def test_somebody_is_found_and_no_link_on_the_page_repeats_the_words(desk: Client) -> None:
    person = make_person()
    page = reverse("people:list")
    text = desk.post(page, {"q": "kovalchuk"}, follow=True).content.decode()
    assert f"/office/people/{person}/" in text
    assert "kovalchuk" not in " ".join(re.findall(r'href="([^"]*)"', text)).lower()
    # While somebody types, the part of the page is answered at once.
    part = desk.post(page, {"q": "kovalchuk"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert f"/office/people/{person}/" in part.content.decode()
    # Nobody found: who is registered next was already named.
    answer = desk.post(page, {"q": "Nieznana"}, follow=True).content.decode()
    assert "/register/?words=1" in answer
    assert "Nieznana" in desk.get(reverse("journeys:register") + "?words=1").content.decode()


def test_other_filters_stay_in_the_address(desk: Client) -> None:
    answer = desk.post("/office/advisory/", {
        "q": "Zaginiona", "branch": "SZ", "csrfmiddlewaretoken": "x", "once": "y"})
    assert answer.headers["Location"] == "/office/advisory/?branch=SZ&words=1"

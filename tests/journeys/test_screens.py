"""The screens of people, advisory, documents and the person's card, as an adviser uses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person, new_person

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
PERSON = {
    "family_name": "TESTOVA", "given_names": "HANNA", "birth_date_day": "3",
    "birth_date_month": "4", "birth_date_year": "1985", "birth_precision": "day", "sex": "f",
    "citizenship": "BLR", "document_kind": "passport", "document_number": "XX 900 777",
    "document_state": "UTO", "branch": "SZ",
}
Sign = Callable[..., Client]
# Eight, and the two statements of the savepoint that stands for the request's transaction.
QUERIES = 8 + 2


@pytest.fixture
def sign_in(office: int, client: Client, settings: Any) -> Sign:
    settings.LANGUAGE_CODE = "en"

    def enter(*roles: accounts.Role) -> Client:
        user = accounts.add_user(
            username="u", display_name="Anna Testowa", email="", language="en",
            password=None, actor=SYSTEM, at=AT)
        for role in roles or (accounts.Role.ADVISER,):
            accounts.grant_role(user_id=user, role=role, actor=SYSTEM, at=AT)
        from django.contrib.auth import get_user_model

        client.force_login(get_user_model().objects.get(pk=user),
                           backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["przystan_language"] = "en"
        return client

    return enter


def text(response: Any) -> str:
    return response.content.decode()


def test_search_shows_names_and_reasons(sign_in: Sign) -> None:
    client = sign_in()
    make_person()
    page = text(client.get(reverse("people:list"), {"q": "Ковальч"}))
    assert "KOVALCHUK OLENA" in page
    assert "name: ковальч" in page
    assert "Nobody is found" in text(client.get(reverse("people:list"), {"q": "zzz"}))


def test_a_list_page_costs_few_queries(
    sign_in: Sign, django_assert_max_num_queries: Any
) -> None:
    client = sign_in()
    people.register_in_bulk(actor=SYSTEM, at=AT, persons=[new_person() for _ in range(30)])
    for number in range(30):
        make_visit(make_card(make_person(), number=f"Q/{number}"))
    for name in ("people:list", "advisory:list", "documents:list"):
        with django_assert_max_num_queries(QUERIES):
            client.get(reverse(name))
    with django_assert_max_num_queries(QUERIES):
        assert text(client.get(reverse("people:list"), {"q": "kov ole"})).count("<tr") == 26


def test_registration_searches_first(sign_in: Sign) -> None:
    client = sign_in()
    address = reverse("people:register")
    assert "Register a new person" not in text(client.get(address))
    answer = client.post(address, PERSON)
    assert answer.status_code == 302
    assert answer.url.startswith("/office/people/")
    again = client.post(address, {**PERSON, "document_number": ""})
    assert "say that none of them is this one" in text(again)
    sure = client.post(address, {**PERSON, "document_number": "", "none_of_these": "on"})
    assert sure.status_code == 302
    assert people.count_persons() == 2


def test_a_known_document_is_refused_with_its_card(sign_in: Sign) -> None:
    client = sign_in()
    client.post(reverse("people:register"), PERSON)
    page = text(client.post(reverse("people:register"), {
        **PERSON, "family_name": "OTHER", "none_of_these": "on"}))
    assert "is on the card of TESTOVA HANNA" in page
    assert people.count_persons() == 1


@pytest.mark.parametrize(("changes", "message"), [
    ({"pesel": "44051401459"}, "check digit of this PESEL"),
    ({"phone": "12"}, "not a phone number"),
    ({"birth_date_day": "31", "birth_date_month": "2"}, "Enter a valid date"),
    ({"birth_date_day": "", "birth_date_month": "", "birth_date_year": ""}, "Give the birth"),
    ({"family_name": "", "given_names": ""}, "Give the name"),
    ({"document_state": ""}, "which state issued"), ({"sex": ""}, "required"),
    ({"document_number": "?"}, "3 to 24 letters"),
])
def test_each_mistake_has_its_message(
    sign_in: Sign, changes: dict[str, str], message: str
) -> None:
    page = text(sign_in().post(reverse("people:register"), {**PERSON, **changes}))
    assert "There is a problem" in page
    assert message in page
    assert people.count_persons() == 0


def test_the_card_shows_the_person_and_who_looked(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person()
    make_visit(make_card(person, number="T/1"), advisory.ServiceKind.LEGAL)
    assert client.get(reverse("people:card", args=[person])).status_code == 302
    page = text(client.get(reverse("journeys:person", args=[person])))
    for words in ("KOVALCHUK OLENA", "Ковальчук Олена", "17.05.1990", "T/1", "legal advice",
                  "Anna Testowa"):
        assert words in page, words
    assert audit.list_lines(person_id=person)[0].actor_name == "Anna Testowa"
    assert client.get(reverse("journeys:person", args=[person + 9999])).status_code == 404


def test_merge_and_undo(sign_in: Sign) -> None:
    client = sign_in()
    one, two = make_person(), make_person()
    address = reverse("people:merge", args=[one])
    assert "There is no such card" in text(
        client.post(address, {"other": two + 999, "reason": "x"}))
    assert client.post(address, {"other": two, "reason": "same passport"}).status_code == 302
    followed = client.get(reverse("journeys:person", args=[two]), follow=True)
    assert f"Card {two} was merged into this one." in text(followed)
    found = re.search(rf"/office/people/{one}/merges/(\d+)/undo/", text(followed))
    assert found
    client.post(found.group(0), {"reason": "two persons"})
    assert people.canonical_ids([two]) == {two: two}


def test_a_visit_is_recorded_in_one_form(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person()
    address = reverse("journeys:record_visit", args=[person])
    form = {"visited_on": "2023-03-01", "branch": "SZ", "language": "uk",
            "interpreter_mode": "phone", "channel": "desk", "legal": "on",
            "legal_topic": "appeal", "legal_minutes": "30", "stay_basis": "pending_stamp",
            "is_signed": "on"}
    assert "Choose at least one" in text(client.post(address, {**form, "legal": ""}))
    assert "No project runs" in text(client.post(address, {**form, "visited_on": "2021-01-01"}))
    page = text(client.post(address, form, follow=True))
    for words in ("legal advice", "refusal, appeal", "by phone", "closed", "signed"):
        assert words in page, words
    service = advisory.services_of(
        card_ids=[c.id for c in advisory.cards_of(person_ids=[person])])[0]
    remove = reverse("advisory:remove_service", args=[service.id])
    assert "required" in text(client.post(remove, {"reason": ""}))
    assert "removed: wrong card" in text(
        client.post(remove, {"reason": "wrong card"}, follow=True))
    add = reverse("advisory:add_service", args=[service.visit_id])
    bad = client.post(add, {"kind": "psychological", "topic": "family"})
    assert "no topic" in text(bad)
    again = text(client.post(add, {"kind": "legal", "topic": "appeal"}, follow=True))
    assert again.count("refusal, appeal") == 2


def test_advisory_search_and_day(sign_in: Sign) -> None:
    client = sign_in()
    make_visit(make_card(make_person(), number="D/1"))
    address = reverse("advisory:list")
    assert "D/1" in text(client.get(address, {"day": "2023-03-01"}))
    assert "D/1" not in text(client.get(address, {"day": "2023-03-02", "kind": "legal"}))
    assert "D/1" in text(client.get(address, {"q": "kovalchuk"}))
    assert "D/1" in text(client.get(address, {"q": "d/1"}))
    assert client.get(address, {"day": "soon"}).status_code == 200


def test_a_document_is_read_and_used_for_registration(sign_in: Sign) -> None:
    client = sign_in()
    page = text(client.post(reverse("documents:read"), {"text": MRZ}))
    for words in ("ERIKSSON", "the check digit holds", "8 could be S", "expired"):
        assert words in page, words
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert fields["birth_date"] == "1974-08-12"
    form = text(client.post(reverse("people:register"), fields))
    for words in ('value="ERIKSSON"', 'value="1974"', 'value="L898902C3"'):
        assert words in form, words
    assert people.count_persons() == 0
    assert "L898902C3" in text(client.get(reverse("documents:list"), {"q": "l898"}))
    assert "found 5" in text(client.post(reverse("documents:read"), {"text": "P<UTO"}))


@pytest.mark.parametrize("name", ["people:list", "people:register", "advisory:list",
                                  "documents:list", "documents:read"])
def test_whoever_may_not_is_refused(sign_in: Sign, name: str) -> None:
    assert sign_in(accounts.Role.CONTENT_EDITOR).get(reverse(name)).status_code == 403
    assert Client().get(reverse(name)).status_code == 302


def test_the_day_of_today_is_offered_while_a_project_runs(
    sign_in: Sign, settings: Any
) -> None:
    client = sign_in()
    today = date(2023, 3, 1)
    offset = datetime(2023, 3, 1, 11, tzinfo=UTC) - clock.now()
    settings.CLOCK_OFFSET_SECONDS = offset.total_seconds()
    page = text(client.get(reverse("journeys:record_visit", args=[make_person()])))
    assert today.isoformat() in page

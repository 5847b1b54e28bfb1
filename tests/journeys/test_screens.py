"""The screens of people, advisory, documents and the person's card, as an adviser uses them."""

from __future__ import annotations

import re
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
from tests.journeys.conftest import Sign, text

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
SYSTEM = accounts.system_actor("test")
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
# Eight, and the two statements of the savepoint that stands for the request's transaction.
QUERIES = 8 + 2


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
    client.get(reverse("office"))  # notes once a minute that the session is in use
    for name in ("people:list", "advisory:list", "documents:list"):
        with django_assert_max_num_queries(QUERIES):
            client.get(reverse(name))
    with django_assert_max_num_queries(QUERIES):
        assert text(client.get(reverse("people:list"), {"q": "kov ole"})).count("<tr") == 26


def test_the_card_shows_the_person(sign_in: Sign) -> None:
    client = sign_in()
    person = make_person()
    make_visit(make_card(person, number="T/1"), advisory.ServiceKind.LEGAL)
    assert client.get(reverse("people:card", args=[person])).status_code == 302
    page = text(client.get(reverse("journeys:person", args=[person])))
    for words in ("KOVALCHUK OLENA", "Ковальчук Олена", "17.05.1990", "T/1", "legal advice"):
        assert words in page, words
    assert audit.list_lines(person_id=person)[0].actor_name == "Anna Testowa"
    assert client.get(reverse("journeys:person", args=[person + 9999])).status_code == 404


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
    form = text(client.post(reverse("journeys:register"), {**fields, "step": "prefill"}))
    for words in ('value="ERIKSSON"', 'value="1974"', 'value="L898902C3"'):
        assert words in form, words
    assert people.count_persons() == 0
    assert "L898902C3" in text(client.get(reverse("documents:list"), {"q": "l898"}))
    assert "found 5" in text(client.post(reverse("documents:read"), {"text": "P<UTO"}))


@pytest.mark.parametrize("name", ["people:list", "journeys:register", "advisory:list",
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

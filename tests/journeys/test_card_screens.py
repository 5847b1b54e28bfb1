"""The card's edit pages, marks, clauses, and the pages of a person's own rights."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.advisory.testing import make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person
from tests.journeys.conftest import AT, SYSTEM, Sign, text

R = accounts.Role
NOVAK = (people.NewName(people.NameKind.PASSPORT, "NOVAK", "PETR"),)


def post(client: Client, name: str, *ids: object, **fields: Any) -> str:
    return text(client.post(reverse(f"people:{name}", args=ids), fields, follow=True))


def held(person_id: int) -> people.Person:
    return people.get_person(actor=SYSTEM, at=AT, person_id=person_id)


def test_names_numbers_and_phones_are_added_and_withdrawn(sign_in: Sign) -> None:
    client, one = sign_in(), make_person()
    assert "Kowalska-Nowak" in post(
        client, "add_name", one, kind="maiden", family_name="Kowalska-Nowak", given_names="Olena")
    assert "mixes letters" in post(
        client, "add_name", one, kind="former", family_name="Kow\u0430lska")
    assert "no visible letter" in post(
        client, "add_name", one, kind="former", family_name="\u200b", given_names="\u200b")
    assert "ZZ970001" in post(
        client, "add_number", one, kind="passport", value="zz 970 001", issuing_state="UTO")
    assert "check digit" in post(client, "add_number", one, kind="pesel", value="44051401459")
    assert "+48914303001" in post(client, "add_phone", one, phone="91 430 30 01")
    assert "not a phone number" in post(client, "add_phone", one, phone="12")
    person = held(one)
    name = next(n for n in person.names if n.kind is people.NameKind.MAIDEN)
    number = next(i for i in person.identifiers if i.value == "ZZ970001")
    for what, row in (("name", name.id), ("number", number.id),
                      ("phone", person.phone_rows[0].id)):
        assert "required" in post(client, "withdraw", one, what, row, reason="")
        assert "It was withdrawn." in post(client, "withdraw", one, what, row, reason="mistake")
        assert "There is no such" in post(client, "withdraw", one, what, row, reason="again")
    page = text(client.get(reverse("journeys:person", args=[one])))
    for words in ("Corrections", "Kowalska-Nowak Olena", "passport UTO ZZ970001", "mistake"):
        assert words in page, words
    assert client.get(reverse("people:withdraw", args=[one, "thing", 1])).status_code == 404


def test_a_number_of_somebody_else_says_whose(sign_in: Sign) -> None:
    client = sign_in()
    passport = people.NewIdentifier(people.IdentifierKind.PASSPORT, "ZZ970002", "UTO")
    make_person(names=NOVAK, identifiers=(passport,))
    assert "on the card of NOVAK PETR" in post(
        client, "add_number", make_person(), kind="passport", value="ZZ970002",
        issuing_state="UTO")


def test_facts_are_corrected_with_a_reason(sign_in: Sign) -> None:
    client, one = sign_in(), make_person()
    form = {"birth_date_day": "18", "birth_date_month": "6", "birth_date_year": "1991",
            "birth_precision": "day", "sex": "f", "citizenship": "MDA", "languages": ["ru", "uk"]}
    assert "required" in post(client, "correct", one, **form, reason="")
    assert "still to come" in post(
        client, "correct", one, **{**form, "birth_date_year": "2190"}, reason="x")
    assert "The card was corrected." in post(client, "correct", one, **form, reason="misread")
    assert held(one).birth_date == date(1991, 6, 18)
    assert "1990-05-17 (day)" in text(client.get(reverse("journeys:person", args=[one])))


def test_family_is_linked_from_both_cards(sign_in: Sign) -> None:
    client = sign_in()
    child, parent = make_person(birth_date=date(2015, 3, 2)), make_person(names=NOVAK)
    card = reverse("journeys:person", args=[child])
    settings_clock = "A minor without a parent or guardian"
    assert settings_clock in text(client.get(card))
    assert "There is no such card" in post(
        client, "add_link", child, role="parent", other=parent + 999)
    post(client, "add_link", child, role="parent", other=parent, since_date="2015-03-02")
    page = text(client.get(card))
    assert settings_clock not in page
    assert "NOVAK PETR" in page
    assert [x.role for x in held(parent).links] == ["child"]
    (link,) = held(child).links
    assert "The link is over" in post(client, "end_link", child, link.id, reason="mistake")
    assert settings_clock in text(client.get(card))


def test_a_death_is_noted_by_advisers_a_restriction_by_managers(sign_in: Sign) -> None:
    adviser, manager = sign_in(), sign_in(R.MANAGER, username="m", name="Maria Szefowa")
    one, today = make_person(), clock.local_date(clock.now())
    assert "restricted" not in text(adviser.get(reverse("people:set_flag", args=[one])))
    post(adviser, "set_flag", one, kind="restricted", from_date=today, reason="x")
    assert held(one).flags == ()
    assert "The person is marked." in post(
        adviser, "set_flag", one, kind="deceased", from_date=today, reason="certificate")
    assert "Deceased since" in text(adviser.get(reverse("journeys:person", args=[one])))
    assert "still to come" in post(
        manager, "set_flag", one, kind="restricted", from_date=today + timedelta(days=1),
        reason="contested")
    post(manager, "set_flag", one, kind="restricted", from_date=today, reason="contested")
    refused = adviser.get(reverse("journeys:person", args=[one]))
    assert refused.status_code == 403
    assert "has been restricted since" in text(refused)
    assert "KOVALCHUK" not in text(refused)
    for name in ("people:edit", "people:correct", "people:give_clause"):
        assert adviser.get(reverse(name, args=[one])).status_code in (403, 404)
    page = text(manager.get(reverse("journeys:person", args=[one])))
    assert "contested" in page
    flag = next(f for f in held(one).flags if f.kind is people.FlagKind.RESTRICTED)
    assert "article 18(3)" in text(manager.get(reverse("people:end_flag", args=[one, flag.id])))
    post(manager, "end_flag", one, flag.id, until_date=today, reason="verified")
    assert adviser.get(reverse("journeys:person", args=[one])).status_code == 200


def test_clauses_are_published_given_and_listed(sign_in: Sign) -> None:
    manager, one = sign_in(R.MANAGER), make_person()
    assert "No text is published" in text(manager.get(reverse("people:clauses")))
    today = clock.local_date(clock.now()).isoformat()
    address = reverse("people:publish_clause")
    assert "required" in text(manager.post(address, {"valid_from": today, "text_uk": "Текст"}))
    page = text(manager.post(address, {
        "valid_from": today, "text_pl": "Tekst <b>polski</b>", "text_uk": "Текст"}, follow=True))
    assert "not confirmed" in page
    assert "Tekst &lt;b&gt;polski" in page
    clause = next(c for c in people.list_clauses() if c.language == "uk")
    assert "It is written that the information was given." in post(
        manager, "give_clause", one, clause=clause.id, how="read_aloud")
    assert "read aloud" in text(manager.get(reverse("journeys:person", args=[one])))
    adviser = sign_in(username="v")
    assert adviser.get(address).status_code == 403
    assert adviser.get(reverse("people:clauses")).status_code == 200


def test_who_looked_is_for_managers_and_pages_back(sign_in: Sign) -> None:
    adviser, manager = sign_in(), sign_in(R.MANAGER, username="m", name="Maria Szefowa")
    one = make_person()
    adviser.get(reverse("journeys:person", args=[one]))
    adviser.get(reverse("people:list"), {"q": "kovalchuk"})
    address = reverse("journeys:lookers", args=[one])
    assert adviser.get(address).status_code == 403
    page = text(manager.get(address))
    for words in ("Anna Testowa", "shown in a list", "Maria Szefowa", "people.register_person"):
        assert words in page, words
    for number in range(60):
        people.get_person(
            actor=SYSTEM, at=AT + timedelta(hours=number), person_id=one)
    page = text(manager.get(address))
    assert "Older" in page
    older = page.split("?before=")[1].split('"')[0]
    assert "people.register_person" in text(manager.get(address, {"before": older}))
    assert manager.get(reverse("journeys:lookers", args=[one + 999])).status_code == 404


def test_everything_held_as_json_and_pdf(sign_in: Sign) -> None:
    manager, one = sign_in(R.MANAGER), make_person(phones=("914303001",))
    make_visit(make_card(one))
    assert "held.pdf?language=uk" in text(
        manager.get(reverse("journeys:held", args=[one])))
    answer = manager.get(reverse("journeys:held_json", args=[one]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["people"]["phones"] == ["+48914303001"]
    pdf = manager.get(reverse("journeys:held_pdf", args=[one]), {"language": "uk"})
    assert pdf.content.startswith(b"%PDF-")
    assert audit.list_lines(person_id=one)[0].actor_name == "Anna Testowa"
    assert sign_in(username="v").get(
        reverse("journeys:held_json", args=[one])).status_code == 403


def test_an_erasure_shows_what_stays_and_what_forbids_it(
    sign_in: Sign, settings: Any
) -> None:
    manager = sign_in(R.MANAGER)
    bound, free = make_person(), make_person(names=NOVAK)
    make_visit(make_card(bound))
    settings.CLOCK_OFFSET_SECONDS = (
        datetime(2023, 3, 1, 11, tzinfo=AT.tzinfo) - clock.now()).total_seconds()
    address = reverse("journeys:erase", args=[bound])
    page = text(manager.get(address))
    for words in ("must be kept for now", "31 Dec 2028", "year of birth"):
        assert words in page, words
    assert "Erase for good" not in page
    manager.post(address, {"reason": "asked", "is_meant": "on"}, follow=True)
    assert people.names_of([bound])[bound] == "KOVALCHUK OLENA"
    address = reverse("journeys:erase", args=[free])
    assert "required" in text(manager.post(address, {"reason": "asked"}))
    assert people.names_of([free])[free] == "NOVAK PETR"
    page = text(manager.post(address, {"reason": "asked", "is_meant": "on"}, follow=True))
    assert "The identity was erased." in page
    assert people.names_of([free])[free] == ""
    assert "erased before" in text(manager.get(address, follow=True))


@pytest.mark.parametrize("name", [
    "people:edit", "people:add_name", "people:set_flag", "people:correct", "people:add_link"])
def test_an_unknown_card_is_not_found(sign_in: Sign, name: str) -> None:
    assert sign_in().get(reverse(name, args=[987654])).status_code == 404

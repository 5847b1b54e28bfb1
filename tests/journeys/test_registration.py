"""Registering at the desk: look first, by whatever was typed or scanned, then "none of these"."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, make_person, pesel_for
from tests.journeys.conftest import SYSTEM, Sign, text

PERSON = {
    "family_name": "TESTOVA", "given_names": "HANNA", "birth_date_day": "3",
    "birth_date_month": "4", "birth_date_year": "1985", "birth_precision": "day", "sex": "f",
    "citizenship": "BLR", "document_kind": "passport", "document_number": "XX 900 777",
    "document_state": "UTO", "branch": "SZ", "language": "be",
}
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
NAMES = people.NameKind.PASSPORT


def address() -> str:
    return reverse("journeys:register")


def look(client: Client, typed: str) -> str:
    return text(client.post(address(), {"step": "look", "text": typed}))


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', page)


def test_the_box_stands_alone_until_somebody_was_looked_for(sign_in: Sign) -> None:
    page = text(sign_in().get(address()))
    assert "Scan the document" in page
    assert "Register a new person" not in page


def test_nobody_found_opens_the_form_filled_with_what_was_typed(sign_in: Sign) -> None:
    client = sign_in()
    page = look(client, "Testova Hanna 03.04.1985")
    for words in ("Nobody is found", 'value="Testova"', 'value="Hanna"', 'value="1985"'):
        assert words in page, words
    assert 'name="written_family_name" value="Ковальчук"' in look(client, "Ковальчук Олена")
    assert 'name="phone" value="+48914303001"' in look(client, "914 303 001")


def test_a_person_found_is_explained_and_none_of_these_goes_on(sign_in: Sign) -> None:
    client = sign_in()
    known = make_person()
    page = look(client, "Ковальчук Олена 17.05.1990")
    for words in ("KOVALCHUK OLENA", "same birth date", "None of these"):
        assert words in page, words
    assert "Register a new person" not in page
    fields = {n: hidden(page, n) for n in ("none_of", "written_family_name", "birth_date")}
    assert fields["none_of"] == [str(known)]
    form = text(client.post(address(), {"step": "none", **fields}))
    assert 'value="Ковальчук"' in form
    assert hidden(form, "none_of") == [str(known)]
    assert "Register a new person" in form


def test_a_scan_finds_by_everything_in_the_zone(sign_in: Sign) -> None:
    client = sign_in()
    make_person(names=(people.NewName(NAMES, "ERIKSSON", "ANNA MARIA"),),
                birth_date=people.record_from_text("12.08.1974").birth_date,
                identifiers=(people.NewIdentifier(
                    people.IdentifierKind.PASSPORT, "L898902C3", "UTO"),))
    page = look(client, MRZ)
    assert "same document number" in page or "same birth date" in page
    assert hidden(page, "document_number") == ["L898902C3"]
    # A zone that is cut says what was expected; a wrong digit says where.
    assert "The zone is not whole" in look(client, MRZ.split("\n")[0][:40])
    assert "the check digit does not hold" in look(client, MRZ.replace("7408122", "7408123"))


@pytest.mark.parametrize(("typed", "said"), [
    ("44051401459", "The check digit of the PESEL 44051401459 does not hold"),
    ("Testova 31.02.1990", "There is no such day: 31.02.1990"),
    ("Kov\u0430lchuk", "mixes letters of two scripts (\u0430)"),
])
def test_what_cannot_be_right_is_said_while_looking(
    sign_in: Sign, typed: str, said: str
) -> None:
    assert said in look(sign_in(), typed)


def test_registration_asks_again_where_somebody_looks_the_same(sign_in: Sign) -> None:
    client = sign_in()
    assert client.post(address(), PERSON).status_code == 302
    again = text(client.post(address(), {**PERSON, "document_number": ""}))
    assert "say that none of them is this one" in again
    ids = hidden(again, "also_none")
    assert len(ids) == 1
    # A tick without the persons that were shown says nothing.
    blind = client.post(address(), {**PERSON, "document_number": "", "none_of_these": "on"})
    assert blind.status_code == 200
    sure = client.post(address(), {
        **PERSON, "document_number": "", "none_of_these": "on", "also_none": ids}, follow=True)
    assert "waits in the queue" in text(sure)
    assert people.count_persons() == 2
    (pair,) = people.list_pairs()
    assert pair.source is people.PairSource.DESK
    assert pair.score is not None


def test_the_form_shows_who_may_be_meant_while_it_is_filled_in(sign_in: Sign) -> None:
    client = sign_in()
    client.post(address(), PERSON)
    alike = reverse("journeys:alike")
    part = text(client.post(alike, {**PERSON, "document_number": ""}))
    assert "TESTOVA HANNA" in part
    ids = hidden(part, "also_none")
    ticked = {**PERSON, "also_none": ids, "none_of_these": "on"}
    assert "checked" in text(client.post(alike, ticked))
    assert "TESTOVA" not in text(client.post(alike, {**PERSON, "none_of": ids}))
    shown = audit.list_lines(limit=3)
    assert any(x.details.get("shown") == [int(ids[0])] for x in shown)


def test_a_known_document_is_refused_with_its_card(sign_in: Sign) -> None:
    client = sign_in()
    client.post(address(), PERSON)
    holder = people.find_persons(text="testova")[0].person_id
    page = text(client.post(address(), {
        **PERSON, "family_name": "OTHER", "given_names": "PERSON", "birth_date_year": "1971"}))
    assert "This number is on the card of" in page
    assert f'<a href="/office/people/{holder}/">TESTOVA HANNA (card {holder})</a>' in page
    assert people.count_persons() == 1


@pytest.mark.parametrize(("changes", "message"), [
    ({"pesel": "44051401459"}, "check digit of this PESEL"),
    ({"phone": "12"}, "not a phone number"),
    ({"birth_date_day": "31", "birth_date_month": "2"}, "Enter a valid date"),
    ({"birth_date_day": "", "birth_date_month": "", "birth_date_year": ""}, "Give the birth"),
    ({"birth_date_year": "2185"}, "is still to come"),
    ({"birth_date_year": "1785"}, "more than 130 years ago"),
    ({"family_name": "", "given_names": ""}, "Give the name"),
    ({"family_name": "T\u0415STOVA"}, "mixes letters of two scripts (\u0415)"),
    ({"family_name": "\u200b\u202e", "given_names": ""}, "no visible letter"),
    ({"document_state": ""}, "which state issued"), ({"sex": ""}, "required"),
    ({"document_number": "?"}, "3 to 24 letters"),
])
def test_each_mistake_has_its_message(
    sign_in: Sign, changes: dict[str, str], message: str
) -> None:
    page = text(sign_in().post(address(), {**PERSON, **changes}))
    assert "There is a problem" in page
    assert message in page
    assert people.count_persons() == 0


@pytest.mark.parametrize(("changes", "marked"), [
    ({"family_name": "TESTO\u200bVA"}, "Invisible characters were removed"),
    ({"family_name": "", "given_names": "SUHARTO"}, "one word only: SUHARTO"),
    ({"family_name": "A" * 80}, "longer than a machine-readable zone"),
    ({"family_name": "Testova", "given_names": "Ганна"}, "written in two scripts"),
    ({"birth_precision": "unknown", "birth_date_day": "", "birth_date_month": "",
      "birth_date_year": ""}, "No birth date is known"),
    ({"document_valid_until": "2001-01-01"}, "has expired"),
    ({"pesel": pesel_for(people.record_from_text("04.04.1985").birth_date, serial=9)},
     "The PESEL says another birth date: 04.04.1985"),
    ({"pesel": pesel_for(people.record_from_text("03.04.1985").birth_date, serial=9,
                         female=False)}, "The PESEL says another sex"),
])
def test_what_is_unusual_is_accepted_and_said(
    sign_in: Sign, changes: dict[str, str], marked: str
) -> None:
    page = text(sign_in().post(address(), {**PERSON, **changes}, follow=True))
    assert "The person was registered." in page
    assert marked in page
    assert people.count_persons() == 1


def test_the_information_given_at_the_desk_is_written_down(sign_in: Sign) -> None:
    client = sign_in()
    people.publish_clause(
        actor=SYSTEM, at=AT, texts={"pl": "Informacja", "uk": "Інформація"},
        valid_from=AT.date())
    client.post(address(), {**PERSON, "clause_how": "paper", "language": "uk"})
    person = people.find_persons(text="testova")[0].person_id
    (given,) = people.get_person(actor=SYSTEM, at=AT, person_id=person).clauses
    assert (given.version, given.language, given.how) == (1, "uk", people.GivenHow.PAPER)
    assert given.actor_name == "Anna Testowa"


def test_a_restricted_person_is_found_without_their_data(sign_in: Sign) -> None:
    known = make_person()
    people.set_flag(actor=SYSTEM, at=AT, person_id=known, kind=people.FlagKind.RESTRICTED,
                    from_date=AT.date(), reason="accuracy contested")
    page = look(sign_in(), "Ковальчук Олена 17.05.1990")
    found = page.split('id="candidates"')[1].split("<form")[0]
    assert "restricted" in found
    for data in ("KOVALCHUK", "Ковальчук", "17.05.1990", "Ukraine"):
        assert data not in found
    manager = sign_in(accounts.Role.MANAGER, username="m")
    assert "KOVALCHUK OLENA" in look(manager, "Ковальчук Олена 17.05.1990")


def test_polish_advisers_read_polish(sign_in: Sign, settings: Any) -> None:
    settings.LANGUAGE_CODE = "pl"
    client = sign_in(language="pl")
    make_person()
    assert "ta sama data urodzenia" in look(client, "Ковальчук Олена 17.05.1990")

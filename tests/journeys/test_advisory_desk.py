"""The desk: its search, limited support, the survey by SMS, the card's clause; complaints."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import make_card
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person, new_person
from tests.journeys.conftest import AT, SYSTEM, Sign, text

MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F3004159ZE184226B<<<<<14")
K = advisory.ServiceKind


@pytest.fixture(autouse=True)
def _project_runs(settings: Any) -> None:
    offset = datetime(2023, 3, 1, 11, tzinfo=UTC) - clock.now()
    settings.CLOCK_OFFSET_SECONDS = offset.total_seconds()


@pytest.mark.parametrize("typed", [
    "Kowalczuk Olena", "Kovalchuk Olena 17.05.1990", "17.05.1990 Ковальчук", "914303001",
    "Ковальчюк Олена 17.05.1990"])
def test_the_desk_finds_as_a_registration_does(sign_in: Sign, typed: str) -> None:
    one = make_person(phones=("914303001",))
    found = text(sign_in().post(reverse("journeys:desk"), {"text": typed}))
    assert reverse("journeys:desk_person", args=[one]) in found
    assert "bits" not in found or "same" in found
    remarked = text(sign_in(username="v").post(
        reverse("journeys:desk"), {"text": "44051401459"}))
    assert "check digit" in remarked


def test_who_is_not_among_those_found_is_registered_with_what_was_typed(sign_in: Sign) -> None:
    make_person()
    client = sign_in()
    found = text(client.post(reverse("journeys:desk"), {"text": "Kovalchuk Olena 17.05.1990"}))
    assert "None of these: a new person" in found
    form = re.search(r'action="([^"]+)".{1,400}name="step" value="look">.{1,60}value="([^"]+)"',
                     found, re.DOTALL)
    assert form is not None
    register = text(client.post(form[1], {"step": "look", "text": form[2]}))
    assert "Kovalchuk" in register
    assert "A new person" in register or "None of these" in register


def test_a_limited_basis_of_stay_leaves_help_with_legalisation_only(sign_in: Sign) -> None:
    one = make_person()
    client, page = sign_in(), reverse("journeys:desk_person", args=[one])
    asked = {"entry_key": uuid4(), "visited_on": "2023-03-01", "branch": "SZ", "language": "uk",
             "channel": "desk", "interpreter_mode": "none", "stay_basis": "in_course",
             "is_signed": "on"}
    refused = text(client.post(page, {**asked, "psychological": "on"}))
    assert "opens help with legalisation only" in refused
    refused = text(client.post(page, {
        **asked, "information": "on", "information_topic": "social"}))
    assert "on the topics" in refused
    assert advisory.cards_of(person_ids=[one]) == ()
    client.post(page, {**asked, "information": "on", "information_topic": "residence_and_work",
                       "interpreting": "on"})
    (card,) = advisory.cards_of(person_ids=[one])
    (visit,) = advisory.visits_of(card_ids=[card.id])
    assert {s.kind for s in visit.services} == {K.INFORMATION, K.INTERPRETING}
    added = text(client.post(reverse("advisory:add_service", args=[visit.id]), {
        "kind": "legal", "topic": "citizenship", "minutes": "30"}))
    assert "opens help with legalisation only" in added


def test_a_survey_code_goes_by_sms_where_the_person_agrees(sign_in: Sign) -> None:
    client = sign_in()
    one = make_person(phones=("+48282000001",))
    card = make_card(one)
    page = text(client.get(reverse("journeys:desk_person", args=[one])))
    assert "Send it by SMS to +48282000001 too" in page
    sent = text(client.post(reverse("advisory:invite", args=[card]),
                            {"language": "uk", "by_sms": "on"}))
    message = Message.objects.get()
    address = re.search(r"/opinion/\w+/", sent)
    assert address is not None
    assert (message.channel, message.recipient, message.language) == ("sms", "+48282000001", "uk")
    assert address[0] in message.body
    assert re.search("[а-яі]", message.body)
    assert "The SMS is on its way" in sent
    line = next(x for x in audit.list_lines(person_id=one) if "survey" in x.action)
    assert line.details == {"agreed": True, "language": "uk"}
    # Without the tick, and without a phone, nothing leaves.
    client.post(reverse("advisory:invite", args=[card]), {"language": "uk"})
    nobody = make_card(make_person())
    told = text(client.post(reverse("advisory:invite", args=[nobody]),
                            {"language": "pl", "by_sms": "on"}))
    assert "No phone is recorded" in told
    assert Message.objects.count() == 1


def test_complaints_from_one_network_address_are_limited_by_the_hour(
    sign_in: Sign, settings: Any
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
    sent = {"branch": "SZ", "category": "behaviour", "text": "what I wrote"}
    public, page = Client(), reverse("voices:complain")

    def send(address: str) -> Any:
        return public.post(page, sent, headers={"x-forwarded-for": f"10.9.9.9, {address}"})

    cache.clear()
    assert [send("192.0.2.7").status_code for _ in range(7)] == [302] * 5 + [429] * 2
    refused = text(send("192.0.2.7"))
    assert "what I wrote" in refused
    assert 'class="govuk' in refused
    # Another address is another house, and the desk itself takes down as many as come.
    assert send("192.0.2.8").status_code == 302
    assert [sign_in().post(page, sent).status_code for _ in range(1)] == [302]
    settings.CLOCK_OFFSET_SECONDS += 3600
    assert send("192.0.2.7").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM advisory_complaint")
        assert cursor.fetchone() == (8,)


def test_the_card_names_the_information_that_was_given(sign_in: Sign) -> None:
    from przystan.journeys.advisory import card as card_journey

    one = make_person()
    with translation.override("en"):
        assert card_journey._clause(people.get_person(
            actor=SYSTEM, at=AT, person_id=one)) == "not given yet"
    people.publish_clause(
        actor=SYSTEM, at=AT, valid_from=date(2023, 3, 1), texts={"pl": "Tekst", "uk": "Текст"})
    given = people.clause_in_force(language="uk", on=date(2023, 3, 1))
    assert given is not None
    people.give_clause(actor=SYSTEM, at=AT, person_id=one, clause_id=given.id,
                       how=people.GivenHow.PAPER)
    person = people.get_person(actor=SYSTEM, at=AT, person_id=one)
    with translation.override("en"):
        assert card_journey._clause(person) == (
            f"version {given.version}, Ukrainian, given on 1 Mar 2023")
    with translation.override("pl"):
        assert "ukraiński" in card_journey._clause(person)


def test_a_number_on_the_card_of_another_birth_date_opens_nothing_by_itself(sign_in: Sign) -> None:
    number = people.NewIdentifier(people.IdentifierKind.PASSPORT, "L898902C3", "UTO")
    one = people.register_person(
        actor=SYSTEM, at=AT, person=new_person(identifiers=(number,)))
    answer = sign_in().post(reverse("journeys:desk"), {"text": MRZ})
    assert answer.status_code == 200
    assert reverse("journeys:desk_person", args=[one]) in text(answer)
    assert "birth date differs" in text(answer)

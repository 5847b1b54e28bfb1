"""Cards, visits, services and removals through the door, and the facts they give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, DAY, PROJECT, make_card, make_project, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
K = advisory.ServiceKind
LATER = AT + timedelta(days=30)
pytestmark = pytest.mark.django_db


def persons(kind: advisory.ServiceKind | None = None, at: object = LATER) -> int:
    return advisory.count_persons(project_code=PROJECT, as_of=at, kind=kind)  # type: ignore[arg-type]


def second_count(kind: str | None = None) -> int:
    """The figure again, from raw tables, joining cards in Python and not in SQL."""
    rows = transactions.fetch_rows(
        "SELECT c.person_id FROM advisory_service s"
        " JOIN advisory_visit v ON v.id = s.visit_id"
        " JOIN advisory_beneficiarycard c ON c.id = v.card_id"
        " JOIN finance_project p ON p.id = c.project_id AND p.code = %s"
        " WHERE s.id NOT IN (SELECT service_id FROM advisory_serviceremoval)"
        " AND s.provided_on >= p.starts_on AND s.provided_on <= p.ends_on"
        " AND (%s::text IS NULL OR s.kind = %s)", [PROJECT, kind, kind])
    return len(set(people.canonical_ids(r[0] for r in rows).values()))


def test_a_person_counts_once_however_many_cards_visits_and_services() -> None:
    one, two = make_person(), make_person()
    card, other = make_card(one), make_card(two)
    for _ in range(3):
        make_visit(card, K.INFORMATION, K.LEGAL)
    make_visit(other, K.PSYCHOLOGICAL)
    assert (persons(), persons(K.LEGAL), persons(K.PSYCHOLOGICAL)) == (2, 1, 1)
    merge = people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="married name")
    assert (persons(), persons(K.LEGAL), persons(K.PSYCHOLOGICAL)) == (1, 1, 1)
    assert persons() == second_count()
    people.undo_merge(actor=ACTOR, at=AT, merge_id=merge, reason="two persons")
    assert persons() == second_count() == 2


def test_removing_the_only_service_moves_the_figure_by_one() -> None:
    one, two = make_card(make_person()), make_card(make_person())
    make_visit(one)
    service = advisory.get_visit(visit_id=make_visit(two)).services[0]
    removed_at = AT + timedelta(days=5)
    advisory.remove_service(
        actor=ACTOR, at=removed_at, service_id=service.id, reason="wrong card")
    assert persons(at=removed_at) == 2
    assert persons() == second_count() == 1
    assert advisory.get_service(service_id=service.id).removal_reason == "wrong card"
    for reason in ("again", " "):
        with pytest.raises(advisory.RemovalRefused):
            advisory.remove_service(
                actor=ACTOR, at=AT, service_id=service.id, reason=reason)
    again = advisory.NewService(kind=K.INFORMATION)
    advisory.record_service(
        actor=ACTOR, at=AT, visit_id=service.visit_id, service=again)
    assert persons() == 2


def test_only_days_of_the_project_count_and_only_what_was_recorded_by_then() -> None:
    card = make_card(make_person())
    make_visit(card, visited_on=date(2022, 9, 30))
    assert persons() == 0
    late = AT + timedelta(days=10)
    make_visit(make_card(make_person()), at=late)
    assert (persons(at=late), persons(at=late + timedelta(seconds=1))) == (0, 1)


def test_the_bulk_is_what_one_by_one_is() -> None:
    ids = [make_person() for _ in range(3)]
    project = make_project()
    cards = advisory.open_cards_in_bulk(actor=ACTOR, at=AT, cards=[
        advisory.NewCard(
            person_id=p, project_id=project, number=f"B/{n}", branch="KO", opened_on=DAY,
            stay_basis=advisory.StayBasis.VISA_FREE, is_signed=True)
        for n, p in enumerate(ids)])
    visits = advisory.record_visits_in_bulk(actor=ACTOR, at=AT, visits=[
        advisory.NewVisit(
            card_id=c, branch="KO", visited_on=DAY, language="uk",
            services=(advisory.NewService(kind=K.LEGAL, topic=advisory.Topic.APPEAL),
                      advisory.NewService(kind=K.PSYCHOLOGICAL)))
        for c in cards])
    assert [advisory.get_visit(visit_id=v).card_id for v in visits] == list(cards)
    assert (persons(), persons(K.LEGAL), persons(K.PSYCHOLOGICAL)) == (3, 3, 3)
    assert advisory.count_visits(project_code=PROJECT) == 3
    with pytest.raises(advisory.CardNumberTaken):
        advisory.open_cards_in_bulk(actor=ACTOR, at=AT, cards=[
            advisory.NewCard(
                person_id=ids[0], project_id=project, number="B/1", branch="SZ",
                opened_on=DAY, stay_basis=advisory.StayBasis.OTHER)])
    assert advisory.record_visits_in_bulk(actor=ACTOR, at=AT, visits=[]) == ()


def test_a_visit_closes_with_a_service_and_a_signature() -> None:
    card = make_card(make_person(), is_signed=False)
    visit = make_visit(card)
    with pytest.raises(advisory.VisitIncomplete):
        advisory.close_visit(actor=ACTOR, at=AT, visit_id=visit)
    advisory.sign_card(actor=ACTOR, at=AT, card_id=card)
    advisory.sign_card(actor=ACTOR, at=AT, card_id=card)
    service = advisory.get_visit(visit_id=visit).services[0]
    advisory.remove_service(actor=ACTOR, at=AT, service_id=service.id, reason="mistake")
    with pytest.raises(advisory.VisitIncomplete):
        advisory.close_visit(actor=ACTOR, at=AT, visit_id=visit)
    advisory.record_service(
        actor=ACTOR, at=AT, visit_id=visit, service=advisory.NewService(kind=K.LEGAL))
    advisory.close_visit(actor=ACTOR, at=AT, visit_id=visit)
    assert advisory.get_visit(visit_id=visit).closed_at == AT
    assert advisory.signed_cards(card_ids=[card]) == frozenset({card})


@pytest.mark.parametrize("service", [
    advisory.NewService(kind=K.PSYCHOLOGICAL, topic=advisory.Topic.FAMILY),
    advisory.NewService(kind=K.LEGAL, minutes=0),
    advisory.NewService(kind=K.LEGAL, minutes=601),
    advisory.NewService(kind=K.LEGAL, provided_on=date(2024, 1, 1)),
])
def test_services_that_are_refused(service: advisory.NewService) -> None:
    visit = make_visit(make_card(make_person()))
    with pytest.raises(advisory.InvalidVisit):
        advisory.record_service(actor=ACTOR, at=AT, visit_id=visit, service=service)


def test_the_database_keeps_psychological_services_without_a_topic() -> None:
    visit = make_visit(make_card(make_person()), K.PSYCHOLOGICAL)
    with pytest.raises(IntegrityError, match="advisory_psychological_no_topic"):
        models.Service.objects.filter(visit=visit).update(topic="family")


def test_cards_that_are_refused() -> None:
    person = make_person()
    card = advisory.NewCard(
        person_id=person, project_id=make_project(), number="N/1", branch="SZ",
        opened_on=DAY, stay_basis=advisory.StayBasis.OTHER)
    for wrong in (replace(card, number=""), replace(card, opened_on=date(2024, 1, 1))):
        with pytest.raises(advisory.InvalidCard):
            advisory.open_card(actor=ACTOR, at=AT, card=wrong)
    advisory.open_card(actor=ACTOR, at=AT, card=card)
    with pytest.raises(advisory.CardNumberTaken):
        advisory.open_card(actor=ACTOR, at=AT, card=card)


def test_facts_bear_no_name_and_the_age_at_the_service() -> None:
    card = make_card(make_person(birth_date=date(2005, 3, 2)))
    make_visit(card, visited_on=date(2023, 3, 1))
    make_visit(card, visited_on=date(2023, 3, 2), at=LATER)
    bands = transactions.fetch_rows(
        "SELECT age_band FROM advisory_fact_service WHERE card_id = %s ORDER BY provided_on",
        [card])
    assert bands == [("<18",), ("18-60",)]
    columns = {r[0] for r in transactions.fetch_rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name LIKE %s",
        ["advisory_fact_%"])}
    assert not columns & {"family_name", "given_names", "birth_date", "value"}


@pytest.mark.parametrize(("born", "band"), [
    ("2005-03-01", "18-60"), ("2005-03-02", "<18"), ("1962-03-02", "18-60"),
    ("1962-03-01", ">60"), (None, "unknown"),
])
def test_age_bands(born: str | None, band: str) -> None:
    assert transactions.fetch_rows(
        "SELECT people_age_band(%s::date, '2023-03-01')", [born]) == [(band,)]


def test_lists_and_timeline() -> None:
    person = make_person()
    card = make_card(person, number="Z/1")
    visit = make_visit(card, K.LEGAL)
    make_visit(make_card(make_person(), branch="KO"), branch="KO", visited_on=date(2023, 2, 1))
    assert [c.card.id for c in advisory.list_cards(text="Z/")] == [card]
    assert [c.visits for c in advisory.list_cards(person_ids=[person])] == [1]
    assert [v.visit.id for v in advisory.list_visits(day=DAY, branch="SZ", kind="legal")] == [
        visit]
    assert [e.kind for e in advisory.timeline_of(person_id=person)] == [
        "visit", "beneficiary_card"]
    assert advisory.holds_of(person_ids=[person])[0].until_date.year == 2028
    held = advisory.export_person(actor=ACTOR, at=AT, person_ids=[person])
    assert (len(held["cards"]), len(held["visits"])) == (1, 1)


def test_every_write_has_one_audit_line() -> None:
    visit = make_visit(make_card(make_person()))
    before = audit.list_lines(limit=1)[0].seq
    advisory.record_service(
        actor=ACTOR, at=AT, visit_id=visit, service=advisory.NewService(kind=K.LEGAL))
    assert [x.action for x in audit.list_lines(limit=1)] == ["advisory.record_service"]
    assert audit.list_lines(limit=1)[0].seq == before + 1


def test_numbers_follow_each_other() -> None:
    project = make_project()
    assert advisory.next_number(project_id=project, prefix="SZ/2023/") == "SZ/2023/00001"
    make_card(make_person(), number="SZ/2023/00041")
    make_card(make_person(), number="SZ/2023/x")
    assert advisory.next_number(project_id=project, prefix="SZ/2023/") == "SZ/2023/00042"


@pytest.mark.parametrize("order", [
    ("visited_on", "pk"), ("-visited_on", "-pk"), ("branch_id", "pk"), ("-branch_id", "-pk")])
def test_every_order_that_the_list_offers_is_understood(order):
    assert advisory.list_visits(order=order) == ()

"""Restricted notes: who reads them, what the audit says, what the conflict check finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor, Role, system_actor
from przystan.platform.audit import public as audit
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.rules.conflicts import name_key
from przystan.rooms.advisory.testing import AT, make_card, make_staff, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person

K = advisory.ServiceKind
ROBOT = system_actor("test")
ADVICE = "Odwołanie w czternaście dni"


@pytest.fixture
def lawyer(db: None) -> Actor:
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
    return make_staff("lawyer", Role.LEGAL_ADVISER, "SZ")


def legal_service(person_id: int | None = None, branch: str = "SZ") -> int:
    card = make_card(person_id or make_person(), branch=branch)
    visit = make_visit(card, K.LEGAL, branch=branch)
    return advisory.get_visit(visit_id=visit).services[0].id


def note(service_id: int, *parties: advisory.Party, **changes: str) -> advisory.NewLegalNote:
    return replace(advisory.NewLegalNote(service_id, ADVICE, parties=parties), **changes)


def test_legal_advisers_of_the_branch_read_and_nobody_else(lawyer: Actor) -> None:
    service = legal_service()
    advisory.write_legal_note(actor=lawyer, at=AT, note=note(service))
    found = advisory.read_legal_notes(actor=lawyer, at=AT, service_id=service)
    assert [n.advice for n in found] == [ADVICE]
    for role, branch in ((Role.ADVISER, "SZ"), (Role.MANAGER, None), (Role.PSYCHOLOGIST, None),
                         (Role.ADMINISTRATOR, None), (Role.LEGAL_ADVISER, "KO")):
        other = make_staff(f"{role}{branch}", role, branch)
        with pytest.raises(advisory.LegalNoteRefused):
            advisory.read_legal_notes(actor=other, at=AT, service_id=service)
        with pytest.raises(advisory.LegalNoteRefused):
            advisory.write_legal_note(actor=other, at=AT, note=note(service))


def test_every_reading_is_audited_and_names_the_person(lawyer: Actor) -> None:
    person = make_person()
    service = legal_service(person)
    assert advisory.read_legal_notes(actor=lawyer, at=AT, service_id=service) == ()
    advisory.write_legal_note(actor=lawyer, at=AT, note=note(service))
    advisory.read_legal_notes(actor=lawyer, at=AT, service_id=service)
    line = audit.list_lines(person_id=person, limit=1)[0]
    assert (line.action, line.is_read, line.actor_id) == (
        "advisory.read_legal_notes", True, lawyer.user_id)
    assert not any(ADVICE in str(x.details) for x in audit.list_lines(limit=20))


def test_an_export_gives_the_text_to_legal_advisers_and_the_count_to_others(
    lawyer: Actor
) -> None:
    person = make_person()
    advisory.write_legal_note(actor=lawyer, at=AT, note=note(legal_service(person)))
    shown = advisory.export_person(actor=lawyer, at=AT, person_ids=[person])["legal_notes"]
    assert (shown["count"], shown["notes"][0]["advice"]) == (1, ADVICE)
    manager = make_staff("manager", Role.MANAGER)
    hidden = advisory.export_person(actor=manager, at=AT, person_ids=[person])["legal_notes"]
    assert hidden == {"count": 1, "notes": []}


def test_an_opposing_party_whom_the_office_advised_is_found(lawyer: Actor) -> None:
    husband, wife = make_person(), make_person()
    name = people.names_of([husband])[husband]
    first = legal_service(husband)
    advisory.write_legal_note(actor=lawyer, at=AT, note=note(first))
    second = legal_service(wife)
    party = advisory.Party(name, person_id=husband)
    with pytest.raises(advisory.ConflictFound) as found:
        advisory.write_legal_note(actor=lawyer, at=AT, note=note(second, party))
    assert [(f.why, f.is_same_adviser) for f in found.value.findings] == [
        ("party_was_advised", True)]
    colleague = make_staff("colleague", Role.LEGAL_ADVISER, "SZ")
    findings = advisory.check_conflicts(
        actor=colleague, at=AT, service_id=second, parties=[party])
    assert [f.is_same_adviser for f in findings] == [False]
    made = advisory.write_legal_note(
        actor=lawyer, at=AT, note=note(second, party, conflict_reason="both agreed in writing"))
    assert models.LegalNote.objects.get(pk=made).conflicts_found == 1


def test_whoever_was_a_party_against_a_client_is_found_by_name_or_number(lawyer: Actor) -> None:
    employer = make_person()
    full = people.names_of([employer])[employer]
    turned = " ".join(reversed(full.lower().split()))
    advisory.write_legal_note(
        actor=lawyer, at=AT,
        note=note(legal_service(), advisory.Party(turned, advisory.PartyRole.OTHER)))
    findings = advisory.check_conflicts(
        actor=lawyer, at=AT, service_id=legal_service(employer), parties=[])
    assert [f.why for f in findings] == ["client_was_a_party"]


def test_a_firm_that_is_nobodys_enemy_raises_no_alarm(lawyer: Actor) -> None:
    advisory.write_legal_note(
        actor=lawyer, at=AT,
        note=note(legal_service(), advisory.Party("Hotel Wydma sp. z o.o.", number="85100000")))
    assert advisory.check_conflicts(
        actor=lawyer, at=AT, service_id=legal_service(),
        parties=[advisory.Party("HOTEL WYDMA")]) == ()


@pytest.mark.parametrize("wrong", [{"advice": " "}, {"parties": (advisory.Party(" . "),)}])
def test_notes_that_are_refused(lawyer: Actor, wrong: dict[str, object]) -> None:
    with pytest.raises(advisory.InvalidLegalNote):
        advisory.write_legal_note(
            actor=lawyer, at=AT, note=replace(note(legal_service()), **wrong))


def test_a_note_belongs_to_a_standing_legal_service(lawyer: Actor) -> None:
    visit = make_visit(make_card(make_person()), K.INFORMATION)
    service = advisory.get_visit(visit_id=visit).services[0].id
    with pytest.raises(advisory.NotALegalService):
        advisory.write_legal_note(actor=lawyer, at=AT, note=note(service))


def test_an_erasure_leaves_no_text_and_no_party(lawyer: Actor) -> None:
    person = make_person()
    advisory.write_legal_note(
        actor=lawyer, at=AT, note=note(legal_service(person), advisory.Party("Jan Testowy")))
    advisory.erase_person(actor=ROBOT, at=AT, person_ids=[person])
    assert models.LegalNote.objects.get().advice == ""
    assert models.LegalParty.objects.count() == 0


@pytest.mark.parametrize(("one", "other"), [
    ("Hotel Wydma sp. z o.o.", "HOTEL WYDMA"), ("Łukasz Żak", "zak lukasz"),
    ("Müller GmbH", "muller"), ("S.A.", "s a"),
])
def test_names_that_are_the_same_for_the_check(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.lists(st.text("abcżółć", min_size=3, max_size=8), min_size=1, max_size=4), st.randoms())
def test_order_case_and_accents_never_matter(words: list[str], shuffled: object) -> None:
    again = [w.upper() for w in words]
    shuffled.shuffle(again)  # type: ignore[attr-defined]
    assert name_key(" ".join(words)) == name_key(" ".join(again))

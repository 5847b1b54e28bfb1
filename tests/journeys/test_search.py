"""One box over the whole office; a scan goes to the thing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from przystan.journeys.search import search_office
from przystan.platform.accounts.public import Actor, Permission, Scope, system_actor
from przystan.platform.audit import public as audit
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.records import public as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


@pytest.fixture
def person() -> int:
    return people.register_person(actor=ACTOR, at=AT, person=people.NewPerson(
        sex=people.Sex.FEMALE, citizenship="UTO", registered_branch="SZ",
        birth_date=date(1974, 8, 12), phones=("+48280000001",),
        names=(people.NewName(people.NameKind.PASSPORT, "ERIKSSON", "ANNA MARIA"),),
        identifiers=(people.NewIdentifier(people.IdentifierKind.PASSPORT, "L898902C3", "UTO"),)))


@pytest.mark.parametrize("text", ["eriksson", "L898902C3", MRZ, "+48 28 000 00 01", "12.08.1974"])
def test_a_person_is_found_however_asked(person: int, text: str) -> None:
    found = search_office(text=text, actor=ACTOR, at=AT)
    assert [p.person_id for p in found.persons] == [person]
    assert audit.list_lines(limit=1)[0].is_read


def test_a_scanned_tag_and_a_whole_sign_go_to_the_folder() -> None:
    folder = records.register_folder(
        case_sign="SOC.6151.1.2020", kind=records.FolderKind.TEMPORARY, branch="SZ", is_open=True,
        actor=ACTOR, at=AT)
    tag = records.label_folder(folder_id=folder, actor=ACTOR, at=AT)
    for text in (tag, tag.lower(), " soc.6151.1.2020 "):
        found = search_office(text=text, actor=ACTOR, at=AT)
        assert found.exact_folder is not None
        assert found.exact_folder.id == folder


def test_a_whole_sign_without_a_folder_goes_to_the_case() -> None:
    cases.set_case_types(actor=ACTOR, at=AT, types=[
        cases.CaseType("work", "Praca", "Work", "6151", "art. 114", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="work", received_on=date(2023, 3, 1), channel=cases.Channel.POST,
        branch="SZ", person_id=None, actor=ACTOR, at=AT)
    found = search_office(text="soc-ii.6151.1.2023", actor=ACTOR, at=AT)
    assert found.exact_case is not None
    assert found.exact_case.id == case_id


def test_nobody_is_shown_what_they_may_not_see(person: int) -> None:
    clerk = Actor(1, "clerk", frozenset({Scope(Permission.RECORDS_VIEW)}))
    assert search_office(text="eriksson", actor=clerk, at=AT).is_empty
    assert search_office(text="", actor=ACTOR, at=AT).is_empty

"""Folders and tagging sessions come in from tables, each row accounted for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from przystan.journeys.import_records import import_records
from przystan.journeys.import_tagging import import_tagging
from przystan.platform.accounts.public import system_actor
from przystan.rooms.records import public as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")
SESSIONS = """Numer sesji;Data;Placówka;Osoby;Godziny;Błędy
S-1;24.02.2023;Szczecin;5;20;1
S-2;27.02.2023;SZ;3;7,5;
"""
HEAD = "Znak sprawy;Rodzaj;Placówka;Data rejestracji;W toku;Numer tagu;Miejsce;Sesja\n"
GOOD = """SOC-S.6151.1.2020;pobyt czasowy;SZ;24.02.2023;tak;2C14257BF460720000000190;SZ-1;S-1
SOC-S.6151.2.2020;temporary residence;SZ;2023-02-24;nie;;;S-1
"""


def write(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding)
    return path


@pytest.fixture
def sessions(office: int, tmp_path: Path) -> None:
    records.add_places(actor=ACTOR, at=AT, places=[
        records.NewPlace("SZ-1", "Półka 1", records.PlaceKind.SHELF, "SZ")])
    import_tagging(actor=ACTOR, at=AT, path=write(tmp_path, "s.csv", SESSIONS))


def load(path: Path, **options: bool):
    return import_records(actor=ACTOR, at=AT, path=path, **options)


def test_sessions_come_in_once(tmp_path: Path) -> None:
    path = write(tmp_path, "s.csv", SESSIONS, "cp1250")
    assert import_tagging(actor=ACTOR, at=AT, path=path).added == 2
    assert import_tagging(actor=ACTOR, at=AT, path=path).added == 0
    found = records.list_tagging_sessions()
    assert [(s.reference, s.hours) for s in found] == [
        ("S-2", Decimal("7.50")), ("S-1", Decimal("20.00"))]


@pytest.mark.parametrize("row", [
    "S-9;24.02.2023;Szczecin;0;20;", "S-9;24.02.2023;Szczecin;1;25;", "S-9;31.02.2023;SZ;5;20;",
])
def test_impossible_sessions_are_refused_with_their_line(tmp_path: Path, row: str) -> None:
    report = import_tagging(actor=ACTOR, at=AT, path=write(tmp_path, "s.csv", SESSIONS + row))
    assert [r.line for r in report.refusals] == [4]
    assert not report.is_stored


@pytest.mark.usefixtures("sessions")
def test_folders_come_in_with_tag_place_and_session(tmp_path: Path) -> None:
    path = write(tmp_path, "r.csv", HEAD + GOOD)
    assert load(path, dry_run=True).added == 2
    assert records.list_folders() == ()
    assert load(path).added == 2
    first, second = records.list_folders()
    assert (first.epc, first.place, first.custody) == (
        "2C14257BF460720000000190", "SZ-1", records.Custody.SHELVED)
    assert (second.is_open, second.epc) == (False, "")
    assert records.list_tags(folder_id=first.id)[0].labelled_at.date() == date(2023, 2, 24)
    again = load(path)
    assert (again.added, again.known) == (0, 2)


@pytest.mark.usefixtures("sessions")
@pytest.mark.parametrize(("row", "column"), [
    ("SOC-S.6151.1.2020;pobyt czasowy;SZ;24.02.2023;;;;", "Znak sprawy"),
    ("SOC-S.6151.3.2020;pobyt czasowy;SZ;24.02.2023;;2C14257BF460720000000190;;", "Numer tagu"),
    ("SOC-S.6151.3.2020;pobyt czasowy;SZ;24.02.2023;;3474257BF40000000000162E;;", "Numer tagu"),
    ("SOC-S.6151.3.2020;pobyt czasowy;SZ;24.02.2023;;;SZ-9;", "Miejsce"),
    ("SOC-S.6151.3.2020;pobyt czasowy;SZ;24.02.2023;;;;S-7", "Sesja"),
    ("SOC-S.6151.3.2020;statek;SZ;24.02.2023;;;;", "Rodzaj"),
])
def test_a_wrong_row_refuses_the_file_or_is_put_aside(
    tmp_path: Path, row: str, column: str
) -> None:
    path = write(tmp_path, "r.csv", HEAD + GOOD + row + "\n")
    report = load(path)
    assert [(r.line, r.column) for r in report.refusals] == [(4, column)]
    assert records.list_folders() == ()
    report = load(path, accept_valid=True)
    assert (report.added, report.refused) == (2, 1)
    assert Path(report.refused_file).exists()

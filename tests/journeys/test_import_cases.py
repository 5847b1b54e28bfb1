"""Cases from before come in from tables, each row accounted for; the clock counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from przystan.journeys.import_cases import import_cases
from przystan.platform.accounts.public import system_actor
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person
from tests.commands import run_command

AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")
EXAMPLE = Path(__file__).parents[2] / "docs" / "how-to" / "examples" / "cases.csv"
HEAD = ("Case sign;Case type;Branch;Received on;Channel;PESEL;Documents complete on;Decided on;"
        "Decision;Delivered on;Appealed on;Closed on\n")
GOOD = "SOC-II.6151.7.2022;temporary_work;SZ;15.02.2022;post;;;;;;;\n"
# A specimen: born on 14 May 1944.
PESEL = "44051401458"


@pytest.fixture(autouse=True)
def catalogue(office: int) -> None:
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ACTOR, at=AT)


def load(path: Path, **options: bool):
    return import_cases(actor=ACTOR, at=AT, path=path, **options)


def write(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "c.csv"
    path.write_text(head + "".join(rows), encoding)
    return path


@pytest.mark.django_db
def test_the_example_comes_in_once_and_its_clocks_run() -> None:
    assert load(EXAMPLE, dry_run=True).added == 3
    assert models.Case.objects.count() == 0
    assert load(EXAMPLE).added == 3
    again = load(EXAMPLE)
    assert (again.added, again.known) == (0, 3)
    granted = cases.find_case(sign="SOC-II.6151.900001.2021")
    assert granted is not None
    assert granted.stage is cases.Stage.CLOSED
    clock = cases.clock_of(case_id=granted.id, on=date(2023, 12, 7))
    assert (clock.state, clock.ended_on) == (cases.ClockState.ENDED, date(2021, 5, 20))
    open_ = cases.find_case(sign="SOC-II.6151.900002.2022")
    assert open_ is not None
    clock = cases.clock_of(case_id=open_.id, on=date(2022, 3, 20))
    assert (clock.state, clock.started_on) == (cases.ClockState.RUNNING, date(2022, 3, 16))
    appealed = cases.find_case(sign="SOC-V.6152.900001.2022")
    assert appealed is not None
    assert [s.stage.value for s in cases.list_stages(case_id=appealed.id)] == [
        "received", "decided", "appealed"]


@pytest.mark.django_db
def test_new_cases_go_on_after_those_imported(tmp_path: Path) -> None:
    load(write(tmp_path, GOOD))
    later = cases.open_case(
        unit="SOC-II", type_code="temporary_work", received_on=date(2022, 5, 1),
        channel=cases.Channel.POST, branch="SZ", person_id=None, actor=ACTOR, at=AT)
    assert cases.get_case(case_id=later).sign == "SOC-II.6151.8.2022"


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "column"), [
    ("SOC-II/6151/7;temporary_work;SZ;15.02.2022;post;;;;;;;", "Znak sprawy"),
    ("SOC-II.6151.0.2022;temporary_work;SZ;15.02.2022;post;;;;;;;", "Znak sprawy"),
    (GOOD.strip(), "Znak sprawy"),
    ("SOC-II.6151.8.2022;flying;SZ;15.02.2022;post;;;;;;;", "Case type"),
    ("SOC-II.6151.8.2022;temporary_work;XX;15.02.2022;post;;;;;;;", "Branch"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;31.02.2022;post;;;;;;;", "Received on"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;08.12.2023;post;;;;;;;", "Data wpływu"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;44051401458;;;;;;", "PESEL"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;;14.02.2022;;;;;",
     "Data kompletu dokumentów"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;;;01.03.2022;;;;", "Rozstrzygnięcie"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;;;;;01.03.2022;;", "Data doręczenia"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;;;;;;01.03.2022;", "Data odwołania"),
    ("SOC-II.6151.8.2022;temporary_work;SZ;15.02.2022;post;;05.03.2022;01.03.2022;granted;;;",
     "Data decyzji"),
])
def test_what_cannot_be_is_refused_at_its_column(tmp_path: Path, row: str, column: str) -> None:
    path = write(tmp_path, GOOD, row)
    report = load(path)
    assert [(r.line, r.column) for r in report.refusals] == [(3, column)]
    assert report.refusals[0].expected
    assert models.Case.objects.count() == 0
    accepted = load(path, accept_valid=True)
    assert (accepted.added, accepted.refused) == (1, 1)
    assert (tmp_path / "c.csv.refused.csv").exists()


@pytest.mark.django_db
def test_a_case_finds_its_person_by_pesel_and_none_is_filed_before_birth(tmp_path: Path) -> None:
    person = make_person(birth_date=date(1944, 5, 14))
    people.add_identifier(
        person_id=person, actor=ACTOR, at=AT,
        identifier=people.NewIdentifier(people.IdentifierKind.PESEL, PESEL, "POL"))
    early = f"SOC-II.6151.8.1944;temporary_work;SZ;13.05.1944;post;{PESEL};;;;;;\n"
    assert load(write(tmp_path, early)).refusals[0].column == "Data wpływu"
    assert load(write(tmp_path, GOOD.replace("post;;", f"post;{PESEL};"))).added == 1
    assert models.Case.objects.get().person_id == person


@pytest.mark.django_db
def test_polish_headings_in_windows_1250_and_a_workbook(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines(keepends=True)
    assert load(write(tmp_path, *lines[1:2], head=lines[0], encoding="cp1250")).added == 1
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (lines[0], lines[2]):
        book.active.append(line.strip().split(";"))
    book.save(tmp_path / "c.xlsx")
    assert load(tmp_path / "c.xlsx").added == 1


@pytest.mark.django_db
def test_the_command_lists_what_it_refuses(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, GOOD)
    refused = run_command("import", "cases", path, "--format", "json")
    assert refused.returncode == 1
    assert "lines 2 and 3" in refused.stdout
    taken = run_command("import", "cases", path, "--accept-valid", "--format", "json")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert '"added": 1' in taken.stdout

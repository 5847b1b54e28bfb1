"""Importing cards and visits: the examples, the same file again, and every kind of bad row."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from przystan.config.cli import main
from przystan.journeys.import_beneficiaries import import_beneficiaries
from przystan.journeys.import_visits import import_visits
from przystan.platform.accounts.public import system_actor
from przystan.platform.tables import public as tables
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import PROJECT
from przystan.rooms.people import public as people

AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")
EXAMPLES = Path(__file__).parents[2] / "docs" / "how-to" / "examples"
HEAD = ("Card number;Branch;Card date;Family name;Given names;Sex;Birth date;Citizenship;"
        "Document number;Issuing state;PESEL;Phone;Basis of stay;Signed")
ROW = "A/{n};SZ;01.03.2023;TEST;ANNA;K;17.05.1990;UKR;{doc};UTO;{pesel};;UKR;tak"


def cards(path: Path, **more: bool) -> tables.ImportReport:
    return import_beneficiaries(actor=ACTOR, at=AT, path=path, **more)


def visits(path: Path, **more: bool) -> tables.ImportReport:
    return import_visits(actor=ACTOR, at=AT, path=path, **more)


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "cards.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def row(n: int, doc: str = "", pesel: str = "", **changes: str) -> str:
    text = ROW.format(n=n, doc=doc, pesel=pesel)
    for old, new in changes.items():
        text = text.replace({"born": "17.05.1990", "day": "01.03.2023", "basis": "UKR;tak",
                             "name": "TEST;ANNA"}[old], new)
    return text


def numbers() -> int:
    return advisory.count_cards(project_code=PROJECT)


@pytest.mark.usefixtures("office")
class TestExamples:
    def test_cards_then_visits_then_both_again(self) -> None:
        first = cards(EXAMPLES / "beneficiaries.csv")
        assert (first.rows, first.added, first.refused) == (3, 3, 0), first.refusals
        more = visits(EXAMPLES / "visits.csv")
        assert (more.rows, more.added, more.refused) == (4, 4, 0), more.refusals
        assert advisory.count_visits(project_code=PROJECT) == 3
        assert advisory.count_persons(project_code=PROJECT, as_of=AT) == 3
        again = cards(EXAMPLES / "beneficiaries.csv")
        assert (again.added, again.known, again.is_stored) == (0, 3, True)
        once_more = visits(EXAMPLES / "visits.csv")
        assert (once_more.added, once_more.known) == (0, 4)
        assert people.count_persons() == 3

    def test_the_days_of_recording_are_kept_for_as_of_dates(self) -> None:
        cards(EXAMPLES / "beneficiaries.csv")
        visits(EXAMPLES / "visits.csv")
        in_time = datetime(2023, 3, 10, tzinfo=UTC)
        assert advisory.count_persons(project_code=PROJECT, as_of=in_time) == 2

    def test_a_removed_service_does_not_come_back(self) -> None:
        cards(EXAMPLES / "beneficiaries.csv")
        visits(EXAMPLES / "visits.csv")
        (one,) = people.find_persons(text="beridze")
        card = advisory.cards_of(person_ids=[one.person_id])[0]
        service = advisory.services_of(card_ids=[card.id])[0]
        advisory.remove_service(actor=ACTOR, at=AT, service_id=service.id, reason="mistake")
        assert visits(EXAMPLES / "visits.csv").added == 0

    def test_names_are_found_in_both_scripts(self) -> None:
        cards(EXAMPLES / "beneficiaries.csv")
        for text in ("Ковальчук", "kovalchuk olena", "Kowalczuk", "ბერიძე", "914303001"):
            assert people.find_persons(text=text), text

    def test_a_dry_run_stores_nothing(self) -> None:
        report = cards(EXAMPLES / "beneficiaries.csv", dry_run=True)
        assert (report.added, report.is_stored, numbers()) == (3, False, 0)


@pytest.mark.usefixtures("office")
class TestRefusals:
    def test_one_bad_row_refuses_the_file(self, tmp_path: Path) -> None:
        report = cards(written(tmp_path, row(1), row(2, day="31.02.2023")))
        assert (report.is_stored, report.refused, numbers()) == (False, 1, 0)
        refusal = report.refusals[0]
        assert (refusal.line, refusal.column, refusal.value) == (3, "Card date", "31.02.2023")

    def test_accept_valid_stores_the_rest_and_the_refused_come_back(
        self, tmp_path: Path
    ) -> None:
        path = written(tmp_path, row(1), row(2, day="31.02.2023"), row(3))
        report = cards(path, accept_valid=True)
        assert (report.is_stored, report.added, report.refused) == (True, 2, 1)
        target = Path(report.refused_file)
        with target.open(encoding="utf-8-sig", newline="") as file:
            (bad,) = csv.DictReader(file, delimiter=";")
        assert "DD.MM.YYYY" in bad["problem"]
        target.write_text(
            target.read_text("utf-8-sig").replace("31.02.2023", "28.02.2023"), "utf-8")
        mended = cards(target)
        assert (mended.added, mended.refused, numbers()) == (1, 0, 3)

    def test_a_number_twice_names_both_lines(self, tmp_path: Path) -> None:
        report = cards(written(tmp_path, row(1), row(2), row(1)))
        assert "lines 2 and 4" in report.refusals[0].expected
        assert report.refusals[0].line == 4

    @pytest.mark.parametrize(("changes", "column"), [
        ({"pesel": "44051401459"}, "PESEL"), ({"doc": "??"}, "Numer dokumentu"),
        ({"name": ";"}, "Nazwisko"), ({"day": "01.03.2030"}, "Data karty"),
        ({"day": "01.09.2023"}, "Data karty"), ({"basis": "dunno;tak"}, "Basis of stay"),
    ])
    def test_each_mistake_has_its_column(
        self, tmp_path: Path, changes: dict[str, str], column: str
    ) -> None:
        report = cards(written(tmp_path, row(1, **changes)))
        assert [r.column for r in report.refusals] == [column]

    def test_visits_of_unknown_cards_and_the_same_twice(self, tmp_path: Path) -> None:
        cards(written(tmp_path, row(1)))
        head = "Card number;Branch;Visit date;Service;Topic"
        path = written(
            tmp_path, "A/1;SZ;01.03.2023;legal;appeal", "A/9;SZ;01.03.2023;legal;",
            "A/1;SZ;01.03.2023;legal;", "A/1;SZ;01.03.2023;psychological;family", head=head)
        report = visits(path, accept_valid=True)
        assert [(r.line, r.column) for r in report.refusals] == [
            (3, "Numer karty"), (4, "Usługa"), (5, "Usługa")]
        assert "lines 2 and 4" in report.refusals[1].expected
        assert report.added == 1


@pytest.mark.usefixtures("office")
class TestRecognition:
    def test_the_same_passport_and_birth_date_is_the_same_person(self, tmp_path: Path) -> None:
        report = cards(written(tmp_path, row(1, "XX900100"), row(2, "XX900100"), row(3)))
        assert report.added == 3
        assert people.count_persons() == 2
        cards(written(tmp_path, row(4, "XX900100", "44051401458")))
        assert people.count_persons() == 2
        (holder,) = people.find_persons(text="44051401458")
        assert len(advisory.cards_of(person_ids=[holder.person_id])) == 3

    def test_a_passport_of_somebody_born_on_another_day_is_refused(
        self, tmp_path: Path
    ) -> None:
        cards(written(tmp_path, row(1, "XX900100")))
        report = cards(written(tmp_path, row(2, "XX900100", born="18.05.1990")))
        assert [r.column for r in report.refusals] == ["Numer dokumentu"]

    def test_a_name_alone_never_joins(self, tmp_path: Path) -> None:
        cards(written(tmp_path, row(1), row(2)))
        assert people.count_persons() == 2


@pytest.mark.usefixtures("office")
class TestCommand:
    def test_json_and_exit_status(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = written(tmp_path, row(1, day="31.02.2023"))
        assert main(["import", "beneficiaries", str(bad), "--format", "json"]) == 1
        assert '"line": 2' in capsys.readouterr().out
        assert main(["import", "beneficiaries", str(EXAMPLES / "beneficiaries.csv")]) == 0
        assert "added" in capsys.readouterr().out
        assert main(["import", "beneficiaries", str(tmp_path / "none.csv")]) == 2
        nonsense = tmp_path / "nonsense.csv"
        nonsense.write_text("a^b\n1^2\n")
        assert main(["import", "visits", str(nonsense)]) == 1
        assert "separated by" in capsys.readouterr().out


def test_a_large_file_is_imported_in_batches(office: int, tmp_path: Path) -> None:
    rows = [row(n, f"XX{n:07}") for n in range(1200)]
    report = cards(written(tmp_path, *rows))
    assert (report.added, people.count_persons()) == (1200, 1200)
    assert cards(written(tmp_path, *rows)).known == 1200
    assert advisory.known_numbers(project_id=office, numbers=["A/7"])
    assert date(2023, 3, 1) == advisory.list_cards(text="A/7", limit=1)[0].card.opened_on

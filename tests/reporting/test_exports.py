"""One report in every format says the same numbers; what is text stays text."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.utils import translation
from docx import Document

from przystan.config.cli import main
from przystan.platform.accounts.public import system_actor
from przystan.platform.tables import public as tables
from przystan.reporting import public as reporting
from przystan.reporting.exports import FORMATS, csv_description
from przystan.reporting.pdf import report_pdf, verify_pdf
from przystan.reporting.reports.monthly import monthly_report
from przystan.reporting.reports.summary import summary_report
from przystan.reporting.reports.types import Report
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db
K = advisory.ServiceKind


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.fixture
def office() -> None:
    project = finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8), actor=system_actor("test"),
        at=AT)
    for month, kinds in ((1, (K.LEGAL,)), (2, (K.INFORMATION,)), (2, (K.LEGAL,))):
        card = make_card(make_person(), project_id=project, opened_on=DAY.replace(month=1))
        make_visit(card, *kinds, visited_on=DAY.replace(month=month))


def texts_of(report: Report) -> dict[str, str]:
    files = {name: make(report, "A demo.") for name, make in FORMATS.items()}
    page = Text()
    page.feed(files["html"].decode())
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    paper = Document(io.BytesIO(files["docx"]))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    words = [p.text for p in paper.paragraphs]
    words += [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return {"html": " ".join(page.said), "xlsx": " ".join(cells), "docx": " ".join(words),
            "json": files["json"].decode(), "csv": files["csv"].decode()}


@pytest.mark.usefixtures("office")
def test_every_format_says_the_same() -> None:
    with translation.override("en"):
        report = summary_report(as_of=DAY)
        said = texts_of(report)
    for name, text in said.items():
        assert "integration measures" in text, name
        assert str(report.figures[0].value) in text, name
    for name in ("html", "xlsx", "docx", "json"):
        assert report.figures[0].rows_hash in said[name], name
        assert "A demo." in said[name], name


@pytest.mark.usefixtures("office")
def test_the_months_add_up_to_the_figures() -> None:
    with translation.override("en"):
        report = monthly_report(as_of=DAY)
    persons = report.sections[0].grids[0]
    assert persons is not None
    assert [(m, [int(v) for v in values]) for m, values in persons.rows] == [
        ("2023-01", [1, 0, 1]), ("2023-02", [2, 0, 1])]
    known = {f.code: f.value for f in report.figures}
    assert persons.totals == (
        known["advisory.persons_assisted"], known["advisory.persons_psychological"],
        known["advisory.persons_legal"])
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](report, "")))
    sheet = book.worksheets[2]
    assert [c.value for c in sheet[4]] == ["Together", "=SUM(B2:B3)", "=SUM(C2:C3)",
                                           "=SUM(D2:D3)"]
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](report, "").decode())))
    legal = [Decimal(r["value"]) for r in rows if "legal advice" in r["column"]]
    assert sum(legal) == 2
    described = json.loads(csv_description(report, "m.csv"))
    assert [c["name"] for c in described["tableSchema"]["columns"]] == list(rows[0])
    with translation.override("pl"):
        polish = report_pdf(monthly_report(as_of=DAY), notice="")
    assert verify_pdf(polish).is_true


@pytest.mark.parametrize("text", ["=1+1", "+48", "-1", "@SUM(A1)", "\tx"])
def test_what_looks_like_a_formula_becomes_text(text: str) -> None:
    assert tables.harmless(text) == f"'{text}"


@pytest.mark.usefixtures("office")
def test_the_command_writes_each_format_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in FORMATS:
        target = tmp_path / f"r.{ending}"
        assert main(["report", "monthly", "--as-of", "2023-03-01", "--language", "en",
                     "--output", str(target)]) == 0
        assert target.stat().st_size > 500
    assert (tmp_path / "r.csv-metadata.json").exists()
    with pikepdf.open(tmp_path / "r.pdf") as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
    assert main(["report", "summary", "--output", str(tmp_path / "r.odt")]) == 2
    assert "r.odt ends in none of" in capsys.readouterr().err
    assert main(["report", "summary", "--output", str(tmp_path / "no" / "r.pdf")]) == 2

"""A report's file is verified against the rows, and what was altered is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation

from przystan.config.cli import main
from przystan.platform.accounts.public import system_actor
from przystan.reporting.pdf import CLAIM, NotAReport, report_pdf, verify_pdf
from przystan.reporting.reports.summary import summary_report
from przystan.rooms.advisory.testing import AT, DAY, PROJECT, make_card, make_project, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> bytes:
    make_project()
    for _ in range(2):
        make_visit(make_card(make_person()))
    with translation.override("en"):
        return report_pdf(summary_report(as_of=DAY, project=PROJECT), notice="A demo.")


def altered(content: bytes, change: Callable[[dict], None], tmp_path: Path) -> bytes:
    path = tmp_path / "altered.pdf"
    path.write_bytes(content)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        claim = json.loads(pdf.attachments[CLAIM].get_file().read_bytes())
        change(claim)
        pdf.attachments[CLAIM] = json.dumps(claim).encode()
        pdf.save(path)
    return path.read_bytes()


def test_an_untouched_report_is_true_in_any_language(report: bytes) -> None:
    with translation.override("uk"):
        found = verify_pdf(report)
    assert found.is_true
    assert (found.as_of, found.language) == (DAY, "en")
    assert len(found.figures) == 12


def test_a_row_taken_away_is_told_by_its_figure(report: bytes) -> None:
    make_visit(make_card(make_person()))
    found = verify_pdf(report)
    assert not found.is_true
    assert [c.code for c, now in found.figures if c.rows_hash != now.rows_hash] == [
        "advisory.persons_assisted"]
    assert not found.is_same_file


def test_an_altered_claim_and_an_altered_page_are_found(report: bytes, tmp_path: Path) -> None:
    def more(claim: dict) -> None:
        claim["figures"][0]["value"] = "99"

    found = verify_pdf(altered(report, more, tmp_path))
    claimed, now = found.figures[0]
    assert (int(claimed.value), int(now.value)) == (99, 2)
    assert not found.is_true
    untouched = verify_pdf(altered(report, lambda _claim: None, tmp_path))
    # Every figure is right, and yet it is another file than the office makes.
    assert (untouched.is_same_file, untouched.is_true) == (False, False)


@pytest.mark.parametrize("change", [
    lambda c: c.pop("as_of"), lambda c: c.update(figures=[{}]), lambda c: c.update(as_of="x"),
    lambda c: c["figures"][0].update(code="no.such"), lambda c: c.update(figures=3)])
def test_a_claim_that_is_not_whole(
    report: bytes, tmp_path: Path, change: Callable[[dict], None]
) -> None:
    with pytest.raises(NotAReport, match="not whole"):
        verify_pdf(altered(report, change, tmp_path))


def test_what_is_no_report_is_said_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, said in ((b"cat", "not a PDF"), (b"", "not a PDF")):
        path = tmp_path / "cat.pdf"
        path.write_bytes(content)
        assert main(["figures", "verify", str(path)]) == 2
        assert said in capsys.readouterr().err
    assert main(["figures", "verify", str(tmp_path / "none.pdf")]) == 2
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(tmp_path / "blank.pdf")
    assert main(["figures", "verify", str(tmp_path / "blank.pdf")]) == 2
    assert "carries no figures.json" in capsys.readouterr().err


def test_the_commands_verify_compare_and_propose(
    report: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    assert main(["figures", "verify", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_true"] is True
    finance.add_project(
        code="OG-8-14-2022", number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8),
        actor=system_actor("test"), at=AT)
    assert main(["figures", "publish", "--as-of", "2023-03-01"]) == 0
    assert "a second person approves it" in capsys.readouterr().out
    assert main(["figures", "publish", "--as-of", "2023-03-01"]) == 2
    assert main(["figures", "revise", "--as-of", "2023-03-02", "--reason", "x"]) == 2
    assert "nothing is published" in capsys.readouterr().err
    between = ["figures", "diff", "--from", "2023-02-01", "--to", "2023-03-01", "--code"]
    assert main([*between, "no.such"]) == 2
    capsys.readouterr()
    assert main([*between, "calls.outgoing", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []

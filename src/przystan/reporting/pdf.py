"""The report as a tagged PDF (PDF/UA-1), set by typst, that carries what it claims.

Attached is a JSON text, the claim: the day, the language and every figure with the hash of its
rows. The hash of that text stands in the footer of every page. The same rows give the same file,
byte for byte, so a file is verified by making it again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import typst
from django.utils import translation
from django.utils.translation import get_language, gettext

from przystan.reporting.queries.figures import PROJECT, UnknownFigure, compute, definition_of
from przystan.reporting.reports import NARRATED, REPORTS
from przystan.reporting.reports.types import Bars, Grid, Report, Section, plain_text
from przystan.reporting.types import Figure, Unit

TEMPLATE = Path(__file__).parent / "report.typ"
CLAIM = "figures.json"


class NotAReport(ValueError):
    """The file is no report of this system; says what is missing."""


@dataclass(frozen=True)
class Verified:
    """What a report's file claims, and what the rows say today.

    `figures` pairs each claimed figure with the one computed now. `is_same_file` says that the
    file made again today is equal in every byte.
    """

    as_of: date
    language: str
    figures: tuple[tuple[Figure, Figure], ...]
    is_same_file: bool

    @property
    def is_true(self) -> bool:
        """Whether rows and file are as claimed."""
        return self.is_same_file and all(
            now.rows_hash == claimed.rows_hash and now.value == claimed.value
            for claimed, now in self.figures)


def report_pdf(report: Report, *, notice: str = "") -> bytes:
    """Return the report's PDF; the build fails where a tag or a text alternative is missing.

    `notice` is printed under the title: a demo says so on paper too.
    """
    claim = _claim(report, notice)
    content: dict[str, Any] = {
        "claim": claim, "claim_hash": hashlib.sha256(claim.encode()).hexdigest(),
        "claim_title": gettext("The figures of this report, with the hashes of their rows"),
        "language": (get_language() or "en")[:2],
        "title": report.title, "project": report.project_line, "duration": report.duration,
        "money": [[x.label, x.field.text] for x in (report.value, report.cofinancing)],
        "notice": notice,
        "sections": [_section(s) for s in report.sections],
        "figures_title": gettext("Figures and their rows"),
        "figures_header": [gettext("Figure"), gettext("Version"), gettext("Rows"),
                           gettext("Hash of the rows (SHA-256)")],
        "figures": [[gettext(f.label), str(f.definition_version), str(f.rows), f.rows_hash]
                    for f in report.figures],
        "as_of": report.as_of.isoformat(),
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content)},
    ))


def _claim(report: Report, notice: str) -> str:
    return json.dumps({
        "report": report.kind, "narrative": report.narrative,
        "project": report.project, "as_of": report.as_of.isoformat(),
        "language": (get_language() or "en")[:2], "notice": notice,
        "figures": [
            {"code": f.code, "value": str(f.value), "unit": f.unit.value,
             "definition_version": f.definition_version, "rows": f.rows, "rows_hash": f.rows_hash}
            for f in report.figures],
    }, ensure_ascii=False, sort_keys=True)


def verify_pdf(content: bytes) -> Verified:
    """Compare a report's file with the rows of today. Raises NotAReport, ProjectNotFound."""
    claim = _read_claim(content)
    try:
        as_of, language = date.fromisoformat(claim["as_of"]), str(claim["language"])
        project, notice = str(claim.get("project", PROJECT)), str(claim["notice"])
        claimed = tuple(_claimed(f, as_of) for f in claim["figures"])
        make = REPORTS[claim["report"]]
        narrative = int(claim.get("narrative", 0))
    except (KeyError, TypeError, ValueError, ArithmeticError, UnknownFigure) as odd:
        raise NotAReport("the attached claim is not whole") from odd
    known = {f.code: f for f in compute(
        codes=[c.code for c in claimed], as_of=as_of, project=project)}
    own = {"narrative": narrative} if claim["report"] in NARRATED else {}
    with translation.override(language):
        again = report_pdf(make(as_of=as_of, project=project, **own), notice=notice)
    return Verified(as_of, language, tuple((c, known[c.code]) for c in claimed),
                    again == content)


def _claimed(f: dict[str, Any], as_of: date) -> Figure:
    d = definition_of(f["code"])
    return Figure(d.code, d.label, Decimal(f["value"]), Unit(f["unit"]),
                  int(f["definition_version"]), as_of, int(f["rows"]), str(f["rows_hash"]))


def _read_claim(content: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as broken:
        raise NotAReport("the file is not a PDF") from broken
    try:
        attached = (document.get_attachment(n) for n in range(document.count_attachments()))
        found = [bytes(a.get_data()) for a in attached if a.get_name() == CLAIM]
    finally:
        document.close()
    if not found:
        raise NotAReport(f"the file carries no {CLAIM}: it is no report of this system")
    try:
        claim = json.loads(found[0])
    except ValueError as odd:
        raise NotAReport("the attached claim is not JSON") from odd
    if not isinstance(claim, dict):
        raise NotAReport("the attached claim is not whole")
    return claim


def _section(section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "title": section.title,
        "paragraphs": [plain_text(p) for p in section.paragraphs],
        "table": table and {
            "header": list(table.header),
            "lines": [[x.label, x.field.text] for x in table.lines], "note": table.note,
        },
        "grids": [_grid(g) for g in section.grids],
        "chart": section.chart and _bars(section.chart),
        "items": [plain_text(p) for p in section.items],
        "is_numbered": section.is_numbered,
    }


def _grid(grid: Grid) -> dict[str, Any]:
    return {"header": list(grid.header), "lines": [list(row) for row in grid.texts],
            "total": list(grid.total_texts)}


def _bars(bars: Bars) -> dict[str, Any]:
    top = max((abs(v) for v in bars.values), default=Decimal(0)) or Decimal(1)
    return {"title": bars.title, "description": bars.description,
            "lines": [[label, text, float(v / top)]
                      for (label, text), v in zip(bars.texts, bars.values, strict=True)]}

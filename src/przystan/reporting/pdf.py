"""The report as a tagged PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, gettext

from przystan.reporting.report import Field, Report, Section, Sentence

TEMPLATE = Path(__file__).parent / "report.typ"


def report_pdf(report: Report, *, notice: str = "") -> bytes:
    """Return the report's PDF; the build fails where a tag or a text alternative is missing.

    `notice` is printed under the title: a demo says so on paper too.
    """
    content: dict[str, Any] = {
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


def _text(sentence: Sentence) -> str:
    return "".join(p.text if isinstance(p, Field) else p for p in sentence)


def _section(section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "title": section.title,
        "paragraphs": [_text(p) for p in section.paragraphs],
        "table": table and {
            "header": list(table.header),
            "lines": [[x.label, x.field.text] for x in table.lines], "note": table.note,
        },
        "items": [_text(p) for p in section.items],
        "is_numbered": section.is_numbered,
    }

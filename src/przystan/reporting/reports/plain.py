"""A report as plain text, for a letter: sentences, tables as lines, figures with their hashes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from przystan.reporting.reports.types import Report, Section, plain_text


def as_text(report: Report) -> str:
    """Return the report as a letter's text; every figure ends with the hash of its rows."""
    lines = [report.title, report.project_line, report.duration,
             f"{report.value.label}: {report.value.field.text}",
             f"{report.cofinancing.label}: {report.cofinancing.field.text}"]
    for section in report.sections:
        lines += ["", section.title.upper(), *_lines(section)]
    lines += ["", _("Figures and their rows").upper()]
    lines += [f"{f.code}, {_('Version')} {f.definition_version}: {f.value.normalize():f}; "
              f"{f.rows_hash}" for f in report.figures]
    return "\n".join(lines) + "\n"


def _lines(section: Section) -> Iterator[str]:
    yield from map(plain_text, section.paragraphs)
    if section.table:
        yield from (f"{x.label}: {x.field.text}" for x in section.table.lines)
    for grid in section.grids:
        for row in (*grid.texts, *([grid.total_texts] if grid.totals else [])):
            named = zip(grid.header[1:], row[1:], strict=True)
            yield f"{row[0]}: " + "; ".join(f"{name} {text}" for name, text in named)
    if section.chart:
        yield f"{section.chart.title}. {section.chart.description}"
    yield from (f"- {plain_text(item)}" for item in section.items)

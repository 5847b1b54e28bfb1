"""A report as a file: HTML, PDF, XLSX, DOCX, CSV with its columns described, JSON.

Every format shows the same report. What is text is written as text: no cell that comes from data
becomes a formula. Totals of a workbook are formulas of ours, so that they follow its cells.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.platform.tables import public as tables
from przystan.reporting.pdf import report_pdf
from przystan.reporting.reports.types import Bars, Grid, Report, Section, plain_text

if TYPE_CHECKING:
    from docx.document import Document as Paper

# The file stands alone: its style is ours and inside it.
STYLE = (Path(__file__).parent / "report.css").read_text("utf-8")
# Characters that a sheet's name may not hold.
NOT_IN_A_NAME = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
CSV_COLUMNS = (
    ("section", "string", "the report's section"), ("row", "string", "what the row is about"),
    ("column", "string", "what is counted"),
    ("value", "decimal", "the value, with a point before decimals"),
)


def demo_notice() -> str:
    """Return what a demo says on every report, nothing in an office."""
    return _("Synthetic data: a demo office.") if settings.IS_DEMO else ""


def as_pdf(report: Report, notice: str) -> bytes:
    """Return the report as a tagged PDF."""
    return report_pdf(report, notice=notice)


def as_html(report: Report, notice: str) -> bytes:
    """Return the report as a page that stands alone: no script, nothing loaded."""
    return render_to_string("reporting/file.html", {
        "report": report, "notice": notice, "style": mark_safe(f"<style>{STYLE}</style>"),
        "language": (get_language() or "en")[:2]}).encode()


def as_json(report: Report, notice: str) -> bytes:
    """Return the report's figures and grids with their hashes."""
    return json.dumps({
        "report": report.kind, "title": report.title, "project": report.project,
        "as_of": report.as_of.isoformat(), "notice": notice,
        "figures": [
            {"code": f.code, "label": _(f.label), "value": str(f.value), "unit": f.unit.value,
             "definition_version": f.definition_version, "rows": f.rows,
             "rows_hash": f.rows_hash} for f in report.figures],
        "cells": [dict(zip([c[0] for c in CSV_COLUMNS], cell)) for cell in _cells(report)],
    }, ensure_ascii=False, indent=1, default=str).encode()


def as_csv(report: Report, notice: str) -> bytes:
    """Return the report's numbers, one a row; `csv_description` says what the columns are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([name for name, _kind, _words in CSV_COLUMNS])
    writer.writerows([*map(tables.harmless, cell[:3]), cell[3]] for cell in _cells(report))
    return text.getvalue().encode()


def csv_description(report: Report, name: str) -> bytes:
    """Return the description of the CSV's columns, in the form of the W3C's CSV on the Web."""
    return json.dumps({
        "@context": "http://www.w3.org/ns/csvw", "url": name, "dc:title": report.title,
        "dc:date": report.as_of.isoformat(),
        "tableSchema": {"columns": [
            {"name": n, "datatype": kind, "dc:description": words}
            for n, kind, words in CSV_COLUMNS]},
    }, ensure_ascii=False, indent=1).encode()


def _cells(report: Report) -> Iterator[tuple[str, str, str, Decimal]]:
    known = {f.code: f.value for f in report.figures}
    for line in (report.value, report.cofinancing):
        yield report.title, line.label, _("Value"), known[line.field.code]
    for section in report.sections:
        for line in section.table.lines if section.table else ():
            yield section.title, line.label, _("Value"), known[line.field.code]
        for grid in section.grids:
            for name, values in grid.rows:
                for column, value in zip(grid.header[1:], values, strict=True):
                    if value is not None:
                        yield section.title, name, column, value


def as_xlsx(report: Report, notice: str) -> bytes:
    """Return the report as a workbook: a sheet of its text, one of its figures, its grids."""
    file = io.BytesIO()
    # Here and below: a library for files is loaded when a file is made, not at each start.
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.##"})
    total = book.add_format({"bold": True, "num_format": "#,##0.##", "top": 1})
    _text_sheet(book.add_worksheet(_("Report")), report, notice, bold)
    figures = book.add_worksheet(_("Figures"))
    head = (_("Figure"), _("Value"), _("Unit"), _("Version"), _("Rows"), _("Hash"))
    figures.write_row(0, 0, head, bold)
    figures.set_column(0, 0, 70)
    for n, f in enumerate(report.figures, start=1):
        figures.write_string(n, 0, _(f.label))
        figures.write_number(n, 1, float(f.value), number)
        figures.write_row(n, 2, (f.unit.value, f.definition_version, f.rows, f.rows_hash))
    grids = [(s, g) for s in report.sections for g in s.grids]
    for n, (section, grid) in enumerate(grids, start=1):
        sheet = book.add_worksheet(f"{n}. {section.title}"[:31].translate(NOT_IN_A_NAME))
        _grid_sheet(sheet, grid, bold, number, total)
    for n, bars in enumerate((s.chart for s in report.sections if s.chart), start=1):
        _chart_sheet(book, f"{_('Chart')} {n}"[:31], bars, bold, number)
    book.set_properties({"title": report.title, "comments": notice})
    book.close()
    return file.getvalue()


def _text_sheet(sheet: Any, report: Report, notice: str, bold: Any) -> None:
    sheet.set_column(0, 0, 110)
    lines: list[tuple[str, Any]] = [(report.title, bold), (notice, None),
                                    (report.project_line, None), (report.duration, None)]
    lines += [(f"{x.label}: {x.field.text}", None) for x in (report.value, report.cofinancing)]
    for section in report.sections:
        lines.append((section.title, bold))
        lines += [(plain_text(p), None) for p in (*section.paragraphs, *section.items)]
        if section.table:
            lines += [(f"{x.label}: {x.field.text}", None) for x in section.table.lines]
    for n, (text, form) in enumerate(line for line in lines if line[0]):
        sheet.write_string(n, 0, text, form)


def _grid_sheet(sheet: Any, grid: Grid, bold: Any, number: Any, total: Any) -> None:
    sheet.set_column(0, len(grid.header) - 1, 24)
    sheet.write_row(0, 0, grid.header, bold)
    for n, (name, values) in enumerate(grid.rows, start=1):
        sheet.write_string(n, 0, name)
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(n, column, float(value), number)
    if not grid.totals:
        return
    last = len(grid.rows) + 1
    sheet.write_string(last, 0, grid.total, bold)
    for column, value in enumerate(grid.totals, start=1):
        letter = chr(ord("A") + column)
        # The value beside the formula is what a reader that computes nothing shows.
        sheet.write_formula(last, column, f"=SUM({letter}2:{letter}{last})", total, float(value))


def _chart_sheet(book: Any, name: str, bars: Bars, bold: Any, number: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 1, 24)
    sheet.write_row(0, 0, (_("Period"), bars.title), bold)
    for n, (label, value) in enumerate(zip(bars.labels, bars.values, strict=True), start=1):
        sheet.write_string(n, 0, label)
        sheet.write_number(n, 1, float(value), number)
    last = len(bars.labels)
    chart = book.add_chart({"type": "column"})
    chart.add_series({
        "name": [name, 0, 1], "categories": [name, 1, 0, last, 0], "values": [name, 1, 1, last, 1],
        "fill": {"color": "#0B3C49"}, "border": {"color": "#000000"}})
    chart.set_title({"name": bars.title})
    chart.set_legend({"none": True})
    # Read to who does not see the chart; its numbers stand beside it.
    sheet.insert_chart(0, 3, chart, {"description": f"{bars.title}. {bars.description}"})


def as_docx(report: Report, notice: str) -> bytes:
    """Return the report as a document for a word processor, with headings and table headers."""
    from docx import Document

    paper = Document()
    paper.core_properties.title = report.title
    paper.core_properties.language = (get_language() or "en")[:2]
    paper.add_heading(report.title, level=0)
    for line in (notice, report.project_line, report.duration,
                 *(f"{x.label}: {x.field.text}" for x in (report.value, report.cofinancing))):
        if line:
            paper.add_paragraph(line)
    for section in report.sections:
        _docx_section(paper, section)
    paper.add_heading(_("Figures and their rows"), level=1)
    _docx_table(paper, (_("Figure"), _("Version"), _("Rows"), _("Hash of the rows (SHA-256)")),
                [(_(f.label), str(f.definition_version), str(f.rows), f.rows_hash)
                 for f in report.figures])
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _docx_section(paper: Paper, section: Section) -> None:
    paper.add_heading(section.title, level=1)
    for paragraph in section.paragraphs:
        paper.add_paragraph(plain_text(paragraph))
    if section.table:
        _docx_table(paper, section.table.header,
                    [(x.label, x.field.text) for x in section.table.lines])
        if section.table.note:
            paper.add_paragraph(section.table.note)
    for grid in section.grids:
        _docx_table(paper, grid.header,
                    [*grid.texts, *([grid.total_texts] if grid.totals else [])])
    if section.chart:
        # A word processor's table reads in black and white and aloud: the chart as its numbers.
        paper.add_paragraph(f"{section.chart.title}. {section.chart.description}")
        _docx_table(paper, (_("Period"), section.chart.title), list(section.chart.texts))
    for item in section.items:
        style = "List Number" if section.is_numbered else "List Bullet"
        paper.add_paragraph(plain_text(item), style=style)


def _docx_table(paper: Paper, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = paper.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, header):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    # Said to a screen reader, and repeated on the next page.
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text


FORMATS: dict[str, Callable[[Report, str], bytes]] = {
    "html": as_html, "pdf": as_pdf, "xlsx": as_xlsx, "docx": as_docx, "csv": as_csv,
    "json": as_json,
}
OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
}

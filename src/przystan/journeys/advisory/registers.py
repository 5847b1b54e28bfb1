"""Registers for the Fund's auditors: cards, services per person, signatures.

Names stand in them only for who may see persons; others get the project's pseudonym, which is the
same in each register of the project and cannot be joined with another project's.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.tables import public as tables
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

TEMPLATE = Path(__file__).parent / "register.typ"
K = advisory.ServiceKind
Cell = str | int | date | None


class Register(StrEnum):
    """The registers that an auditor asks for."""

    CARDS = "cards"
    SERVICES = "services"
    SIGNATURES = "signatures"


@dataclass(frozen=True)
class RegisterTable:
    """One register ready for a screen or a file: its title, header and rows."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def open_register(
    *, actor: Actor, at: datetime, register: Register, project_code: str,
    scope: advisory.RegisterScope,
) -> RegisterTable:
    """Return a register in the reader's language; the reading is audited with its extent.

    The persons' names are in it for who may see persons, else their pseudonyms.
    """
    lines: Sequence[Any] = _READERS[register](scope=scope)
    persons = _persons(actor, project_code, [x.person_id for x in lines])
    rows = tuple(_ROWS[register](x, persons.get(x.person_id, "–")) for x in lines)
    audit.record_read(
        actor=actor, at=at, action="advisory.open_register",
        subject=f"advisory.register:{register.value}",
        details={"project": project_code, "since": scope.since.isoformat(),
                 "until": scope.until.isoformat(), "rows": len(rows),
                 "names": actor.can(Permission.PEOPLE_VIEW)})
    who = _("Person") if actor.can(Permission.PEOPLE_VIEW) else _("Participant (pseudonym)")
    title = _("%(register)s, project %(project)s, %(since)s – %(until)s") % {
        "register": register_label(register), "project": project_code,
        "since": ui.date_text(scope.since), "until": ui.date_text(scope.until)}
    return RegisterTable(title, _header(register, who), rows)


def register_label(register: Register) -> str:
    """Return a register's name in the reader's language."""
    return {Register.CARDS: _("Register of cards"),
            Register.SERVICES: _("Register of services per person"),
            Register.SIGNATURES: _("Register of signatures")}[register]


_READERS: Mapping[Register, Any] = {
    Register.CARDS: advisory.list_card_lines, Register.SERVICES: advisory.list_services_lines,
    Register.SIGNATURES: advisory.list_signatures,
}


def _persons(actor: Actor, project_code: str, ids: Sequence[int]) -> Mapping[int, str]:
    if actor.can(Permission.PEOPLE_VIEW):
        return {n: name or _("erased") for n, name in people.names_of(ids).items()}
    keys = people.participant_keys(project_code=project_code, ids=ids)
    return {n: key[:12] for n, key in keys.items()}


def _header(register: Register, who: str) -> tuple[str, ...]:
    if register is Register.CARDS:
        return (_("Card"), who, _("Branch"), _("Opened"), _("Basis of stay"), _("Target group"),
                _("Rules"), _("Documents seen"), _("Signed"))
    if register is Register.SERVICES:
        return (who, _("Cards"), _("First"), _("Last"),
                *(advisory.kind_label(k) for k in K), _("Minutes"))
    return (_("Card"), who, _("Branch"), _("Opened"), _("Signed"), _("How"), _("Taken by"),
            _("Visits"), _("Visits signed"))


def _card_row(line: advisory.CardLine, person: str) -> tuple[Cell, ...]:
    outcome = advisory.word(line.eligibility) if line.eligibility else _("not checked")
    return (line.number, person, line.branch, line.opened_on,
            advisory.stay_basis_label(line.stay_basis), outcome, " ".join(line.rules),
            line.documents, _("yes") if line.is_signed else _("no"))


def _services_row(line: advisory.ServicesLine, person: str) -> tuple[Cell, ...]:
    return (person, line.card_numbers, line.first_on, line.last_on,
            *(line.counts[k] for k in K), line.minutes)


def _signature_row(line: advisory.SignatureLine, person: str) -> tuple[Cell, ...]:
    return (line.card_number, person, line.branch, line.opened_on, line.signed_on,
            advisory.word(line.way) if line.way else _("missing"), line.taken_by or "–",
            line.visits, line.visits_signed)


_ROWS: Mapping[Register, Any] = {
    Register.CARDS: _card_row, Register.SERVICES: _services_row,
    Register.SIGNATURES: _signature_row,
}


def as_csv(table: RegisterTable) -> bytes:
    """Return a register as CSV: UTF-8 with its mark, days as YYYY-MM-DD.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.header)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return tables.harmless(cell)
    return "" if cell is None else cell


def as_xlsx(table: RegisterTable) -> bytes:
    """Return a register as a workbook of one sheet; texts are texts, never formulas."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    # Loaded when a workbook is made, not at each start.
    import xlsxwriter

    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, table.header, bold)
        for number, row in enumerate(table.rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, datetime(*cell.timetuple()[:3]), day)  # noqa: DTZ001
                else:
                    sheet.write(number, place, cell)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
        sheet.autofit()
    return out.getvalue()


def as_pdf(table: RegisterTable, *, notice: str = "") -> bytes:
    """Return a register as tagged PDF (PDF/UA-1), A4 across, the header on every page."""
    content = {
        "language": (get_language() or "en")[:2], "title": table.title, "notice": notice,
        "header": list(table.header), "summary": _("Rows: %(count)d") % {"count": len(table.rows)},
        "rows": [[_shown(cell) for cell in row] for row in table.rows],
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content)}))


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return ui.date_text(cell)
    return "–" if cell is None else str(cell)

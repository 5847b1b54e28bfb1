"""A figure broken down by a value of its rows; for the public without small groups."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.dimensions import DIMENSIONS, NAMES, UNKNOWN, UNKNOWN_NAME
from przystan.reporting.forms.days import BreakDownForm
from przystan.reporting.rules import hidden_cells
from przystan.reporting.types import Unit
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

# A public table shows no cell and no month in which fewer persons than this are counted.
SMALLEST_PUBLIC_CELL = 5
CHARTED = 12


def broken_down(
    request: HttpRequest, d: reporting.Definition, as_of: date, *, is_public: bool
) -> dict[str, object] | None:
    """Return the choice of dimensions with the table and chart of the one asked for."""
    known = DIMENSIONS.get(d.row_kind, {})
    if not known:
        return None
    form = BreakDownForm(request.GET or None, dimensions=[(n, _(NAMES[n])) for n in known],
                         auto_id="by_%s")
    asked = request.GET.get("by", "")
    by = asked if asked in known else next(iter(known))
    cells = reporting.break_down(code=d.code, dimension=by, as_of=as_of)
    hidden = hidden_cells(
        {c.value: c.rows for c in cells}, least=SMALLEST_PUBLIC_CELL,
    ) if is_public and d.unit is Unit.PERSONS else frozenset()
    shown = [c for c in cells if c.value not in hidden]
    return {"form": form, "as_of": as_of, "table": _table(by, shown, hidden),
            "chart": _chart(d, by, shown), "hidden": len(hidden),
            "least": SMALLEST_PUBLIC_CELL}


def _table(by: str, cells: list[reporting.Cell], hidden: frozenset[str]) -> ui.Table:
    rows: list[tuple[object, ...]] = [
        (cell_name(by, c.value), int(c.amount) if c.amount == int(c.amount) else c.amount)
        for c in cells]
    if hidden:
        # Not by their names: that somebody is there at all would be told.
        rows.append((_("others"), _("not shown")))
    return ui.Table(
        caption=_(NAMES[by]), stacked=False,
        columns=(ui.Column(_(NAMES[by]), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER)),
        rows=rows, empty=ui.EmptyState(_("No row"), _("Nothing was recorded by this date.")))


def _chart(
    d: reporting.Definition, by: str, cells: list[reporting.Cell]
) -> ui.Chart | None:
    first = cells[:CHARTED]
    if len(first) < 2:
        return None
    return ui.Chart(
        title=_(NAMES[by]),
        description=_("Most: %(cell)s, %(value)s.") % {
            "cell": cell_name(by, first[0].value), "value": f"{first[0].amount:.0f}"},
        labels=[cell_name(by, c.value) for c in first],
        series=(ui.Series(_(d.label), [float(c.amount) for c in first]),),
        kind=ui.ChartKind.BAR)


def cell_name(by: str, value: str) -> str:
    """Return how a value of a dimension is called."""
    if value == UNKNOWN:
        return _(UNKNOWN_NAME)
    if by == "sex":
        return people.sex_label(people.Sex(value))
    if by == "citizenship":
        return people.country_label(value)
    if by == "stay_basis":
        return advisory.stay_basis_label(advisory.StayBasis(value))
    return value

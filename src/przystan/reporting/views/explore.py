"""Exploring: a measure over two axes with its chart, views that one keeps, and files of it."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.tables import public as tables
from przystan.platform.transactions import public as transactions
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.forms.explore import ExploreForm, PeriodsForm, SaveViewForm, axis_name
from przystan.reporting.pivot import OTHERS
from przystan.reporting.views.cells import cell_name
from przystan.reporting.views.figures import with_project

FIRST = "calls.answered_incoming"
CHARTED_ROWS, CHARTED_SERIES = 24, 4
MINUS = "\u2212"
CODES = frozenset(d.code for d in reporting.DEFINITIONS)


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    code = request.GET.get("code", FIRST)
    code = code if code in CODES else FIRST
    axes = reporting.axes_of(code)
    rows, columns = request.GET.get("rows", ""), request.GET.get("columns", "")
    rows = rows if rows in axes else axes[-3]
    is_nested = {rows, columns} <= set(reporting.PERIODS)
    return code, rows, columns if columns in axes and columns != rows and not is_nested else ""


def _periods(
    request: HttpRequest, table: reporting.PivotTable, columns: str
) -> tuple[str, str] | None:
    """Return which two periods are laid side by side: those asked for, else the last two."""
    known = [c for c in table.columns if c != OTHERS]
    if columns not in reporting.PERIODS or len(known) < 2:
        return None
    earlier, later = request.GET.get("earlier", ""), request.GET.get("later", "")
    return (earlier if earlier in known else known[-2], later if later in known else known[-1])


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def explore(request: HttpRequest) -> HttpResponse:
    """Show a measure over two axes; small groups are in no cell and follow from none."""
    code, rows, columns = _asked(request)
    table = reporting.kept_pivot(code=code, rows=rows, columns=columns, at=clock.now())
    query = urlencode({"code": code, "rows": rows, "columns": columns})
    d, periods = reporting.definition_of(code), _periods(request, table, columns)
    return render(request, "reporting/explore.html", {
        "form": ExploreForm(initial={"code": code, "rows": rows, "columns": columns}, code=code),
        "title": _(d.label), "unit": _(str(d.unit)), "table": _table(table, rows, columns),
        "chart": _chart(table, rows, columns), "as_of": table.as_of, "hidden": table.hidden,
        "changes": _changes(table, rows, *periods) if periods else None,
        "periods": PeriodsForm(
            initial={"code": code, "rows": rows, "columns": columns, "earlier": periods[0],
                     "later": periods[1]}, periods=table.columns) if periods else None,
        "merged": OTHERS in (*table.rows, *table.columns), "least": reporting.LEAST,
        "query": query, "save": SaveViewForm(auto_id="save_%s"),
        "views": reporting.list_views(owner_id=request.actor.user_id)})


def _name(axis: str, value: str) -> str:
    return _("others") if value == OTHERS else cell_name(axis, value) if axis else _("Value")


def _shown(value):
    if value is None:
        return _("not shown")
    return int(value) if value == int(value) else value


def _table(table: reporting.PivotTable, rows: str, columns: str) -> ui.Table:
    heads = [ui.Column(_name(columns, c), ui.Kind.NUMBER) for c in table.columns]
    last = [ui.Column(_("Together"), ui.Kind.NUMBER)] if columns else []
    return ui.Table(
        caption=axis_name(rows), stacked=False,
        columns=(ui.Column(axis_name(rows), ui.Kind.HEAD), *heads, *last),
        rows=[(_name(rows, r), *map(_shown, cells), *([_shown(total)] if columns else []))
              for r, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)],
        footer=(_("Together"), *map(_shown, table.column_totals),
                *([_shown(table.total)] if columns else [])) if table.rows else None,
        empty=ui.EmptyState(_("No row"), _("Nothing was recorded by this date.")))


def _changes(
    table: reporting.PivotTable, rows: str, earlier: str, later: str
) -> ui.Table:
    found = [
        (_name(rows, c.row) if c.row else _("Together"), _shown(c.earlier), _shown(c.later),
         _signed(c.difference), _signed(None if c.share is None else c.share * 100, 1, "\u00a0%"))
        for c in reporting.compare_columns(table, earlier=earlier, later=later)]
    return ui.Table(
        caption=_("%(earlier)s and %(later)s side by side") % {
            "earlier": earlier, "later": later}, stacked=False,
        columns=(ui.Column(axis_name(rows), ui.Kind.HEAD), ui.Column(earlier, ui.Kind.NUMBER),
                 ui.Column(later, ui.Kind.NUMBER), ui.Column(_("Difference"), ui.Kind.NUMBER),
                 ui.Column(_("Change in percent"), ui.Kind.NUMBER)),
        rows=found[:-1], footer=found[-1])


def _signed(value: Decimal | None, places: int = 0, unit: str = "") -> str:
    if value is None:
        return _("no value")
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{ui.number_text(abs(value), places)}{unit}"


def _chart(table: reporting.PivotTable, rows: str, columns: str) -> ui.Chart | None:
    shown = list(zip(table.rows, table.cells, table.row_totals, strict=True))[:CHARTED_ROWS]
    if len(shown) < 2:
        return None
    top = max(shown, key=lambda line: line[2])
    series: tuple[ui.Series, ...] = (
        ui.Series(_("Together"), [float(total) for _r, _cells, total in shown]),)
    is_split = bool(columns) and len(table.columns) <= CHARTED_SERIES and not table.hidden
    if is_split:
        series = tuple(
            ui.Series(_name(columns, c), [float(cells[n] or 0) for _r, cells, _total in shown])
            for n, c in enumerate(table.columns))
    return ui.Chart(
        title=axis_name(rows),
        description=_("Most: %(cell)s, %(value)s.") % {
            "cell": _name(rows, top[0]), "value": f"{top[2]:.0f}"},
        labels=[_name(rows, r) for r, _cells, _total in shown], series=series,
        kind=ui.ChartKind.STACKED if is_split and len(series) > 1 else ui.ChartKind.BAR)


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def explore_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Return what is shown as a file: CSV or JSON, hidden cells empty."""
    code, rows, columns = _asked(request)
    table = reporting.kept_pivot(code=code, rows=rows, columns=columns, at=clock.now())
    lines = [
        (_name(rows, r), _name(columns, c) if columns else "", value)
        for r, cells in zip(table.rows, table.cells, strict=True)
        for c, value in zip(table.columns, cells, strict=True)]
    if ending == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(["measure", rows, columns or "column", "value"])
        writer.writerows([code, tables.harmless(r), tables.harmless(c), "" if v is None else v]
                         for r, c, v in lines)
        answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    elif ending == "json":
        answer = HttpResponse(json.dumps({
            "measure": code, "as_of": table.as_of.isoformat(), "rows": rows, "columns": columns,
            "total": str(table.total), "cells": [
                {"row": r, "column": c, "value": None if v is None else str(v)}
                for r, c, v in lines]}, ensure_ascii=False, indent=1),
            content_type="application/json")
    else:
        raise Http404(ending)
    answer["Content-Disposition"] = f'attachment; filename="{code}-{table.as_of}.{ending}"'
    return answer


@requires(Permission.REPORTING_VIEW)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the question that is shown under a name."""
    query = urlencode(dict(zip(("code", "rows", "columns"), _asked(request), strict=True)))
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name."))
    else:
        try:
            with transactions.transaction():
                reporting.save_view(actor=request.actor, at=clock.now(), query=query,
                                    name=form.cleaned_data["name"])
        except reporting.ViewRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The view is kept."))
    return redirect(f"{reverse('reporting:explore')}?{query}")


@requires(Permission.REPORTING_VIEW)
@require_POST
def drop_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Take away one of one's own views."""
    try:
        with transactions.transaction():
            reporting.drop_view(actor=request.actor, at=clock.now(), view_id=view_id)
    except reporting.ViewRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The view was taken away."))
    return redirect("reporting:explore")

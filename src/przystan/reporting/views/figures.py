"""The report and the figures: public without rows, for staff down to the rows, never to a name."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor, Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting import tasks
from przystan.reporting.exports import CONTENT_TYPES, FORMATS, demo_notice
from przystan.reporting.forms.days import AsOfForm, CompareForm
from przystan.reporting.pdf import report_pdf
from przystan.reporting.reports import KIND_NAMES, NARRATED, REPORTS
from przystan.reporting.reports.summary import summary_report
from przystan.reporting.types import Unit
from przystan.reporting.views.cells import SMALLEST_PUBLIC_CELL, broken_down
from przystan.rooms.finance import public as finance

ROWS_A_PAGE = 50
COUNTED = {
    Unit.PERSONS: ngettext_lazy("%(shown)s person", "%(shown)s persons", "count"),
    Unit.CALLS: ngettext_lazy("%(shown)s call", "%(shown)s calls", "count"),
    Unit.FOLDERS: ngettext_lazy("%(shown)s folder", "%(shown)s folders", "count"),
    Unit.HOURS: ngettext_lazy("%(shown)s hour", "%(shown)s hours", "count"),
}
ROW_ROUTES = {"contact": "calls:contact", "folder": "records:folder", "case": "cases:case"}


def figure_route(actor: Actor) -> str:
    """Return the page of a figure that this reader may open: with its rows, or the public one."""
    may_see_rows = actor.can(Permission.REPORTING_ROWS)
    return "reporting:figure" if may_see_rows else "statistics:figure"


def as_of_day(request: HttpRequest) -> date:
    """Return the as-of date of the address, or the present office day."""
    form = AsOfForm(request.GET)
    if "as_of" in request.GET and form.is_valid() and form.cleaned_data["as_of"]:
        return form.cleaned_data["as_of"]
    return clock.local_date(clock.now())


def _definition(code: str) -> reporting.Definition:
    try:
        return reporting.definition_of(code)
    except reporting.UnknownFigure as unknown:
        raise Http404(code) from unknown


def with_project(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer an office that has no project yet with a page that says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **options: str) -> HttpResponse:
        try:
            return view(request, *args, **options)
        except finance.ProjectNotFound:
            return render(request, "reporting/no_project.html", status=404)
        except finance.NotYetBegun:
            return render(request, "reporting/no_project.html", {"is_before": True}, status=404)

    return guarded


def figures_for_screen(
    request: HttpRequest, codes: tuple[str, ...], as_of: date
) -> reporting.Counted[tuple[reporting.Figure, ...]]:
    """Return figures that were counted a moment ago; staff may ask to count them now."""
    is_asked = "now" in request.GET and request.actor.can(Permission.REPORTING_VIEW)
    found = reporting.kept_figures(codes=codes, as_of=as_of, at=clock.now(), anew=is_asked)
    key = f"{as_of} {' '.join(codes)}"
    if found.is_stale and reporting.is_first_to_ask(key):
        tasks.count_again.defer(codes=list(codes), as_of=as_of.isoformat())
    return found


def _page(
    request: HttpRequest, template: str, figure_route: str, kind: str = "summary"
) -> HttpResponse:
    as_of = as_of_day(request)
    form = AsOfForm(request.GET if "as_of" in request.GET else None, initial={"as_of": as_of})
    if kind == "summary":
        counted = figures_for_screen(request, (), as_of)
        counted_at, report = counted.at, summary_report(as_of=as_of, figures=counted.value)
    else:
        counted_at, report = clock.now(), REPORTS[kind](as_of=as_of)
    return render(request, template, {
        "report": report, "form": form, "figure_route": figure_route,
        "as_of": as_of.isoformat(), "now": counted_at, "endings": tuple(FORMATS),
        "narrated": NARRATED, "language": "en" if get_language() == "en" else "pl",
        "may_write": is_staff_writer(request),
        "kinds": [(name, _(title)) for name, title in KIND_NAMES.items()],
    })


def is_staff_writer(request: HttpRequest) -> bool:
    """Whether the reader writes texts of reports and says whom they are sent to."""
    return request.actor.can(Permission.REPORTING_PUBLISH)


@public_page
@kept_page(seconds=settings.FIGURES_KEPT_SECONDS)
@with_project
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the public report."""
    return _page(request, "reporting/statistics.html", "statistics:figure")


@requires(Permission.REPORTING_VIEW)
@with_project
def report(request: HttpRequest) -> HttpResponse:
    """Show the staff's report: every number opens to its rows."""
    return _page(request, "reporting/report.html", figure_route(request.actor))


@requires(Permission.REPORTING_VIEW)
@with_project
def report_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a report of another kind."""
    if kind not in REPORTS:
        raise Http404(kind)
    return _page(request, "reporting/report.html", figure_route(request.actor), kind)


@requires(Permission.REPORTING_VIEW)
@with_project
def report_file(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """Return a report as a file, in the reader's language."""
    if kind not in REPORTS or ending not in FORMATS:
        raise Http404(f"{kind}.{ending}")
    as_of = as_of_day(request)
    answer = HttpResponse(
        FORMATS[ending](REPORTS[kind](as_of=as_of), demo_notice()),
        content_type=CONTENT_TYPES[ending])
    name = f"{kind}-{as_of.isoformat()}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public_page
@with_project
def statistics_pdf(request: HttpRequest) -> HttpResponse:
    """Return the public report as a tagged PDF."""
    as_of = as_of_day(request)
    answer = HttpResponse(
        report_pdf(summary_report(as_of=as_of), notice=demo_notice()),
        content_type="application/pdf",
    )
    answer["Content-Disposition"] = f'inline; filename="report-{as_of.isoformat()}.pdf"'
    return answer


def _figure_rows(as_of: date) -> list[dict[str, object]]:
    return [
        {"code": f.code, "label": _(f.label), "value": str(f.value), "unit": str(f.unit),
         "definition_version": f.definition_version, "as_of": as_of.isoformat(), "rows": f.rows,
         "rows_hash": f.rows_hash}
        for f in reporting.compute(as_of=as_of)
    ]


@public_page
@with_project
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Return the public figures as CSV."""
    as_of = as_of_day(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-{as_of.isoformat()}.csv"'
    rows = _figure_rows(as_of)
    writer = csv.DictWriter(answer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return answer


@public_page
@with_project
def statistics_json(request: HttpRequest) -> HttpResponse:
    """Return the public figures as JSON."""
    as_of = as_of_day(request)
    return JsonResponse({"as_of": as_of.isoformat(), "figures": _figure_rows(as_of)},
                        json_dumps_params={"ensure_ascii": False, "indent": 1})


def _months_chart(code: str, as_of: date, *, is_public: bool) -> ui.Chart | None:
    d = reporting.definition_of(code)
    months = reporting.list_months(code=code, as_of=as_of)
    small = any(m.value < SMALLEST_PUBLIC_CELL for m in months)
    if len(months) < 2 or (is_public and d.unit is Unit.PERSONS and small):
        return None
    top = max(months, key=lambda m: m.value)
    return ui.Chart(
        title=_("By month"),
        description=_("Most in %(month)s: %(value)s.") % {
            "month": top.month.strftime("%m.%Y"), "value": f"{top.value:.0f}"},
        labels=[m.month.strftime("%m.%Y") for m in months],
        series=(ui.Series(_(d.label), [float(m.value) for m in months]),),
        kind=ui.ChartKind.BAR,
    )


def counted(figure: reporting.Figure) -> str:
    if figure.unit is Unit.PLN:
        return f"{ui.number_text(figure.value, 2)} PLN"
    if figure.unit not in COUNTED:
        return ui.number_text(figure.value, 0)
    return COUNTED[figure.unit] % {
        "count": int(figure.value), "shown": ui.number_text(figure.value, 0)}


def _numbers(figure: reporting.Figure) -> ui.BigNumbers:
    as_of = _("as of %(day)s") % {"day": ui.date_text(figure.as_of)}
    return ui.BigNumbers((ui.BigNumber(as_of, counted(figure)),))


def _facts(figure: reporting.Figure, d: reporting.Definition) -> ui.KeyFacts:
    return ui.KeyFacts((
        ui.Fact(_("Meaning"), _(d.meaning)),
        ui.Fact(_("Includes"), _(d.includes)),
        ui.Fact(_("Excludes"), _(d.excludes)),
        ui.Fact(_("Source"), _(d.source)),
        ui.Fact(_("Version of the definition"),
                f"{d.version}, {_('in force from')} {d.in_force_from.strftime('%d.%m.%Y')}"),
        ui.Fact(_("Rows"), figure.rows),
        ui.Fact(_("Hash of the rows (SHA-256)"), figure.rows_hash),
    ))


@public_page
@kept_page(seconds=settings.FIGURES_KEPT_SECONDS)
@with_project
def statistics_figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a published figure's definition and months to everybody."""
    d, as_of = _definition(code), as_of_day(request)
    if d not in reporting.PUBLISHED:
        raise Http404(code)
    figure = reporting.compute(codes=[code], as_of=as_of)[0]
    chart = _months_chart(code, as_of, is_public=True)
    published = reporting.list_public(at=clock.now())
    # Only as of a published day: small groups would follow from two days that differ a little.
    cells = broken_down(request, d, published[0].as_of, is_public=True) if published else None
    return render(request, "reporting/public_figure.html", {
        "label": _(d.label), "facts": _facts(figure, d), "chart": chart,
        "numbers": _numbers(figure),
        "is_suppressed": chart is None and d.unit is Unit.PERSONS, "as_of": as_of.isoformat(),
        "least": SMALLEST_PUBLIC_CELL, "cells": cells,
    })


@requires(Permission.REPORTING_ROWS)
@with_project
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a figure with its rows, and what changed since another date."""
    d, as_of = _definition(code), as_of_day(request)
    state = ui.read_list(request, ui.ListSpec(
        sorts={"row": ("row_id",)}, default_sort="row", filters=("as_of", "compare", "by"),
        page_size=ROWS_A_PAGE,
    ))
    computed = reporting.compute(codes=[code], as_of=as_of)[0]
    rows = reporting.list_rows(code=code, as_of=as_of, offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state, total=computed.rows)
    return render(request, "reporting/figure.html", {
        "label": _(d.label), "code": code, "as_of": as_of.isoformat(),
        "numbers": _numbers(computed), "facts": _facts(computed, d),
        "chart": _months_chart(code, as_of, is_public=False),
        "table": _rows_table(d, page, state), "difference": _difference(request, d, as_of),
        "form": CompareForm(request.GET, auto_id="compare_%s"),
        "cells": broken_down(request, d, as_of, is_public=False),
    })


def _rows_table(d: reporting.Definition, page: ui.Page, state: ui.ListState) -> ui.Table:
    return ui.Table(
        caption=_("Rows behind the figure"), state=state, total=page.total,
        has_next=page.has_next, columns=_row_columns(),
        rows=[_row_cells(d, r) for r in page.rows],
        empty=ui.EmptyState(_("No row"), _("Nothing was recorded by this date.")),
    )


def _row_columns() -> tuple[ui.Column, ...]:
    return (
        ui.Column(_("Row"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
        ui.Column(_("Event")), ui.Column(_("Recorded")),
    )


def _row_cells(d: reporting.Definition, row: reporting.FigureRow) -> tuple[object, ...]:
    name: object = f"{_(d.row_kind)} {row.row_id}"
    if d.row_kind in ROW_ROUTES:
        name = ui.Link(reverse(ROW_ROUTES[d.row_kind], args=[row.row_id]), str(name))
    amount = int(row.amount) if row.amount == int(row.amount) else row.amount
    return name, amount, row.event_date, row.recorded_at


def _difference(
    request: HttpRequest, d: reporting.Definition, as_of: date
) -> dict[str, object] | None:
    form = CompareForm(request.GET, auto_id="compare_%s")
    if not form.is_valid() or not form.cleaned_data["compare"]:
        return None
    earlier, later = sorted((as_of, form.cleaned_data["compare"]))
    found = reporting.compare(code=d.code, earlier=earlier, later=later)
    return {
        "earlier": found.earlier, "later": found.later,
        "added": len(found.added), "gone": len(found.gone),
        "table": ui.Table(
            caption=_("Rows that differ"), columns=_row_columns(),
            rows=[_row_cells(d, r) for r in (*found.added, *found.gone)][:500],
            empty=ui.EmptyState(_("No difference"), ""),
        ),
    }

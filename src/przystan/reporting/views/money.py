"""What the project reached and what it cost: targets, unit costs, their trend."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.forms.days import AsOfForm
from przystan.reporting.rules import duration, money
from przystan.reporting.views.catalogue import figure_link, figure_value, ratio_text
from przystan.reporting.views.figures import as_of_day, with_project

UNIT_COSTS = reporting.UNIT_COSTS
TREND = "records.seconds_per_folder"


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def unit_costs(request: HttpRequest) -> HttpResponse:
    """Show targets with what is achieved, and what one piece cost, month by month."""
    as_of = as_of_day(request)
    form = AsOfForm(request.GET if "as_of" in request.GET else None, initial={"as_of": as_of})
    return render(request, "reporting/unit_costs.html", {
        "form": form, "targets": _targets_table(request, as_of),
        "costs": _costs_table(request, as_of),
        "charts": [c for code in (*UNIT_COSTS, TREND) if (c := _trend(code, as_of))]})


def _targets_table(request: HttpRequest, as_of: date) -> ui.Table:
    return ui.Table(
        caption=_("Targets and milestones"),
        columns=(ui.Column(_("Figure"), ui.Kind.HEAD), ui.Column(_("Due"), ui.Kind.NOWRAP),
                 ui.Column(_("Target"), ui.Kind.NUMBER),
                 ui.Column(_("Value reached"), ui.Kind.NUMBER),
                 ui.Column(_("Achieved"), ui.Kind.NUMBER), ui.Column(_("State"))),
        rows=[(figure_link(request, t.figure.code, _(t.figure.label), t.figure.as_of),
               t.target.due_on, int(t.target.value), figure_value(t.figure), percent(t.achieved),
               _state(t)) for t in reporting.target_states(as_of=as_of, at=clock.now())],
        empty=ui.EmptyState(_("No target yet"), _("Targets come with the project's agreement.")))


def percent(share: object) -> str:
    """Write a share as percent."""
    return "" if share is None else f"{ui.number_text(share * 100, 1)}\u00a0%"


def _state(t: reporting.TargetState) -> ui.Tag:
    name = _("milestone") if t.target.is_milestone else _("target")
    if t.is_reached:
        return ui.Tag(_("%(what)s reached") % {"what": name}, ui.Tone.GREEN)
    if t.is_due:
        return ui.Tag(_("%(what)s missed") % {"what": name}, ui.Tone.RED)
    return ui.Tag(_("%(what)s ahead") % {"what": name}, ui.Tone.GREY)


def _costs_table(request: HttpRequest, as_of: date) -> ui.Table:
    return ui.Table(
        caption=_("What one piece cost"),
        columns=(ui.Column(_("Measure"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
                 ui.Column(_("Out of")), ui.Column(_("Sum"), ui.Kind.NUMBER),
                 ui.Column(_("For")), ui.Column(_("Counted"), ui.Kind.NUMBER)),
        rows=[(_(r.ratio.label), ratio_text(r),
               figure_link(request, r.numerator.code, _(r.numerator.label), as_of),
               figure_value(r.numerator),
               figure_link(request, r.denominator.code, _(r.denominator.label), as_of),
               figure_value(r.denominator))
              for r in reporting.compute_ratios(codes=(*UNIT_COSTS, TREND), as_of=as_of)])


def _trend(code: str, as_of: date) -> ui.Chart | None:
    r = reporting.ratio_definition(code)
    months = [(m, v) for m, v in reporting.ratio_months(code=code, as_of=as_of) if v is not None]
    if len(months) < 2:
        return None
    write = money if r.form is reporting.RatioForm.PLN else duration
    (first, began), (last, ended) = months[0], months[-1]
    return ui.Chart(
        title=_(r.label),
        description=_("From %(began)s in %(first)s to %(ended)s in %(last)s.") % {
            "began": write(began), "ended": write(ended), "first": f"{first:%m.%Y}",
            "last": f"{last:%m.%Y}"},
        labels=[f"{m:%m.%Y}" for m, _value in months],
        series=(ui.Series(_("PLN") if r.form is reporting.RatioForm.PLN else _("seconds"),
                          [round(float(v), 2) for _m, v in months]),),
        kind=ui.ChartKind.LINE)

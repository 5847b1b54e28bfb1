"""The catalogue: figures by area, the Fund's indicators, and under which objective one counts."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.forms.days import AsOfForm
from przystan.reporting.forms.fund import OBJECTIVES, IndicatorForm, ObjectiveForm
from przystan.reporting.rules import RATIO_FORMS
from przystan.reporting.types import Unit
from przystan.reporting.views.figures import as_of_day, figures_for_screen, with_project
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance

PUBLISHED_CODES = frozenset(d.code for d in reporting.PUBLISHED)


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def figures(request: HttpRequest) -> HttpResponse:
    """List the published figures, or those of one area, with value, version and hash."""
    as_of, area = as_of_day(request), request.GET.get("area", "")
    area = area if area in reporting.AREAS else ""
    shown = [d.code for d in reporting.DEFINITIONS if (
        d.code.startswith(f"{area}.") if area else d.code in PUBLISHED_CODES)]
    ratios = [r for r in reporting.RATIOS if area and r.code.startswith(f"{area}.")]
    behind = [code for r in ratios for code in (r.numerator, r.denominator)]
    counted = figures_for_screen(request, tuple(dict.fromkeys((*shown, *behind))), as_of)
    form = AsOfForm(request.GET if "as_of" in request.GET else None, initial={"as_of": as_of})
    return render(request, "reporting/figures.html", {
        "form": form, "area": area, "as_of": as_of.isoformat(), "counted_at": counted.at,
        "is_before": as_of < finance.get_project(code=reporting.PROJECT).starts_on,
        "areas": [("", _("Published")), *((a, _(title)) for a, title in reporting.AREAS.items())],
        "table": _figures_table(request, counted.value[:len(shown)], as_of),
        "ratios": _ratios_table(request, reporting.ratio_values(ratios, counted.value), as_of)
        if ratios else None,
    })


def figure_link(request: HttpRequest, code: str, text: str, as_of: date) -> object:
    """Link to a figure's page where this reader may open it; else its name."""
    if request.actor.can(Permission.REPORTING_ROWS):
        return ui.Link(f"{reverse('reporting:figure', args=[code])}?as_of={as_of}", text)
    if code in PUBLISHED_CODES:
        return ui.Link(f"{reverse('statistics:figure', args=[code])}?as_of={as_of}", text)
    return text


def figure_value(figure: reporting.Figure) -> object:
    """Show money and hours to the cent where they have cents, what is counted without."""
    return figure.value if figure.unit is Unit.PLN else int(figure.value)


def _figures_table(
    request: HttpRequest, figures: tuple[reporting.Figure, ...], as_of: date
) -> ui.Table:
    return ui.Table(
        caption=_("Figures"), caption_hidden=True,
        columns=(
            ui.Column(_("Figure"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
            ui.Column(_("Unit")), ui.Column(_("Version"), ui.Kind.NUMBER),
            ui.Column(_("Rows"), ui.Kind.NUMBER), ui.Column(_("Hash"), ui.Kind.CODE),
        ),
        rows=[(figure_link(request, f.code, _(f.label), as_of), figure_value(f), _(str(f.unit)),
               f.definition_version, f.rows, f.rows_hash[:12])
              for f in figures],
    )


def ratio_text(found: reporting.RatioValue) -> str:
    """Write a measure in its form, or say that there is nothing to divide by."""
    if found.value is None:
        return _("nothing to divide by")
    return RATIO_FORMS[found.ratio.form](found.value)


def _ratios_table(
    request: HttpRequest, ratios: tuple[reporting.RatioValue, ...], as_of: date
) -> ui.Table:
    return ui.Table(
        caption=_("Measures of two figures"),
        columns=(ui.Column(_("Measure"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
                 ui.Column(_("Numerator")), ui.Column(_("Denominator"))),
        rows=[(_(r.ratio.label), ratio_text(r),
               figure_link(request, r.numerator.code, _(r.numerator.label), as_of),
               figure_link(request, r.denominator.code, _(r.denominator.label), as_of))
              for r in ratios])


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators of both Fund periods with their values, and the rules of objectives."""
    as_of, at = as_of_day(request), clock.now()
    form = AsOfForm(request.GET if "as_of" in request.GET else None, initial={"as_of": as_of})
    programmes = sorted({i.programme for i in reporting.list_indicators()})
    return render(request, "reporting/indicators.html", {
        "form": form, "tables": [_indicators_table(request, p, as_of) for p in programmes],
        "rules": _rules_table(at), "may_edit": request.actor.can(Permission.REPORTING_PUBLISH)})


def _indicators_table(request: HttpRequest, programme: str, as_of: date) -> ui.Table:
    may_edit = request.actor.can(Permission.REPORTING_PUBLISH)
    return ui.Table(
        caption=_("Fund period %(programme)s") % {"programme": programme.replace("-", "–")},
        columns=(ui.Column(_("Code"), ui.Kind.NOWRAP), ui.Column(_("Indicator"), ui.Kind.HEAD),
                 ui.Column(_("Value"), ui.Kind.NUMBER), ui.Column(_("State"))),
        rows=[(ui.Link(reverse("reporting:indicator", args=[programme, i.code]), i.code)
               if may_edit else i.code,
               figure_link(request, f.code, i.wording(get_language()), as_of) if f
               else i.wording(get_language()),
               figure_value(f) if f else None, _indicator_state(i))
              for i, f in reporting.indicator_values(programme=programme, as_of=as_of)])


def _indicator_state(i: reporting.Indicator) -> ui.Tag:
    if not i.figure:
        return ui.Tag(_("not recorded here"), ui.Tone.GREY)
    if not i.is_confirmed:
        return ui.Tag(_("awaits confirmation"), ui.Tone.AMBER)
    return ui.Tag(_("has a source"), ui.Tone.GREEN)


def _rules_table(at: object) -> ui.Table:
    return ui.Table(
        caption=_("Basis of stay and objective"),
        columns=(ui.Column(_("Basis of stay"), ui.Kind.HEAD), ui.Column(_("Objective")),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP), ui.Column(_("State")),
                 ui.Column(_("Source"))),
        rows=[(advisory.stay_basis_label(advisory.StayBasis(r.stay_basis)),
               OBJECTIVES[r.objective], r.in_force_from,
               ui.Tag(_("has a source"), ui.Tone.GREEN) if r.is_confirmed
               else ui.Tag(_("awaits confirmation"), ui.Tone.AMBER), r.source)
              for r in reporting.list_objective_rules(at=at)],
        empty=ui.EmptyState(_("No rule yet"), _("Nobody counts under any objective.")))


@requires(Permission.REPORTING_PUBLISH)
@require_http_methods(["GET", "POST"])
def objective(request: HttpRequest) -> HttpResponse:
    """Say under which objective a basis of stay is reported, from a day on."""
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transactions.transaction():
                reporting.set_objective(
                    actor=request.actor, at=clock.now(),
                    **{**data, "objective": reporting.Objective(data["objective"])})
        except reporting.IndicatorRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Recorded."))
            return redirect("reporting:indicators")
    return render(request, "reporting/fund_form.html", {
        "form": form, "title": _("Basis of stay and objective")})


@requires(Permission.REPORTING_PUBLISH)
@require_http_methods(["GET", "POST"])
def indicator(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """Write the next version of an indicator."""
    known = [i for i in reporting.list_indicators(programme=programme) if i.code == code]
    initial = {n: getattr(known[0], n) for n in IndicatorForm.base_fields} if known else {}
    form = IndicatorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transactions.transaction():
                reporting.revise_indicator(
                    actor=request.actor, at=clock.now(), indicator=reporting.IndicatorVersion(
                        programme=programme, code=code, **form.cleaned_data))
        except reporting.IndicatorRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Recorded."))
            return redirect("reporting:indicators")
    return render(request, "reporting/fund_form.html", {
        "form": form, "title": _("Indicator %(code)s") % {"code": code}})

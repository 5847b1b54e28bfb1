"""Whom the telephone needs: staffing of a day by Erlang C and A, next week's forecast."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import ForecastFilters, StaffingFilters
from przystan.rooms.calls.views.days import last_day, length, shown

DAYS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id",
                   filters=("day", "service_level", "within", "shrinkage"))


@requires(Permission.CALLS_VIEW)
@require_GET
def staffing(request):
    form = StaffingFilters(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    day = given.get("day") or last_day()
    rows = calls.list_staffing(local_date=day, target=_target(given))
    return render(request, "calls/staffing.html", {
        "day": day, "target": _target(given),
        "filters": ui.Filters(shown(form, day), ui.read_list(request, DAYS)),
        "is_expected": bool(rows) and day > last_day(),
        "numbers": ui.BigNumbers(_most(rows)) if rows else None,
        "chart": _staffing_chart(rows) if rows else None, "table": _staffing_table(rows),
        "earlier": _on(day - timedelta(days=1)), "later": _on(day + timedelta(days=1))})


def _on(day):
    return f"{reverse('calls:staffing')}?day={day.isoformat()}"


def _target(given):
    usual = calls.Target()
    level, within, shrinkage = (given.get(n) for n in ("service_level", "within", "shrinkage"))
    return calls.Target(
        usual.service_level if level is None else level / 100,
        usual.within_seconds if within is None else float(within),
        usual.shrinkage if shrinkage is None else shrinkage / 100)


def _most(rows):
    busiest = max(rows, key=lambda row: (row.load.erlangs, row.starts))
    patient = [r.needed_with_patience for r in rows if r.needed_with_patience is not None]
    at = _("at %(time)s") % {"time": f"{busiest.starts:%H:%M}"}
    return (
        ui.BigNumber(_("calls to operators"), round(sum(row.load.calls for row in rows))),
        ui.BigNumber(_("operators at the busiest half-hour"), max(r.needed for r in rows),
                     note=_("Erlang C, %(at)s") % {"at": at}),
        ui.BigNumber(_("the same when callers give up"), max(patient, default=None),
                     note=_("Erlang A")),
        ui.BigNumber(_("on the rota"), max(row.rostered for row in rows),
                     note=_("made up for shrinkage")))


def _staffing_chart(rows):
    return ui.Chart(
        title=_("Operators needed by half-hour"), kind=ui.ChartKind.LINE,
        label_heading=_("Half-hour"),
        description=_("The fewest operators who reach the target: callers wait for ever "
                      "(Erlang C), callers give up (Erlang A), and on the rota."),
        labels=[f"{row.starts:%H:%M}" for row in rows],
        series=[ui.Series(_("Erlang C"), [row.needed for row in rows]),
                ui.Series(_("Erlang A"), [row.needed_with_patience for row in rows]),
                ui.Series(_("on the rota"), [row.rostered for row in rows])])


def _staffing_table(rows):
    headings = (_("Calls"), _("AHT"), _("Erlangs"), _("Erlang C"), _("Service level"), _("ASA"),
                _("Occupancy"), _("Erlang A"), _("Would give up"), _("On the rota"))
    return ui.Table(
        caption=_("Half-hours"), columns=(
            ui.Column(_("Half-hour"), ui.Kind.HEAD),
            *(ui.Column(word, ui.Kind.NUMBER) for word in headings)),
        rows=[_staffing_cells(row) for row in rows],
        empty=ui.EmptyState(_("No calls on this day, and none are expected"), _(
            "The office is closed then, or the weeks before are not in the books.")))


def _staffing_cells(row):
    expected, patient = row.expected, row.with_patience
    return (
        f"{row.starts:%H:%M}", _one(row.load.calls), length(row.load.handling_seconds),
        ui.number_text(row.load.erlangs, 2), row.needed,
        _percent(expected.service_level) if expected else None,
        length(expected.asa_seconds) if expected else None,
        _percent(expected.occupancy) if expected else None,
        row.needed_with_patience, _percent(patient.abandoned_share) if patient else None,
        row.rostered)


def _one(value):
    return int(value) if value == int(value) else ui.number_text(value, 1)


def _percent(value):
    return f"{ui.number_text(100 * value, 1)} %"


# --- forecast


@requires(Permission.CALLS_VIEW)
@require_GET
def forecast(request):
    form = ForecastFilters(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    first = given.get("day") or last_day() + timedelta(days=1)
    found = calls.get_forecast(first_date=first)
    days = sorted({row.day for row in found.rows})
    return render(request, "calls/forecast.html", {
        "first": first, "last": first + timedelta(days=6),
        "filters": ui.Filters(shown(form, first), ui.read_list(request, DAYS)),
        "chart": _forecast_chart(found.rows, days) if days else None,
        "days": _day_table(found.rows, days), "half_hours": _forecast_table(found.rows),
        "accuracy": ui.BigNumbers(_accuracy(found.accuracy)),
        "past": _past_chart(found.accuracy.past) if found.accuracy.past else None})


def _forecast_chart(rows, days):
    return ui.Chart(
        title=_("Calls to operators expected, by day"), label_heading=_("Day"),
        description=_("The half-hours of each day added up; a closed day is left out."),
        labels=[f"{day:%d.%m}" for day in days],
        series=[ui.Series(_("expected"), [
            round(sum(row.expected for row in rows if row.day == day)) for day in days])])


def _day_table(rows, days):
    return ui.Table(
        caption=_("Days"), columns=(
            ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Expected"), ui.Kind.NUMBER),
            ui.Column(_("Busiest half-hour")), ui.Column(_("Operators"))),
        rows=[_day_cells([row for row in rows if row.day == day], day) for day in days],
        empty=ui.EmptyState(_("Nothing can be expected yet"), _(
            "A forecast needs some weeks of calls before the first day.")))


def _day_cells(rows, day):
    busiest = max(rows, key=lambda row: (row.expected, row.starts))
    told = _("%(time)s: %(expected)s calls") % {
        "time": f"{busiest.starts:%H:%M}", "expected": ui.number_text(busiest.expected, 1)}
    return (ui.show(day), round(sum(row.expected for row in rows)), told,
            ui.Link(_on(day), _("Staffing of this day")))


def _forecast_table(rows):
    table = ui.Table(
        caption=_("Half-hours expected"), caption_hidden=True, columns=(
            ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Half-hour")),
            ui.Column(_("Expected"), ui.Kind.NUMBER), ui.Column(_("From"), ui.Kind.NUMBER),
            ui.Column(_("To"), ui.Kind.NUMBER)),
        rows=[(ui.show(row.day), f"{row.starts:%H:%M}", ui.number_text(row.expected, 1), row.low,
               row.high) for row in rows])
    return ui.Details(_("Half-hour by half-hour, with the range of eight in ten"), table)


def _accuracy(found):
    weeks = _("over %(weeks)s past weeks") % {"weeks": found.weeks}
    return (
        ui.BigNumber(_("off by"), _share(found.wape), note=weeks),
        ui.BigNumber(_("“as last week” is off by"), _share(found.naive_wape), note=weeks),
        ui.BigNumber(_("calls came within the range"), _share(found.coverage),
                     note=_("of %(count)s half-hours; eight in ten are meant") % {
                         "count": ui.number_text(found.half_hours)}))


def _share(value):
    return "–" if value is None else _percent(value)


def _past_chart(past):
    return ui.Chart(
        title=_("Past weeks: forecast and what came"), kind=ui.ChartKind.LINE,
        label_heading=_("Week from"),
        description=_("Each week is forecast from the weeks before it only."),
        labels=[f"{week.first_date:%d.%m}" for week in past],
        series=[ui.Series(_("forecast"), [round(week.expected) for week in past]),
                ui.Series(_("came"), [week.came for week in past])])

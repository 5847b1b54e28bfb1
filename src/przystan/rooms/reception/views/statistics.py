"""The hall in figures: waits and visits by service, hour and counter; how fairly slots went."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.statistics import SpanForm
from przystan.rooms.reception.views.hall import branch_of

USUAL_SPAN = timedelta(days=28)


def _span(request, weeks=1):
    branches = sites.branch_choices()
    last = clock.local_date(clock.now())
    usual = {"branch": branch_of(request, branches, request.GET.get("branch", "")),
             "first": (last - USUAL_SPAN * weeks).isoformat(), "last": last.isoformat()}
    form = SpanForm({**usual, **{k: v for k, v in request.GET.items() if v}}, branches=branches)
    if form.is_valid():
        return form, {"branch": form.cleaned_data["branch"],
                      "first_date": form.cleaned_data["first"],
                      "last_date": form.cleaned_data["last"]}
    return form, {"branch": usual["branch"], "first_date": last - USUAL_SPAN * weeks,
                  "last_date": last}


@requires(Permission.RECEPTION_VIEW)
@require_GET
def statistics(request):
    form, span = _span(request)
    names = reception.service_names()
    services = reception.hall_by_service(**span)
    hours = reception.hall_by_hour(**span)
    stated = reception.stated_accuracy(**span)
    marks = reception.ratings(**span)
    return render(request, "reception/statistics.html", {
        "form": form, "services": _table(
            _("By service"), _("Service"), services, lambda key: names.get(key, key)),
        "hours": _table(_("By hour"), _("Hour"), hours, lambda key: f"{key}:00"),
        "counters": _table(_("By counter"), _("Counter"), reception.hall_by_counter(**span)),
        "charts": _charts(services, hours, names),
        "numbers": _numbers(services, stated, marks, reception.published_share(
            branch=span["branch"], at=clock.now())), "misses": _misses(span, names)})


def _numbers(services, stated, marks, lately):
    tickets = sum(r.tickets for r in services)
    missed = sum(r.no_shows for r in services)
    count = sum(marks.values())
    return ui.BigNumbers((
        ui.BigNumber(_("tickets"), tickets),
        ui.BigNumber(_("did not come, in 100"), round(100 * missed / tickets) if tickets else "–"),
        ui.BigNumber(_("stated ranges that were right, in 100"), "–" if stated.share is None
                     else round(100 * stated.share), "", _("of %(n)s") % {"n": stated.tickets}),
        ui.BigNumber(_("forecast right on the last 20 working days, in 100"),
                     "–" if lately is None else round(100 * lately)),
        ui.BigNumber(_("mean rating, 1 to 5"), round(
            sum(k * n for k, n in marks.items()) / count, 1) if count else "–", "",
            _("of %(n)s") % {"n": count})))


def _charts(services, hours, names):
    if not services:
        return []
    return [
        ui.Chart(
            title=_("Waiting by hour of the day, minutes"),
            description=_("Half of the people waited less than the lower line, nine in ten less "
                          "than the upper one."),
            labels=[f"{r.key}:00" for r in hours], kind=ui.ChartKind.LINE,
            series=(ui.Series(_("half"), [_whole(r.wait) for r in hours]),
                    ui.Series(_("nine in ten"), [_whole(r.wait_ninth) for r in hours]))),
        ui.Chart(
            title=_("At the counter by service, minutes"), label_heading=_("Service"),
            description=_("The median of the visits of each service."),
            labels=[names.get(r.key, r.key) for r in services],
            series=(ui.Series(_("minutes"), [_whole(r.visit) for r in services]),))]


def _whole(value):
    return None if value is None else round(value, 1)


def _table(caption, heading, rows, name=str):
    return ui.Table(
        caption=caption,
        columns=(ui.Column(heading, ui.Kind.HEAD), ui.Column(_("Tickets"), ui.Kind.NUMBER),
                 ui.Column(_("Did not come"), ui.Kind.NUMBER),
                 ui.Column(_("Wait, half (min)"), ui.Kind.NUMBER),
                 ui.Column(_("Wait, nine in ten (min)"), ui.Kind.NUMBER),
                 ui.Column(_("Way to the counter (s)"), ui.Kind.NUMBER),
                 ui.Column(_("Visit, half (min)"), ui.Kind.NUMBER)),
        rows=[(name(r.key), r.tickets, r.no_shows, _whole(r.wait), _whole(r.wait_ninth),
               None if r.way_seconds is None else round(r.way_seconds), _whole(r.visit))
              for r in rows],
        empty=ui.EmptyState(_("No ticket in these days"), _("Choose other days.")))


def _misses(span, names):
    return ui.Table(
        caption=_("How bookings ended"),
        columns=(ui.Column(_("Service"), ui.Kind.HEAD), ui.Column(_("Came"), ui.Kind.NUMBER),
                 ui.Column(_("Did not come"), ui.Kind.NUMBER),
                 ui.Column(_("Cancelled"), ui.Kind.NUMBER)),
        rows=[(names.get(r.service_code), r.kept, r.missed, r.cancelled)
              for r in reception.no_shows(**span)],
        empty=ui.EmptyState(_("No booking in these days"), _("Choose other days.")))


@requires(Permission.RECEPTION_VIEW)
@require_GET
def fairness(request):
    """The harvest report: how fast slots went after their release, and to how few hands."""
    form, span = _span(request, weeks=3)
    rows = reception.harvest_report(**span)
    table = ui.Table(
        caption=_("By week of release"),
        columns=(ui.Column(_("Week from"), ui.Kind.HEAD), ui.Column(_("Released"), ui.Kind.NUMBER),
                 ui.Column(_("Taken"), ui.Kind.NUMBER),
                 ui.Column(_("Within 60 s"), ui.Kind.NUMBER),
                 ui.Column(_("In 100 taken"), ui.Kind.NUMBER),
                 ui.Column(_("Most by one phone"), ui.Kind.NUMBER),
                 ui.Column(_("Most by one network"), ui.Kind.NUMBER),
                 ui.Column(_("Refused tries"), ui.Kind.NUMBER)),
        rows=[(r.week, r.released, r.taken, r.within_minute,
               round(100 * r.within_minute / r.taken) if r.taken else None, r.most_by_phone,
               r.most_by_network, r.refused) for r in rows],
        empty=ui.EmptyState(_("No slot was released in these days"), _("Choose other days.")))
    return render(request, "reception/fairness.html", {"form": form, "table": table})

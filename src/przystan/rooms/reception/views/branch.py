"""The page of a branch: hours, closures, counters and booking rules."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.branch import (
    WEEKDAYS,
    BookingRuleForm,
    ClosureForm,
    CounterSkillForm,
    HoursForm,
    ProcedureForm,
)
from przystan.rooms.reception.forms.hall import LANGUAGE_NAMES, service_choices
from przystan.rooms.reception.views.hall import branch_of


def _page(request, branch, status=200, **bound):
    """Show the branch with its five forms, of which one may hold what was not accepted."""
    today = clock.local_date(clock.now())
    services = service_choices()
    forms = {
        "hours_form": HoursForm(auto_id="hours_%s", initial={"valid_from": today}),
        "closure_form": ClosureForm(auto_id="closure_%s"),
        "counter_form": CounterSkillForm(
            auto_id="counter_%s", services=services, initial={"counter_from": today}),
        "procedure_form": ProcedureForm(auto_id="procedure_%s", services=services),
        "rule_form": BookingRuleForm(
            auto_id="rule_%s", services=services, initial={"rule_from": today}),
        **bound,
    }
    branches = sites.branch_choices()
    return render(request, "reception/branch.html", {
        **forms, "branch": branch, "place": dict(branches)[branch], "branches": branches,
        "hours": _hours(branch, today), "closures": _closures(branch, today),
        "counters": _counters(branch, today, dict(services)),
        "procedures": _procedures(dict(services)),
        "rules": _rules(branch, today, dict(services))}, status=status)


def _times(opens, closes):
    return f"{opens:%H:%M}–{closes:%H:%M}" if opens and closes else _("closed")


def _hours(branch, today):
    rows = []
    for weekday, name in enumerate(WEEKDAYS):
        known = [h for h in reception.list_hours(branch=branch) if h.weekday == weekday]
        in_force = [h for h in known if h.valid_from <= today]
        now = max(enumerate(in_force), default=(0, None), key=lambda p: (
            p[1].valid_from, p[0]))[1]
        later = [h for h in known if h.valid_from > today]
        rows.append((name, _times(now.opens, now.closes) if now else _("closed"),
                     "; ".join(f"{ui.date_text(h.valid_from)}: {_times(h.opens, h.closes)}"
                               for h in later) or None))
    return ui.Table(
        caption=_("Opening hours"), caption_hidden=True, stacked=False,
        columns=(ui.Column(_("Weekday"), ui.Kind.HEAD), ui.Column(_("Open")),
                 ui.Column(_("Later"))), rows=rows)


def _closures(branch, today):
    return [(c, _times(c.opens, c.closes), ui.date_text(c.day))
            for c in reception.list_closures(branch=branch, first=today)]


def _counters(branch, today, names):
    return ui.Table(
        caption=_("Counters"), caption_hidden=True,
        columns=(ui.Column(_("Counter"), ui.Kind.HEAD), ui.Column(_("Services")),
                 ui.Column(_("Languages")), ui.Column(_("Now"))),
        rows=[(c.code, ", ".join(names.get(s, s) for s in c.services),
               ", ".join(LANGUAGE_NAMES.get(x, x) for x in c.languages) or _("all"),
               c.staffed_by or None)
              for c in reception.list_counters(branch=branch, day=today)],
        empty=ui.EmptyState(_("No counter yet"), _("Add the first one below.")))


def _procedures(names):
    titles = reception.connected_staff().topics()
    return ui.Table(
        caption=_("Certificates that services ask for"), caption_hidden=True,
        columns=(ui.Column(_("Service"), ui.Kind.HEAD), ui.Column(_("Procedure"))),
        rows=[(names.get(s.code, s.code), titles.get(s.procedure, s.procedure) or None)
              for s in reception.list_services()])


def _rules(branch, today, names):
    return ui.Table(
        caption=_("Booking rules"), caption_hidden=True,
        columns=(ui.Column(_("Service"), ui.Kind.HEAD), ui.Column(_("Minutes"), ui.Kind.NUMBER),
                 ui.Column(_("Pause"), ui.Kind.NUMBER),
                 ui.Column(_("At the same time"), ui.Kind.NUMBER),
                 ui.Column(_("A day at most"), ui.Kind.NUMBER),
                 ui.Column(_("Days ahead"), ui.Kind.NUMBER), ui.Column(_("From"))),
        rows=[(names.get(r.service_code), r.minutes, r.buffer_minutes, r.places, r.daily_quota,
               r.days_ahead, r.valid_from)
              for r in reception.list_booking_rules(branch=branch, day=today)],
        empty=ui.EmptyState(_("Nothing can be booked"), _("Add a rule for a service below.")))


@requires(Permission.RECEPTION_VIEW)
@require_GET
def branch(request):
    return _page(request, branch_of(request, sites.branch_choices(),
                                    request.GET.get("branch", "")))


def _own_branch(request):
    asked = branch_of(request, sites.branch_choices(), request.POST.get("branch", ""))
    if not request.actor.can(Permission.RECEPTION_MANAGE, branch=asked):
        raise PermissionDenied(Permission.RECEPTION_MANAGE.value)
    return asked


def _save(request, name, form, act):
    """Do what a valid form says; what is refused stands beside its field."""
    asked = _own_branch(request)
    if form.is_valid():
        try:
            act(asked, {"branch": asked, "actor": request.actor, "at": clock.now()})
        except reception.InvalidPlace as wrong:
            form.add_error(None, str(wrong))
        except reception.ClosureKnown as known:
            form.add_error("day", known.message)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('reception:branch')}?branch={asked}")
    return _page(request, asked, status=422, **{name: form})


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def set_hours(request):
    form = HoursForm(request.POST, auto_id="hours_%s")
    return _save(request, "hours_form", form, lambda _asked, who: reception.set_hours(
        hours=form.hours(), **who))


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def add_closure(request):
    form = ClosureForm(request.POST, auto_id="closure_%s")
    return _save(request, "closure_form", form, lambda _asked, who: reception.add_closure(
        **form.cleaned_data, **who))


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def withdraw_closure(request, closure_id):
    asked = _own_branch(request)
    reception.withdraw_closure(closure_id=closure_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('reception:branch')}?branch={asked}")


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def set_counter(request):
    form = CounterSkillForm(request.POST, auto_id="counter_%s", services=service_choices())
    return _save(request, "counter_form", form, lambda _asked, who: reception.set_counters(
        counters=[form.counter()], valid_from=form.cleaned_data["counter_from"], **who))


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def set_procedure(request):
    form = ProcedureForm(request.POST, auto_id="procedure_%s", services=service_choices())
    return _save(request, "procedure_form", form, lambda _asked, who: reception.set_procedure(
        **form.cleaned_data, actor=who["actor"], at=who["at"]))


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def set_booking_rule(request):
    form = BookingRuleForm(request.POST, auto_id="rule_%s", services=service_choices())
    return _save(request, "rule_form", form, lambda _asked, who: reception.set_booking_rule(
        rule=form.rule(), **who))

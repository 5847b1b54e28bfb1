"""Screens of clocks: what runs out next, one case explained, the dated law."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import (
    ClockEventForm,
    LawRuleForm,
    NextFilters,
    StrikeForm,
)
from przystan.rooms.cases.views.clock_parts import clock_facts, explanation, state_tag

SPEC = ui.ListSpec(sorts={"last": ("last_date",)}, default_sort="last",
                   filters=("when", "branch"))
SHOWN_CHANGES = 100


def _today():
    return clock.local_date(clock.now())


@requires(Permission.CASES_VIEW)
def next_to_run_out(request):
    """Open cases by their last day: the one that runs out next stands first."""
    state = ui.read_list(request, SPEC)
    when = state.value("when")
    rows, total = cases.list_next_to_run_out(
        on=_today(), this_week=when == "week", branch=state.value("branch"),
        state=cases.ClockState(when) if when in set(cases.ClockState) else None,
        offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state, total=total)
    polish = get_language() == "pl"
    table = ui.Table(
        caption=_("What runs out next"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Type")),
                 ui.Column(_("Branch")), ui.Column(_("Term")),
                 ui.Column(_("Counted from the day after"), ui.Kind.NOWRAP),
                 ui.Column(_("Last day"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(ui.row_url("cases:clock", r.case_id), r.sign),
               r.type_name if polish else r.type_name_en, r.branch, state_tag(r.state),
               r.started_on, r.last_date) for r in page.rows],
        empty=ui.EmptyState(_("No case matches"), _("Clear a filter: open cases with a term are "
                                                    "listed here by their last day.")))
    return render(request, "cases/next.html", {
        "table": table, "filters": ui.Filters(NextFilters(request.GET), state)})


def _found(case_id):
    try:
        return cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def case_clock(request, case_id):
    """One clock, line by line, in a language that the person reads; record what happened."""
    found = _found(case_id)
    may_edit = request.actor.can(Permission.CASES_EDIT, branch=found.branch)
    form = ClockEventForm(request.POST or None, initial={"on": _today()})
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and _record(request, case_id, form):
            messages.success(request, _("The event was recorded and the term counted anew."))
            return redirect("cases:clock", case_id=case_id)
    read = cases.clock_of(case_id=case_id, on=_today())
    language = request.GET.get("in", get_language())
    language = language if language in dict(settings.LANGUAGES) else "pl"
    with translation.override(language):
        told = explanation(read)
    where = reverse("cases:clock", args=[case_id])
    return render(request, "cases/clock.html", {
        "found": found, "tabs": cases.pages_of_case("cases:clock"), "facts": clock_facts(read),
        "language": language, **told,
        "readings": [(code, name, f"{where}?in={code}", code == language)
                     for code, name in settings.LANGUAGES],
        "events": _event_table(case_id, may_edit), "form": form if may_edit else None})


def _record(request, case_id, form):
    data = form.cleaned_data
    event = cases.ClockEvent(cases.EventKind(data["kind"]), data["on"], data["due_on"],
                             data["note"])
    try:
        cases.record_case_event(case_id=case_id, event=event, actor=request.actor, at=clock.now())
    except cases.EventRefused as refused:
        form.add_error(refused.field, refused.message)
        return False
    return True


def _event_table(case_id, may_edit):
    return ui.Table(
        caption=_("Recorded events"),
        columns=(ui.Column(_("Day"), ui.Kind.NOWRAP), ui.Column(_("What happened"), ui.Kind.HEAD),
                 ui.Column(_("Last day"), ui.Kind.NOWRAP), ui.Column(_("Reason or authority")),
                 ui.Column(_("Recorded by")), ui.Column(_("Correction"))),
        rows=[(e.event.on, cases.event_label(e.event.kind), e.event.due_on,
               cases.note_text(e.event.note),
               e.recorded_by, _correction(case_id, e, may_edit))
              for e in cases.list_clock_events(case_id=case_id)],
        empty=ui.EmptyState(_("No event yet"), _("Record what happened in the case.")))


def _correction(case_id, event, may_edit):
    if event.is_struck:
        return ui.Tag(_("struck: %(reason)s") % {"reason": event.strike_reason}, ui.Tone.GREY)
    if not may_edit:
        return ""
    return ui.Link(reverse("cases:clock-strike", args=[case_id, event.id]), _("Strike"))


@requires(Permission.CASES_EDIT)
@require_http_methods(["GET", "POST"])
def strike(request, case_id, event_id):
    """Take a wrong event out of the count, with the reason."""
    found = _found(case_id)
    if not request.actor.can(Permission.CASES_EDIT, branch=found.branch):
        raise PermissionDenied
    event = next((e for e in cases.list_clock_events(case_id=case_id)
                  if e.id == event_id and not e.is_struck), None)
    if event is None:
        raise Http404
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cases.strike_case_event(case_id=case_id, event_id=event_id, actor=request.actor,
                                reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, _("The event was struck and the term counted anew."))
        return redirect("cases:clock", case_id=case_id)
    return render(request, "cases/strike.html", {
        "found": found, "form": form, "facts": ui.KeyFacts((
            ui.Fact(_("What happened"), cases.event_label(event.event.kind)),
            ui.Fact(_("Day"), event.event.on)))})


@requires(Permission.CASES_VIEW)
def law(request):
    """The dated rules that clocks count by, each with its article, source and days."""
    may_edit = request.actor.can(Permission.CASES_EDIT)
    table = ui.Table(
        caption=_("Terms and stops of the law"),
        columns=(ui.Column(_("Rule"), ui.Kind.HEAD), ui.Column(_("Article")),
                 ui.Column(_("Length")), ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("In force until"), ui.Kind.NOWRAP), ui.Column(_("Source")),
                 ui.Column(_("Confirmed")), ui.Column(_("Version"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("cases:law-rule", args=[r.code]), r.code) if may_edit else r.code,
               r.article, _length(r), r.valid_from, r.valid_until, r.source,
               ui.Tag(_("confirmed"), ui.Tone.GREEN) if r.is_confirmed
               else ui.Tag(_("not confirmed"), ui.Tone.AMBER), r.version)
              for r in cases.list_law_rules()],
        empty=ui.EmptyState(_("No rule yet"), ""))
    return render(request, "cases/law.html", {"table": table})


def _length(rule):
    if rule.kind is cases.RuleKind.STOP:
        return _("stops every term")
    if rule.kind is cases.RuleKind.SHIFT:
        return _("moves the last day")
    if rule.kind is cases.RuleKind.REGIME:
        return _("applications are filed electronically")
    unit = _("days") if rule.unit is cases.Unit.DAYS else _("months")
    return f"{rule.length} {unit}"


@requires(Permission.CASES_EDIT)
@require_http_methods(["GET", "POST"])
def change_rule(request, code):
    """A new dated version of one rule; afterwards the cases whose last day it moved."""
    versions = [r for r in cases.list_law_rules(every_version=True) if r.code == code]
    if not versions:
        raise Http404
    rule = versions[-1]
    names = ("length", "unit", "article", "source", "valid_from", "valid_until", "is_confirmed")
    form = LawRuleForm(request.POST or None, is_term=rule.kind is cases.RuleKind.TERM,
                       initial={name: getattr(rule, name) for name in names})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if "unit" in data:
            data["unit"] = cases.Unit(data["unit"])
        try:
            changed = cases.change_law_rule(
                rule=replace(rule, **data), actor=request.actor, at=clock.now())
        except cases.RuleRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            return redirect("cases:law-change", code=code, version=changed.version)
    return render(request, "cases/law_rule.html", {
        "form": form, "code": code, "history": _history(versions)})


@requires(Permission.CASES_VIEW)
def rule_change(request, code, version):
    """The open cases whose last day a version of a rule moved, and how far the count is."""
    try:
        told = cases.get_law_change(code=code, version=version, limit=SHOWN_CHANGES)
    except cases.RuleNotFound as missing:
        raise Http404 from missing
    table = ui.Table(
        caption=_("Cases whose last day moved"),
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD),
                 ui.Column(_("Last day before"), ui.Kind.NOWRAP),
                 ui.Column(_("Last day now"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(ui.row_url("cases:clock", c.case_id), c.sign), c.before, c.after)
              for c in told.changes],
        empty=ui.EmptyState(_("No open case moved"), _("The new version is in force.")))
    return render(request, "cases/law_changed.html", {
        "code": code, "version": version, "count": told.count, "shown": len(told.changes),
        "table": table, "progress": ui.Progress(
            _("Open cases counted anew"), told.open - told.waiting, told.open)
        if told.waiting else ""})


def _history(versions):
    return ui.Table(
        caption=_("Versions"),
        columns=(ui.Column(_("Version"), ui.Kind.NUMBER), ui.Column(_("Length")),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("In force until"), ui.Kind.NOWRAP), ui.Column(_("Source"))),
        rows=[(r.version, _length(r), r.valid_from, r.valid_until, r.source)
              for r in reversed(versions)],
        empty=ui.EmptyState(_("No rule yet"), ""))

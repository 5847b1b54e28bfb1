"""The work on cases: an officer's list, who gets which, where cases wait."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import DECISION_LABELS, STAGE_LABELS
from przystan.rooms.cases.forms.catalogue import SimulationForm, StandInForm
from przystan.rooms.cases.views.clock_parts import state_tag

WEEKS, BACK = 26, 13
SPEC = ui.ListSpec(sorts={"last": ("last_date",)}, default_sort="last", filters=())


def _today():
    return clock.local_date(clock.now())


@requires(Permission.CASES_EDIT)
def my_work(request):
    """My open cases by risk of breach, with those of whom I stand in for."""
    polish = get_language() == "pl"
    state = ui.read_list(request, SPEC)
    page = ui.cut_page(cases.list_work(
        user_id=request.actor.user_id or 0, on=_today(), offset=state.offset,
        limit=state.limit), state, total=None)
    table = ui.Table(
        caption=_("My cases"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Type")),
                 ui.Column(_("Term")), ui.Column(_("Last day"), ui.Kind.NOWRAP),
                 ui.Column(_("Days left"), ui.Kind.NUMBER), ui.Column(_("Standing in for"))),
        rows=[(ui.Link(reverse("cases:case", args=[r.case_id]), r.sign),
               r.type_name if polish else r.type_name_en, state_tag(r.state), r.last_date,
               r.days_left, r.for_name or None) for r in page.rows],
        empty=ui.EmptyState(_("You have no open case"), _("The head of the unit gives them out.")))
    return render(request, "cases/blocks.html", {
        "title": _("My cases"), "blocks": [table],
        "lead": _("The case whose term ends next stands first; late ones before it.")})


@requires(Permission.CASES_MANAGE)
@require_http_methods(["GET", "POST"])
def allocation(request):
    """Loads of officers, cases that nobody has, who stands in for whom."""
    officers = cases.list_officers()
    form = StandInForm(request.POST or None, officers=officers,
                       initial={"since": _today(), "until": _today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            cases.stand_in(officer_id=data["officer"], substitute_id=data["substitute"],
                           since=data["since"], until=data["until"], actor=request.actor,
                           at=clock.now())
        except cases.SubstitutionRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("The substitution was recorded."))
            return redirect("cases:allocation")
    loads = ui.Table(
        caption=_("Officers"),
        columns=(ui.Column(_("Officer"), ui.Kind.HEAD),
                 ui.Column(_("Open cases"), ui.Kind.NUMBER)),
        rows=[(o.name, o.load) for o in officers],
        empty=ui.EmptyState(_("No officer"), _("Give somebody the role of a case officer.")))
    waiting = [(b.code, b.name, cases.count_unassigned(branch=b.code),
                bool(cases.list_officers(branch=b.code))) for b in sites.list_branches()]
    return render(request, "cases/allocation.html", {
        "loads": loads, "waiting": waiting, "form": form})


@requires(Permission.CASES_MANAGE)
@require_POST
def allocate(request):
    """Give out what nobody has in one branch: to whoever has least, families together."""
    branch = request.POST.get("branch", "")
    if not request.actor.can(Permission.CASES_MANAGE, branch=branch):
        raise PermissionDenied
    try:
        given = cases.allocate_cases(branch=branch, actor=request.actor, at=clock.now())
    except cases.NoOfficer as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("%(count)s cases were given out.") % {"count": given})
    return redirect("cases:allocation")


@requires(Permission.CASES_MANAGE)
def reviews(request):
    """Drafts of decisions that wait for the head."""
    table = ui.Table(
        caption=_("Drafts to review"),
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Decision")),
                 ui.Column(_("Drafted by")), ui.Column(_("Day"))),
        rows=[(ui.Link(reverse("cases:decision", args=[case_id]), sign),
               DECISION_LABELS[d.outcome], d.drafted_by, d.drafted_at)
              for case_id, sign, d in cases.list_drafts_to_review()],
        empty=ui.EmptyState(_("Nothing waits"), _("Drafts that officers send appear here.")))
    return render(request, "cases/blocks.html", {
        "title": _("Drafts to review"), "blocks": [table], "lead": ""})


@requires(Permission.CASES_MANAGE)
def flow(request):
    """How long stages last, where cases wait, and what more officers would change."""
    durations = cases.stage_durations()
    weeks = cases.weekly_flow(until=_today())
    form = SimulationForm(request.GET if "extra" in request.GET else {"extra": 2})
    extra = form.cleaned_data["extra"] if form.is_valid() else 2
    blocks = [_waiting_chart(durations), _duration_table(durations)]
    officers = max(len(cases.list_officers()), 1)
    try:
        told = cases.simulate(weeks, officers=officers, extra=extra, weeks=WEEKS)
        tested = cases.back_test(weeks, weeks=BACK)
    except cases.TooFewWeeks:
        simulated = [ui.Notice(_("Too few weeks to tell a pace: come back when the office has "
                                 "half a year of cases."), "info")]
    else:
        simulated = [
            ui.Notice(_told_text(told), "info"), _simulation_chart(told),
            ui.Notice(_tested_text(tested), "info"), _back_test_chart(tested)]
    return render(request, "cases/flow.html", {
        "blocks": blocks, "form": form, "simulated": simulated})


def _waiting_chart(durations):
    most = max(durations, key=lambda d: d.waiting_now)
    return ui.Chart(
        title=_("Open cases by stage"), label_heading=_("Stage"),
        description=_("Most wait at the stage: %(stage)s.") % {"stage": STAGE_LABELS[most.stage]},
        labels=[capfirst(STAGE_LABELS[d.stage]) for d in durations],
        series=(ui.Series(_("Open cases"), [d.waiting_now for d in durations]),))


def _duration_table(durations):
    return ui.Table(
        caption=_("How long stages last, in days"),
        columns=(ui.Column(_("Stage"), ui.Kind.HEAD), ui.Column(_("Cases"), ui.Kind.NUMBER),
                 ui.Column(_("Half stay at most"), ui.Kind.NUMBER),
                 ui.Column(_("Nine in ten stay at most"), ui.Kind.NUMBER)),
        rows=[(capfirst(STAGE_LABELS[d.stage]), d.count, round(d.median_days),
               round(d.slow_days)) for d in durations],
        empty=ui.EmptyState(_("No case yet"), ""))


def _told_text(told):
    return _("In half a year %(now)s with the officers of now, %(more)s with %(extra)s more; one "
             "officer decides %(each)s cases a week.") % {
        "now": told.as_now[-1], "more": told.with_more[-1], "extra": told.extra,
        "each": round(told.per_officer, 1)}


def _tested_text(tested):
    return _("Told 13 weeks ago in the same way, the number of open cases was wrong by "
             "%(share)s %% on average.") % {"share": round(tested.mean_error * 100, 1)}


def _weeks(weeks):
    return [f"{w.day}.{w.month:02}" for w in weeks]


def _simulation_chart(told):
    return ui.Chart(
        title=_("Open cases in the coming weeks"), kind=ui.ChartKind.LINE,
        label_heading=_("Week"), description=_told_text(told), labels=_weeks(told.weeks),
        series=(ui.Series(_("Officers of now"), told.as_now),
                ui.Series(_("With more officers"), told.with_more)))


def _back_test_chart(tested):
    return ui.Chart(
        title=_("What this would have told of the last weeks"), kind=ui.ChartKind.LINE,
        label_heading=_("Week"), description=_tested_text(tested), labels=_weeks(tested.weeks),
        series=(ui.Series(_("Told"), tested.told), ui.Series(_("Came"), tested.came)))

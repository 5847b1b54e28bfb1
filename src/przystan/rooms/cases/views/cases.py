"""The list of cases, one case with its way, a new case."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import (
    DECISION_LABELS,
    STAGE_LABELS,
    CaseFilters,
    CaseForm,
    StageForm,
)
from przystan.rooms.cases.views.clock_parts import clock_facts
from przystan.rooms.people import public as people

SPEC = ui.ListSpec(
    sorts={"received": ("received_on",), "sign": ("sign",)}, default_sort="-received",
    filters=("q", "stage", "type", "branch"),
)
STAGE_TONES = {
    cases.Stage.SUMMONED: ui.Tone.AMBER, cases.Stage.DECIDED: ui.Tone.GREEN,
    cases.Stage.APPEALED: ui.Tone.RED, cases.Stage.CLOSED: ui.Tone.GREY,
}
REASONS = {
    cases.AssignmentReason.LINKED: gettext_lazy("has the family's other case"),
    cases.AssignmentReason.LEAST_LOAD: gettext_lazy("had the fewest open cases"),
    cases.AssignmentReason.CHOSEN: gettext_lazy("chosen by the head")}
MAIN_WAY = (cases.Stage.RECEIVED, cases.Stage.COMPLETE, cases.Stage.EVIDENCE,
            cases.Stage.DECIDED, cases.Stage.CARD_ORDERED, cases.Stage.CLOSED)


def _type_name(found):
    return found.type_name if get_language() == "pl" else found.type_name_en


def _stage(text):
    return cases.Stage(text) if text in set(cases.Stage) else None


@requires(Permission.CASES_VIEW)
def case_list(request):
    state = ui.read_list(request, SPEC)
    rows = cases.list_cases(
        text=state.value("q"), stage=_stage(state.value("stage")), type_code=state.value("type"),
        branch=state.value("branch"), order=state.order[0], offset=state.offset, limit=state.limit,
    )
    page = ui.cut_page(rows, state, total=None)
    table = ui.Table(
        caption=_("Cases"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD, sort="sign"), ui.Column(_("Type")),
                 ui.Column(_("Branch")), ui.Column(_("Stage")),
                 ui.Column(_("Since"), ui.Kind.NOWRAP),
                 ui.Column(_("Received"), ui.Kind.NOWRAP, sort="received")),
        rows=[
            (ui.Link(ui.row_url("cases:case", c.id), c.sign), _type_name(c), c.branch,
             ui.Tag(STAGE_LABELS[c.stage], STAGE_TONES.get(c.stage, ui.Tone.TEAL)), c.stage_on,
             c.received_on)
            for c in page.rows
        ],
        empty=ui.EmptyState(_("No case matches"), _("Clear a filter, or search by case sign.")),
    )
    return render(request, "cases/list.html", {
        "table": table, "filters": ui.Filters(CaseFilters(request.GET), state),
        "may_edit": request.actor.can(Permission.CASES_EDIT),
    })


@requires(Permission.CASES_VIEW)
def case(request, case_id):
    try:
        found = cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing
    return _case_page(request, found, None)


def _case_page(request, found, form):
    stages = cases.list_stages(case_id=found.id)
    may_edit = request.actor.can(Permission.CASES_EDIT, branch=found.branch)
    allowed = sorted(cases.TRANSITIONS[found.stage])
    if form is None and may_edit and allowed:
        form = StageForm(stages=allowed, initial={"on": clock.local_date(clock.now())})
    done = {s.stage for s in stages}
    facts = [
        ui.Fact(_("Stage"), ui.Tag(
            STAGE_LABELS[found.stage], STAGE_TONES.get(found.stage, ui.Tone.TEAL))),
        ui.Fact(_("Type"), _type_name(found)), ui.Fact(_("Received"), found.received_on),
        ui.Fact(_("Branch"), dict(sites.branch_choices()).get(found.branch, found.branch)),
    ]
    given = cases.assigned_to(case_id=found.id)
    if given:
        facts.append(ui.Fact(_("Officer"), f"{given.officer} ({REASONS[given.reason]})"))
    if found.person_id and request.actor.can(Permission.PEOPLE_VIEW):
        facts.append(ui.Fact(_("Person"), ui.Link(
            reverse("journeys:person", args=[found.person_id]),
            _("Card %(number)s") % {"number": found.person_id})))
    return render(request, "cases/case.html", {
        "found": found, "facts": ui.KeyFacts(tuple(facts)),
        "tabs": cases.pages_of_case("cases:case"),
        "clock": clock_facts(cases.clock_of(
            case_id=found.id, on=clock.local_date(clock.now()))),
        "form": form if may_edit and allowed else None,
        "may_edit": may_edit, "code": _code_facts(found) if may_edit else None,
        "stepper": ui.Stepper(tuple(
            ui.Step(capfirst(STAGE_LABELS[s]), ui.StepState.CURRENT if s is found.stage else
                    ui.StepState.DONE if s in done else ui.StepState.AHEAD) for s in MAIN_WAY
        ), _("Stages")),
        "timeline": ui.Timeline(tuple(
            ui.Event(at=s.recorded_at, title=capfirst(STAGE_LABELS[s.stage]), by=s.recorded_by,
                     tone=STAGE_TONES.get(s.stage, ""),
                     text=" ".join(str(x) for x in (
                         DECISION_LABELS.get(s.decision, ""), s.note) if x))
            for s in reversed(stages)
        )),
    })


def _code_facts(found):
    """The status code in use: its number, never its PIN."""
    code = cases.live_code_of(case_id=found.id)
    return code and ui.KeyFacts((
        ui.Fact(_("Number"), code.number), ui.Fact(_("Issued"), code.issued_at),
        ui.Fact(_("By"), code.issued_by)))


def _editable(request, case_id):
    """The case, for somebody who may change it in its branch."""
    try:
        found = cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing
    if not request.actor.can(Permission.CASES_EDIT, branch=found.branch):
        raise PermissionDenied
    return found


@requires(Permission.CASES_EDIT)
@never_cache
@require_POST
def issue_code(request, case_id):
    """Make a number and a PIN and show them this once: in no address, session or message."""
    found = _editable(request, case_id)
    if cases.live_code_of(case_id=case_id) and "confirmed" not in request.POST:
        return render(request, "ui/confirm.html", {
            "question": _("Issue a new status code?"),
            "consequences": [_("The code that was handed out stops working at once.")],
            "yes": _("Issue a new code"), "back": reverse("cases:case", args=[case_id])})
    code = cases.issue_status_code(case_id=case_id, actor=request.actor, at=clock.now())
    how = []
    for language in ("pl", "uk", "ru", "en"):
        with translation.override(language):
            how.append((language, _("Call the helpline, choose the status of a case, then type "
                                    "the number and #, the PIN and #.")))
    return render(request, "cases/code.html", {"found": found, "code": code, "how": how})


@requires(Permission.CASES_EDIT)
@require_POST
def withdraw_code(request, case_id):
    """Make the code useless: lost, or handed to the wrong person."""
    _editable(request, case_id)
    if "confirmed" not in request.POST:
        return render(request, "ui/confirm.html", {
            "question": _("Withdraw the status code?"),
            "consequences": [_("Nobody hears the status of this case by it any more.")],
            "yes": _("Withdraw"), "back": reverse("cases:case", args=[case_id]),
            "dangerous": True})
    if cases.withdraw_status_code(case_id=case_id, actor=request.actor, at=clock.now()):
        messages.success(request, _("The status code is withdrawn."))
    return redirect("cases:case", case_id=case_id)


@requires(Permission.CASES_EDIT)
@require_http_methods(["POST"])
def advance(request, case_id):
    try:
        found = cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing
    form = StageForm(request.POST, stages=sorted(cases.TRANSITIONS[found.stage]))
    if form.is_valid():
        data = form.cleaned_data
        try:
            cases.advance(
                case_id=case_id, stage=cases.Stage(data["stage"]), on=data["on"],
                decision=cases.Decision(data["decision"]) if data["decision"] else None,
                note=data["note"], actor=request.actor, at=clock.now(),
            )
        except cases.DecisionMissing as refused:
            form.add_error("decision", refused.message)
        except cases.StageNotAllowed as refused:
            form.add_error("stage", refused.message)
        else:
            messages.success(request, _("The step was recorded."))
            return redirect("cases:case", case_id=case_id)
    return _case_page(request, found, form)


@requires(Permission.CASES_EDIT)
@require_http_methods(["GET", "POST"])
def open_case(request):
    now = clock.now()
    form = CaseForm(request.POST or None, initial={
        "received_on": clock.local_date(now),
        "received_time": now.astimezone(clock.OFFICE_ZONE).strftime("%H:%M"),
        "person_id": request.GET.get("person"), "entry_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        came_at = datetime.combine(
            data["received_on"], data["received_time"], clock.OFFICE_ZONE)
        try:
            case_id = cases.receive_application(actor=request.actor, at=now, application=(
                cases.Application(
                    data["unit"], data["type_code"], came_at, cases.Channel(data["channel"]),
                    data["branch"], data["person_id"], data["entry_key"],
                    data["last_stay_date"])))
        except cases.ReceiptRefused as refused:
            form.add_error("received_on" if refused.field == "received_at" else refused.field,
                           refused.message)
        except people.PersonNotFound:
            form.add_error("person_id", _("There is no card of this number."))
        else:
            messages.success(request, _("The case was opened."))
            return redirect("cases:case", case_id=case_id)
    return render(request, "cases/open.html", {"form": form})

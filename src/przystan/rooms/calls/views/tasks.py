"""What units owe to callers: the list of tasks, and one task until its answer is back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import AnswerForm, TaskFilters

TASKS = ui.ListSpec(sorts={"due": ("due_at",)}, default_sort="due", filters=("unit", "state"))
TONES = {calls.TaskState.OPEN: ui.Tone.AMBER, calls.TaskState.ACCEPTED: ui.Tone.TEAL,
         calls.TaskState.DONE: ui.Tone.GREEN}


@requires(Permission.CASES_VIEW)
@require_GET
def task_list(request):
    state = ui.read_list(request, TASKS)
    units = calls.connected_engine().units()
    form = TaskFilters(request.GET, units=units)
    given = form.cleaned_data if form.is_valid() else {}
    unit, is_done = given.get("unit", ""), given.get("state") == "done"
    now = clock.now()
    waiting, overdue = calls.count_unit_tasks(at=now, unit=unit)
    page = ui.cut_page(calls.list_unit_tasks(
        unit=unit, is_done=is_done, offset=state.offset, limit=state.limit), state)
    return render(request, "calls/tasks.html", {
        "filters": ui.Filters(form, state), "numbers": ui.BigNumbers((
            ui.BigNumber(_("to be done"), waiting),
            ui.BigNumber(_("overdue"), overdue, note=_("of %(count)s to be done") % {
                "count": waiting}))),
        "table": ui.Table(
            caption=_("Tasks"), state=state, has_next=page.has_next, columns=(
                ui.Column(_("Asked on"), ui.Kind.HEAD), ui.Column(_("Unit")),
                ui.Column(_("What is asked")), ui.Column(_("Due"), ui.Kind.NOWRAP),
                ui.Column(_("State")), ui.Column(_("By"))),
            rows=[_cells(task, units, now) for task in page.rows],
            empty=ui.EmptyState(_("Nothing waits here"), _(
                "Operators open a task when they pass a caller on with a note.")))})


def _cells(task, units, now):
    cells = (
        ui.Link(reverse("calls:task", args=[task.id]), ui.show(task.opened_at)),
        f"{task.unit} {units.get(task.unit, '')}".strip(), task.note, ui.show(task.due_at),
        _tag(task, now), task.done_by or task.accepted_by or None)
    return ui.Row(cells, tone="problem") if _is_late(task, now) else cells


def _is_late(task, now):
    return task.state is not calls.TaskState.DONE and now > task.due_at


def _tag(task, now):
    tone = ui.Tone.RED if _is_late(task, now) else TONES[task.state]
    return ui.Tag(calls.task_label(task, at=now), tone)


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def task_card(request, task_id):
    """Show a task; by POST take its answer."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            calls.finish_unit_task(task_id=task_id, answer=form.cleaned_data["answer"],
                                   actor=request.actor, at=clock.now())
            messages.success(request, _("The operator has your answer."))
            return redirect("calls:tasks")
        except calls.TaskNotFound as missing:
            raise Http404 from missing
        except calls.StepTaken as taken:
            messages.error(request, taken.message)
            return redirect("calls:task", task_id=task_id)
        except calls.AnswerNeeded as refusal:
            form.add_error("answer", refusal.message)
    now = clock.now()
    try:
        task = calls.open_task_card(task_id=task_id, actor=request.actor, at=now)
    except calls.TaskNotFound as missing:
        raise Http404 from missing
    return render(request, "calls/task.html", {
        "task": task, "facts": _facts(task, now), "form": form,
        "is_open": task.state is calls.TaskState.OPEN,
        "is_done": task.state is calls.TaskState.DONE})


def _facts(task, now):
    units = calls.connected_engine().units()
    return ui.KeyFacts((
        ui.Fact(_("What is asked"), task.note),
        ui.Fact(_("Unit"), f"{task.unit} {units.get(task.unit, '')}".strip()),
        ui.Fact(_("Caller's number"), task.number or None),
        ui.Fact(_("Language"), str(calls.language_label(task.language)) or None),
        ui.Fact(_("Asked on"), _("%(at)s by %(name)s") % {
            "at": ui.show(task.opened_at), "name": task.opened_by}),
        ui.Fact(_("Due"), task.due_at), ui.Fact(_("State"), _tag(task, now)),
        ui.Fact(_("Accepted by"), task.accepted_by or None),
        ui.Fact(_("Answer"), task.answer or None), ui.Fact(_("Answered by"), task.done_by or None)))


@requires(Permission.CASES_VIEW)
@require_POST
def accept(request, task_id):
    """Take a task on."""
    try:
        calls.accept_unit_task(task_id=task_id, actor=request.actor, at=clock.now())
        messages.success(request, _("The task is yours."))
    except calls.TaskNotFound as missing:
        raise Http404 from missing
    except calls.StepTaken as taken:
        messages.error(request, taken.message)
    return redirect("calls:task", task_id=task_id)

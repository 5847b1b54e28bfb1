"""Screens of requests: an officer's own, the repository's pull list, loans and late ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import HandOverForm, RequestForm

MINE = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
LOANS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="id", filters=("late", "branch"))
S = records.RequestState
STEPS = (S.PULLED, S.NOT_FOUND, S.REFUSED)


def _state_tag(state):
    words = {
        S.ASKED: (_("asked for"), ui.Tone.AMBER), S.PULLED: (_("pulled, to be fetched"),
                                                             ui.Tone.VIOLET),
        S.NOT_FOUND: (_("not on its place"), ui.Tone.RED),
        S.HANDED_OVER: (_("handed over"), ui.Tone.GREEN), S.REFUSED: (_("refused"), ui.Tone.GREY),
        S.CANCELLED: (_("withdrawn"), ui.Tone.GREY),
    }
    return ui.Tag(*words[state])


@requires(Permission.RECORDS_REQUEST)
@require_POST
def ask(request, folder_id):
    form = RequestForm(request.POST)
    if not form.is_valid():
        return redirect("records:folder", folder_id=folder_id)
    try:
        records.request_folder(
            folder_id=folder_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    except records.FolderNotFound as missing:
        raise Http404 from missing
    except records.RequestedAlready as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The folder was asked for. It is on the pull list."))
    return redirect("records:folder", folder_id=folder_id)


@requires(Permission.RECORDS_REQUEST)
@require_GET
def mine(request):
    """What the reader asked for, open and ended, and what is with them."""
    state = ui.read_list(request, MINE)
    found = records.list_requests(
        asked_by=request.actor.user_id, is_open=False, offset=state.offset, limit=state.limit)
    page = ui.cut_page(found, state)
    table = ui.Table(
        caption=_("My requests"), state=state, has_next=page.has_next,
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("State")),
                 ui.Column(_("Asked"), ui.Kind.NOWRAP), ui.Column(_("What for")),
                 ui.Column(_("Note"))),
        rows=[(_folder(r), _state_tag(r.state), r.asked_at, r.purpose or None, r.note or None)
              for r in page.rows],
        empty=ui.EmptyState(_("You have asked for nothing"),
                            _("Open a folder and ask for it there.")),
    )
    loans = records.list_loans(
        today=clock.local_date(clock.now()), holder=request.actor.name, limit=200)
    return render(request, "records/my_requests.html", {
        "table": table, "loans": _loan_table(loans, _("Folders with me"))})


def _folder(row):
    return ui.Link(reverse("records:folder", args=[row.folder_id]), row.case_sign)


@requires(Permission.RECORDS_EDIT)
@require_GET
def pull_list(request):
    """Open requests of a branch in the order of its shelves; prints on paper."""
    branches = [b for b, _name in sites.branch_choices()
                if request.actor.can(Permission.RECORDS_EDIT, branch=b)]
    branch = request.GET.get("branch", "")
    branch = branch if branch in branches else next(iter(branches), "")
    rows = records.list_requests(branch=branch, in_shelf_order=True, limit=None)
    return render(request, "records/pull_list.html", {
        "rows": [{"row": r, "state": _state_tag(r.state)} for r in rows],
        "branch": branch, "branches": [(b, n) for b, n in sites.branch_choices() if b in branches],
        "topic": records.REQUESTS_TOPIC, "form": HandOverForm(), "steps": STEPS,
    })


@requires(Permission.RECORDS_EDIT)
@require_POST
def step(request, request_id):
    """One step of a request, by the button that was pressed."""
    wanted = request.POST.get("state", "")
    now = clock.now()
    try:
        if wanted == S.HANDED_OVER:
            form = HandOverForm(request.POST)
            due = records.hand_over(
                request_id=request_id, actor=request.actor, at=now,
                due_date=form.cleaned_data.get("due_date") if form.is_valid() else None)
            messages.success(request, _("Handed over. Due back on %(day)s.") % {
                "day": ui.date_text(due)})
        elif wanted in STEPS:
            records.step_request(
                request_id=request_id, state=S(wanted), note=request.POST.get("note", ""),
                actor=request.actor, at=now)
    except records.RequestNotFound as missing:
        raise Http404 from missing
    except (records.RequestStepNotAllowed, records.CustodyNotAllowed,
            records.DueDatePast) as refused:
        messages.error(request, refused.message)
    return redirect(f"{reverse('records:pull-list')}?branch={request.POST.get('branch', '')}")


@requires(Permission.RECORDS_REQUEST)
@require_POST
def withdraw(request, request_id):
    """Only who asked withdraws."""
    own = {r.id for r in records.list_requests(
        asked_by=request.actor.user_id, is_open=True, limit=None)}
    if request_id not in own:
        raise Http404
    records.step_request(request_id=request_id, state=S.CANCELLED, actor=request.actor,
                         at=clock.now())
    messages.success(request, _("The request was withdrawn."))
    return redirect("records:my-requests")


@requires(Permission.RECORDS_EDIT)
@require_GET
def loans(request):
    state = ui.read_list(request, LOANS)
    late = state.value("late") == "1"
    rows = records.list_loans(
        today=clock.local_date(clock.now()), branch=state.value("branch"), only_late=late,
        offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    return render(request, "records/loans.html", {
        "table": _loan_table(page.rows, _("Overdue") if late else _("Lent folders"), state,
                             has_next=page.has_next), "late": late})


def _loan_table(loans, caption, state=None, *, has_next=False):
    return ui.Table(
        caption=caption, state=state, has_next=has_next,
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Holder")),
                 ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Due back"), ui.Kind.NOWRAP),
                 ui.Column(_("Days late"), ui.Kind.NUMBER)),
        rows=[ui.Row((_folder(x), x.holder, clock.local_date(x.since), x.due_date,
                      x.days_late or None), tone="attention" if x.days_late else "")
              for x in loans],
        empty=ui.EmptyState(_("No folder here"), _("Nothing is lent, or nothing is late.")),
    )

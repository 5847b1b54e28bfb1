"""Screens of keeping: the categories, one folder's keeping, lists of what goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import (
    DISPOSAL_LABELS,
    HOLD_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    CategoryForm,
    ClosingForm,
    DisposalFoldersForm,
    DisposalForm,
    DocumentForm,
    HoldForm,
    RuleForm,
)
from przystan.rooms.records.rules.retention import can_step, needs_document
from przystan.rooms.records.views.branches import must_edit, own_branch

LIST = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
S = records.DisposalState
DUE_SHOWN = 200


@requires(Permission.RECORDS_VIEW)
@require_http_methods(["GET", "POST"])
def disposals(request):
    may_edit = request.actor.can(Permission.RECORDS_EDIT)
    form = DisposalForm(request.POST or None, initial={"branch": own_branch(request)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        must_edit(request, data["branch"])
        made = records.open_disposal(
            kind=records.DisposalKind(data["kind"]), branch=data["branch"], actor=request.actor,
            at=clock.now())
        return redirect("records:disposal", list_id=made)
    state = ui.read_list(request, LIST)
    page = ui.cut_page(records.list_disposals(offset=state.offset, limit=state.limit), state)
    return render(request, "records/disposals.html", {
        "form": form if may_edit else None,
        "table": ui.Table(
            caption=_("Lists"), state=state, has_next=page.has_next,
            columns=(ui.Column(_("List"), ui.Kind.HEAD), ui.Column(_("Where the folders go")),
                     ui.Column(_("Branch")), ui.Column(_("State")),
                     ui.Column(_("Opened"), ui.Kind.NOWRAP), ui.Column(_("By")),
                     ui.Column(_("Folders"), ui.Kind.NUMBER)),
            rows=[(ui.Link(reverse("records:disposal", args=[x.id]), _("List %(number)s") % {
                       "number": x.id}), DISPOSAL_LABELS[x.kind], x.branch,
                   ui.Tag(*STATE_LABELS[x.state]), x.opened_at, x.opened_by, x.folders)
                  for x in page.rows],
            empty=ui.EmptyState(
                _("No list yet"), _("Folders stay until a list takes them, two persons and, to be "
                                    "destroyed, the state archive agree.")))})


def _get(list_id):
    try:
        return records.get_disposal(list_id=list_id)
    except records.ListNotFound as missing:
        raise Http404 from missing


@requires(Permission.RECORDS_VIEW)
@require_GET
def disposal(request, list_id):
    return _page(request, _get(list_id))


def _page(request, found, refusals=(), form=None, document_form=None):
    may_edit = request.actor.can(Permission.RECORDS_EDIT, branch=found.branch)
    is_open = found.state is S.OPEN
    return render(request, "records/disposal.html", {
        "found": found, "state": ui.Tag(*STATE_LABELS[found.state]),
        "where": DISPOSAL_LABELS[found.kind],
        "lines": _line_table(found, may_strike=may_edit and found.state not in (
            S.DONE, S.GIVEN_UP)),
        "steps": _steps(found), "refusals": [
            (r.case_sign, HOLD_LABELS[r.reason]) for r in refusals],
        "form": (form or DisposalFoldersForm()) if is_open and may_edit else None,
        "due": _due(found) if is_open and may_edit else (),
        "next_steps": _next_steps(request, found),
        "document_form": document_form or DocumentForm(auto_id="document_%s"),
        "needs_document": any(
            needs_document(found.kind, s) for s, _t in _next_steps(request, found)),
    })


def _next_steps(request, found):
    """Return the steps that this reader may take now; another person approves."""
    words = {
        S.SUBMITTED: _("Submit for approval"), S.APPROVED: _("Approve"),
        S.CONSENTED: _("Record the archive's consent"),
        S.DONE: _("Record as destroyed") if found.kind is records.DisposalKind.DISPOSAL
        else _("Record as handed over"),
        S.GIVEN_UP: _("Give the list up"),
    }
    return [(state, text) for state, text in words.items()
            if can_step(found.kind, found.state, state)
            and request.actor.can(_permission(state), branch=found.branch)]


def _permission(state):
    return Permission.RECORDS_DISPOSE if state is S.APPROVED else Permission.RECORDS_EDIT


def _line_table(found, *, may_strike):
    lines = records.list_disposal_lines(list_id=found.id)
    return ui.Table(
        caption=_("Folders of the list"),
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Category"), ui.Kind.CODE),
                 ui.Column(_("Case closed"), ui.Kind.NOWRAP),
                 ui.Column(_("Kept until"), ui.Kind.NOWRAP), ui.Column(_("Place"), ui.Kind.CODE),
                 *((ui.Column(_("Strike out")),) if may_strike else ())),
        rows=[(ui.Link(reverse("records:folder", args=[x.folder_id]), x.case_sign), x.category,
               x.closed_date, x.review_date, x.place or None,
               *((ui.Link(reverse("records:disposal-strike", args=[found.id, x.id]),
                          _("Strike out"), x.case_sign),) if may_strike else ()))
              for x in lines],
        empty=ui.EmptyState(_("No folder on the list yet"),
                            _("Add those whose time is over.")),
    )


def _steps(found):
    opened = ui.Event(at=found.opened_at, title=_("opened"), by=found.opened_by)
    return ui.Timeline((*(
        ui.Event(at=s.at, title=STATE_LABELS[s.state][0], by=s.by,
                 text=_("Document %(number)s of %(day)s") % {
                     "number": s.document, "day": ui.date_text(s.document_date)}
                 if s.document and s.document_date else "")
        for s in reversed(found.steps)), opened))


def _due(found):
    return [kept.case_sign for kept in records.list_due(
        branch=found.branch, kind=found.kind, today=clock.local_date(clock.now()),
        limit=DUE_SHOWN)]


@requires(Permission.RECORDS_EDIT)
@require_POST
def add(request, list_id):
    found = _get(list_id)
    must_edit(request, found.branch)
    form = DisposalFoldersForm({"signs": "\n".join(request.POST.getlist("signs"))})
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        refusals = records.list_folders_for_disposal(
            list_id=list_id, signs=form.cleaned_data["signs"].split(), actor=request.actor,
            at=clock.now())
    except records.ListStepNotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("records:disposal", list_id=list_id)
    if refusals:
        return _page(request, _get(list_id), refusals)
    messages.success(request, _("The folders are on the list."))
    return redirect("records:disposal", list_id=list_id)


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def strike(request, list_id, line_id):
    must_edit(request, _get(list_id).branch)
    back = reverse("records:disposal", args=[list_id])
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Strike this folder out of the list?"),
            "consequences": [_("It stays, and may be put on a list again.")],
            "yes": _("Strike out"), "back": back})
    try:
        records.strike_from_disposal(line_id=line_id, actor=request.actor, at=clock.now())
    except records.ListNotFound as missing:
        raise Http404 from missing
    except records.ListStepNotAllowed as refused:
        messages.error(request, refused.message)
    return redirect(back)


@requires(Permission.STAFF)
@require_POST
def step(request, list_id):
    """The next step, by the button that was pressed; what cannot be undone is asked again."""
    found = _get(list_id)
    wanted = request.POST.get("state", "")
    if wanted not in set(S) or wanted == S.OPEN:
        raise Http404
    state = S(wanted)
    must_edit(request, found.branch, _permission(state))
    form = DocumentForm(request.POST, auto_id="document_%s")
    if not form.is_valid():
        return _page(request, found, document_form=form)
    if state is S.DONE and "confirmed" not in request.POST:
        return _ask(request, found)
    try:
        records.step_disposal(
            list_id=list_id, state=state, actor=request.actor, at=clock.now(),
            **form.cleaned_data)
    except records.FoldersHeld as held:
        messages.error(request, held.message)
        return _page(request, found, held.refusals)
    except records.DocumentNeeded as refused:
        form.add_error("document", refused.message)
        return _page(request, found, document_form=form)
    except (records.ListStepNotAllowed, records.ListEmpty, records.ApproverNeeded) as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Recorded."))
    return redirect("records:disposal", list_id=list_id)


def _ask(request, found):
    return render(request, "ui/confirm.html", {
        "question": _("Record that %(count)s folders are gone?") % {"count": found.folders},
        "consequences": [_("Their tags are retired and their chains of custody end here."),
                         _("This cannot be undone.")],
        "kept": [(k, request.POST.get(k, "")) for k in ("state", "document", "document_date")],
        "dangerous": True, "yes": _("Record"),
        "back": reverse("records:disposal", args=[found.id]),
    })


@requires(Permission.RECORDS_VIEW)
@require_GET
def sheet(request, list_id):
    """The list on paper: what the archive's consent or the transfer's protocol is written on."""
    found = _get(list_id)
    return render(request, "records/disposal_sheet.html", {
        "found": found, "where": DISPOSAL_LABELS[found.kind],
        "branch": dict(sites.branch_choices()).get(found.branch, found.branch),
        "rows": list(enumerate(records.list_disposal_lines(list_id=list_id), 1)),
        "steps": [(STATE_LABELS[s.state][0], s) for s in found.steps],
    })


@requires(Permission.RECORDS_VIEW)
@require_http_methods(["GET", "POST"])
def rules(request):
    """Which kind of folder is kept how long, from which day on, and who says so."""
    may_edit = request.actor.can(Permission.RECORDS_DISPOSE)
    form = RuleForm(request.POST or None)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied(Permission.RECORDS_DISPOSE.value)
        if form.is_valid():
            data = {**form.cleaned_data, "kind": records.FolderKind(form.cleaned_data["kind"])}
            try:
                records.set_retention_rule(actor=request.actor, at=clock.now(), **data)
            except records.RuleOverlaps as refused:
                form.add_error("valid_from", refused.message)
            else:
                messages.success(request, _("Saved."))
                return redirect("records:retention-rules")
    return render(request, "records/retention_rules.html", {
        "form": form if may_edit else None, "table": _rule_table()})


def _rule_table():
    return ui.Table(
        caption=_("Archive categories"),
        columns=(ui.Column(_("Kind"), ui.Kind.HEAD), ui.Column(_("Category"), ui.Kind.CODE),
                 ui.Column(_("Closed from"), ui.Kind.NOWRAP),
                 ui.Column(_("Closed until"), ui.Kind.NOWRAP), ui.Column(_("Source")),
                 ui.Column(_("Confirmed"))),
        rows=[(KIND_LABELS[r.kind], r.category, r.valid_from, r.valid_to, r.source,
               ui.Tag(_("confirmed"), ui.Tone.GREEN) if r.is_confirmed
               else ui.Tag(_("not confirmed"), ui.Tone.AMBER))
              for r in records.list_retention_rules()],
        empty=ui.EmptyState(_("No category yet"), _("Add one for each kind of folder.")),
    )


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def keeping(request, folder_id):
    """One folder's keeping: when its case was closed, its category, a hold."""
    try:
        found = records.get_folder(folder_id=folder_id)
    except records.FolderNotFound as missing:
        raise Http404 from missing
    must_edit(request, found.branch)
    forms = _keeping_forms(request, found)
    if request.method == "POST":
        done = _keep(request, folder_id, forms)
        if done:
            messages.success(request, _("Saved."))
            return redirect("records:keeping", folder_id=folder_id)
    return render(request, "records/keeping.html", {
        "found": found, "facts": keeping_facts(folder_id), **forms,
        "kept": records.retention_of(folder_id=folder_id)})


def _keeping_forms(request, found):
    act = request.POST.get("act", "")
    closing = {"closed_date": found.closed_date}
    return {
        "closing": ClosingForm(request.POST if act == "closing" else None, initial=closing,
                               auto_id="closing_%s"),
        "category": CategoryForm(request.POST if act == "category" else None,
                                 auto_id="category_%s"),
        "hold": HoldForm(request.POST if act == "hold" else None, auto_id="hold_%s"),
    }


def _keep(request, folder_id, forms):
    """Do what one of the page's forms asks; False when it is to be shown again."""
    act = request.POST.get("act", "")
    who = {"folder_id": folder_id, "actor": request.actor, "at": clock.now()}
    try:
        if act == "lift":
            records.lift_hold(**who)
            return True
        form = forms.get(act)
        if form is None or not form.is_valid():
            return False
        deed = {"closing": records.close_case_of, "category": records.set_category,
                "hold": records.set_hold}[act]
        deed(**who, **form.cleaned_data)
    except records.ClosingDateWrong as refused:
        forms["closing"].add_error("closed_date", refused.message)
        return False
    except (records.HeldAlready, records.FolderGone) as refused:
        messages.error(request, refused.message)
        return False
    return True


def keeping_facts(folder_id):
    """Return how long a folder is kept, as its page shows it."""
    kept = records.retention_of(folder_id=folder_id)
    category = kept.category or _("no category")
    if kept.category and not kept.is_confirmed:
        category = _("%(category)s (not confirmed)") % {"category": kept.category}
    return ui.KeyFacts((
        ui.Fact(_("Archive category"), category),
        ui.Fact(_("Case closed"), kept.closed_date),
        ui.Fact(_("Kept until"), kept.review_date),
        *((ui.Fact(_("Hold"), ui.Tag(kept.hold, ui.Tone.RED)),) if kept.hold else ()),
        *((ui.Fact(_("On a list"), ui.Link(
            reverse("records:disposal", args=[kept.list_id]), _("List %(number)s") % {
                "number": kept.list_id})),) if kept.list_id else ()),
    ))

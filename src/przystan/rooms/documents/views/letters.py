"""Screens of scanned letters: separator sheets, stacks, and what came of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.files import public as files
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.forms.stations import FileLetterForm, SeparatorForm, StackForm

S = documents.StackState
TONES = {S.WAITING: ui.Tone.AMBER, S.SORTED: ui.Tone.GREEN, S.REFUSED: ui.Tone.RED}


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def letters(request):
    return _page(request)


def _page(request, **bound):
    table = ui.Table(
        caption=_("Scanned stacks"),
        columns=(ui.Column(_("Stack"), ui.Kind.HEAD), ui.Column(_("Scanned"), ui.Kind.NOWRAP),
                 ui.Column(_("By")), ui.Column(_("Pages"), ui.Kind.NUMBER),
                 ui.Column(_("Letters"), ui.Kind.NUMBER), ui.Column(_("To look at"),
                                                                   ui.Kind.NUMBER),
                 ui.Column(_("State"))),
        rows=[(ui.Link(reverse("documents:stack", args=[s.id]), s.name), s.scanned_at,
               s.scanned_by, s.pages, len(s.letters),
               sum(bool(x.problems or x.poor) for x in s.letters),
               ui.Tag(documents.stack_state_label(s.state), TONES[s.state]))
              for s in documents.list_stacks()],
        empty=ui.EmptyState(_("No stack"), _(
            "Print separator sheets, lay one before each letter, scan the stack as one file.")))
    return render(request, "documents/letters.html", {
        "table": table, "may_read": request.actor.can(Permission.DOCUMENTS_READ),
        "separator_form": SeparatorForm(auto_id="separator_%s"),
        "stack_form": StackForm(auto_id="stack_%s"), **bound})


@requires(Permission.DOCUMENTS_READ)
@require_POST
def separators(request):
    form = SeparatorForm(request.POST, auto_id="separator_%s")
    if not form.is_valid():
        return _page(request, separator_form=form)
    signs = form.cleaned_data["signs"]
    answer = HttpResponse(documents.separator_pdf(case_signs=signs), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="separators.pdf"'
    return answer


@requires(Permission.DOCUMENTS_READ)
@require_POST
def take_stack(request):
    form = StackForm(request.POST, request.FILES, auto_id="stack_%s")
    if not form.is_valid():
        return _page(request, stack_form=form)
    file = form.cleaned_data["file"]
    try:
        stack_id, is_new = documents.take_stack(
            actor=request.actor, at=clock.now(), name=file.name, content=file.read(),
            case_sign=form.cleaned_data["case_sign"])
    except documents.StackRefused as refused:
        form.add_error("file", _("Not taken: %(why)s") % {"why": refused})
        return _page(request, stack_form=form)
    if not is_new:
        messages.info(request, _("This file was taken before; nothing is filed twice."))
    return redirect("documents:stack", stack_id=stack_id)


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def stack(request, stack_id):
    found = _stack(stack_id)
    may_file = request.actor.can(Permission.DOCUMENTS_READ)
    table = ui.Table(
        caption=_("Letters in the order of the stack"),
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Pages"), ui.Kind.NUMBER),
                 ui.Column(_("First page"), ui.Kind.NUMBER), ui.Column(_("To look at")),
                 ui.Column(_("Pages of poor quality")), ui.Column(_("File")),
                 ui.Column(_("Case"))),
        rows=[ui.Row((
            x.case_sign or _("none"), x.pages, x.first_page,
            "; ".join(documents.letter_problem_label(p) for p in x.problems),
            ", ".join(f"{n}: {documents.quality_label(q)}" for n, q in x.poor),
            ui.Link(reverse("documents:letter", args=[stack_id, x.id]), _("Show"))
            if x.sha256 else None,
            ui.Link(reverse("documents:file_letter", args=[stack_id, x.id]),
                    _("Change") if x.case_id else _("File with a case"), x.case_sign)
            if may_file else x.filed_by),
            tone="attention" if x.problems else "") for x in found.letters],
        empty=ui.EmptyState(_("Not sorted yet"), _("A job sorts it; look again in a moment.")))
    return render(request, "documents/stack.html", {
        "found": found, "table": table,
        "state": ui.Tag(documents.stack_state_label(found.state), TONES[found.state])})


def _stack(stack_id):
    try:
        return documents.get_stack(stack_id=stack_id)
    except documents.StackNotFound as missing:
        raise Http404 from missing


@requires(Permission.DOCUMENTS_READ)
@require_GET
def letter(request, stack_id, letter_id):
    found = next((x for x in _stack(stack_id).letters if x.id == letter_id and x.sha256), None)
    if found is None:
        raise Http404
    audit.record_read(actor=request.actor, at=clock.now(), action="documents.open_letter",
                      subject=f"documents.letter:{letter_id}")
    answer = HttpResponse(
        files.read_file(sha256=found.sha256).content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="letter-{letter_id}.pdf"'
    return answer


@requires(Permission.DOCUMENTS_READ)
@require_http_methods(["GET", "POST"])
def file_letter(request, stack_id, letter_id):
    """File a letter with a case by hand."""
    stack = _stack(stack_id)
    found = next((x for x in stack.letters if x.id == letter_id), None)
    if found is None:
        raise Http404
    form = FileLetterForm(request.POST or None, initial={"case_sign": found.case_sign})
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["case_sign"]
        documents.file_letter(
            letter_id=letter_id, case_id=case.id, actor=request.actor, at=clock.now())
        messages.success(request, _("The letter is filed with %(sign)s.") % {"sign": case.sign})
        return redirect("documents:stack", stack_id=stack_id)
    return render(request, "documents/file_letter.html", {
        "form": form, "found": found, "stack": stack})

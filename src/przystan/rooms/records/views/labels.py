"""Screens of labels: what waits to be read back, the sheet, and reading a label."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import AskLabelForm, ReadBackForm, ReasonForm


@requires(Permission.RECORDS_EDIT)
@require_GET
def label_list(request):
    return _page(request, None)


def _page(request, form):
    waiting = records.list_labels(is_waiting=True)
    return render(request, "records/labels.html", {
        "table": _table(waiting), "form": form or ReadBackForm(),
        "has_sheet": any(x.way is records.LabelWay.SHEET for x in waiting),
    })


def _table(labels):
    words = {records.LabelWay.PRINTER: _("printer"), records.LabelWay.SHEET: _("sheet")}
    return ui.Table(
        caption=_("Labels that wait to be read back"),
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Label"), ui.Kind.CODE),
                 ui.Column(_("Made by")), ui.Column(_("Asked"), ui.Kind.NOWRAP),
                 ui.Column(_("By")), ui.Column(_("Give up"))),
        rows=[(ui.Link(reverse("records:folder", args=[x.folder_id]), x.case_sign), x.number,
               words[x.way], x.asked_at, x.asked_by,
               ui.Link(reverse("records:label-give-up", args=[x.id]), _("Give up"), x.number))
              for x in labels],
        empty=ui.EmptyState(_("No label waits"), _("Ask for a label on a folder's page.")),
    )


@requires(Permission.RECORDS_EDIT)
@require_POST
def ask(request, folder_id):
    form = AskLabelForm(request.POST)
    if not form.is_valid():
        return redirect("records:folder", folder_id=folder_id)
    try:
        records.ask_label(
            folder_id=folder_id, way=records.LabelWay(form.cleaned_data["way"]),
            reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
    except records.FolderNotFound as missing:
        raise Http404 from missing
    except (records.LabelAsked, records.ReasonNeeded) as refused:
        messages.error(request, refused.message)
        return redirect("records:folder", folder_id=folder_id)
    messages.success(
        request, _("The label was asked for. The folder is labelled once it was read back."))
    return redirect("records:folder", folder_id=folder_id)


@requires(Permission.RECORDS_EDIT)
@require_POST
def read(request):
    """A scan of the desk reader: the label with this number, wherever it waits."""
    form = ReadBackForm(request.POST)
    if form.is_valid():
        epc = form.cleaned_data["tag"].strip().upper()
        found = next((x for x in records.list_labels(is_waiting=True) if x.epc == epc), None)
        if found is None:
            form.add_error("tag", _("No label with this number waits."))
        else:
            try:
                records.confirm_label(
                    label_id=found.id, actor=request.actor, at=clock.now(),
                    read=records.ReadBack(epc, form.cleaned_data["chip"]))
            except (records.ChipKnown, records.LabelEnded) as refused:
                form.add_error("chip", refused.message)
            else:
                messages.success(request, _("Folder %(sign)s is labelled.") % {
                    "sign": found.case_sign})
                return redirect("records:labels")
    return _page(request, form)


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def give_up(request, label_id):
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Give this label up?"),
            "consequences": [_("Its number is spent. Destroy the label, so that nobody uses it.")],
            "form": ReasonForm(), "dangerous": True, "yes": _("Give up"),
            "back": reverse("records:labels"),
        })
    try:
        records.give_up_label(label_id=label_id, note=request.POST.get("reason", ""),
                              actor=request.actor, at=clock.now())
    except records.LabelNotFound as missing:
        raise Http404 from missing
    except records.LabelEnded as refused:
        messages.error(request, refused.message)
    return redirect("records:labels")


@requires(Permission.RECORDS_EDIT)
@require_GET
def sheet(request):
    """The labels that wait for a sheet, 21 a page, as PDF."""
    waiting = [x for x in records.list_labels(is_waiting=True, limit=210)
               if x.way is records.LabelWay.SHEET]
    answer = HttpResponse(records.label_sheet(labels=waiting), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return answer

"""Screens of consignments: pack, send with the dispatch list, receive with the receipt."""

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
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import ConsignmentForm, ReceiveForm, TextsForm

LIST = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
S = records.ConsignmentState


def _state_tag(state):
    words = {S.PACKING: (_("being packed"), ui.Tone.AMBER), S.SENT: (_("sent"), ui.Tone.VIOLET),
             S.RECEIVED: (_("received"), ui.Tone.GREEN)}
    return ui.Tag(*words[state])


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def consignment_list(request):
    form = ConsignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = records.open_consignment(
                actor=request.actor, at=clock.now(), **form.cleaned_data)
        except records.SameBranch as refused:
            form.add_error("to_branch", refused.message)
        else:
            return redirect("records:consignment", consignment_id=made)
    state = ui.read_list(request, LIST)
    page = ui.cut_page(
        records.list_consignments(offset=state.offset, limit=state.limit), state)
    table = ui.Table(
        caption=_("Consignments"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("From building")),
                 ui.Column(_("To building")),
                 ui.Column(_("State")), ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Received"), ui.Kind.NUMBER), ui.Column(_("Sent"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("records:consignment", args=[c.id]), str(c.id)), c.from_branch,
               c.to_branch, _state_tag(c.state), c.folders, c.received, c.sent_at)
              for c in page.rows],
        empty=ui.EmptyState(_("No consignment yet"), _("Begin one to send folders to a branch.")),
    )
    return render(request, "records/consignments.html", {"table": table, "form": form})


@requires(Permission.RECORDS_EDIT)
@require_GET
def consignment(request, consignment_id):
    return _page(request, _get(consignment_id), None)


def _get(consignment_id):
    try:
        return records.get_consignment(consignment_id=consignment_id)
    except records.ConsignmentNotFound as missing:
        raise Http404 from missing


def _page(request, found, form):
    lines = records.list_consignment_lines(consignment_id=found.id)
    form = form or {S.PACKING: TextsForm, S.SENT: ReceiveForm}.get(found.state, lambda: None)()
    return render(request, "records/consignment.html", {
        "found": found, "state": _state_tag(found.state), "form": form,
        "is_packing": found.state is S.PACKING, "is_sent": found.state is S.SENT,
        "facts": ui.KeyFacts((
            ui.Fact(_("From building"), found.from_branch),
            ui.Fact(_("To building"), found.to_branch),
            ui.Fact(_("Begun"), found.opened_at), ui.Fact(_("By"), found.opened_by),
            *((ui.Fact(_("Sent"), found.sent_at),) if found.sent_at else ()),
            *((ui.Fact(_("Received"), found.received_at),) if found.received_at else ()),
            ui.Fact(_("Folders"), found.folders), ui.Fact(_("Received"), found.received),
        )),
        "table": ui.Table(
            caption=_("Dispatch list"),
            columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Tag"), ui.Kind.CODE),
                     ui.Column(_("Received"), ui.Kind.NOWRAP)),
            rows=[(ui.Link(reverse("records:folder", args=[x.folder_id]), x.case_sign),
                   x.epc or None, x.received_at) for x in lines],
            empty=ui.EmptyState(_("No folder in it yet"), _("Scan the folders that go.")),
        ),
    })


@requires(Permission.RECORDS_EDIT)
@require_POST
def act(request, consignment_id):
    """Pack, send, receive or close, by the button that was pressed."""
    found = _get(consignment_id)
    acts = {"pack": _pack, "send": _send, "receive": _receive, "close": _close}
    try:
        answer = acts.get(request.POST.get("act", ""), _pack)(request, found)
    except (records.ConsignmentSent, records.ConsignmentEmpty,
            records.CustodyNotAllowed) as refused:
        messages.error(request, refused.message)
        answer = None
    return answer or redirect("records:consignment", consignment_id=consignment_id)


def _pack(request, found):
    form = TextsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    _say_unknown(request, records.pack_folders(
        consignment_id=found.id, texts=form.cleaned_data["tags"].split(), actor=request.actor,
        at=clock.now()))
    return None


def _send(request, found):
    sent = records.send_consignment(
        consignment_id=found.id, actor=request.actor, at=clock.now())
    messages.success(request, _("Sent: %(count)s. Print the dispatch list.") % {"count": sent})


def _receive(request, found):
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        place = records.place_id_of(code=form.cleaned_data["place"])
    except records.PlaceNotFound as refused:
        form.add_error("place", refused.message)
        return _page(request, found, form)
    _say_unknown(request, records.receive_folders(
        consignment_id=found.id, texts=form.cleaned_data["tags"].split(), place_id=place,
        actor=request.actor, at=clock.now()))
    return None


def _close(request, found):
    missing = records.close_consignment(
        consignment_id=found.id, actor=request.actor, at=clock.now())
    if missing:
        messages.error(request, _("Closed. Did not arrive: %(count)s.") % {"count": missing})
    else:
        messages.success(request, _("Closed. Everything arrived."))


def _say_unknown(request, texts):
    if texts:
        messages.error(request, _("Not in this consignment, or no folder: %(texts)s") % {
            "texts": ", ".join(texts[:20])})

"""Screens of counts: open one, see it live, its differences, the second person's confirmation."""

from __future__ import annotations

import csv

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
from przystan.rooms.records.forms import (
    CUSTODY_LABELS,
    FINDING_LABELS,
    ConfirmForm,
    InventoryForm,
    ReadsForm,
    ReasonForm,
)

LIST = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
FINDINGS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="id", filters=("kind",))
STATE_TONES = {
    records.InventoryState.OPEN: ui.Tone.AMBER, records.InventoryState.CLOSED: ui.Tone.VIOLET,
    records.InventoryState.CONFIRMED: ui.Tone.GREEN,
    records.InventoryState.ABANDONED: ui.Tone.GREY,
}
TONES = {
    records.FindingKind.MISSING: ui.Tone.RED, records.FindingKind.MISFILED: ui.Tone.AMBER,
    records.FindingKind.LENT_BUT_PRESENT: ui.Tone.AMBER,
    records.FindingKind.FOUND: ui.Tone.GREEN,
}


def _state_tag(state):
    words = {
        records.InventoryState.OPEN: _("being read"),
        records.InventoryState.CLOSED: _("to be confirmed"),
        records.InventoryState.CONFIRMED: _("confirmed"),
        records.InventoryState.ABANDONED: _("given up"),
    }
    return ui.Tag(words[state], STATE_TONES[state])


@requires(Permission.RECORDS_VIEW)
@require_GET
def inventory_list(request):
    state = ui.read_list(request, LIST)
    page = ui.cut_page(
        records.list_inventories(offset=state.offset, limit=state.limit), state, total=None)
    table = ui.Table(
        caption=_("Inventories"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Place"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("State")), ui.Column(_("Opened"), ui.Kind.NOWRAP),
                 ui.Column(_("By")), ui.Column(_("Expected"), ui.Kind.NUMBER),
                 ui.Column(_("Differences"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("records:inventory", args=[i.id]), i.scope), i.scope_name,
               _state_tag(i.state), i.opened_at, i.opened_by, i.expected, i.differences)
              for i in page.rows],
        empty=ui.EmptyState(
            _("Nothing was counted yet"),
            _("Open a count of a shelf, a rack, a room or a whole building.")),
    )
    return render(request, "records/inventories.html", {
        "table": table, "may_edit": request.actor.can(Permission.RECORDS_EDIT)})


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def open_inventory(request):
    form = InventoryForm(request.POST or None, initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        try:
            found = records.open_inventory(
                place=form.cleaned_data["place"], actor=request.actor, at=clock.now())
        except (records.PlaceNotFound, records.InventoryOverlaps) as refused:
            form.add_error("place", refused.message)
        else:
            return redirect("records:inventory", inventory_id=found)
    return render(request, "records/inventory_open.html", {"form": form})


def _get(inventory_id):
    try:
        return records.get_inventory(inventory_id=inventory_id)
    except records.InventoryNotFound as missing:
        raise Http404 from missing


@requires(Permission.RECORDS_VIEW)
@require_GET
def inventory(request, inventory_id):
    return _page(request, _get(inventory_id), None)


def _page(request, found, reads):
    may_edit = request.actor.can(Permission.RECORDS_EDIT, branch=found.branch)
    is_open = found.state is records.InventoryState.OPEN
    is_closed = found.state is records.InventoryState.CLOSED
    is_second = found.closed_by_id != request.actor.user_id
    return render(request, "records/inventory.html", {
        "found": found, "state": _state_tag(found.state), "is_open": is_open,
        "numbers": _numbers(found), "progress": _progress(found),
        "facts": _facts(found), "topic": records.INVENTORY_TOPIC,
        "reads": (reads or ReadsForm()) if is_open and may_edit else None,
        "table": None if is_open else _findings(request, found),
        "may_close": is_open and may_edit, "may_abandon": (is_open or is_closed) and may_edit,
        "confirm": ConfirmForm() if is_closed and may_edit and is_second else None,
        "waits": is_closed and not is_second,
    })


def _numbers(found):
    if found.state is records.InventoryState.OPEN:
        return ui.BigNumbers((
            ui.BigNumber(_("expected"), found.expected),
            ui.BigNumber(_("tags seen"), found.seen),
        ))
    here = reverse("records:inventory", args=[found.id])
    return ui.BigNumbers(tuple(
        ui.BigNumber(str(FINDING_LABELS[kind]), count, f"{here}?kind={kind.value}")
        for kind, count in found.findings
    ))


def _progress(found):
    return ui.Progress(_("Places read"), found.scanned_places, found.places)


def _facts(found):
    return ui.KeyFacts((
        ui.Fact(_("Opened"), found.opened_at), ui.Fact(_("By"), found.opened_by),
        *((ui.Fact(_("Closed"), found.closed_at), ui.Fact(_("Closed by"), found.closed_by))
          if found.closed_at else ()),
        *((ui.Fact(_("Confirmed"), found.confirmed_at),
           ui.Fact(_("Confirmed by"), found.confirmed_by)) if found.confirmed_at else ()),
        ui.Fact(_("Expected"), found.expected), ui.Fact(_("Tags seen"), found.seen),
    ))


def _findings(request, found):
    state = ui.read_list(request, FINDINGS)
    wanted = state.value("kind")
    kind = records.FindingKind(wanted) if wanted in set(records.FindingKind) else None
    rows = records.list_findings(
        inventory_id=found.id, kind=kind, offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state, total=None)
    return ui.Table(
        caption=str(FINDING_LABELS[kind]) if kind else _("Differences"), state=state,
        has_next=page.has_next,
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Finding")),
                 ui.Column(_("Belongs to"), ui.Kind.CODE), ui.Column(_("Seen at"), ui.Kind.CODE),
                 ui.Column(_("Custody")), ui.Column(_("Tag"), ui.Kind.CODE)),
        rows=[_finding_cells(f) for f in page.rows],
        empty=ui.EmptyState(_("No difference"), _("Everything that was read is in its place.")),
    )


def _finding_cells(f):
    sign = (ui.Link(reverse("records:folder", args=[f.folder_id]), f.case_sign)
            if f.folder_id else _("no folder"))
    return (sign, ui.Tag(FINDING_LABELS[f.kind], TONES.get(f.kind, ui.Tone.GREY)),
            f.expected_place or None, f.found_place or None,
            CUSTODY_LABELS[f.custody] if f.custody else None, f.epc or None)


@requires(Permission.RECORDS_VIEW)
@require_GET
def progress(request, inventory_id):
    """The part of the page that changes while readers run."""
    found = _get(inventory_id)
    return render(request, "records/_progress.html", {
        "numbers": _numbers(found), "progress": _progress(found)})


@requires(Permission.RECORDS_EDIT)
@require_POST
def take_reads(request, inventory_id):
    found = _get(inventory_id)
    form = ReadsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        count = records.observe_texts(
            inventory_id=inventory_id, texts=form.cleaned_data["tags"].split(),
            place=form.cleaned_data["place"], actor=request.actor, at=clock.now())
    except (records.PlaceNotFound, records.PlaceOutsideScope) as refused:
        form.add_error("place", refused.message)
    except records.NotATag as refused:
        form.add_error("tags", _("%(text)s is no tag number and no case sign.") % {
            "text": refused.value})
    except records.InventoryNotOpen as refused:
        form.add_error(None, refused.message)
    else:
        messages.success(request, _("Taken: %(count)s.") % {"count": count})
        return redirect("records:inventory", inventory_id=inventory_id)
    return _page(request, found, form)


@requires(Permission.RECORDS_EDIT)
@require_POST
def close(request, inventory_id):
    try:
        records.close_inventory(inventory_id=inventory_id, actor=request.actor, at=clock.now())
    except records.InventoryNotFound as missing:
        raise Http404 from missing
    except records.InventoryNotOpen as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The count is closed. A second person confirms it."))
    return redirect("records:inventory", inventory_id=inventory_id)


@requires(Permission.RECORDS_EDIT)
@require_POST
def confirm(request, inventory_id):
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        steps = records.confirm_inventory(
            inventory_id=inventory_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
    except records.InventoryNotFound as missing:
        raise Http404 from missing
    except (records.InventoryNotClosed, records.SecondPersonNeeded) as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request, _("Confirmed. Custody steps recorded: %(count)s.") % {"count": steps})
    return redirect("records:inventory", inventory_id=inventory_id)


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def abandon(request, inventory_id):
    found = _get(inventory_id)
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Give up the count of %(place)s?") % {"place": found.scope},
            "consequences": [_("What was read stays on record, but nothing follows from it.")],
            "form": ReasonForm(), "dangerous": True, "yes": _("Give up"),
            "back": reverse("records:inventory", args=[inventory_id]),
        })
    try:
        records.abandon_inventory(
            inventory_id=inventory_id, note=request.POST.get("reason", ""), actor=request.actor,
            at=clock.now())
    except records.InventoryNotOpen as refused:
        messages.error(request, refused.message)
    return redirect("records:inventory", inventory_id=inventory_id)


@requires(Permission.RECORDS_VIEW)
@require_GET
def differences(request, inventory_id):
    """The difference report as CSV: what an office keeps with the protocol."""
    found = _get(inventory_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="inventory-{found.id}.csv"'
    writer = csv.writer(response)
    writer.writerow(["finding", "case_sign", "tag", "belongs_to", "seen_at", "custody"])
    for f in records.list_findings(inventory_id=inventory_id, limit=None):
        writer.writerow([f.kind.value, f.case_sign, f.epc, f.expected_place, f.found_place,
                         f.custody.value if f.custody else ""])
    return response

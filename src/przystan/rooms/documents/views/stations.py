"""Screens of workstations: devices with their tests, and the project's assets."""

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
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.forms.stations import (
    AssetActForm,
    AssetForm,
    DeviceEntryForm,
    DeviceStateForm,
    ScanForm,
)

D = documents.DeviceState
TONES = {D.WORKS: ui.Tone.GREEN, D.FAULTY: ui.Tone.RED, D.IN_REPAIR: ui.Tone.AMBER,
         D.WITHDRAWN: ui.Tone.GREY}


def _branches():
    return [(b.code, b.name) for b in sites.list_branches()]


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def stations(request):
    return _stations_page(request, DeviceEntryForm(branches=_branches()))


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def add_device(request):
    form = DeviceEntryForm(request.POST, branches=_branches())
    if form.is_valid():
        data = form.cleaned_data
        try:
            documents.add_device(actor=request.actor, at=clock.now(), device=documents.NewDevice(
                data["branch"], data["counter"], documents.DeviceKind(data["kind"]),
                data["model"], data["serial"], data["asset_number"], data["address"]))
        except documents.DeviceKnown:
            form.add_error("serial", _("A device with this serial number is in the register"))
        else:
            messages.success(request, _("The device was added."))
            return redirect("documents:stations")
    return _stations_page(request, form)


def _stations_page(request, form):
    rows = documents.list_devices()
    table = ui.Table(
        caption=_("Devices by counter"),
        columns=(ui.Column(_("Device"), ui.Kind.HEAD), ui.Column(_("Counter")),
                 ui.Column(_("Model")), ui.Column(_("Asset number"), ui.Kind.CODE),
                 ui.Column(_("State")), ui.Column(_("Note")), ui.Column(_("Last test")),
                 ui.Column(_("Tested"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("documents:device", args=[d.id]),
                       documents.device_kind_label(d.kind).capitalize()),
               f"{d.branch} {d.counter}", d.model, d.asset_number,
               ui.Tag(documents.device_state_label(d.state), TONES[d.state]), d.state_note,
               _test(d), d.tested_at) for d in rows],
        empty=ui.EmptyState(_("No device"), _("Add what stands at the counters.")))
    return render(request, "documents/stations.html", {
        "table": table, "form": form,
        "may_manage": request.actor.can(Permission.DOCUMENTS_MANAGE)})


def _test(device):
    if device.test_passed is None:
        return None
    return ui.Tag(_("passed"), ui.Tone.GREEN) if device.test_passed else ui.Tag(
        _("failed"), ui.Tone.RED)


def _device(device_id):
    found = next((d for d in documents.list_devices() if d.id == device_id), None)
    if found is None:
        raise Http404
    return found


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def device(request, device_id):
    return _device_page(request, _device(device_id))


def _device_page(request, found, *, state_form=None, scan_form=None, code=""):
    facts = ui.KeyFacts((
        ui.Fact(_("Counter"), f"{found.branch} {found.counter}"),
        ui.Fact(_("Model"), found.model), ui.Fact(_("Serial number"), found.serial),
        ui.Fact(_("Asset number"), found.asset_number),
        ui.Fact(_("State"), ui.Tag(
            documents.device_state_label(found.state), TONES[found.state])),
        ui.Fact(_("Last test"), _test(found)), ui.Fact(_("Tested"), found.tested_at)))
    expected = code or f"SCAN-{found.id:05}"
    return render(request, "documents/device.html", {
        "found": found, "kind": documents.device_kind_label(found.kind).capitalize(),
        "facts": facts, "is_printer": found.kind is documents.DeviceKind.BARCODE_PRINTER,
        "code": expected, "picture": documents.code_picture(expected), "printed": code,
        "state_form": state_form or DeviceStateForm(
            initial={"state": found.state.value}, auto_id="state_%s"),
        "scan_form": scan_form or ScanForm(initial={"expected": expected}, auto_id="scan_%s"),
        "may_read": request.actor.can(Permission.DOCUMENTS_READ, branch=found.branch)})


@requires(Permission.DOCUMENTS_READ)
@require_POST
def set_state(request, device_id):
    form = DeviceStateForm(request.POST, auto_id="state_%s")
    found = _device(device_id)
    if not form.is_valid():
        return _device_page(request, found, state_form=form)
    documents.set_device_state(
        actor=request.actor, at=clock.now(), device_id=device_id,
        state=documents.DeviceState(form.cleaned_data["state"]), note=form.cleaned_data["note"])
    return redirect("documents:device", device_id=device_id)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def test_print(request, device_id):
    found = _device(device_id)
    code = documents.print_test(actor=request.actor, at=clock.now(), device_id=device_id)
    messages.info(request, _("The test label was sent. Scan the code that comes out."))
    return _device_page(request, found, code=code)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def test_scan(request, device_id):
    form = ScanForm(request.POST, auto_id="scan_%s")
    found = _device(device_id)
    if not form.is_valid():
        return _device_page(request, found, scan_form=form)
    passed = documents.record_scan(
        actor=request.actor, at=clock.now(), device_id=device_id, **form.cleaned_data)
    if passed:
        messages.success(request, _("The code was read as it stands. The test has passed."))
    else:
        messages.error(request, _("Another code was read. The test has failed."))
    return redirect("documents:device", device_id=device_id)


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def assets(request):
    return _assets_page(request, AssetForm())


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def add_asset(request):
    form = AssetForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            documents.add_assets(actor=request.actor, at=clock.now(), assets=[
                documents.NewAsset(
                    data["number"], data["name"], documents.AssetKind(data["kind"]),
                    data["project_code"], data["bought_on"], str(data["price"]),
                    data["quantity"], data["place"])])
        except documents.AssetRefused as refused:
            form.add_error("number", documents.asset_problem_text(refused.problem))
        else:
            messages.success(request, _("The asset was added."))
            return redirect("documents:assets")
    return _assets_page(request, form)


def _assets_page(request, form):
    table = ui.Table(
        caption=_("Equipment and consumables"),
        columns=(ui.Column(_("Asset number"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("Kind")), ui.Column(_("Project"), ui.Kind.CODE),
                 ui.Column(_("Bought"), ui.Kind.NOWRAP), ui.Column(_("Price"), ui.Kind.NUMBER),
                 ui.Column(_("Left"), ui.Kind.NUMBER), ui.Column(_("Place")),
                 ui.Column(_("Keep until"), ui.Kind.NOWRAP), ui.Column(_("Rule"))),
        rows=[(ui.Link(reverse("documents:asset", args=[a.id]), a.number), a.name,
               documents.asset_kind_label(a.kind), a.project_code, a.bought_on, a.price,
               a.quantity, _("withdrawn") if a.is_withdrawn else a.place, a.keep_until,
               a.rule or "–")
              for a in documents.list_assets()],
        empty=ui.EmptyState(_("No asset"), _("Add what was bought for the project.")))
    rules = ui.Table(
        caption=_("How long assets are kept"),
        columns=(ui.Column(_("Fund"), ui.Kind.HEAD), ui.Column(_("Years"), ui.Kind.NUMBER),
                 ui.Column(_("Bought from"), ui.Kind.NOWRAP), ui.Column(_("Source"))),
        rows=[(r.fund, r.years, r.valid_from, r.source if r.is_confirmed else _(
            "%(source)s (not confirmed)") % {"source": r.source})
            for r in documents.list_durability()],
        empty=ui.EmptyState(_("No rule"), _("Then nothing is held back from being withdrawn.")))
    return render(request, "documents/assets.html", {
        "table": table, "rules": rules, "form": form,
        "may_manage": request.actor.can(Permission.DOCUMENTS_MANAGE)})


def _asset(asset_id):
    found = next((a for a in documents.list_assets() if a.id == asset_id), None)
    if found is None:
        raise Http404
    return found


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def asset(request, asset_id):
    return _asset_page(request, _asset(asset_id), AssetActForm())


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def act_on_asset(request, asset_id):
    found, form = _asset(asset_id), AssetActForm(request.POST)
    if form.is_valid():
        try:
            _act(request, asset_id, form.cleaned_data)
        except documents.AssetRefused as refused:
            form.add_error("act", documents.asset_problem_text(refused.problem))
        else:
            return redirect("documents:asset", asset_id=asset_id)
    return _asset_page(request, found, form)


def _act(request, asset_id, data):
    about = {"actor": request.actor, "at": clock.now(), "asset_id": asset_id}
    if data["act"] == "issued":
        documents.issue_asset(**about, quantity=data["quantity"] or 0, place=data["place"])
    elif data["act"] == "moved":
        documents.move_asset(**about, place=data["place"])
    else:
        documents.withdraw_asset(**about, reason=data["reason"])


def _asset_page(request, found, form):
    facts = ui.KeyFacts((
        ui.Fact(_("Name"), found.name), ui.Fact(_("Kind"), documents.asset_kind_label(found.kind)),
        ui.Fact(_("Project"), found.project_code), ui.Fact(_("Bought"), found.bought_on),
        ui.Fact(_("Price"), found.price), ui.Fact(_("Left"), found.quantity),
        ui.Fact(_("Place"), found.place), ui.Fact(_("Keep until"), found.keep_until),
        ui.Fact(_("Rule"), found.rule)))
    return render(request, "documents/asset.html", {
        "found": found, "facts": facts, "form": form,
        "may_manage": request.actor.can(Permission.DOCUMENTS_MANAGE) and not found.is_withdrawn})

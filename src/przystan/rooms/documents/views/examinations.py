"""Screens of examinations: the list, one examination, and what is added to it."""

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
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.forms.examinations import (
    ChipForm,
    DeviceForm,
    OpenForm,
    StepForm,
    VerdictForm,
)
from przystan.rooms.documents.views.protocol import protocol_pdf
from przystan.rooms.documents.views.shown import (
    chip_table,
    outcome_tag,
    problem_row,
    recorded_steps,
    state_name,
)

S = documents.ExaminationState
STATE_TONES = {S.GENUINE: ui.Tone.GREEN, S.FORGED: ui.Tone.RED, S.DOUBTFUL: ui.Tone.AMBER,
               S.UNSETTLED: ui.Tone.AMBER}


def state_tag(state):
    return ui.Tag(documents.examination_state_label(state), STATE_TONES.get(state, ui.Tone.GREY))


@requires(Permission.DOCUMENTS_VIEW)
@require_http_methods(["GET", "POST"])
def examination_list(request):
    if led := ui.keep_words(request):
        return led
    text = ui.word(request).upper()[:24]
    rows = documents.list_examinations(number=text)
    table = ui.Table(
        caption=_("Examinations"),
        columns=(ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Issued by")),
                 ui.Column(_("Opened"), ui.Kind.NOWRAP), ui.Column(_("By")),
                 ui.Column(_("Worst of the evidence")), ui.Column(_("Verdict"))),
        rows=[(ui.Link(reverse("documents:examination", args=[e.id]),
                       f"{e.document_code} {e.number or _('erased')}"),
               state_name(e.issuing_state), e.opened_at, e.opened_by, outcome_tag(e.worst),
               state_tag(e.state)) for e in rows],
        empty=ui.EmptyState(_("No examination"), _(
            "Read a document and choose to examine it, or open one by its number.")))
    return render(request, "documents/examinations.html", {
        "table": table, "may_read": request.actor.can(Permission.DOCUMENTS_READ), "text": text})


@requires(Permission.DOCUMENTS_READ)
@require_http_methods(["GET", "POST"])
def open_examination(request):
    form = OpenForm(request.POST) if request.method == "POST" else OpenForm()
    if request.method == "POST" and form.is_valid():
        return redirect("documents:examination", examination_id=_open(request, form.cleaned_data))
    return render(request, "documents/open.html", {"form": form})


def _open(request, data):
    at, about = clock.now(), {}
    if data["zone"]:
        reading = documents.read_mrz(text=data["zone"], today=clock.local_date(at))
        about = {"document_code": reading.document_code, "issuing_state": reading.issuing_state,
                 "number": reading.number, "expiry_date": reading.expiry_date,
                 "kind": reading.format.value, "reading": reading}
    else:
        about = {"document_code": data["document_code"], "number": data["number"].upper(),
                 "issuing_state": data["issuing_state"].upper(),
                 "expiry_date": data["expiry_date"]}
    return documents.open_examination(actor=request.actor, at=at, **about)


def _found(examination_id):
    try:
        return documents.get_examination(examination_id=examination_id)
    except documents.ExaminationNotFound as missing:
        raise Http404 from missing


@requires(Permission.DOCUMENTS_VIEW)
@require_GET
def examination(request, examination_id):
    return _page(request, _found(examination_id))


def _page(request, found, **bound):
    device = documents.examining_device()
    today = clock.local_date(clock.now())
    features = documents.list_features(
        issuing_state=found.issuing_state, document_code=found.document_code, on=today)
    chips = [chip_table(recorded_steps(e.details["steps"])) for e in found.evidence
             if e.kind is documents.EvidenceKind.CHIP]
    forms = {"chip_form": ChipForm(auto_id="chip_%s"), "step_form": StepForm(auto_id="step_%s"),
             "device_form": DeviceForm(auto_id="device_%s"),
             "verdict_form": VerdictForm(auto_id="verdict_%s")} | bound
    return render(request, "documents/examination.html", {
        "found": found, "facts": _facts(found), "evidence": _evidence(found), "chips": chips[-1:],
        "devices": [_device_table(e) for e in found.evidence
                    if e.kind is documents.EvidenceKind.DEVICE][-1:],
        "verdicts": _verdicts(found), "state": state_tag(found.state),
        "is_settled": documents.is_settled(found.state), "features": [
            (f, documents.light_label(f.light)) for f in features],
        "device_name": device.name if device else "", "is_simulated": bool(
            device and device.is_simulator),
        "limits": documents.limits(), "may_link": request.actor.can(Permission.PEOPLE_VIEW),
        "may_read": request.actor.can(Permission.DOCUMENTS_READ), **forms})


def _facts(found):
    return ui.KeyFacts((
        ui.Fact(_("Document"), f"{found.document_code} {found.number or _('erased')}"),
        ui.Fact(_("Issued by"), state_name(found.issuing_state)),
        ui.Fact(_("Valid until"), found.expiry_date),
        ui.Fact(_("Opened"), found.opened_at), ui.Fact(_("By"), found.opened_by),
        ui.Fact(_("Worst of the evidence"), outcome_tag(found.worst))))


def _evidence(found):
    return ui.Table(
        caption=_("Evidence"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Outcome")),
                 ui.Column(_("About")), ui.Column(_("Source")),
                 ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("By"))),
        rows=[problem_row(
            (documents.evidence_kind_label(e.kind), outcome_tag(e.outcome),
             documents.evidence_text(e), documents.source_text(e), e.recorded_at,
             e.recorded_by), e.outcome) for e in found.evidence])


def _device_table(evidence):
    return ui.Table(
        caption=documents.source_text(evidence),
        columns=(ui.Column(_("Check"), ui.Kind.HEAD), ui.Column(_("Light")),
                 ui.Column(_("Outcome"))),
        rows=[problem_row((name, group, outcome_tag(documents.Outcome(outcome))),
                          documents.Outcome(outcome))
              for group, name, outcome in evidence.details["checks"]])


def _verdicts(found):
    return ui.Table(
        caption=_("Verdicts"),
        columns=(ui.Column(_("Verdict"), ui.Kind.HEAD), ui.Column(_("Why")),
                 ui.Column(_("By")), ui.Column(_("When"), ui.Kind.NOWRAP)),
        rows=[(documents.judgement_label(v.judgement), v.reason, v.given_by, v.given_at)
              for v in found.verdicts],
        empty=ui.EmptyState(_("No verdict yet"), _("Two persons give one each.")))


@requires(Permission.DOCUMENTS_READ)
@require_POST
def add_chip(request, examination_id):
    found = _found(examination_id)
    form = ChipForm(request.POST, request.FILES, auto_id="chip_%s")
    if not form.is_valid():
        return _page(request, found, chip_form=form)
    groups = {number: form.cleaned_data[f"dg{number}"].read() for number in (1, 2)
              if form.cleaned_data[f"dg{number}"]}
    verified = documents.add_chip(
        actor=request.actor, at=clock.now(), examination_id=examination_id,
        sod=form.cleaned_data["sod"].read(), groups=groups)
    messages.info(request, _("The chip was verified: %(outcome)s.") % {
        "outcome": documents.outcome_label(verified.verdict)})
    return redirect("documents:examination", examination_id=examination_id)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def add_device(request, examination_id):
    found = _found(examination_id)
    form = DeviceForm(request.POST, request.FILES, auto_id="device_%s")
    device = documents.examining_device()
    if not form.is_valid():
        return _page(request, found, device_form=form)
    if device is None:
        form.add_error(None, _("No device is connected"))
        return _page(request, found, device_form=form)
    try:
        report = (device.read_report(content=form.cleaned_data["report"].read())
                  if form.cleaned_data["report"]
                  else device.examine(pictures=[form.cleaned_data["picture"].read()]))
    except documents.DeviceFailed as failed:
        form.add_error(None, _("The file is no report of the device") if failed.permanent
                       else _("The device does not answer; try again"))
        return _page(request, found, device_form=form)
    documents.add_device_report(
        actor=request.actor, at=clock.now(), examination_id=examination_id, report=report)
    return redirect("documents:examination", examination_id=examination_id)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def add_features(request, examination_id):
    _found(examination_id)
    answers = [(int(name.removeprefix("feature_")), value) for name, value in request.POST.items()
               if name.startswith("feature_") and name.removeprefix("feature_").isdigit()]
    known = {f.id: f for f in documents.list_features()}
    for feature_id, value in answers:
        if value in set(documents.Outcome) and feature_id in known:
            feature = known[feature_id]
            documents.add_evidence(
                actor=request.actor, at=clock.now(), examination_id=examination_id,
                evidence=documents.NewEvidence(
                    documents.EvidenceKind.FEATURE, documents.Outcome(value),
                    code=feature.light.value, note=feature.text, source=feature.source))
    return redirect("documents:examination", examination_id=examination_id)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def add_step(request, examination_id):
    found = _found(examination_id)
    form = StepForm(request.POST, auto_id="step_%s")
    if not form.is_valid():
        return _page(request, found, step_form=form)
    not_done = form.cleaned_data["not_done"]
    documents.record_step(
        actor=request.actor, at=clock.now(), examination_id=examination_id,
        kind=documents.EvidenceKind(form.cleaned_data["kind"]),
        not_done=documents.NotDoneReason(not_done) if not_done else None)
    return redirect("documents:examination", examination_id=examination_id)


@requires(Permission.DOCUMENTS_READ)
@require_POST
def give_verdict(request, examination_id):
    found = _found(examination_id)
    form = VerdictForm(request.POST, auto_id="verdict_%s")
    if not form.is_valid():
        return _page(request, found, verdict_form=form)
    try:
        documents.give_verdict(
            actor=request.actor, at=clock.now(), examination_id=examination_id,
            judgement=documents.Judgement(form.cleaned_data["judgement"]),
            reason=form.cleaned_data["reason"])
    except documents.VerdictRefused as refused:
        form.add_error("judgement", documents.verdict_problem_text(refused.problem))
        return _page(request, found, verdict_form=form)
    messages.success(request, _("Your verdict was recorded."))
    return redirect("documents:examination", examination_id=examination_id)


@requires(Permission.DOCUMENTS_READ)
@require_GET
def protocol(request, examination_id):
    found = _found(examination_id)
    audit.record(actor=request.actor, at=clock.now(), action="documents.print_protocol",
                 subject=f"documents.examination:{examination_id}")
    answer = HttpResponse(protocol_pdf(found, at=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="protocol-{examination_id}.pdf"'
    return answer

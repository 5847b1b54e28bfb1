"""Screens of what examinations go by: country signers, checklists, lists of lost documents."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.forms.examinations import FeatureForm, LostListForm, TrustForm
from przystan.rooms.documents.views.shown import state_name


def _may_manage(request):
    return request.actor.can(Permission.DOCUMENTS_MANAGE)


@requires(Permission.DOCUMENTS_VIEW)
@require_http_methods(["GET"])
def trust(request):
    return _trust_page(request, TrustForm())


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def import_trust(request):
    form = TrustForm(request.POST, request.FILES)
    if not form.is_valid():
        return _trust_page(request, form)
    file = form.cleaned_data["file"]
    try:
        made = documents.import_trust(
            actor=request.actor, at=clock.now(), name=file.name, content=file.read(),
            is_vouched=form.cleaned_data["is_vouched"])
    except documents.TrustRefused as refused:
        form.add_error("file", _("Not taken: %(why)s") % {"why": refused})
        return _trust_page(request, form)
    messages.success(request, _("%(kind)s: %(entries)s entries, %(added)s new signers.") % {
        "kind": documents.trust_kind_label(made.kind), "entries": made.entries,
        "added": made.added})
    return redirect("documents:trust")


def _trust_page(request, form):
    files = ui.Table(
        caption=_("What was imported"),
        columns=(ui.Column(_("File"), ui.Kind.HEAD), ui.Column(_("Kind")),
                 ui.Column(_("Issued"), ui.Kind.NOWRAP), ui.Column(_("Next"), ui.Kind.NOWRAP),
                 ui.Column(_("Entries"), ui.Kind.NUMBER), ui.Column(_("Signed by")),
                 ui.Column(_("Imported"), ui.Kind.NOWRAP)),
        rows=[(f.name, documents.trust_kind_label(f.kind), f.issued_at, f.next_at, f.entries,
               f.signer, f.imported_at) for f in documents.list_trust_files()],
        empty=ui.EmptyState(_("No country signer is known"), _(
            "Without one no chip is said to be genuine. Import a master list, for example the "
            "German one, and the signer that vouches for it.")))
    countries = ui.Table(
        caption=_("Countries whose chips can be verified"),
        columns=(ui.Column(_("Country"), ui.Kind.HEAD), ui.Column(
            _("Signers"), ui.Kind.NUMBER), ui.Column(_("Last valid on"), ui.Kind.NOWRAP),
            ui.Column(_("Revocation list of"), ui.Kind.NOWRAP)),
        rows=[(c.country, c.signers, c.last_valid_on, c.revoked_on or _("none"))
              for c in documents.list_trusted_countries()])
    return render(request, "documents/trust.html", {
        "files": files, "countries": countries, "form": form, "may_manage": _may_manage(request)})


@requires(Permission.DOCUMENTS_VIEW)
@require_http_methods(["GET"])
def checklists(request):
    return _lists_page(request)


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def add_feature(request):
    form = FeatureForm(request.POST)
    if not form.is_valid():
        return _lists_page(request, feature_form=form)
    data = form.cleaned_data
    documents.add_features(actor=request.actor, at=clock.now(), features=[documents.NewFeature(
        data["issuing_state"].upper(), data["document_code"].upper(),
        documents.Light(data["light"]), data["text"], data["valid_from"], data["source"])])
    messages.success(request, _("The feature was added."))
    return redirect("documents:checklists")


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def end_feature(request, feature_id):
    at = clock.now()
    documents.end_feature(
        actor=request.actor, at=at, feature_id=feature_id, on=clock.local_date(at))
    messages.success(request, _("From tomorrow this feature is not asked for."))
    return redirect("documents:checklists")


@requires(Permission.DOCUMENTS_MANAGE)
@require_POST
def import_lost(request):
    form = LostListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _lists_page(request, lost_form=form)
    file = form.cleaned_data["file"]
    try:
        made = documents.import_lost_list(
            actor=request.actor, at=clock.now(), name=file.name, content=file.read())
    except documents.LostListRefused:
        form.add_error("file", _("No line with a number and a state of three letters"))
        return _lists_page(request, lost_form=form)
    messages.success(request, _("%(entries)s documents taken, %(refused)s lines refused.") % {
        "entries": made.entries, "refused": made.refused})
    return redirect("documents:checklists")


def _lists_page(request, **bound):
    features = ui.Table(
        caption=_("Features by type of document"),
        columns=(ui.Column(_("What to look for"), ui.Kind.HEAD), ui.Column(_("Issued by")),
                 ui.Column(_("Document code")), ui.Column(_("Light")),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("Until"), ui.Kind.NOWRAP), ui.Column(_("Source"))),
        rows=[(f.text, state_name(f.issuing_state) or _("all"), f.document_code or _("all"),
               documents.light_label(f.light), f.valid_from, f.valid_to,
               f.source if f.is_confirmed else _("%(source)s (not confirmed)") % {
                   "source": f.source}) for f in documents.list_features()],
        empty=ui.EmptyState(_("No feature yet"), _("Add what to look for in a type of document.")))
    today = clock.local_date(clock.now())
    lost = ui.Table(
        caption=_("Lists of lost and stolen documents"),
        columns=(ui.Column(_("List"), ui.Kind.HEAD), ui.Column(_("Entries"), ui.Kind.NUMBER),
                 ui.Column(_("Refused"), ui.Kind.NUMBER),
                 ui.Column(_("Imported"), ui.Kind.NOWRAP), ui.Column(_("By"))),
        rows=[(x.name, x.entries, x.refused, x.imported_at, x.imported_by)
              for x in documents.list_lost_lists()],
        empty=ui.EmptyState(_("No list"), _("Without one this check is not possible.")))
    return render(request, "documents/checklists.html", {
        "features": features, "lost": lost, "may_manage": _may_manage(request),
        "running": [(f.text, reverse("documents:end_feature", args=[f.id]))
                    for f in documents.list_features(on=today)],
        "feature_form": FeatureForm(auto_id="feature_%s"),
        "lost_form": LostListForm(auto_id="lost_%s"), **bound})

"""The catalogue of case types: list, one type, a further version with its difference shown."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import DECISION_LABELS, STAGE_LABELS
from przystan.rooms.cases.forms.catalogue import UNCONFIRMED, EntryForm, TemplateForm
from przystan.rooms.cases.forms.proceedings import LETTERS


def _name(entry):
    return entry.name.get(get_language() or "pl") or entry.name["pl"]


@requires(Permission.CASES_VIEW)
def catalogue(request):
    """Every case type in its newest version."""
    table = ui.Table(
        caption=_("Case types"),
        columns=(ui.Column(_("Type"), ui.Kind.HEAD), ui.Column(_("Legal basis")),
                 ui.Column(_("File class")), ui.Column(_("Archive category")),
                 ui.Column(_("Things asked for"), ui.Kind.NUMBER), ui.Column(_("Confirmed")),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("Version"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("cases:type", args=[v.entry.code]), _name(v.entry)),
               v.entry.legal_basis, v.entry.file_class, v.entry.archive_category,
               len(v.entry.checklist), _tag(v.entry), v.entry.valid_from, v.version)
              for v in cases.list_entries()],
        empty=ui.EmptyState(_("No case type yet"),
                            _("Import the catalogue: przystan cases catalogue import.")))
    return render(request, "cases/catalogue.html", {"table": table})


def _tag(entry):
    if not entry.unconfirmed:
        return ui.Tag(_("confirmed"), ui.Tone.GREEN)
    return ui.Tag(_("in part"), ui.Tone.AMBER)


def _confirmed(entry):
    if not entry.unconfirmed:
        return ui.Tag(_("confirmed"), ui.Tone.GREEN)
    words = dict(UNCONFIRMED)
    open_ = ", ".join(str(words.get(f, f)).lower() for f in sorted(entry.unconfirmed))
    return _("not confirmed: %(fields)s") % {"fields": open_}


@requires(Permission.CASES_VIEW)
def export(request):
    """The catalogue as a file, as the command writes it."""
    content = cases.write_catalogue([v.entry for v in cases.list_entries()])
    answer = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1) + "\n",
                          content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="catalogue.json"'
    return answer


def _versions(code):
    found = cases.list_entry_versions(code=code)
    if not found:
        raise Http404
    return found


@requires(Permission.CASES_VIEW)
def case_type(request, code):
    """One type: what it rests on, what it asks for, its versions."""
    versions = _versions(code)
    entry = versions[0].entry
    facts = ui.KeyFacts((
        ui.Fact(_("Legal basis"), entry.legal_basis), ui.Fact(_("File class"), entry.file_class),
        ui.Fact(_("Archive category"), entry.archive_category),
        ui.Fact(_("Fees"), ", ".join(entry.fees) or _("none")),
        ui.Fact(_("Days to mend formal defects"), entry.formal_days),
        ui.Fact(_("Days to bring documents"), entry.document_days),
        ui.Fact(_("Stages"), ", ".join(str(STAGE_LABELS[s]) for s in entry.stages)),
        ui.Fact(_("Results"), ", ".join(str(DECISION_LABELS[d]) for d in entry.results)),
        ui.Fact(_("Confirmed"), _confirmed(entry))))
    checklist = ui.Table(
        caption=_("Checklist"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Article")),
                 ui.Column(_("Confirmed"))),
        rows=[(i.text.get(get_language() or "pl") or i.text["pl"], i.article,
               ui.Tag(_("confirmed"), ui.Tone.GREEN) if i.is_confirmed
               else ui.Tag(_("not confirmed"), ui.Tone.AMBER)) for i in entry.checklist],
        empty=ui.EmptyState(_("No checklist"), ""))
    history = ui.Table(
        caption=_("Versions"),
        columns=(ui.Column(_("Version"), ui.Kind.NUMBER),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP), ui.Column(_("Recorded by"))),
        rows=[(v.version, v.entry.valid_from, v.recorded_by) for v in versions],
        empty=ui.EmptyState(_("No version"), ""))
    return render(request, "cases/type.html", {
        "code": code, "name": _name(entry), "blocks": [facts, checklist, history],
        "may_edit": request.actor.can(Permission.CASES_MANAGE)})


@requires(Permission.CASES_MANAGE)
@require_http_methods(["GET", "POST"])
def edit_type(request, code):
    """A further version: first its difference is shown, then it is saved."""
    entry = _versions(code)[0].entry
    form = EntryForm(entry, request.POST or None)
    diff = None
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        diff = cases.diff_entries(entry, wanted)
        if diff and "confirmed" in request.POST:
            try:
                cases.save_entries(entries=[wanted], actor=request.actor, at=clock.now())
            except cases.CatalogueRefused as refused:
                form.add_error(None, refused.problem)
            else:
                messages.success(request, _("The new version is recorded."))
                return redirect("cases:type", code=code)
    return render(request, "cases/type_edit.html", {
        "code": code, "name": _name(entry), "form": form, "changes": diff is not None,
        "sent": [(k, v) for k in request.POST if k not in ("csrfmiddlewaretoken", "confirmed")
                 for v in request.POST.getlist(k)],
        "may_save": bool(diff) and not form.errors, "diff": _diff_table(diff or ())})


def _diff_table(changes):
    return ui.Table(
        caption=_("What changes"),
        columns=(ui.Column(_("Field"), ui.Kind.HEAD), ui.Column(_("Before")),
                 ui.Column(_("After"))),
        rows=[(c.field, c.before, c.after) for c in changes],
        empty=ui.EmptyState(_("Nothing changes"), _("The form says what is recorded already.")))


@requires(Permission.CASES_MANAGE)
def templates(request):
    """The texts of letters, each in its newest version."""
    table = ui.Table(
        caption=_("Texts of letters"),
        columns=(ui.Column(_("Letter"), ui.Kind.HEAD), ui.Column(_("Title")),
                 ui.Column(_("Version"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("cases:template", args=[kind.value]), LETTERS[kind]), title,
               version) for kind, (version, title, _body) in cases.newest_templates().items()],
        empty=ui.EmptyState(_("No text yet"), ""))
    return render(request, "cases/blocks.html", {
        "title": _("Texts of letters"), "blocks": [table], "lead": ""})


@requires(Permission.CASES_MANAGE)
@require_http_methods(["GET", "POST"])
def template(request, kind):
    """A further version of a letter's text; letters made before keep theirs."""
    found = cases.newest_templates().get(kind)
    if found is None:
        raise Http404
    version, title, body = found
    form = TemplateForm(request.POST or None, initial={"title": title, "body": body})
    if request.method == "POST" and form.is_valid():
        try:
            cases.change_template(kind=cases.LetterKind(kind), actor=request.actor,
                                  at=clock.now(), **form.cleaned_data)
        except cases.TemplateRefused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("The new version is recorded."))
            return redirect("cases:templates")
    return render(request, "cases/template.html", {
        "form": form, "name": LETTERS[cases.LetterKind(kind)], "version": version})

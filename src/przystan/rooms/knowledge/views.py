"""The public procedures in four languages, and their editors' screens."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms import SearchForm, TextForm

STATE_LABELS = {
    knowledge.TranslationState.UP_TO_DATE: (gettext_lazy("up to date"), ui.Tone.GREEN),
    knowledge.TranslationState.OUTDATED: (gettext_lazy("outdated"), ui.Tone.AMBER),
    knowledge.TranslationState.MACHINE: (gettext_lazy("machine translation"), ui.Tone.AMBER),
}
LANGUAGE_NAMES = {"pl": "Polski", "en": "English", "uk": "Українська", "ru": "Русский"}


def _language():
    language = (translation.get_language() or "pl")[:2]
    return language if language in knowledge.LANGUAGES else "pl"


@public_page
def start(request):
    text = request.GET.get("q", "").strip()[:200]
    language = _language()
    found = (knowledge.search_procedures(text=text, language=language) if text
             else knowledge.list_procedures(language=language))
    return render(request, "knowledge/start.html", {
        "procedures": found, "form": SearchForm(request.GET), "text": text,
    })


@public_page
def procedure(request, language, slug):
    if language not in knowledge.LANGUAGES:
        raise Http404
    try:
        found = knowledge.get_procedure(slug=slug, language=language)
    except knowledge.ProcedureNotFound as missing:
        raise Http404 from missing
    with translation.override(language):
        return render(request, "knowledge/procedure.html", {
            "found": found, "language": language,
            "is_substitute": found.text.language != language,
            "is_outdated": found.state is knowledge.TranslationState.OUTDATED,
            "is_machine": found.state is knowledge.TranslationState.MACHINE,
            "others": [(x, LANGUAGE_NAMES[x]) for x in found.languages if x != language],
        })


@requires(Permission.KNOWLEDGE_EDIT)
def status_list(request):
    table = ui.Table(
        caption=_("Procedures"), caption_hidden=True,
        columns=(ui.Column(_("Procedure"), ui.Kind.HEAD), ui.Column(_("Owner")),
                 ui.Column(_("Review by"), ui.Kind.NOWRAP), ui.Column(_("Version"), ui.Kind.NUMBER),
                 *(ui.Column(LANGUAGE_NAMES[x]) for x in knowledge.LANGUAGES)),
        rows=[
            (ui.Link(reverse("portal:procedure", args=["pl", p.slug]), p.title), p.owner,
             p.review_by, p.version, *(_state_link(p.slug, x, s) for x, s in p.states))
            for p in knowledge.list_statuses()
        ],
        empty=ui.EmptyState(_("No procedure yet"), _("Write the Polish text first.")),
    )
    return render(request, "knowledge/list.html", {"table": table})


def _state_link(slug, language, state):
    address = reverse("knowledge:edit", args=[slug, language])
    return ui.Link(address, STATE_LABELS[state][0] if state else _("missing"))


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, slug, language):
    if language not in knowledge.LANGUAGES:
        raise Http404
    try:
        original = knowledge.get_procedure(slug=slug, language="pl")
        shown = knowledge.get_procedure(slug=slug, language=language)
    except knowledge.ProcedureNotFound as missing:
        raise Http404 from missing
    has_text = shown.text.language == language
    form = TextForm(request.POST or None, initial=_initial(shown.text) if has_text else None)
    if request.method == "POST" and form.is_valid():
        version = knowledge.publish_text(
            slug=slug, text=knowledge.ProcedureText(language=language, **form.cleaned_data),
            actor=request.actor, at=clock.now())
        messages.success(request, _("Version %(version)s was published.") % {"version": version})
        return redirect("knowledge:list")
    return render(request, "knowledge/edit.html", {
        "form": form, "original": original, "language": LANGUAGE_NAMES[language],
        "is_original": language == "pl",
    })


def _initial(text):
    return {
        "title": text.title, "summary": text.summary, "who": text.who, "where": text.where,
        "documents": "\n".join(text.documents), "fee": text.fee, "term": text.term,
        "after": text.after,
    }

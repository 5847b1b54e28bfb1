"""The editors' screens: texts and their translations, words sought in vain, rates of fees."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms.editors import (
    RateForm,
    SettleForm,
    TextForm,
    WithdrawForm,
)
from przystan.rooms.knowledge.types import LANGUAGE_NAMES

STATE_LABELS = {
    knowledge.TranslationState.UP_TO_DATE: (gettext_lazy("up to date"), ui.Tone.GREEN),
    knowledge.TranslationState.OUTDATED: (gettext_lazy("outdated"), ui.Tone.AMBER),
    knowledge.TranslationState.MACHINE: (gettext_lazy("machine translation"), ui.Tone.AMBER),
}
EASE_LABELS = {
    knowledge.Ease.EASY: (gettext_lazy("easy"), ui.Tone.GREEN),
    knowledge.Ease.FAIRLY_EASY: (gettext_lazy("fairly easy"), ui.Tone.GREEN),
    knowledge.Ease.FAIRLY_HARD: (gettext_lazy("fairly hard"), ui.Tone.AMBER),
    knowledge.Ease.HARD: (gettext_lazy("hard"), ui.Tone.RED),
}
# What no slug and no language is: the places in an address that a row fills in.
SLUG, LANGUAGE = "_slug_", "_language_"


@requires(Permission.KNOWLEDGE_EDIT)
def status_list(request):
    # One address of each kind, filled in per row: to reverse one takes longer than to write it.
    card = reverse("portal:procedure", args=["pl", SLUG])
    text = reverse("knowledge:edit", args=[SLUG, LANGUAGE])
    levels = knowledge.list_readability()
    states = {state: str(label) for state, (label, *_rest) in STATE_LABELS.items()}
    states[None] = _("missing")
    table = ui.Table(
        caption=_("Procedures"), caption_hidden=True,
        columns=(ui.Column(_("Procedure"), ui.Kind.HEAD), ui.Column(_("Owner")),
                 ui.Column(_("Review by"), ui.Kind.NOWRAP), ui.Column(_("Version"), ui.Kind.NUMBER),
                 *(ui.Column(LANGUAGE_NAMES[x]) for x in knowledge.LANGUAGES),
                 ui.Column(_("How hard to read"))),
        rows=[
            (ui.Link(card.replace(SLUG, p.slug), p.title), p.owner,
             ui.Tag(_("withdrawn"), ui.Tone.RED) if p.is_withdrawn else p.review_by, p.version,
             *(ui.Link(text.replace(SLUG, p.slug).replace(LANGUAGE, x), states[s or None])
               for x, s in p.states),
             _levels(levels.get(p.slug, {})))
            for p in knowledge.list_statuses()
        ],
        empty=ui.EmptyState(_("No procedure yet"), _("Write the Polish text first.")),
    )
    return render(request, "knowledge/list.html", {"table": table})


def _levels(measured):
    """Return the level of each measured language, toned as the hardest: “PL 13.2 · EN 9.8”."""
    if not measured:
        return "–"
    hardest = max(measured.values(), key=lambda m: m.level)
    told = " · ".join(f"{x.upper()} {ui.number_text(measured[x].level, 1)}"
                      for x in knowledge.MEASURED if x in measured)
    return ui.Tag(told, EASE_LABELS[hardest.ease][1])


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, slug, language):
    if language not in knowledge.LANGUAGES:
        raise Http404
    try:
        original = knowledge.get_procedure(slug=slug, language="pl", for_editors=True)
        shown = knowledge.get_procedure(slug=slug, language=language, for_editors=True)
    except knowledge.ProcedureNotFound as missing:
        raise Http404 from missing
    has_text = shown.text.language == language
    form = TextForm(request.POST or None, initial=_initial(shown.text) if has_text else None)
    written = shown.text if has_text else None
    if request.method == "POST" and form.is_valid():
        written = knowledge.ProcedureText(language=language, **form.cleaned_data)
    if (written is not shown.text and written and "measure" not in request.POST
            and (answer := _published(request, form, original, written))):
        return answer
    return render(request, "knowledge/edit.html", {
        "form": form, "original": original, "language": LANGUAGE_NAMES[language],
        "code": language,
        "is_original": language == "pl", "withdrawn": _withdrawn(slug),
        "reading": _reading(form, written), "is_measurable": language in knowledge.MEASURED,
    })


def _published(request, form, original, text):
    """Publish a text; ask first what it does to the translations. None when it was refused."""
    if text.language == "pl" and not request.POST.get("confirmed"):
        return _asked(request, original)
    # Marked up to date would else be what was compared with an older original.
    if text.language != "pl" and request.POST.get("original", "") not in (
            "", str(original.version)):
        form.add_error(None, _("The Polish text has changed while you translated. Compare again, "
                               "then publish."))
        return None
    version = knowledge.publish_text(
        slug=original.slug, text=text, actor=request.actor, at=clock.now())
    messages.success(request, _("Version %(version)s was published.") % {"version": version})
    return redirect("knowledge:list")


def _asked(request, original):
    """Let the editor decide, knowing which translations a new original leaves behind."""
    others = [x for x in knowledge.LANGUAGES if x != "pl"]
    aged = [LANGUAGE_NAMES[x] for x in others if x in original.languages]
    missing = [LANGUAGE_NAMES[x] for x in others if x not in original.languages]
    told = []
    if aged:
        told.append(_("Outdated from now on, and marked so to their readers, until they follow: "
                      "%(languages)s.") % {"languages": ", ".join(aged)})
    if missing:
        told.append(_("Not translated, so that their readers get the Polish text: "
                      "%(languages)s.") % {"languages": ", ".join(missing)})
    return render(request, "ui/confirm.html", {
        "question": _("Publish the Polish text?"), "yes": _("Publish"), "consequences": told,
        "kept": [(n, v) for n, v in request.POST.items()
                 if n not in ("csrfmiddlewaretoken", "once")],
        "back": reverse("knowledge:edit", args=[original.slug, "pl"])})


def _reading(form, text):
    """Return how hard a text is to read, with its longest sentences; None without a measure."""
    found = knowledge.measure_text(text=text) if text else None
    if found is None:
        return None
    word, tone = EASE_LABELS[found.ease]
    facts = [ui.Fact(_("Years of schooling"), ui.Tag(
                 f"{number_format(found.level, 1)} · {word}", tone)),
             ui.Fact(_("Words a sentence"), number_format(found.sentence_words, 1))]
    if found.hard_share is not None:
        facts.append(ui.Fact(_("Words of four syllables and more"),
                             f"{number_format(100 * found.hard_share, 0)} %"))
    return {"facts": ui.KeyFacts(tuple(facts)), "longest": [
        (form.fields[x.part].label, x.text, x.words) for x in found.longest]}


def _withdrawn(slug):
    try:
        knowledge.get_procedure(slug=slug, language="pl")
    except knowledge.ProcedureWithdrawn as gone:
        return gone
    return None


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def withdraw(request, slug):
    try:
        found = knowledge.get_procedure(slug=slug, language="pl")
    except knowledge.ProcedureNotFound as missing:
        raise Http404 from missing
    form = WithdrawForm(request.POST or None, procedures=[
        (p.slug, p.title) for p in knowledge.list_statuses()
        if p.slug != slug and not p.is_withdrawn])
    if request.method == "POST" and form.is_valid():
        try:
            knowledge.withdraw_procedure(
                slug=slug, **form.cleaned_data, actor=request.actor, at=clock.now())
        except knowledge.NotWithdrawable as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Readers no longer get “%(title)s”.") % {
                "title": found.text.title})
            return redirect("knowledge:list")
    return render(request, "knowledge/withdraw.html", {"form": form, "found": found})


def _initial(text):
    return {
        "title": text.title, "summary": text.summary, "who": text.who, "where": text.where,
        "documents": "\n".join(text.documents), "fee": text.fee, "term": text.term,
        "after": text.after,
    }


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def searches(request):
    procedures = [(p.slug, p.title) for p in knowledge.list_statuses()]
    if request.method == "POST":
        form = SettleForm(request.POST, procedures=procedures)
        if form.is_valid():
            try:
                knowledge.settle_search(
                    **form.cleaned_data, actor=request.actor, at=clock.now())
            except knowledge.SynonymEmpty as empty:
                messages.error(request, empty.message)
            else:
                messages.success(request, _("“%(text)s” is settled.") % {
                    "text": form.cleaned_data["text"]})
            return redirect("knowledge:searches")
        messages.error(request, _("Choose a procedure of the list."))
    waiting = [
        {"search": s, "form": SettleForm(
            initial={"text": s.text}, procedures=procedures, auto_id=f"s{n}_%s")}
        for n, s in enumerate(knowledge.list_open_searches())]
    return render(request, "knowledge/searches.html", {
        "waiting": waiting, "names": LANGUAGE_NAMES, "opinions": _opinions()})


def _opinions():
    return ui.Table(
        caption=_("Did the page help?"),
        columns=(ui.Column(_("Procedure"), ui.Kind.HEAD), ui.Column(_("Language")),
                 ui.Column(_("Version"), ui.Kind.NUMBER), ui.Column(_("Helped"), ui.Kind.NUMBER),
                 ui.Column(_("Did not"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("knowledge:edit", args=[o.slug, o.language]), o.slug),
               LANGUAGE_NAMES[o.language], o.version, o.helped, o.did_not)
              for o in knowledge.list_opinions()],
        empty=ui.EmptyState(_("No answer yet"), _(
            "Readers are asked at the end of every procedure.")),
    )


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def rates(request):
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "kind": knowledge.FeeKind(form.cleaned_data["kind"])}
        try:
            knowledge.record_rate(
                rate=knowledge.Rate(**given), actor=request.actor, at=clock.now())
        except knowledge.DaysOutOfOrder as wrong:
            form.add_error("valid_until", wrong.message)
        else:
            messages.success(request, _("The rate is recorded; earlier records stay readable."))
            return redirect("knowledge:rates")
    table = ui.Table(
        caption=_("Recorded rates"),
        columns=(ui.Column(_("Fee"), ui.Kind.HEAD), ui.Column(_("Amount in PLN"), ui.Kind.NUMBER),
                 ui.Column(_("In force from"), ui.Kind.NOWRAP),
                 ui.Column(_("In force until"), ui.Kind.NOWRAP),
                 ui.Column(_("Legal basis")), ui.Column(_("State")), ui.Column(_("Recorded"))),
        rows=[
            (knowledge.fee_label(v.rate.kind), v.rate.amount, v.rate.valid_from,
             v.rate.valid_until or "", f"{v.rate.act} {v.rate.article}",
             ui.Tag(_("confirmed"), ui.Tone.GREEN) if v.rate.is_confirmed
             else ui.Tag(_("unconfirmed"), ui.Tone.AMBER), v.recorded_by)
            for v in reversed(knowledge.list_rate_versions())],
        empty=ui.EmptyState(_("No rate yet"), _("Record the first one above.")),
    )
    return render(request, "knowledge/rates.html", {"form": form, "table": table})

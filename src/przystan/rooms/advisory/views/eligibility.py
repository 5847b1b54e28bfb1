"""Screens about a card: documents seen, eligibility, rules of the target group, the pad."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.eligibility import CheckForm, DocumentForm, PadForm, RuleForm
from przystan.rooms.people import public as people

TONES = {
    advisory.Eligibility.ELIGIBLE: ui.Tone.GREEN, advisory.Eligibility.LIMITED: ui.Tone.TEAL,
    advisory.Eligibility.UNCLEAR: ui.Tone.AMBER, advisory.Eligibility.NOT_ELIGIBLE: ui.Tone.RED,
}
PAD_LANGUAGES = {"pl": "Polski", "en": "English", "uk": "Українська", "ru": "Русский"}


def outcome_tag(outcome):
    return ui.Tag(advisory.word(outcome), TONES[outcome])


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def add_document(request, card_id):
    card = card_or_404(card_id)
    today = clock.local_date(clock.now())
    form = DocumentForm(request.POST or None, initial={"seen_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            advisory.record_document(actor=request.actor, at=clock.now(), card_id=card_id,
                                     document=form.document())
        except (advisory.InvalidDocument, advisory.DocumentSeenToday) as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The document was recorded. No copy is kept."))
            return redirect("advisory:card", card_id=card_id)
    return render(request, "advisory/form.html", {
        "form": form, "card_id": card_id, "title": _("Record a document seen"),
        "lead": card.number, "button": _("Save the document")})


@requires(Permission.ADVISORY_RECORD)
@require_POST
def check(request, card_id):
    form = CheckForm(request.POST)
    code = form.cleaned_data["visa_code"] if form.is_valid() else ""
    try:
        result = advisory.check_card_eligibility(
            actor=request.actor, at=clock.now(), card_id=card_id, visa_code=code)
    except advisory.CardNotFound as error:
        raise Http404 from error
    messages.success(request, _("Checked: %(outcome)s.")
                     % {"outcome": advisory.word(result.outcome)})
    return redirect(f"{reverse('advisory:card', args=[card_id])}#eligibility")


@requires(Permission.ADVISORY_VIEW)
@require_GET
def rules(request):
    table = ui.Table(
        caption=_("Rules of the Fund's target group"), caption_hidden=True, stacked=True,
        columns=(
            ui.Column(_("Rule"), ui.Kind.HEAD), ui.Column(_("Group"), ui.Kind.NUMBER),
            ui.Column(_("Basis of stay")), ui.Column(_("Support")), ui.Column(_("Article")),
            ui.Column(_("In force"), ui.Kind.NOWRAP), ui.Column(_("State"))),
        rows=[
            (r.name, r.group_number,
             advisory.stay_basis_label(r.stay_basis) if r.stay_basis else " ".join(r.states),
             _support(r), _article(r), _days(r),
             ui.Tag(_("confirmed"), ui.Tone.GREEN) if r.is_confirmed
             else ui.Tag(_("not confirmed"), ui.Tone.AMBER))
            for r in advisory.list_eligibility_rules()],
        empty=ui.EmptyState(_("No rule"), _("Without rules every check stays unsettled.")))
    actions = (ui.Button(reverse("advisory:add_rule"), _("New version of a rule")),)
    return render(request, "advisory/page.html", {
        "title": _("Target group of the Fund"), "blocks": [table],
        "lead": _("What the eligibility check of a card goes by. A change is a new version."),
        "actions": actions if request.actor.can(Permission.ADVISORY_MANAGE) else ()})


def _support(rule):
    if rule.states:
        return "–"
    about = ", ".join(advisory.topic_label(topic) for topic in rule.topics)
    return f"{advisory.word(rule.support)}: {about}" if about else advisory.word(rule.support)


def _article(rule):
    codes = " · ".join(rule.visa_codes)
    words = f"{rule.article} ({rule.source})"
    return f"{words} [{codes}]" if codes else words


def _days(rule):
    until = ui.date_text(rule.valid_until) if rule.valid_until else ""
    return f"{ui.date_text(rule.valid_from)} – {until}"


@requires(Permission.ADVISORY_MANAGE)
@require_http_methods(["GET", "POST"])
def add_rule(request):
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.add_rule_version(
                actor=request.actor, at=clock.now(), rule=form.rule())
        except advisory.InvalidRule as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The rule is in force from its day."))
            return redirect("advisory:rules")
    return render(request, "advisory/page.html", {
        "title": _("New version of a rule"), "form": form, "button": _("Save the rule"),
        "crumbs": [(reverse("advisory:rules"), _("Target group of the Fund"))]})


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def pad(request, card_id):
    card = card_or_404(card_id)
    visit = _visit_of(request, card)
    form = PadForm(request.POST or None)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            _sign(request, card, visit, form.cleaned_data)
        except (advisory.InvalidSignature, advisory.SignedAlready) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("The signature was recorded."))
            return redirect("advisory:card", card_id=card_id)
    language = request.GET.get("in", "")
    language = language if language in PAD_LANGUAGES else translation.get_language()[:2]
    name = people.names_of([card.person_id]).get(card.person_id) or "–"
    with translation.override(language):
        # What the participant reads and signs is in their language, whatever the desk speaks.
        return render(request, "advisory/pad.html", {
            "card": card, "name": name, "visit": visit, "error": _(error) if error else "",
            "language": language, "others": [
                (code, words) for code, words in PAD_LANGUAGES.items() if code != language],
            "services": [advisory.kind_label(s.kind) for s in visit.services
                         if s.removed_at is None] if visit else []})


def _sign(request, card, visit, data):
    strokes = () if data["on_paper"] else advisory.read_strokes(data["strokes"])
    signed = {"card": card.number, "project": card.project_code,
              "visit": visit and {"id": visit.id, "services": [
                  asdict(s) for s in visit.services if s.removed_at is None]}}
    digest = hashlib.sha256(
        json.dumps(signed, sort_keys=True, default=str).encode()).hexdigest()
    if visit:
        advisory.sign_visit(actor=request.actor, at=clock.now(), visit_id=visit.id,
                            strokes=strokes, content_hash=digest)
    else:
        advisory.sign_card(actor=request.actor, at=clock.now(), card_id=card.id,
                           strokes=strokes, content_hash=digest)


def _visit_of(request, card):
    number = request.GET.get("visit", "")
    if not number:
        return None
    try:
        visit = advisory.get_visit(visit_id=int(number))
    except (ValueError, advisory.VisitNotFound) as error:
        raise Http404 from error
    if visit.card_id != card.id:
        raise Http404
    return visit


def card_or_404(card_id):
    try:
        return advisory.get_card(card_id=card_id)
    except advisory.CardNotFound as error:
        raise Http404 from error

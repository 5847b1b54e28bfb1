"""The survey and complaints: public pages in four languages, and the staff's screens."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, public_form, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.limits import public as limits
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.voices import (
    ComplaintForm,
    ComplaintStepForm,
    InvitationForm,
    SurveyForm,
)
from przystan.rooms.advisory.views.eligibility import card_or_404
from przystan.rooms.finance import public as finance

# An office's public computer serves many; a machine that floods the form sends more.
COMPLAINTS_AN_HOUR = 5
RECEIVED = "advisory.complaint"
LANGUAGES = ("pl", "en", "uk", "ru")
SPEC = ui.ListSpec(sorts={"received": ("received_at",)}, default_sort="-received")
S = advisory.ComplaintState
TONES = {S.RECEIVED: ui.Tone.AMBER, S.IN_REVIEW: ui.Tone.TEAL, S.ANSWERED: ui.Tone.GREEN,
         S.DISMISSED: ui.Tone.GREY}


@public_page
@never_cache
@require_http_methods(["GET", "POST"])
def survey(request, code):
    """The survey that a one-time code opens, in the language of the invitation at first."""
    try:
        found = advisory.find_invitation(code=code)
    except advisory.SurveyClosed:
        return render(request, "advisory/survey.html", {"state": "closed"}, status=404)
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    language = translation.get_language()[:2] if chosen or found.language not in LANGUAGES else (
        found.language)
    with translation.override(language):
        return _survey(request, code, found)


def _survey(request, code, found):
    if found.used_on or found.expires_on < clock.local_date(clock.now()):
        return render(request, "advisory/survey.html", {"state": "closed"}, status=410)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.answer_survey(at=clock.now(), code=code, answer=form.answer())
        except advisory.SurveyClosed:
            return render(request, "advisory/survey.html", {"state": "closed"}, status=410)
        return render(request, "advisory/survey.html", {"state": "thanks"})
    return render(request, "advisory/survey.html", {"form": form})


@requires(Permission.ADVISORY_RECORD)
@never_cache
@require_http_methods(["POST"])
def invite(request, card_id):
    """Make a code, show the slip that the participant takes home, and send it where they agreed."""
    card = card_or_404(card_id)
    form = InvitationForm(request.POST, languages=LANGUAGES)
    language = form.cleaned_data["language"] if form.is_valid() else "pl"
    code = advisory.invite_to_survey(
        actor=request.actor, at=clock.now(), project_id=card.project_id, branch=card.branch,
        language=language)
    address = request.build_absolute_uri(reverse("voices:survey", args=[code]))
    sent = _sent_by_sms(request, card, code, address, language) if (
        form.is_valid() and form.cleaned_data["by_sms"]) else ""
    reader = translation.get_language()
    with translation.override(language):
        return render(request, "advisory/slip.html", {
            "address": address, "code": code, "card": card, "sent": sent,
            "sent_language": reader, "qr": mark_safe(
                segno.make(address, error="m").svg_inline(
                    scale=6, border=4, omitsize=True, svgclass="p-qr", lineclass=None))})


def _sent_by_sms(request, card, code, address, language):
    """Write the message and say, to the adviser, what became of it."""
    is_written = advisory.text_survey_code(
        actor=request.actor, at=clock.now(), person_id=card.person_id, code=code,
        address=address, language=language)
    return _("The SMS is on its way.") if is_written else (
        _("No phone is recorded, so nothing was sent. Give the slip."))


@requires(Permission.ADVISORY_REGISTERS)
@require_GET
def results(request):
    """The answers of each project as counts; small numbers are not shown."""
    blocks = []
    for project in finance.list_projects():
        blocks += [_result(project, t) for t in advisory.survey_results(project_id=project.id)]
    return render(request, "advisory/page.html", {
        "title": _("Satisfaction survey"), "blocks": blocks,
        "lead": _("Numbers below %(least)d are not shown, nor those that would give them away.")
        % {"least": advisory.SMALLEST_SHOWN}})


def _result(project, table):
    questions = {"helpful": (SurveyForm.base_fields["helpful"].label, advisory.Helpfulness),
                 "clear": (SurveyForm.base_fields["clear"].label, advisory.Clarity)}
    label, codes = questions[table.question]
    hidden = _("too few to show")
    return ui.Table(
        caption=f"{project.code}: {label}",
        columns=(ui.Column(_("Answer"), ui.Kind.HEAD), ui.Column(_("Answers"), ui.Kind.NUMBER)),
        rows=[(advisory.word(codes(c.answer)), hidden if c.count is None else c.count)
              for c in table.counts],
        footer=(_("All"), hidden if table.total is None else table.total))


def _may_complain(request):
    """Staff who take down complaints at the desk are not counted."""
    return request.actor.user_id or limits.may_send(
        request, purpose="advisory.complain", an_hour=COMPLAINTS_AN_HOUR, at=clock.now())


@public_form
@require_http_methods(["GET", "POST"])
def complain(request):
    """The public form for complaints, without signing in."""
    if request.GET.get("received"):
        return _received(request)
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _may_complain(request):
            return render(request, "advisory/complain.html",
                          {"form": form, "least": COMPLAINTS_AN_HOUR}, status=429)
        number = advisory.file_complaint(
            actor=request.actor, at=clock.now(),
            complaint=form.complaint(translation.get_language()[:2]))
        told = signing.dumps(number, salt=RECEIVED)
        return redirect(f"{reverse('voices:complain')}?{urlencode({'received': told})}")
    return render(request, "advisory/complain.html", {"form": form})


def _received(request):
    """Say the number; signed, so that nobody makes the office say another."""
    try:
        number = signing.loads(request.GET["received"], salt=RECEIVED)
    except signing.BadSignature:
        return redirect("voices:complain")
    return render(request, "advisory/complain.html", {"number": number})


@requires(Permission.ADVISORY_VIEW)
@require_GET
def complaints(request):
    state = ui.read_list(request, SPEC)
    rows = advisory.list_complaints(
        actor=request.actor, offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    table = ui.Table(
        caption=_("Complaints"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("About")),
                 ui.Column(_("Branch")), ui.Column(_("Received"), ui.Kind.NOWRAP),
                 ui.Column(_("Lane")), ui.Column(_("State"))),
        rows=[(ui.Link(reverse("advisory:complaint", args=[c.id]), c.number),
               advisory.word(c.category), c.branch, c.received_at,
               ui.Tag(_("confidential"), ui.Tone.VIOLET) if c.is_confidential else "–",
               ui.Tag(advisory.word(c.state), TONES[c.state])) for c in page.rows],
        empty=ui.EmptyState(_("No complaint")))
    return render(request, "advisory/page.html", {
        "title": _("Complaints"), "blocks": [table],
        "actions": (ui.Button(reverse("voices:complain"), _("Record a complaint")),)})


@requires(Permission.ADVISORY_VIEW)
@never_cache
@require_http_methods(["GET", "POST"])
def complaint(request, complaint_id):
    try:
        found = advisory.read_complaint(
            actor=request.actor, at=clock.now(), complaint_id=complaint_id)
    except advisory.ComplaintNotFound as error:
        raise Http404 from error
    form = None
    if request.actor.can(Permission.ADVISORY_COMPLAINTS):
        allowed = [s for s in S if s in advisory.COMPLAINT_TRANSITIONS[found.state]]
        form = ComplaintStepForm(request.POST or None, allowed=allowed)
    if form and request.method == "POST" and form.is_valid():
        try:
            advisory.move_complaint(
                actor=request.actor, at=clock.now(), complaint_id=complaint_id,
                state=S(form.cleaned_data["state"]), answer=form.cleaned_data["answer"])
        except advisory.InvalidComplaint as error:
            form.add_error("answer", _(str(error)))
        else:
            messages.success(request, _("The complaint was moved."))
            return redirect("advisory:complaint", complaint_id=complaint_id)
    facts = ui.KeyFacts((
        ui.Fact(_("About"), advisory.word(found.category)), ui.Fact(_("Branch"), found.branch),
        ui.Fact(_("Language"), ui.language_name(found.language)),
        ui.Fact(_("Received"), found.received_at),
        ui.Fact(_("How to reach the person"), found.contact or "–"),
        ui.Fact(_("State"), ui.Tag(advisory.word(found.state), TONES[found.state])),
        ui.Fact(_("What happened"), found.text)))
    events = ui.Timeline(tuple(
        ui.Event(at=s.at, title=advisory.word(s.state), text=s.answer, by=s.by)
        for s in reversed(found.steps)), level=2)
    return render(request, "advisory/page.html", {
        "title": _("Complaint %(number)s") % {"number": found.number},
        "blocks": [facts, events], "form": form, "button": _("Save the state"),
        "crumbs": [(reverse("advisory:complaints"), _("Complaints"))]})

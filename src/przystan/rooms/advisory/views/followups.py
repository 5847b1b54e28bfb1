"""Screens of follow-ups and referrals."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.followups import (
    FollowUpFilters,
    FollowUpForm,
    OutcomeForm,
    ReferralForm,
    ReferralStepForm,
)
from przystan.rooms.advisory.views.card import may_serve_card
from przystan.rooms.advisory.views.eligibility import card_or_404
from przystan.rooms.people import public as people

SPEC = ui.ListSpec(sorts={"due": ("due_on",)}, default_sort="due", filters=("branch", "state"))
REFERRALS = ui.ListSpec(sorts={"made": ("pk",)}, default_sort="-made", filters=("branch",))
TONES = {
    advisory.ReferralState.MADE: ui.Tone.AMBER, advisory.ReferralState.ACCEPTED: ui.Tone.TEAL,
    advisory.ReferralState.REFUSED: ui.Tone.RED, advisory.ReferralState.DONE: ui.Tone.GREEN,
    advisory.ReferralState.WITHDRAWN: ui.Tone.GREY,
}
S = advisory.ReferralState


@requires(Permission.ADVISORY_VIEW)
@require_GET
def followups(request):
    state = ui.read_list(request, SPEC)
    today = clock.local_date(clock.now())
    wanted = state.value("state")
    rows = advisory.list_followups(
        branch=state.value("branch"), is_done=wanted == "done",
        until=today - timedelta(days=1) if wanted == "late" else None, offset=state.offset,
        limit=state.limit)
    page = ui.cut_page(rows, state)
    names = people.names_of([f.person_id for f in page.rows])
    table = ui.Table(
        caption=_("Follow-ups"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Person")),
                 ui.Column(_("Card"), ui.Kind.NOWRAP), ui.Column(_("Branch")),
                 ui.Column(_("Due"), ui.Kind.NOWRAP), ui.Column(_("State"))),
        rows=[(ui.Link(reverse("advisory:followup", args=[f.id]), f.task or "–"),
               names.get(f.person_id) or _("erased"),
               ui.Link(reverse("advisory:card", args=[f.card_id]), f.card_number), f.branch,
               f.due_on, followup_tag(f, today)) for f in page.rows],
        empty=ui.EmptyState(_("Nothing is to be done"), _("Add follow-ups on a card.")))
    return render(request, "advisory/page.html", {
        "title": _("Follow-ups"), "blocks": [table],
        "filters": ui.Filters(FollowUpFilters(request.GET), state)})


def followup_tag(followup, today):
    if followup.done_at:
        return ui.Tag(_("done"), ui.Tone.GREEN)
    if followup.due_on < today:
        return ui.Tag(_("overdue"), ui.Tone.RED)
    return ui.Tag(_("due"), ui.Tone.AMBER)


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def add_followup(request, card_id):
    card = card_or_404(card_id)
    today = clock.local_date(clock.now())
    form = FollowUpForm(request.POST or None, initial={"due_on": today + timedelta(days=14)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            advisory.add_followup(
                actor=request.actor, at=clock.now(), followup=advisory.NewFollowUp(
                    card_id, card.branch, data["due_on"], data["task"]))
        except advisory.InvalidFollowUp as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The follow-up was added."))
            return redirect("advisory:card", card_id=card_id)
    return render(request, "advisory/form.html", {
        "form": form, "card_id": card_id, "title": _("Add a follow-up"), "lead": card.number,
        "button": _("Save the follow-up")})


@requires(Permission.ADVISORY_VIEW)
@require_http_methods(["GET", "POST"])
def followup(request, followup_id):
    try:
        found = advisory.get_followup(followup_id=followup_id)
    except advisory.FollowUpNotFound as error:
        raise Http404 from error
    may = may_serve_card(request.actor, card_or_404(found.card_id))
    form = OutcomeForm(request.POST or None) if may and not found.done_at else None
    if form and request.method == "POST" and form.is_valid():
        try:
            advisory.finish_followup(actor=request.actor, at=clock.now(),
                                     followup_id=followup_id,
                                     outcome=form.cleaned_data["outcome"])
        except advisory.DoneAlready as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("Done."))
            return redirect("advisory:followups")
    facts = ui.KeyFacts((
        ui.Fact(_("Card"), ui.Link(reverse("advisory:card", args=[found.card_id]),
                                   found.card_number)),
        ui.Fact(_("Due"), found.due_on),
        ui.Fact(_("State"), followup_tag(found, clock.local_date(clock.now()))),
        ui.Fact(_("Added by"), found.made_by),
        ui.Fact(_("Done"), found.done_at), ui.Fact(_("Done by"), found.done_by or "–"),
        ui.Fact(_("What came of it"), found.outcome or "–")))
    return render(request, "advisory/followup.html", {
        "title": found.task or _("erased"), "facts": facts, "form": form, "may": may,
        "followup": found})


@requires(Permission.ADVISORY_RECORD)
@require_POST
def reopen_followup(request, followup_id):
    try:
        advisory.reopen_followup(actor=request.actor, at=clock.now(), followup_id=followup_id)
    except advisory.FollowUpNotFound as error:
        raise Http404 from error
    messages.success(request, _("The follow-up is due again."))
    return redirect("advisory:followup", followup_id=followup_id)


@requires(Permission.ADVISORY_VIEW)
@require_GET
def referrals(request):
    state = ui.read_list(request, REFERRALS)
    rows = advisory.list_referrals(
        branch=state.value("branch"), offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    names = people.names_of([r.person_id for r in page.rows])
    table = ui.Table(
        caption=_("Referrals"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Referred to"), ui.Kind.HEAD), ui.Column(_("Person")),
                 ui.Column(_("Card"), ui.Kind.NOWRAP), ui.Column(_("Branch")),
                 ui.Column(_("Made"), ui.Kind.NOWRAP), ui.Column(_("State"))),
        rows=[(ui.Link(reverse("advisory:referral", args=[r.id]), r.organisation),
               names.get(r.person_id) or _("erased"),
               ui.Link(reverse("advisory:card", args=[r.card_id]), r.card_number), r.branch,
               clock.local_date(r.steps[0].at), ui.Tag(advisory.word(r.state), TONES[r.state]))
              for r in page.rows],
        empty=ui.EmptyState(_("No referral yet"), _("Refer a person from their card.")))
    return render(request, "advisory/page.html", {"title": _("Referrals"), "blocks": [table]})


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def add_referral(request, card_id):
    card = card_or_404(card_id)
    form = ReferralForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            advisory.make_referral(
                actor=request.actor, at=clock.now(), referral=advisory.NewReferral(
                    card_id, card.branch, data["organisation"], data["purpose"],
                    data["has_consent"]))
        except advisory.ReferralRefused as error:
            form.add_error("has_consent", _(str(error)))
        else:
            messages.success(request, _("The referral was made."))
            return redirect("advisory:card", card_id=card_id)
    return render(request, "advisory/form.html", {
        "form": form, "card_id": card_id, "title": _("Refer to an organisation"),
        "lead": card.number, "button": _("Make the referral")})


@requires(Permission.ADVISORY_VIEW)
@require_http_methods(["GET", "POST"])
def referral(request, referral_id):
    try:
        found = advisory.get_referral(referral_id=referral_id)
    except advisory.ReferralNotFound as error:
        raise Http404 from error
    allowed = [s for s in S if s in advisory.TRANSITIONS[found.state]]
    form = None
    if allowed and may_serve_card(request.actor, card_or_404(found.card_id)):
        form = ReferralStepForm(request.POST or None, allowed=allowed)
    if form and request.method == "POST" and form.is_valid():
        try:
            advisory.move_referral(
                actor=request.actor, at=clock.now(), referral_id=referral_id,
                state=S(form.cleaned_data["state"]), reason=form.cleaned_data["reason"])
        except advisory.ReferralRefused as error:
            form.add_error("reason", _(str(error)))
        else:
            messages.success(request, _("The referral was moved."))
            return redirect("advisory:referral", referral_id=referral_id)
    facts = ui.KeyFacts((
        ui.Fact(_("Card"), ui.Link(reverse("advisory:card", args=[found.card_id]),
                                   found.card_number)),
        ui.Fact(_("Purpose"), found.purpose or "–"),
        ui.Fact(_("State"), ui.Tag(advisory.word(found.state), TONES[found.state]))))
    events = ui.Timeline(tuple(
        ui.Event(at=s.at, title=advisory.word(s.state), text=s.reason, by=s.by)
        for s in reversed(found.steps)), level=2)
    return render(request, "advisory/page.html", {
        "title": found.organisation, "blocks": [facts, events], "form": form,
        "button": _("Save the state"),
        "crumbs": [(reverse("advisory:referrals"), _("Referrals"))]})

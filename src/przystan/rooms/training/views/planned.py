"""Screens of sessions to come: the plan, who wants a seat, who came; and approvals."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.training import public as training
from przystan.rooms.training.forms.planned import PlanForm, PresentForm
from przystan.rooms.training.views.words import STEPS, hours_text, title_of, when_text

S = training.EnrolmentStep


@requires(Permission.TRAINING_VIEW)
def planned_list(request):
    table = ui.Table(
        caption=_("Sessions to come"), caption_hidden=True,
        columns=(ui.Column(_("Course"), ui.Kind.HEAD), ui.Column(_("Begins"), ui.Kind.NOWRAP),
                 ui.Column(_("Branch")), ui.Column(_("Training room")), ui.Column(_("Trainer")),
                 ui.Column(_("Seats"), ui.Kind.NUMBER), ui.Column(_("Taken"), ui.Kind.NUMBER),
                 ui.Column(_("Waitlist"), ui.Kind.NUMBER)),
        rows=[(ui.Link(ui.row_url("training:planned", p.id), title_of(p)),
               when_text(p.starts_at), p.branch, p.room, p.trainer, p.seats, p.placed, p.waiting)
              for p in training.list_planned()],
        empty=ui.EmptyState(_("No session is planned"), _(
            "Plan one, and staff can ask for a seat.")))
    may_edit = request.actor.can(Permission.TRAINING_EDIT)
    return render(request, "training/page.html", {
        "title": _("Sessions to come"), "blocks": [table],
        "actions": [ui.Button(reverse("training:plan"), _("Plan a session"))] if may_edit else []})


@requires(Permission.TRAINING_EDIT)
@require_http_methods(["GET", "POST"])
def plan(request):
    form = PlanForm(request.POST or None, initial={"hours": 8, "seats": 12, "time": "09:00"})
    if request.method == "POST" and form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k not in ("day", "time", "roles")}
        try:
            planned_id = training.plan_session(
                planned=training.NewPlanned(
                    **given, starts_at=form.starts_at(), roles=tuple(form.cleaned_data["roles"])),
                actor=request.actor, at=clock.now())
        except training.PlannedBefore as twice:
            form.add_error("day", twice.message)
        else:
            messages.success(request, _("The session is planned. Staff can ask for a seat now."))
            return redirect("training:planned", planned_id=planned_id)
    return render(request, "training/page.html", {
        "title": _("Plan a session"), "form": form, "button": _("Plan")})


@requires(Permission.TRAINING_VIEW)
@require_http_methods(["GET", "POST"])
def planned(request, planned_id):
    try:
        found = training.get_planned(planned_id=planned_id)
    except training.PlannedNotFound as missing:
        raise Http404 from missing
    enrolled = training.list_enrolments(planned_id=planned_id)
    placed = [(str(e.id), e.participant) for e in enrolled if e.state is S.PLACED]
    may_hold = (request.actor.can(Permission.TRAINING_EDIT) and not found.session_id
                and bool(placed))
    form = PresentForm(request.POST or None, placed=placed) if may_hold else None
    if form and request.method == "POST" and form.is_valid():
        try:
            session_id = training.hold_session(
                planned_id=planned_id, present=[int(x) for x in form.cleaned_data["present"]],
                actor=request.actor, at=clock.now())
        except (training.SessionRecordedBefore, training.HeldBefore,
                training.StepNotPossible) as refused:
            form.add_error("present", refused.message)
        else:
            messages.success(request, _("The session is recorded; those who came can sign."))
            return redirect("training:session", session_id=session_id)
    return render(request, "training/page.html", {
        "title": title_of(found), "blocks": [_facts(found), _enrolled(enrolled)], "form": form,
        "form_title": _("The session was held"), "button": _("Record")})


def _facts(found):
    held = ui.Link(ui.row_url("training:session", found.session_id), _("recorded")) if (
        found.session_id) else _("not yet")
    return ui.KeyFacts((
        ui.Fact(_("Begins"), when_text(found.starts_at)),
        ui.Fact(_("Hours"), hours_text(found.hours)), ui.Fact(_("Trainer"), found.trainer),
        ui.Fact(_("Training room"), f"{found.room}, {found.branch}"),
        ui.Fact(_("Seats"), f"{found.placed} / {found.seats}"),
        ui.Fact(_("Budget line"), found.budget_line or "–"), ui.Fact(_("Held"), held)))


def _enrolled(enrolled):
    return ui.Table(
        caption=_("Who wants to come"),
        columns=(ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Unit")),
                 ui.Column(_("State")), ui.Column(_("Since"), ui.Kind.NOWRAP)),
        rows=[(e.participant, e.unit, ui.Tag(*STEPS[e.state]), when_text(e.since))
              for e in enrolled],
        empty=ui.EmptyState(_("Nobody yet"), _("Staff ask for a seat at “My training”.")))


@requires(Permission.TRAINING_APPROVE)
@require_http_methods(["GET", "POST"])
def approvals(request):
    if request.method == "POST":
        try:
            state = training.decide_enrolment(
                enrolment_id=number_of(request.POST.get("enrolment")),
                is_approved=request.POST.get("answer") == "yes", actor=request.actor,
                at=clock.now())
        except training.PlannedNotFound as missing:
            raise Http404 from missing
        except (training.StepNotPossible, training.HeldBefore) as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Decided: %(state)s.") % {"state": STEPS[state][0]})
        return redirect("training:approvals")
    waiting = [
        {"title": title_of(p), "when": when_text(p.starts_at), "free": p.seats - p.placed,
         "enrolment": e}
        for p in training.list_planned(since=clock.now())
        for e in training.list_enrolments(planned_id=p.id)
        if e.state is S.REQUESTED and e.user_id != request.actor.user_id]
    return render(request, "training/approvals.html", {"waiting": waiting})


def number_of(text):
    """Return a number from a form. Raises Http404 for anything else."""
    if not text or not (text.isascii() and text.isdigit()):
        raise Http404
    return int(text)

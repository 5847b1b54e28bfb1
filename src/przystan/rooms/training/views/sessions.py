"""Screens of training: sessions and their attendance lists."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.training import public as training
from przystan.rooms.training.forms.sessions import AttendanceForm, SessionForm
from przystan.rooms.training.views.pdf import pdf_answer, sheet_pdf
from przystan.rooms.training.views.words import hours_text, not_done, title_of, when_text

SPEC = ui.ListSpec(sorts={"day": ("held_on",)}, default_sort="-day")


@requires(Permission.TRAINING_VIEW)
def session_list(request):
    state = ui.read_list(request, SPEC)
    page = ui.cut_page(
        training.list_sessions(offset=state.offset, limit=state.limit), state, total=None)
    table = ui.Table(
        caption=_("Sessions"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Course"), ui.Kind.HEAD), ui.Column(_("Day")),
                 ui.Column(_("Branch")), ui.Column(_("Trainer")),
                 ui.Column(_("Hours"), ui.Kind.NUMBER), ui.Column(_("Attended"), ui.Kind.NUMBER),
                 ui.Column(_("Person-hours"), ui.Kind.NUMBER)),
        rows=[(ui.Link(ui.row_url("training:session", s.id), title_of(s)), s.held_on, s.branch,
               s.trainer, hours_text(s.hours), s.attended, hours_text(s.person_hours))
              for s in page.rows],
        empty=ui.EmptyState(_("No session yet"), _("Record the first session that was held.")),
    )
    return render(request, "training/list.html", {
        "table": table, "practised": _practised(),
        "may_edit": request.actor.can(Permission.TRAINING_EDIT)})


def _practised():
    """Return the days that staff practised in copies of the demo office, None when there is none.
    """
    found = training.list_practice()
    return ui.Table(
        caption=_("Practised days"),
        columns=(ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Day"), ui.Kind.NOWRAP),
                 ui.Column(_("Done"), ui.Kind.NUMBER), ui.Column(_("Not yet"))),
        rows=[(p.participant, clock.local_date(p.ended_at), f"{len(p.done)} / {len(p.tasks)}",
               not_done(p) or "–") for p in found],
        empty=ui.EmptyState("", "")) if found else None


@requires(Permission.TRAINING_VIEW)
@require_http_methods(["GET", "POST"])
def session(request, session_id):
    try:
        found = training.get_session(session_id=session_id)
    except training.SessionNotFound as missing:
        raise Http404 from missing
    may_edit = request.actor.can(Permission.TRAINING_EDIT)
    listed = training.list_attendance(session_id=session_id)
    form = AttendanceForm(request.POST or None, initial={"hours": f"{found.hours:g}"})
    if may_edit and request.method == "POST" and form.is_valid():
        try:
            training.record_attendance(
                session_id=session_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except training.AttendanceNotPossible as refused:
            form.add_error("participant", refused.message)
        else:
            messages.success(request, _("The person was added to the list."))
            return redirect("training:session", session_id=session_id)
    return render(request, "training/session.html", {
        "title": title_of(found), "form": form if may_edit else None,
        "facts": ui.KeyFacts((
            ui.Fact(_("Day"), found.held_on), ui.Fact(_("Hours"), hours_text(found.hours)),
            ui.Fact(_("Trainer"), found.trainer), ui.Fact(_("Branch"), found.branch),
            ui.Fact(_("Person-hours"), hours_text(found.person_hours)),
        )),
        "table": ui.Table(
            caption=_("Attendance list"),
            columns=(ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Unit")),
                     ui.Column(_("Hours"), ui.Kind.NUMBER), ui.Column(_("Signed"), ui.Kind.NOWRAP),
                     ui.Column(_("Certificate"))),
            rows=[(a.participant, a.unit, hours_text(a.hours),
                   when_text(a.signed_at) if a.signed_at else _("not yet"), _certificate(a))
                  for a in listed],
            empty=ui.EmptyState(_("Nobody yet"), ""),
        ),
        "earned": [a for a in listed if may_edit and a.signed_at and not a.certificate],
        "session_id": session_id,
    })


def _certificate(line):
    if not line.certificate:
        return ""
    return ui.Link(reverse("verify:certificate", args=[line.certificate]), _("issued"))


@requires(Permission.TRAINING_VIEW)
@require_GET
def session_sheet(request, session_id):
    try:
        found = training.get_session(session_id=session_id)
    except training.SessionNotFound as missing:
        raise Http404 from missing
    listed = training.list_attendance(session_id=session_id)
    return pdf_answer(sheet_pdf(found, listed), f"attendance-{session_id}.pdf")


@requires(Permission.TRAINING_EDIT)
@require_http_methods(["GET", "POST"])
def add_session(request):
    at = clock.now()
    form = SessionForm(request.POST or None, initial={"held_on": clock.local_date(at)})
    if request.method == "POST" and form.is_valid():
        try:
            session_id = training.record_session(
                session=training.NewSession(**form.cleaned_data, recorded_at=at),
                actor=request.actor, at=at)
        except training.SessionRecordedBefore as twice:
            form.add_error("held_on", twice.message)
        else:
            messages.success(request, _("The session was recorded. Add who came."))
            return redirect("training:session", session_id=session_id)
    return render(request, "training/add.html", {"form": form})

"""Screens of certificates, of question banks, of courses' rules, and the competence matrix."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.training import public as training
from przystan.rooms.training.forms.planned import (
    CourseForm,
    LanguageForm,
    QuestionForm,
    RevokeForm,
)
from przystan.rooms.training.views.pdf import certificate_pdf, pdf_answer
from przystan.rooms.training.views.words import KINDS, STATES, title_of

SPEC = ui.ListSpec(sorts={"day": ("issued_on",)}, default_sort="-day")
GROUPINGS = {"person": gettext_lazy("By person"), "unit": gettext_lazy("By unit"),
             "procedure": gettext_lazy("By procedure")}


def _today():
    return clock.local_date(clock.now())


@requires(Permission.TRAINING_VIEW)
def certificate_list(request):
    state = ui.read_list(request, SPEC)
    page = ui.cut_page(training.list_certificates(
        on=_today(), offset=state.offset, limit=state.limit), state, total=None)
    table = ui.Table(
        caption=_("Certificates"), caption_hidden=True, state=state, total=page.total,
        has_next=page.has_next,
        columns=(ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Course")),
                 ui.Column(_("Issued"), ui.Kind.NOWRAP),
                 ui.Column(_("Valid until"), ui.Kind.NOWRAP), ui.Column(_("State")),
                 ui.Column(_("Certificate"))),
        rows=[(c.participant, title_of(c), c.issued_on, c.expires_on or "–",
               ui.Tag(*STATES[c.state]),
               ui.Link(reverse("training:certificate", args=[c.code]), _("Show")))
              for c in page.rows],
        empty=ui.EmptyState(_("No certificate yet"), _(
            "It is issued on a session's page, once the attendance is signed.")))
    return render(request, "training/page.html", {"title": _("Certificates"), "blocks": [table]})


@requires(Permission.TRAINING_EDIT)
@require_POST
def issue(request, attendance_id):
    try:
        code = training.issue_certificate(
            attendance_id=attendance_id, actor=request.actor, at=clock.now())
    except training.AttendanceNotFound as missing:
        raise Http404 from missing
    except training.CertificateNotPossible as refused:
        messages.error(request, refused.message)
        return redirect("training:list")
    messages.success(request, _("The certificate is issued."))
    return redirect("training:certificate", code=code)


def _found(code):
    try:
        return training.get_certificate(code=code, on=_today())
    except training.CertificateNotFound as missing:
        raise Http404 from missing


@requires(Permission.TRAINING_VIEW)
@require_http_methods(["GET", "POST"])
def certificate(request, code):
    found = _found(code)
    may_revoke = (request.actor.can(Permission.TRAINING_EDIT)
                  and found.state is not training.CertificateState.REVOKED)
    form = RevokeForm(request.POST or None) if may_revoke else None
    if form and request.method == "POST" and form.is_valid():
        try:
            training.revoke_certificate(
                code=code, reason=form.cleaned_data["reason"], actor=request.actor,
                at=clock.now())
        except training.RevokedBefore as refused:
            form.add_error("reason", refused.message)
        else:
            messages.success(request, _("The certificate is revoked."))
            return redirect("training:certificate", code=code)
    facts = ui.KeyFacts((
        ui.Fact(_("Full name"), found.participant), ui.Fact(_("Course"), title_of(found)),
        ui.Fact(_("State"), ui.Tag(*STATES[found.state])),
        ui.Fact(_("Issued"), found.issued_on), ui.Fact(_("Valid until"), found.expires_on or "–"),
        *([ui.Fact(_("Reason"), found.revoked_for)] if found.revoked_for else ())))
    return render(request, "training/page.html", {
        "title": _("Certificate"), "blocks": [facts], "form": form,
        "form_title": _("Revoke the certificate"), "button": _("Revoke"),
        "actions": [ui.Button(reverse("training:certificate_pdf", args=[code]), _("PDF")),
                    ui.Button(reverse("verify:certificate", args=[code]),
                              _("Verification page"), secondary=True)]})


@requires(Permission.STAFF)
@require_GET
def pdf(request, code):
    found = _found(code)
    if not (request.actor.can(Permission.TRAINING_VIEW)
            or training.is_holder(code=code, user_id=request.actor.user_id)):
        raise PermissionDenied(Permission.TRAINING_VIEW.value)
    address = request.build_absolute_uri(reverse("verify:certificate", args=[code]))
    return pdf_answer(certificate_pdf(found, address), "certificate.pdf")


@requires(Permission.TRAINING_VIEW)
@require_http_methods(["GET", "POST"])
def matrix(request):
    may_edit = request.actor.can(Permission.TRAINING_EDIT)
    form = LanguageForm(request.POST or None) if may_edit else None
    if form and request.method == "POST" and form.is_valid():
        training.record_language(**form.cleaned_data, actor=request.actor, at=clock.now())
        messages.success(request, _("The language is recorded."))
        return redirect("training:matrix")
    by = request.GET.get("by") if request.GET.get("by") in GROUPINGS else "person"
    return render(request, "training/page.html", {
        "title": _("Competences"), "blocks": _matrix_tables(by), "form": form,
        "form_title": _("Add a language"), "button": _("Add"),
        "actions": [ui.Button(f"?by={key}", words, secondary=True)
                    for key, words in GROUPINGS.items() if key != by]})


def _matrix_tables(by):
    """Return the matrix as one table, or as one for each unit or procedure."""
    titles = {p.slug: p.title for p in knowledge.list_statuses()}
    cells = {
        "person": (ui.Column(_("Full name"), ui.Kind.HEAD), lambda c: c.participant),
        "unit": (ui.Column(_("Unit")), lambda c: c.unit or "–"),
        "procedure": (ui.Column(_("Procedure")), lambda c: titles.get(c.procedure, c.procedure)),
        "languages": (ui.Column(_("Languages")),
                      lambda c: ", ".join(x.upper() for x in c.languages)),
        "until": (ui.Column(_("Valid until"), ui.Kind.NOWRAP), lambda c: c.valid_until or "–"),
    }
    group_of = cells[by][1] if by != "person" else lambda c: ""
    groups = {}
    for competence in training.competence_matrix(on=_today()):
        groups.setdefault(group_of(competence), []).append(competence)
    shown = [cell for key, cell in cells.items() if by == "person" or key != by]
    return [ui.Table(
        caption=group or _("Who may serve what, and in which language"), caption_hidden=not group,
        columns=tuple(column for column, _value in shown),
        rows=[tuple(value(c) for _column, value in shown) for c in groups.get(group, ())],
        empty=ui.EmptyState(_("No competence yet"), _(
            "It comes from valid certificates of courses that name procedures.")))
        for group in sorted(groups) or [""]]


@requires(Permission.TRAINING_VIEW)
def course_list(request):
    told = {(o.course_code, o.kind): o for o in training.count_opinions()}

    def opinion(code, kind):
        found = told.get((code, kind))
        return f"{found.yes} / {found.partly} / {found.no}" if found else "–"

    table = ui.Table(
        caption=_("Courses"), caption_hidden=True,
        columns=(ui.Column(_("Course"), ui.Kind.HEAD), ui.Column(_("Pass mark"), ui.Kind.NUMBER),
                 ui.Column(_("Months"), ui.Kind.NUMBER),
                 ui.Column(_("Procedures"), ui.Kind.NUMBER),
                 *(ui.Column(f"{words} ({_('yes')} / {_('partly')} / {_('no')})")
                   for words in KINDS.values())),
        rows=[(ui.Link(reverse("training:course", args=[c.code]), title_of(c)),
               c.pass_mark or "–", c.valid_months or "–", len(c.procedures),
               *(opinion(c.code, k) for k in KINDS)) for c in training.list_courses()],
        empty=ui.EmptyState(_("No course yet"), ""))
    return render(request, "training/page.html", {"title": _("Courses"), "blocks": [table]})


@requires(Permission.TRAINING_EDIT)
@require_http_methods(["GET", "POST"])
def course(request, code):
    found = next((c for c in training.list_courses() if c.code == code), None)
    if found is None:
        raise Http404
    is_question = request.POST.get("part") == "question"
    rules = CourseForm(request.POST if request.POST and not is_question else None, initial={
        "valid_months": found.valid_months, "pass_mark": found.pass_mark,
        "procedures": list(found.procedures)})
    asked = QuestionForm(request.POST if is_question else None, initial={"course_code": code})
    if request.method == "POST":
        is_done = _add_question(request, asked) if is_question else _set_rules(
            request, found, rules)
        if is_done:
            return redirect("training:course", code=code)
    return render(request, "training/course.html", {
        "title": title_of(found), "rules": rules, "asked": asked,
        "questions": training.list_questions(course_code=code)})


def _set_rules(request, found, form):
    if not form.is_valid():
        return False
    given = form.cleaned_data
    training.add_courses(
        courses=[training.NewCourse(
            found.code, found.title, found.title_en, given["valid_months"], given["pass_mark"],
            tuple(given["procedures"]))],
        actor=request.actor, at=clock.now())
    messages.success(request, _("The course is changed; certificates issued stay as they are."))
    return True


def _add_question(request, form):
    if not form.is_valid():
        return False
    try:
        training.add_question(**form.cleaned_data, right=0, actor=request.actor, at=clock.now())
    except training.QuestionNotPossible as refused:
        form.add_error("choices", refused.message)
        return False
    messages.success(request, _("The question is added."))
    return True


@requires(Permission.TRAINING_EDIT)
@require_POST
def retire(request, question_id):
    try:
        training.retire_question(question_id=question_id, actor=request.actor, at=clock.now())
    except training.QuestionNotFound as missing:
        raise Http404 from missing
    messages.success(request, _("The question is asked no more."))
    return redirect("training:courses")

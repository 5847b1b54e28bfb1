"""“My training”: what a member of staff may attend, signs, answers and has earned."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.rooms.training import public as training
from przystan.rooms.training.forms.planned import TestForm
from przystan.rooms.training.views.planned import number_of
from przystan.rooms.training.views.words import ANSWERS, KINDS, STEPS, not_done, title_of, when_text

S, K = training.EnrolmentStep, training.SittingKind
GIVEN_UP = (S.REFUSED, S.CANCELLED)


def _unit(actor):
    return min((s.unit for s in actor.scopes if s.unit), default="")


@requires(Permission.STAFF)
def mine(request):
    actor, at = request.actor, clock.now()
    own = {e.planned_id: e for e in training.list_enrolments(user_id=actor.user_id)}
    courses = {c.code: c for c in training.list_courses()}
    passed = {s.course_code for s in training.list_sittings(user_id=actor.user_id)
              if s.kind is K.POST and s.has_passed}
    open_to = training.list_open_to(
        roles=[r.value for r in actor.roles], unit=_unit(actor), since=at)
    return render(request, "training/mine.html", {
        "offers": [_offer(p, own.get(p.id)) for p in open_to],
        "attended": [_attended(x, courses[x.session.course_code], passed, at)
                     for x in training.list_my_training(user_id=actor.user_id)],
        "practised": [_practised(x) for x in training.list_practice(user_id=actor.user_id)],
        "answers": [(a.value, words) for a, words in ANSWERS.items()]})


def _offer(planned, enrolment):
    state = enrolment.state if enrolment else None
    return {
        "planned": planned, "title": title_of(planned), "when": when_text(planned.starts_at),
        "free": max(planned.seats - planned.placed, 0), "enrolment": enrolment,
        "state": STEPS[state] if state else None, "may_ask": state is None or state in GIVEN_UP}


def _practised(day):
    return {"day": clock.local_date(day.ended_at), "done": len(day.done), "all": len(day.tasks),
            "left": not_done(day)}


def _attended(line, course, passed, at):
    useful, used = training.OpinionKind.USEFUL, training.OpinionKind.USED
    asked = [useful, *([used] if training.is_used_asked(
        held_on=line.session.held_on, on=clock.local_date(at)) else [])]
    return {
        "line": line, "title": title_of(line.session),
        "questions": [(k.value, KINDS[k]) for k in asked if k not in line.has_answered],
        "test_due": course.pass_mark is not None and course.code not in passed}


ACTIONS = {}


@requires(Permission.STAFF)
@require_POST
def act(request, what):
    if what not in ACTIONS:
        raise Http404
    deed, said = ACTIONS[what]
    try:
        deed(request, number_of(request.POST.get("number")))
    except (training.PlannedNotFound, training.AttendanceNotFound) as missing:
        raise Http404 from missing
    except (training.NotForYou, training.StepNotPossible, training.HeldBefore,
            training.SignedBefore, training.AnsweredBefore, training.AskedLater) as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, said())
    return redirect("training:mine")


def _enrol(request, number):
    training.request_enrolment(
        planned_id=number, unit=_unit(request.actor), actor=request.actor, at=clock.now())


def _cancel(request, number):
    training.cancel_enrolment(enrolment_id=number, actor=request.actor, at=clock.now())


def _sign(request, number):
    training.sign_attendance(attendance_id=number, actor=request.actor, at=clock.now())


def _answer(request, number):
    kind, answer = request.POST.get("kind", ""), request.POST.get("answer", "")
    if kind not in set(training.OpinionKind) or answer not in set(training.OpinionAnswer):
        raise Http404
    training.answer_opinion(
        attendance_id=number, kind=training.OpinionKind(kind),
        answer=training.OpinionAnswer(answer), actor=request.actor, at=clock.now())


ACTIONS.update({
    "enrol": (_enrol, lambda: _("You asked for a seat; your supervisor decides.")),
    "cancel": (_cancel, lambda: _("You gave your seat back.")),
    "sign": (_sign, lambda: _("You signed the attendance list.")),
    "answer": (_answer, lambda: _("Thank you for your answer.")),
})


@requires(Permission.STAFF)
@require_http_methods(["GET", "POST"])
def sit(request, course, kind):
    courses = {c.code: c for c in training.list_courses()}
    if course not in courses or kind not in set(K):
        raise Http404
    to_sit = training.questions_to_sit(
        course_code=course, kind=K(kind), user_id=request.actor.user_id)
    form = TestForm(request.POST or None, questions=to_sit.questions)
    if request.method == "POST" and form.is_valid():
        try:
            result = training.sit_test(
                course_code=course, kind=K(kind), number=number_of(request.POST.get("number")),
                answers=[form.cleaned_data[f"q{q.id}"] for q in to_sit.questions],
                actor=request.actor, at=clock.now())
        except training.SittingNotPossible as refused:
            messages.error(request, refused.message)
            return redirect("training:sit", course=course, kind=kind)
        said = _("%(right)d of %(asked)d answers are right.") % {
            "right": result.right, "asked": result.asked}
        is_short = K(kind) is K.POST and not result.has_passed
        note = messages.warning if is_short else messages.success
        note(request, said + (" " + _("That is not enough: try again.") if is_short else ""))
        return redirect("training:mine")
    return render(request, "training/sit.html", {
        "title": title_of(courses[course]), "form": form if to_sit.questions else None,
        "number": to_sit.number,
        "pass_mark": courses[course].pass_mark if kind == K.POST else None})

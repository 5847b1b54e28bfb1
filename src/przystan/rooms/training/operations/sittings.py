"""Question banks and the tests that are sat from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import models
from przystan.rooms.training.operations.sessions import UnknownCourse
from przystan.rooms.training.queries.sittings import QuestionNotFound, questions_to_sit
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.types import Sitting, SittingKind


class QuestionNotPossible(Exception):
    """A question needs two different choices or more, one of them right, and a text of its own."""

    message = _("A question needs at least two different choices, and a text of its own.")


class SittingNotPossible(Exception):
    """The course has no questions, or the test was answered in another window meanwhile."""

    message = _("This test has changed meanwhile, or was answered already. Open it again.")


def add_question(
    *, course_code: str, text: str, choices: Sequence[str], right: int, actor: Actor,
    at: datetime,
) -> int:
    """Add a question to a course's bank and return its id; `right` is a place from 0.

    Raises UnknownCourse, QuestionNotPossible.
    """
    course = models.Course.objects.filter(code=course_code).first()
    if course is None:
        raise UnknownCourse(course_code)
    given = [c.strip() for c in choices]
    if len(set(given)) < max(2, len(given)) or not all(given) or not 0 <= right < len(given):
        raise QuestionNotPossible(course_code)
    try:
        with transactions.transaction():
            row = models.Question.objects.create(
                course=course, text=text.strip(), choices=given, right=right, added_at=at)
    except IntegrityError as twice:
        raise QuestionNotPossible(course_code) from twice
    audit.record(actor=actor, at=at, action="training.add_question",
                 subject=f"training.question:{row.pk}")
    return row.pk


def retire_question(*, question_id: int, actor: Actor, at: datetime) -> None:
    """Ask a question no more; tests in which it was asked keep it. Raises QuestionNotFound."""
    found = models.Question.objects.filter(pk=question_id, retired_at__isnull=True)
    if not found.update(retired_at=at):
        raise QuestionNotFound(question_id)
    audit.record(actor=actor, at=at, action="training.retire_question",
                 subject=f"training.question:{question_id}")


def sit_test(
    *, course_code: str, kind: SittingKind, number: int, answers: Sequence[int], actor: Actor,
    at: datetime,
) -> Sitting:
    """Mark the actor's answers, in the order of questions_to_sit, and return the result.

    `number` is the sitting that the page showed: the same page sent twice counts once. The test
    before a course is sat once; the one after it may be repeated with other questions.
    Raises UnknownCourse, SittingNotPossible.
    """
    if actor.user_id is None:
        raise SittingNotPossible(course_code)
    to_sit = questions_to_sit(course_code=course_code, kind=kind, user_id=actor.user_id)
    asked = to_sit.questions
    if to_sit.number != number or not asked or len(answers) != len(asked):
        raise SittingNotPossible(course_code)
    right = sum(q.right == a for q, a in zip(asked, answers, strict=True))
    course = models.Course.objects.get(code=course_code)
    passed = rules.has_passed(right=right, asked=len(asked), pass_mark=course.pass_mark)
    try:
        with transactions.transaction():
            models.Sitting.objects.create(
                course=course, user_id=actor.user_id, kind=kind.value, number=number,
                asked=[q.id for q in asked], answers=list(answers), right=right,
                has_passed=passed, taken_at=at)
    except IntegrityError as twice:
        raise SittingNotPossible(course_code) from twice
    audit.record(actor=actor, at=at, action="training.sit_test",
                 subject=f"training.course:{course.pk}", details={"kind": kind.value})
    return Sitting(course_code, kind, right, len(asked), passed, at)

"""Reads of question banks and of tests."""

from __future__ import annotations

from dataclasses import dataclass

from przystan.rooms.training import models
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.types import Question, Sitting, SittingKind


class QuestionNotFound(Exception):
    """There is no such question in use."""


@dataclass(frozen=True)
class ToSit:
    """The test that somebody sits next: its number from 1 and its questions."""

    number: int
    questions: tuple[Question, ...]


def _question(row: models.Question) -> Question:
    return Question(row.pk, row.text, tuple(row.choices), row.right)


def list_questions(*, course_code: str) -> tuple[Question, ...]:
    """Return the questions in use of a course, in the order of their writing."""
    found = models.Question.objects.filter(course__code=course_code, retired_at__isnull=True)
    return tuple(_question(row) for row in found.order_by("id"))


def questions_to_sit(*, course_code: str, kind: SittingKind, user_id: int) -> ToSit:
    """Return what somebody is asked next; no question when the test before was sat already."""
    sat = models.Sitting.objects.filter(
        course__code=course_code, user_id=user_id, kind=kind.value).count()
    if kind is SittingKind.PRE and sat:
        return ToSit(sat + 1, ())
    known = {q.id: q for q in list_questions(course_code=course_code)}
    drawn = rules.draw(list(known), seed=f"{course_code}:{kind.value}:{user_id}:{sat + 1}")
    return ToSit(sat + 1, tuple(known[i] for i in drawn))


def list_sittings(*, user_id: int) -> tuple[Sitting, ...]:
    """Return the tests that somebody sat, the latest first."""
    found = models.Sitting.objects.filter(user_id=user_id).select_related("course")
    return tuple(
        Sitting(s.course.code, SittingKind(s.kind), s.right, len(s.asked), s.has_passed, s.taken_at)
        for s in found.order_by("-taken_at", "-id"))

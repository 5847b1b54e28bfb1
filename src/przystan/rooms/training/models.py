"""Courses, sessions, enrolment, attendance, tests and certificates of staff."""

from collections.abc import Iterable
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from przystan.rooms.training.types import (
    EnrolmentStep,
    OpinionAnswer,
    OpinionKind,
    SittingKind,
)


def _choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(x.value, x.value) for x in values]


class Course(models.Model):
    """One course of the catalogue."""

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    valid_months = models.IntegerField(null=True)
    pass_mark = models.IntegerField(null=True)
    procedures = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__gte=1, pass_mark__lte=100),
                name="training_pass_mark_of_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(valid_months__isnull=True) | Q(valid_months__gt=0),
                name="training_valid_months_positive",
            ),
        ]


class Session(models.Model):
    """One session of a course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    trainer = models.CharField(max_length=120)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "held_on", "branch"], name="training_session_once"
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=12), name="training_hours_of_a_day"
            ),
        ]


class Attendance(models.Model):
    """One person's hours at one session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    participant = models.CharField(max_length=120)
    unit = models.CharField(max_length=60)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("participant", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"], name="training_attended_once"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_hours_positive"),
        ]


class Signature(models.Model):
    """That somebody confirmed their own attendance, signed in as themselves; appended."""

    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="signature"
    )
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+"
    )


class PlannedSession(models.Model):
    """One session to come: where, who leads it, for whom, from which budget line."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="planned")
    starts_at = models.DateTimeField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    trainer = models.CharField(max_length=120)
    room = models.CharField(max_length=80)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    seats = models.IntegerField()
    budget_line = models.CharField(max_length=80, blank=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    unit = models.CharField(max_length=60, blank=True)
    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, related_name="planned", null=True
    )
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "starts_at", "branch"], name="training_planned_once"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="training_seats_positive"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=12), name="training_planned_hours_of_a_day"
            ),
        ]


class Enrolment(models.Model):
    """One person's wish to come to a session; its state is its last step."""

    planned = models.ForeignKey(
        PlannedSession, on_delete=models.PROTECT, related_name="enrolments"
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+"
    )
    participant = models.CharField(max_length=120)
    unit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("planned", "id")
        constraints = [
            models.UniqueConstraint(fields=["planned", "user"], name="training_enrolled_once"),
        ]


class EnrolmentEvent(models.Model):
    """One step of an enrolment: who took it and when; appended."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=20, choices=_choices(EnrolmentStep))
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("enrolment", "id")


class Question(models.Model):
    """One question of a course's bank; one that served is retired, never changed."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=400)
    choices = ArrayField(models.CharField(max_length=200))
    right = models.IntegerField()
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("course", "id")
        constraints = [
            models.UniqueConstraint(fields=["course", "text"], name="training_question_once"),
            models.CheckConstraint(
                condition=Q(right__gte=0) & Q(right__lt=models.Func(
                    models.F("choices"), function="cardinality",
                    output_field=models.IntegerField())),
                name="training_right_is_a_choice",
            ),
        ]


class Sitting(models.Model):
    """One test that was sat: what was asked and answered; appended."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=_choices(SittingKind))
    number = models.IntegerField()
    asked = ArrayField(models.BigIntegerField())
    answers = ArrayField(models.IntegerField())
    right = models.IntegerField()
    has_passed = models.BooleanField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("course", "user", "kind", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "user", "kind", "number"], name="training_sitting_once"
            ),
        ]


class Certificate(models.Model):
    """What was certified, as it was signed; appended."""

    code = models.CharField(max_length=32, unique=True)
    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="certificate"
    )
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    badge = models.JSONField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-issued_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=models.F("issued_on")),
                name="training_certificate_days_in_order",
            ),
        ]


class Revocation(models.Model):
    """That a certificate no longer holds, and why; appended."""

    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="revocation"
    )
    reason = models.CharField(max_length=200)
    revoked_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="training_revoked_for_a_reason"),
        ]


class StaffLanguage(models.Model):
    """A language in which somebody serves; recorded once."""

    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=5)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("user", "language")
        constraints = [
            models.UniqueConstraint(fields=["user", "language"], name="training_language_once"),
        ]


class Opinion(models.Model):
    """A participant's answer: was it useful, was it used after three months; appended."""

    attendance = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, related_name="opinions"
    )
    kind = models.CharField(max_length=10, choices=_choices(OpinionKind))
    answer = models.CharField(max_length=10, choices=_choices(OpinionAnswer))
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("attendance", "kind")
        constraints = [
            models.UniqueConstraint(fields=["attendance", "kind"], name="training_asked_once"),
        ]


class Practice(models.Model):
    """One day practised in a private copy of the demo office: what was to be done, what was.

    Tasks are codes of `journeys/practice.py`; they were checked by the rows of the copy, which is
    thrown away. Appended.
    """

    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+"
    )
    tasks = ArrayField(models.CharField(max_length=20))
    done = ArrayField(models.CharField(max_length=20))
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ("-ended_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(done__contained_by=models.F("tasks")),
                name="training_practice_done_of_tasks",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("began_at")),
                name="training_practice_ends_after_it_began",
            ),
        ]

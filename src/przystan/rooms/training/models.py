"""Courses, sessions and attendance of staff."""

from django.db import models
from django.db.models import Q


class Course(models.Model):
    """One course of the catalogue."""

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)

    class Meta:
        ordering = ("code",)


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

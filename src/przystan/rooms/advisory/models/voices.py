"""The survey (answers without any link to a person) and complaints."""

from django.db import models

from przystan.rooms.advisory.models.visits import one_of
from przystan.rooms.advisory.types.voices import (
    Clarity,
    ComplaintCategory,
    ComplaintState,
    Helpfulness,
)


class SurveyInvitation(models.Model):
    """A one-time code, kept as a hash. Nothing here names the person or the visit."""

    project = models.ForeignKey("finance.Project", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3)
    code_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    expires_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)


class SurveyAnswer(models.Model):
    """One answer: its month at most, never its invitation."""

    project = models.ForeignKey("finance.Project", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3)
    month = models.DateField()
    helpful = models.CharField(max_length=12)
    clear = models.CharField(max_length=12)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("helpful", Helpfulness), name="advisory_survey_helpful_known"
            ),
            models.CheckConstraint(
                condition=one_of("clear", Clarity), name="advisory_survey_clear_known"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="advisory_survey_month_only"
            ),
        ]


class Complaint(models.Model):
    """A complaint; those of the confidential lane are read by complaint officers only."""

    number = models.CharField(max_length=20, unique=True)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=16)
    language = models.CharField(max_length=3)
    is_confidential = models.BooleanField(default=False)
    text = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=one_of("category", ComplaintCategory),
                name="advisory_complaint_category_known",
            )
        ]


class ComplaintStep(models.Model):
    """One state of a complaint: appended, never edited."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("complaint", "place")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "place"], name="advisory_complaint_step_once"
            ),
            models.CheckConstraint(
                condition=one_of("state", ComplaintState), name="advisory_complaint_state_known"
            ),
        ]

"""Tagging as it goes on at a desk: runs, what was tagged in them, what went wrong."""

from django.db import models
from django.db.models import Q

from przystan.rooms.records.models.folders import Folder, TaggingSession
from przystan.rooms.records.types import TaggingProblem


class TaggingRun(models.Model):
    """A tagging session while it is being worked; its hours become a session when it is closed."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    persons = models.IntegerField()
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=160)
    started_by_id_value = models.BigIntegerField(null=True, db_column="started_by_id")
    ended_at = models.DateTimeField(null=True)
    session = models.OneToOneField(
        TaggingSession, on_delete=models.PROTECT, null=True, related_name="run")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(persons__gt=0), name="records_run_has_persons"),
            models.UniqueConstraint(
                fields=["started_by_id_value"], condition=Q(ended_at__isnull=True),
                name="records_one_open_run"),
        ]


class TaggingEntry(models.Model):
    """One folder tagged in a run. A wrong one is taken back with a reason; its row stays."""

    run = models.ForeignKey(TaggingRun, on_delete=models.PROTECT, related_name="entries")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    epc = models.CharField(max_length=24, unique=True, db_collation="C")
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-id",)


class TaggingError(models.Model):
    """One thing that went wrong in a run: a tag that was refused, a label that was spoilt."""

    run = models.ForeignKey(TaggingRun, on_delete=models.PROTECT, related_name="errors")
    problem = models.CharField(
        max_length=16, choices=[(p.value, p.value) for p in TaggingProblem])
    text = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)


class SessionRemoval(models.Model):
    """A session that was recorded wrongly: struck out with a reason, perhaps replaced."""

    session = models.OneToOneField(
        TaggingSession, on_delete=models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()
    removed_by = models.CharField(max_length=160)
    reason = models.CharField(max_length=300)
    replaced_by = models.OneToOneField(
        TaggingSession, on_delete=models.PROTECT, null=True, related_name="replaced")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="records_session_removal_has_reason")
        ]

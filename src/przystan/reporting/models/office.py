"""What staff keep for themselves: texts of reports, schedules, views, keys of programs."""

from django.db import models
from django.db.models import Q


class Narrative(models.Model):
    """One version of a report's own text in a language; the highest is in force."""

    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("kind", "language", "version")
        constraints = [models.UniqueConstraint(
            fields=["kind", "language", "version"], name="reporting_narrative_version_once")]


class Schedule(models.Model):
    """A report that is sent after each month or quarter, as a file of the form `ending`."""

    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    every = models.CharField(max_length=8)
    ending = models.CharField(max_length=4)
    recipient = models.EmailField()
    # The address is not of the office's staff, and whoever made the schedule said so.
    is_outside = models.BooleanField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(
            condition=Q(every__in=["month", "quarter"]), name="reporting_schedule_every_known")]


class ScheduleStop(models.Model):
    """From when on a schedule sends nothing more."""

    schedule = models.OneToOneField(Schedule, on_delete=models.PROTECT, related_name="stop")
    stopped_at = models.DateTimeField()
    stopped_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class SavedView(models.Model):
    """One question to the figures under a name; its owner may take it away."""

    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="reporting_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="reporting_view_has_a_name"),
        ]


class ApiKey(models.Model):
    """A key of a program: only its hash is kept, with what it opens."""

    name = models.CharField(max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=160)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = [models.CheckConstraint(
            condition=~Q(scopes=""), name="reporting_key_opens_something")]

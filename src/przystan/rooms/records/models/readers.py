"""Edge agents, antennas, what they saw, and where each tag was last seen."""

from django.db import models

from przystan.rooms.records.models.folders import Place
from przystan.rooms.records.types import AlarmFinding, AlarmReason


class EdgeAgent(models.Model):
    """A program beside the readers of one building. Its key is its own; the office has the half
    that proves it.
    """

    uuid = models.UUIDField(unique=True)
    name = models.CharField(max_length=80)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    public_key = models.BinaryField(max_length=32)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.CharField(max_length=160)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=160, blank=True)
    last_seq = models.BigIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True)
    skew_ms = models.IntegerField(null=True)
    # How its readers do, as it last said: [[name, state, skew_ms], …].
    readers = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)


class EnrolmentCode(models.Model):
    """A code with which one agent may enrol once, kept as its hash."""

    code_hash = models.BinaryField(max_length=32, unique=True)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=160)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class Antenna(models.Model):
    """What an antenna of a fixed reader looks at."""

    reader = models.CharField(max_length=64)
    number = models.IntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("reader", "number", "id")
        constraints = [
            models.UniqueConstraint(fields=["reader", "number"], name="records_antenna_once"),
        ]


class Sighting(models.Model):
    """A tag's presence before a reader, as an agent reported it. Of short life."""

    agent = models.ForeignKey(EdgeAgent, on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    epc = models.CharField(max_length=24, db_collation="C")
    reader = models.CharField(max_length=64)
    antenna = models.IntegerField(null=True)
    rssi_dbm = models.FloatField(null=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    reads = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "seq"], name="records_sighting_once"),
        ]


class TagSeen(models.Model):
    """Where a tag was last seen: derived from sightings and counts.

    Its place is theirs, which was looked up when they were stored, so it is not checked again.
    """

    epc = models.CharField(max_length=24, primary_key=True, db_collation="C")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False)
    reader = models.CharField(max_length=64, blank=True)
    rssi_dbm = models.FloatField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seen_at", "epc"], name="records_seen_when")]


class GateAlarm(models.Model):
    """An alarm of a gate. Its key was made there, so that it is stored once however often sent."""

    key = models.UUIDField(unique=True)
    agent = models.ForeignKey(EdgeAgent, on_delete=models.PROTECT, related_name="+")
    epc = models.CharField(max_length=24, db_collation="C")
    reader = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in AlarmReason])
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["-at", "-id"], name="records_alarm_when")]


class GateAlarmSettled(models.Model):
    """What somebody found who went to see; the latest row counts, a correction is another."""

    alarm = models.ForeignKey(GateAlarm, on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(
            condition=models.Q(finding__in=[f.value for f in AlarmFinding]),
            name="records_alarm_finding_known")]

"""Recording policies, what callers chose, recordings and who heard them, listeners: appended."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from przystan.rooms.calls.models.live import SwitchboardOrder
from przystan.rooms.calls.types.recording import (
    MOST_RETENTION_DAYS,
    RecordingPurpose,
    TroubleKind,
)


class RecordingPolicy(models.Model):
    """Which conversations are recorded from a day on; of one day the latest row counts."""

    valid_from = models.DateField()
    is_on = models.BooleanField()
    lines = ArrayField(models.CharField(max_length=40), default=list)
    purpose = models.CharField(max_length=20)
    retention_days = models.PositiveSmallIntegerField()
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-valid_from", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[p.value for p in RecordingPurpose]),
                name="calls_policy_purpose_known"),
            models.CheckConstraint(
                condition=Q(retention_days__gte=1, retention_days__lte=MOST_RETENTION_DAYS),
                name="calls_policy_retention_in_days"),
        ]


class RecordingChoice(models.Model):
    """A caller was told that the conversation is recorded, and refused or did not. Once a call."""

    call_key = models.CharField(max_length=150, unique=True)
    policy = models.ForeignKey(RecordingPolicy, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    is_refused = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class CallRecording(models.Model):
    """One recorded stretch of a call, as a stored file until its retention ends."""

    name = models.CharField(max_length=180, unique=True)
    call_key = models.CharField(max_length=150)
    policy = models.ForeignKey(RecordingPolicy, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    erase_on = models.DateField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["call_key", "id"], name="calls_recording_of_call"),
            models.Index(fields=["erase_on"], condition=Q(erased_at__isnull=True),
                         name="calls_recording_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(sha256="")
                | Q(erased_at__isnull=False, sha256=""), name="calls_recording_erased_whole"),
        ]


class RecordingRead(models.Model):
    """Somebody listened to a recording: who, when and why."""

    recording = models.ForeignKey(CallRecording, on_delete=models.PROTECT, related_name="reads")
    reason = models.CharField(max_length=300)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="calls_read_has_reason"),
        ]


class RecordingTrouble(models.Model):
    """A conversation that went on unrecorded although the policy asks for it."""

    call_key = models.CharField(max_length=150)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["at"], name="calls_trouble_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in TroubleKind]),
                name="calls_trouble_kind_known"),
        ]


class Listening(models.Model):
    """A supervisor listens to a conversation: written before they hear a word of it."""

    order = models.OneToOneField(SwitchboardOrder, on_delete=models.PROTECT, related_name="+")
    call_key = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["call_key"], condition=Q(ended_at__isnull=True),
                                name="calls_listening_now")]


class IncomingSms(models.Model):
    """One SMS that a gateway handed over, once; neither its number nor its words are kept."""

    gateway = models.CharField(max_length=40)
    message_id = models.CharField(max_length=120)
    outcome = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["gateway", "message_id"], name="calls_sms_once"),
        ]

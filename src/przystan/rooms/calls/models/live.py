"""Operators' states, what the switchboard saw, call-backs, the helpline's versions: appended."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from przystan.rooms.calls.types.live import (
    AgentStatus,
    CallBackOutcome,
    LiveKind,
    OrderKind,
    TaskState,
)
from przystan.rooms.calls.types.routing import MOST_PRIORITY, Fit, OfferReason


class AgentState(models.Model):
    """One change of an operator's state; the latest row of an operator is where they are now."""

    username = models.CharField(max_length=150)
    phone = models.CharField(max_length=20)
    status = models.CharField(max_length=12)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    reason = models.CharField(max_length=60, blank=True)
    call_key = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("username", "-id")
        indexes = [models.Index(fields=["username", "-id"], name="calls_agent_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in AgentStatus]),
                name="calls_agent_status_known"),
            models.CheckConstraint(
                condition=~Q(status=AgentStatus.PAUSE) | ~Q(reason=""),
                name="calls_agent_pause_has_reason"),
        ]


class LiveEvent(models.Model):
    """One thing that the switchboard saw of a call: a log beside the engine's own."""

    call_key = models.CharField(max_length=150)
    kind = models.CharField(max_length=16)
    language = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["call_key", "id"], name="calls_live_of_call"),
                   models.Index(fields=["at"], name="calls_live_at"),
                   models.Index(fields=["number"], name="calls_live_number",
                                condition=~Q(number=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LiveKind]), name="calls_live_kind_known")
        ]


class QueueEntry(models.Model):
    """What the helpline asked for a caller when they joined the queue."""

    call_key = models.CharField(max_length=150)
    place = models.CharField(max_length=80)
    topic = models.CharField(max_length=80, blank=True)
    branch = models.CharField(max_length=20, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    priority_reason = models.CharField(max_length=20, blank=True)
    skill_seconds = models.PositiveSmallIntegerField()
    branch_seconds = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["call_key", "id"], name="calls_entry_of_call")]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__lte=MOST_PRIORITY)
                & (Q(priority=0, priority_reason="") | Q(priority__gt=0) & ~Q(priority_reason="")),
                name="calls_entry_priority_has_reason"),
        ]


class CallOffer(models.Model):
    """One caller offered to one operator, and why to them. What came of it is in the live log."""

    call_key = models.CharField(max_length=150)
    username = models.CharField(max_length=150)
    phone = models.CharField(max_length=20)
    language = models.CharField(max_length=2, blank=True)
    entry = models.ForeignKey(QueueEntry, on_delete=models.PROTECT, null=True, related_name="+",
                              db_index=False)
    fit = models.CharField(max_length=12)
    reason = models.CharField(max_length=20)
    waited_seconds = models.PositiveIntegerField()
    ready = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["call_key", "id"], name="calls_offer_of_call")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fit__in=[f.value for f in Fit]), name="calls_offer_fit_known"),
            models.CheckConstraint(
                condition=Q(reason__in=[r.value for r in OfferReason]),
                name="calls_offer_reason_known"),
        ]


class CallBack(models.Model):
    """A caller who asked to be called back: once per call, however often it is delivered."""

    call_key = models.CharField(max_length=150, unique=True)
    number = models.CharField(max_length=80)
    e164 = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=2, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("asked_at", "id")


class CallBackEnd(models.Model):
    """How a call-back ended, and by whom."""

    call_back = models.OneToOneField(CallBack, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("call_back_id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[o.value for o in CallBackOutcome]),
                name="calls_call_back_outcome_known")
        ]


class HelplineVersion(models.Model):
    """One version of the helpline as its TOML text. Never edited."""

    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)


class HelplineRelease(models.Model):
    """A version put into service; the latest row is what callers hear. Going back is a new row."""

    version = models.ForeignKey(HelplineVersion, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)


class HelplineRecording(models.Model):
    """A human voice that says one text of the helpline; the latest row of a text counts.

    `text_digest` ties it to the words: where the words change, the recording is none of theirs.
    Without `sha256` the recording is taken back.
    """

    language = models.CharField(max_length=2)
    text_digest = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["language", "text_digest", "-id"],
                                name="calls_recording_latest")]


class BrowserPhone(models.Model):
    """A telephone made for one sitting at a browser; `ended_at` once the engine forgot it."""

    phone = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["until_at"], condition=Q(ended_at__isnull=True),
                                name="calls_phone_live")]


class UnitTask(models.Model):
    """What an operator asks a unit to do for a caller; what became of it stands in its steps."""

    unit = models.CharField(max_length=20)
    note = models.CharField(max_length=500)
    call_key = models.CharField(max_length=150, blank=True)
    number = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=12, blank=True)
    username = models.CharField(max_length=150, blank=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        ordering = ("due_at", "id")
        indexes = [models.Index(fields=["unit", "due_at", "id"], name="calls_task_of_unit"),
                   models.Index(fields=["username", "-id"], name="calls_task_of_operator")]


class UnitTaskStep(models.Model):
    """A unit took a task on, or answered it. Each step once."""

    task = models.ForeignKey(UnitTask, on_delete=models.PROTECT, related_name="steps",
                             db_index=False)
    state = models.CharField(max_length=10)
    answer = models.CharField(max_length=500, blank=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("task_id", "id")
        constraints = [
            models.UniqueConstraint(fields=["task", "state"], name="calls_task_step_once"),
            models.CheckConstraint(
                condition=Q(state=TaskState.ACCEPTED, answer="") | Q(state=TaskState.DONE)
                & ~Q(answer=""), name="calls_task_done_has_answer"),
        ]


class SwitchboardOrder(models.Model):
    """What an operator wants done with the caller they speak with; `taken_at` once it is.

    Of a call out: `phone` is the operator's, `reason` why, `call_key` the engine's id once placed.
    """

    call_key = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=10)
    target = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=500, blank=True)
    username = models.CharField(max_length=150, blank=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["id"], condition=Q(taken_at__isnull=True),
                         name="calls_order_waiting"),
            models.Index(fields=["username", "-id"], condition=Q(kind="call"),
                         name="calls_order_calls"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in OrderKind]), name="calls_order_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[OrderKind.TRANSFER.value, OrderKind.ASK.value,
                                       OrderKind.CALL.value]) | ~Q(target=""),
                name="calls_order_transfer_has_target"),
        ]

"""Raw engine events, contacts with legs, wrap-ups, removals and import runs: appended rows."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from przystan.rooms.calls.types import Direction, LegKind, LogKind, Outcome


def _choice_check(field: str, values: type[StrEnum], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in values]}), name=name
    )


class ImportRun(models.Model):
    """One reading of a file (or a batch of live events). `state` lets the next one go on."""

    imported_at = models.DateTimeField()
    actor_name = models.CharField(max_length=150)
    file_name = models.CharField(max_length=255)
    source = models.CharField(max_length=16)
    engine = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    repeats = models.PositiveIntegerField()
    contacts = models.PositiveIntegerField()
    restarts = models.PositiveIntegerField()
    open_calls = models.PositiveIntegerField()
    refused_count = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    state = models.JSONField(default=dict)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [_choice_check("source", LogKind, "calls_run_source_known")]
        indexes = [models.Index(fields=["engine", "source", "-id"], name="calls_run_latest")]


class EngineEvent(models.Model):
    """One line of an engine's log, as written. Never edited; a repeat is not a second row."""

    engine = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=16)
    source = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()
    call_key = models.CharField(max_length=150)
    offered_date = models.DateField(null=True)
    raw = models.TextField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+",
                            db_index=False)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            # In this order one index also finds the events of a call, and grows at its end.
            models.UniqueConstraint(
                fields=["engine", "call_key", "digest"], name="calls_event_once")
        ]
        indexes = [
            models.Index(fields=["offered_date"], condition=Q(offered_date__isnull=False),
                         name="calls_event_offered"),
        ]


class Contact(models.Model):
    """One call of one outside party. Rebuildable from the events; removed by an appended row."""

    engine = models.CharField(max_length=40)
    key = models.CharField(max_length=150)
    direction = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    local_date = models.DateField()
    number = models.CharField(max_length=80, blank=True)
    e164 = models.CharField(max_length=16, blank=True)
    line = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    redirected_to = models.CharField(max_length=40, blank=True)
    redirect_answered = models.BooleanField(null=True)
    operators = ArrayField(models.CharField(max_length=60), default=list)
    wait_seconds = models.FloatField(null=True)
    talk_seconds = models.FloatField(null=True)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, null=True,
                               related_name="+", db_index=False)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+",
                            db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["engine", "key"], name="calls_contact_once"),
            _choice_check("direction", Direction, "calls_contact_direction_known"),
            _choice_check("outcome", Outcome, "calls_contact_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="cut_by_restart")
                | Q(direction="outgoing", outcome__startswith="outgoing")
                | Q(direction="incoming") & ~Q(outcome__startswith="outgoing"),
                name="calls_contact_outcome_fits_direction",
            ),
            models.CheckConstraint(
                condition=Q(redirected_to="", redirect_answered__isnull=True)
                | ~Q(redirected_to="") & Q(redirect_answered__isnull=False),
                name="calls_contact_redirect_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="calls_contact_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(wait_seconds__isnull=True) | Q(wait_seconds__gte=0))
                & (Q(talk_seconds__isnull=True) | Q(talk_seconds__gte=0)),
                name="calls_contact_seconds_positive",
            ),
        ]
        indexes = [
            models.Index(fields=["-started_at", "-id"], name="calls_contact_latest"),
            models.Index(fields=["outcome", "local_date"], name="calls_contact_counted",
                         include=["direction", "redirected_to", "recorded_at", "id"]),
            models.Index(fields=["e164"], name="calls_contact_number",
                         condition=~Q(e164="")),
        ]


class Leg(models.Model):
    """One stretch of a contact: helpline, queue, operator, consultation, unit, outgoing."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="legs",
                                db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    who = models.CharField(max_length=80, blank=True)
    target = models.CharField(max_length=80, blank=True)
    call_key = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("contact_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["contact", "position"], name="calls_leg_in_order"),
            _choice_check("kind", LegKind, "calls_leg_kind_known"),
        ]
        indexes = [
            models.Index(fields=["call_key"], name="calls_leg_consultation",
                         condition=Q(kind="consultation")),
        ]


class WrapUp(models.Model):
    """What the operator noted after the contact: topic and outcome. Once per contact."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="wrap_up")
    topic = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    actor_name = models.CharField(max_length=150)

    class Meta:
        ordering = ("contact_id",)
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="calls_wrap_up_has_topic")
        ]


class Removal(models.Model):
    """A contact that does not count (a test call, a prank): who says so, when and why."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="removal")
    reason = models.CharField(max_length=300)
    removed_at = models.DateTimeField()
    actor_name = models.CharField(max_length=150)

    class Meta:
        ordering = ("contact_id",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="calls_removal_has_reason")
        ]


class Offered(models.Model):
    """How many calls were offered on a day, as an office counted that handed its contacts over."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+",
                            db_index=False)
    local_date = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("local_date", "id")
        constraints = [
            models.UniqueConstraint(fields=["run", "local_date"], name="calls_offered_once")
        ]


class Disagreement(models.Model):
    """One difference between two logs about one call; found anew whenever a log is read."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    engine = models.CharField(max_length=40)
    call_key = models.CharField(max_length=150)
    reason = models.CharField(max_length=40)
    log = models.CharField(max_length=16)
    says = models.CharField(max_length=200)
    instead_of = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    is_explained = models.BooleanField()

    class Meta:
        ordering = ("run_id", "id")
        indexes = [models.Index(fields=["engine", "call_key"], name="calls_disagreement_of_call")]

"""Case types, cases, their stages and clocks as appended rows."""

from django.db import models
from django.db.models import Q

from przystan.rooms.cases.types import (
    Channel,
    Decision,
    EventKind,
    RuleKind,
    Stage,
    TermKind,
    Unit,
)


class CaseType(models.Model):
    """One kind of procedure. Classes that no source confirms are marked so and stay editable."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    file_class = models.CharField(max_length=4)
    legal_basis = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(default=False)
    term = models.CharField(
        max_length=12, blank=True, default="", choices=[(t.value, t.value) for t in TermKind])

    class Meta:
        ordering = ("code",)


class SignCounter(models.Model):
    """The last number given per unit, class and year: a row lock keeps signs free of gaps."""

    unit = models.CharField(max_length=16)
    file_class = models.CharField(max_length=4)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "file_class", "year"], name="cases_one_counter"
            )
        ]


class Case(models.Model):
    """One case from receipt to card."""

    sign = models.CharField(max_length=40, unique=True)
    unit = models.CharField(max_length=16)
    file_class = models.CharField(max_length=4)
    number = models.IntegerField()
    year = models.IntegerField()
    type = models.ForeignKey(CaseType, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Channel])
    received_on = models.DateField(db_index=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-received_on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "file_class", "year", "number"], name="cases_sign_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="cases_number_positive"),
        ]


class StageEvent(models.Model):
    """One step of a case: appended, never edited."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=14, choices=[(s.value, s.value) for s in Stage])
    on = models.DateField(db_column="on_date")
    decision = models.CharField(
        max_length=16, blank=True, choices=[(d.value, d.value) for d in Decision]
    )
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["case", "-id"], name="cases_stage_latest")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(stage=Stage.DECIDED) & ~Q(decision=""))
                | (~Q(stage=Stage.DECIDED) & Q(decision="")),
                name="cases_decision_with_decided",
            )
        ]


class StatusCode(models.Model):
    """A number and a PIN by which a person hears how the case stands. The PIN is kept as a hash."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=10, unique=True)
    pin_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=160)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-issued_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{10}$"), name="cases_code_ten_digits"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(withdrawn_at__isnull=True),
                name="cases_code_one_live"),
        ]


class StatusAttempt(models.Model):
    """One try to hear a status, right or wrong: what the lock-out counts."""

    number = models.CharField(max_length=20)
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["number", "-at"], name="cases_attempts_of_number")]


class LawRule(models.Model):
    """One version of a dated rule of law. A change is a further version, never an edit."""

    code = models.CharField(max_length=40)
    version = models.IntegerField()
    kind = models.CharField(max_length=5, choices=[(k.value, k.value) for k in RuleKind])
    subject = models.CharField(max_length=20, blank=True)
    length = models.IntegerField(default=0)
    unit = models.CharField(max_length=6, choices=[(u.value, u.value) for u in Unit])
    article = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("code", "version")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="cases_law_version_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="cases_law_days_in_order"),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.TERM) | Q(length__gt=0), name="cases_law_term_positive"),
        ]


class ClockEvent(models.Model):
    """One thing that happened in a case and moves its clock: appended, never edited."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in EventKind])
    on = models.DateField(db_column="on_date")
    due_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("on", "id")
        indexes = [models.Index(fields=["case", "on"], name="cases_clock_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gt=models.F("on")),
                name="cases_clock_due_after"),
            models.CheckConstraint(
                condition=~Q(kind__in=[EventKind.DEFECTS_SUMMONED, EventKind.DOCUMENTS_SUMMONED,
                                       EventKind.EXTENDED]) | Q(due_on__isnull=False),
                name="cases_clock_due_given"),
        ]


class ClockStrike(models.Model):
    """A recorded event that was wrong: struck with a reason by a further row."""

    event = models.OneToOneField(ClockEvent, on_delete=models.PROTECT, related_name="strike")
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class CaseTerm(models.Model):
    """What the clock of a case last gave: derived from its events and the law, made anew at will.

    A case is suspended on a day of `paused_from`–`paused_until`, or where the law stops every term.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    started_on = models.DateField(null=True)
    last_date = models.DateField(null=True)
    paused_from = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ("last_date", "case_id")
        indexes = [
            models.Index(fields=["last_date", "case"], condition=Q(ended_on__isnull=True),
                         name="cases_term_next")]

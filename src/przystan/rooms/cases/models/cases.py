"""Case types, cases, their stages and status codes as appended rows."""

from django.db import models
from django.db.models import Q

from przystan.rooms.cases.types import Channel, Decision, Stage, TermKind


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


class CaseTypeVersion(models.Model):
    """One dated version of a case type, whole: fees, checklist, stages, results, keeping."""

    type = models.ForeignKey(CaseType, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    valid_from = models.DateField()
    content = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("type", "version")
        constraints = [
            models.UniqueConstraint(fields=["type", "version"], name="cases_type_version_once")
        ]


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

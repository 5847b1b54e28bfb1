"""The dated law, the events of a case, and what its clock last gave."""

from django.db import models
from django.db.models import Q

from przystan.rooms.cases.models.cases import Case
from przystan.rooms.cases.types import EventKind, RuleKind, Unit


class LawRule(models.Model):
    """One version of a dated rule of law. A change is a further version, never an edit."""

    code = models.CharField(max_length=40)
    version = models.IntegerField()
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in RuleKind])
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
                condition=~Q(kind__in=[EventKind.EXTENDED, EventKind.COURT_SET])
                | Q(due_on__isnull=False), name="cases_clock_due_given"),
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
    # The row of law up to which the count goes: a later one leaves the case to be counted anew.
    law_mark = models.BigIntegerField(default=0)
    officer = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("last_date", "case_id")
        indexes = [
            models.Index(fields=["last_date", "case"], condition=Q(ended_on__isnull=True),
                         name="cases_term_next"),
            models.Index(fields=["officer", "last_date", "case"],
                         condition=Q(ended_on__isnull=True), name="cases_term_of_officer"),
            models.Index(fields=["law_mark", "case"], condition=Q(ended_on__isnull=True),
                         name="cases_term_stale")]


class TermChange(models.Model):
    """How a new version of a rule moved the last day of one open case."""

    rule = models.ForeignKey(LawRule, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    before = models.DateField(null=True)
    after = models.DateField(null=True)

    class Meta:
        ordering = ("rule", "case")
        constraints = [
            models.UniqueConstraint(fields=["rule", "case"], name="cases_term_change_once")]

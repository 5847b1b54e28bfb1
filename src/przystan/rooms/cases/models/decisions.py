"""Drafts, reviews and signatures of decisions; cards; what was due, paid and given back."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.cases.models.cases import Case
from przystan.rooms.cases.types import CardStep, Decision, FeeEntryKind, Verdict


class DecisionDraft(models.Model):
    """A decision as an officer drafted it; a returned draft is followed by a further row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=[(d.value, d.value) for d in Decision])
    grounds = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)
    entry_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(grounds=""), name="cases_draft_has_grounds")]


class DraftReview(models.Model):
    """What the head said of a draft. Nobody reviews a draft of their own."""

    draft = models.ForeignKey(DecisionDraft, on_delete=models.PROTECT, related_name="reviews")
    drafted_by = models.CharField(max_length=160)
    verdict = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Verdict])
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["draft"], name="cases_draft_reviewed_once"),
            models.CheckConstraint(
                condition=~Q(recorded_by=F("drafted_by")), name="cases_review_by_another"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(note=""),
                name="cases_return_says_why"),
        ]


class SignedDecision(models.Model):
    """A decision as signed: one for each time that the first instance decides a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    round = models.IntegerField()
    draft = models.OneToOneField(DecisionDraft, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_date")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("case", "round")
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="cases_one_decision")]


class CardEvent(models.Model):
    """One step of a residence card's way."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=9, choices=[(s.value, s.value) for s in CardStep])
    on = models.DateField(db_column="on_date")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], name="cases_card_step_once")]


class FeeEntry(models.Model):
    """One line of a case's fee ledger, in PLN."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in FeeEntryKind])
    fee = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    on = models.DateField(db_column="on_date")
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)
    entry_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["case", "id"], name="cases_fees_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cases_fee_positive")]

"""Who works on which case, and who stands in for whom."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.cases.models.cases import Case


class Assignment(models.Model):
    """A case given to an officer, with the reason; the latest row counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    load = models.IntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["case", "-id"], name="cases_assigned_latest")]


class Substitution(models.Model):
    """An officer who stands in for another between two days, both included."""

    officer = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-since", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="cases_substitution_days_in_order"),
            models.CheckConstraint(
                condition=~Q(officer=F("substitute")), name="cases_substitution_two_officers"),
        ]

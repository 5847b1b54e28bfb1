"""What the Fund asks for: dated rows that staff can add to; none is changed."""

from django.db import models
from django.db.models import Q

from przystan.reporting.types import Objective


class Indicator(models.Model):
    """One version of an indicator of a Fund's period. The highest version is in force."""

    programme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    wording_pl = models.CharField(max_length=300)
    wording_en = models.CharField(max_length=300)
    objective = models.CharField(max_length=12, blank=True)
    figure = models.CharField(max_length=60, blank=True)
    in_force_from = models.DateField()
    is_confirmed = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("programme", "code", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code", "version"], name="reporting_indicator_version_once"),
            models.CheckConstraint(
                condition=~Q(source=""), name="reporting_indicator_has_a_source"),
        ]


class ObjectiveRule(models.Model):
    """From a day on, a basis of stay belongs to an objective; the latest recorded counts."""

    stay_basis = models.CharField(max_length=30)
    objective = models.CharField(max_length=12)
    in_force_from = models.DateField()
    is_confirmed = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("stay_basis", "in_force_from", "recorded_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__in=[o.value for o in Objective]),
                name="reporting_objective_known"),
            models.CheckConstraint(
                condition=~Q(source=""), name="reporting_objective_has_a_source"),
            models.UniqueConstraint(
                fields=["stay_basis", "in_force_from", "recorded_at"],
                name="reporting_objective_rule_once"),
        ]

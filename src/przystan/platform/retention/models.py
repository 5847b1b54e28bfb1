"""Rules and runs. What a run has done stands in its portions, one row a transaction."""

from django.db import models


class Rule(models.Model):
    """So many days for one kind of row, from a day on. A later rule follows; none is edited."""

    code = models.CharField(max_length=40)
    days = models.PositiveIntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=300)
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("code", "-valid_from", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__lte=36_525), name="retention_days_within_a_century"),
        ]


class Run(models.Model):
    """One run over all rules, asked for by somebody or by the night."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(ended_at__isnull=True),
                name="retention_one_run_at_a_time"),
        ]


class Portion(models.Model):
    """What one transaction of a run did with rows of one kind."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="portions")
    code = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

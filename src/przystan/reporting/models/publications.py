"""Values as they were published: rows that are only ever added."""

from django.db import models
from django.db.models import F, Q

from przystan.reporting.types import Decision, Unit


class Publication(models.Model):
    """The figures of a project as of a day, as somebody proposed to publish them.

    A correction is another publication that revises this one, with its reason.
    """

    project = models.CharField(max_length=40)
    as_of = models.DateField()
    revises = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    public_from = models.DateTimeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=160)
    proposer = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("as_of", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(reason=""),
                name="reporting_revision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(revises=F("id")),
                name="reporting_revision_of_another"),
        ]


class PublishedValue(models.Model):
    """One figure of a publication with the very rows that it counted.

    `basis` is what its hash was made of (rules.hash_basis), compressed: so that any later
    difference can be told row by row.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="values")
    code = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=16, decimal_places=2)
    unit = models.CharField(max_length=12)
    definition_version = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField()
    rows_hash = models.CharField(max_length=64)
    basis = models.BinaryField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "code"], name="reporting_value_once"),
            models.CheckConstraint(
                condition=Q(unit__in=[u.value for u in Unit]), name="reporting_unit_known"),
        ]


class PublicationDecision(models.Model):
    """What a second person decided about a publication; one decision each."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="decision")
    decision = models.CharField(max_length=10)
    reason = models.CharField(max_length=400, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=[d.value for d in Decision]),
                name="reporting_decision_known"),
            models.CheckConstraint(
                condition=Q(decision=Decision.APPROVED) | ~Q(reason=""),
                name="reporting_refusal_has_a_reason"),
        ]

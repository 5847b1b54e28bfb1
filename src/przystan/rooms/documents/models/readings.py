"""Readings of documents, each appended."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.types import Format, Outcome


class DocumentReading(models.Model):
    """One reading of one document: what was checked and what came of it. No picture is kept."""

    kind = models.CharField(max_length=8)
    document_code = models.CharField(max_length=2, blank=True)
    issuing_state = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=24, blank=True, db_collation="C")
    expiry_date = models.DateField(null=True)
    checks = models.JSONField(default=list)
    verdict = models.CharField(max_length=12)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=160)
    workstation = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[f.value for f in Format]), name="documents_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[o.value for o in Outcome]),
                name="documents_verdict_known",
            ),
        ]
        indexes = [models.Index(fields=["number", "id"], name="documents_by_number")]

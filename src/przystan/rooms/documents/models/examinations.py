"""Examinations of documents: evidence and verdicts are appended, never changed."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.models.readings import DocumentReading
from przystan.rooms.documents.types import EvidenceKind, Judgement, Light, Outcome


class Examination(models.Model):
    """One examination of one document."""

    kind = models.CharField(max_length=8, blank=True)
    document_code = models.CharField(max_length=2)
    issuing_state = models.CharField(max_length=3)
    number = models.CharField(max_length=24, blank=True, db_collation="C")
    expiry_date = models.DateField(null=True)
    reading = models.ForeignKey(
        DocumentReading, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    workstation = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["number", "id"], name="documents_examined_number")]


class Evidence(models.Model):
    """One piece of evidence. No picture, no name, no biometrics."""

    examination = models.ForeignKey(
        Examination, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=16)
    outcome = models.CharField(max_length=12)
    code = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=160, blank=True)
    is_simulated = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in EvidenceKind]),
                                   name="documents_evidence_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=[o.value for o in Outcome]),
                                   name="documents_evidence_outcome_known"),
        ]


class Verdict(models.Model):
    """One person's verdict; nobody gives two."""

    examination = models.ForeignKey(
        Examination, on_delete=models.PROTECT, related_name="verdicts")
    judgement = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(db_column="actor_id", null=True)
    given_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(judgement__in=[j.value for j in Judgement]),
                                   name="documents_judgement_known"),
            models.UniqueConstraint(fields=["examination", "given_by"],
                                    name="documents_one_verdict_each"),
            models.UniqueConstraint(fields=["examination", "actor_id_value"],
                                    name="documents_one_verdict_a_user"),
        ]


class ChecklistFeature(models.Model):
    """A feature to look for, by type of document, between two days."""

    issuing_state = models.CharField(max_length=3)
    document_code = models.CharField(max_length=2)
    light = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("issuing_state", "document_code", "light", "id")
        constraints = [
            models.CheckConstraint(condition=Q(light__in=[x.value for x in Light]),
                                   name="documents_light_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="documents_feature_days"),
        ]


class LostList(models.Model):
    """One imported list of lost and stolen documents."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    entries = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)


class LostDocument(models.Model):
    """One document on such a list."""

    list = models.ForeignKey(LostList, on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(max_length=24, db_collation="C")
    issuing_state = models.CharField(max_length=3)
    reported_on = models.DateField(null=True)

    class Meta:
        ordering = ("number", "id")
        indexes = [models.Index(fields=["number", "issuing_state"], name="documents_lost_number")]

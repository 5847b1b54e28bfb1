"""What stands on a card beside visits: documents seen, eligibility checks, signatures."""

from django.db import models
from django.db.models import Q

from przystan.rooms.advisory.models.visits import BeneficiaryCard, Visit, one_of
from przystan.rooms.advisory.types.eligibility import DocumentKind, Eligibility, Support
from przystan.rooms.advisory.types.signatures import SignatureWay


class EligibilityRule(models.Model):
    """One version of one rule of the target group; a change is a new version."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    group_number = models.PositiveSmallIntegerField()
    stay_basis = models.CharField(max_length=24, blank=True)
    states = models.JSONField(default=list)
    visa_codes = models.JSONField(default=list)
    support = models.CharField(max_length=16)
    topics = models.JSONField(default=list)
    article = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    is_confirmed = models.BooleanField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("group_number", "code", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="advisory_eligibility_version_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="advisory_eligibility_rule_days",
            ),
            models.CheckConstraint(
                condition=one_of("support", Support), name="advisory_eligibility_support_known"
            ),
        ]


class EligibilityCheck(models.Model):
    """One check of a card, with the versions of the rules that it used."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="checks")
    checked_at = models.DateTimeField()
    checked_for = models.DateField()
    visa_code = models.CharField(max_length=4, blank=True)
    outcome = models.CharField(max_length=16)
    reasons = models.JSONField()
    rules = models.JSONField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("outcome", Eligibility), name="advisory_eligibility_known"
            )
        ]


class DocumentSeen(models.Model):
    """A document that was shown: no copy is kept. An erasure empties its number."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=40, blank=True)
    issuing_state = models.CharField(max_length=3)
    valid_until = models.DateField(null=True)
    seen_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("kind", DocumentKind), name="advisory_document_kind_known"
            ),
            models.UniqueConstraint(
                fields=["card", "kind", "number", "issuing_state", "seen_on"],
                condition=~Q(number=""), name="advisory_document_once_a_day",
            ),
        ]


class Signature(models.Model):
    """The participant's signature: under the card (no visit) or under one visit's support."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="signatures")
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="signatures", null=True
    )
    way = models.CharField(max_length=8, default=SignatureWay.PAPER.value)
    strokes = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["card"], condition=Q(visit__isnull=True),
                name="advisory_signature_card_once",
            ),
            models.UniqueConstraint(fields=["visit"], name="advisory_signature_visit_once"),
            models.CheckConstraint(
                condition=one_of("way", SignatureWay), name="advisory_signature_way_known"
            ),
        ]

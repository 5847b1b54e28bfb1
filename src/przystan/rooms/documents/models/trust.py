"""Whom a chip may be signed by: country signers and their revocation lists, as imported."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.types import TrustKind


class TrustFile(models.Model):
    """One imported file of trust: a master list, a country signer, or a revocation list."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    # Who signed it, where it is signed by somebody else than itself.
    signer = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True, db_collation="C")
    issued_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=160)
    # Revocation lists are kept whole; certificates stand in their own rows.
    der = models.BinaryField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in TrustKind]),
                name="documents_trust_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="revocation_list", der__isnull=False)
                | (~Q(kind="revocation_list") & Q(der__isnull=True)),
                name="documents_revocation_list_kept"),
        ]


class TrustCertificate(models.Model):
    """One country signer."""

    file = models.ForeignKey(TrustFile, on_delete=models.PROTECT, related_name="certificates")
    fingerprint = models.CharField(max_length=64, unique=True)
    country = models.CharField(max_length=2, db_collation="C")
    subject = models.CharField(max_length=300)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    der = models.BinaryField()

    class Meta:
        ordering = ("country", "id")
        indexes = [models.Index(fields=["country", "id"], name="documents_signers_of")]

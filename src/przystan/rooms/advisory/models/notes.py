"""Notes that few may read: sealed (psychologists) and restricted (legal advisers)."""

from django.db import models
from django.db.models import Q

from przystan.rooms.advisory.models.visits import Service, one_of
from przystan.rooms.advisory.types.notes import PartyRole


class SpecialistKey(models.Model):
    """A specialist's key pair: the recipient in the open, the identity under a pass phrase.

    The pass phrase is never stored, so nobody but its owner can use the identity.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=160)
    branch = models.ForeignKey(
        "sites.Branch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recipient = models.CharField(max_length=80, unique=True)
    locked_identity = models.BinaryField()
    made_at = models.DateTimeField()
    vouched_at = models.DateTimeField(null=True)
    vouched_by = models.CharField(max_length=160, blank=True)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired_at__isnull=True), name="advisory_key_once"
            )
        ]


class SealedNote(models.Model):
    """A psychologist's note: age-encrypted bytes and nothing else of its content."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="sealed_notes")
    ciphertext = models.BinaryField()
    written_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class SealedNoteKey(models.Model):
    """To which keys a note is sealed."""

    note = models.ForeignKey(SealedNote, on_delete=models.CASCADE, related_name="keys")
    key = models.ForeignKey(SpecialistKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["note", "key"], name="advisory_sealed_key_once")
        ]


class LegalNote(models.Model):
    """A legal adviser's note on one service: read by legal advisers of the branch only."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="legal_notes")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    advice = models.TextField()
    referral = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=160)
    conflicts_found = models.PositiveSmallIntegerField(default=0)
    conflict_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(conflicts_found=0) | ~Q(conflict_reason=""),
                name="advisory_conflict_has_reason",
            )
        ]


class LegalParty(models.Model):
    """Somebody else in a legal matter; `name_key` compares names without case and accents."""

    note = models.ForeignKey(LegalNote, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_collation="C")
    number = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("role", PartyRole), name="advisory_party_role_known"
            )
        ]
        indexes = [models.Index(fields=["name_key"], name="advisory_party_by_name")]

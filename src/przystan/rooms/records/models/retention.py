"""How long folders are kept: dated rules, holds, and lists of what goes. Nothing is edited."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.records.models.folders import Folder
from przystan.rooms.records.types import DisposalKind, DisposalState, FolderKind


class RetentionRule(models.Model):
    """The archive category of a kind of folder, for cases closed in a span of days."""

    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FolderKind])
    category = models.CharField(max_length=5)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("kind", "valid_from", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="records_one_rule_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="records_rule_ends_after_it_begins"),
        ]


class FolderCategory(models.Model):
    """A category that one folder has instead of its kind's; the latest counts."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="categories")
    category = models.CharField(max_length=5)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class LegalHold(models.Model):
    """A folder that must not go, whatever its date: a suit, an inspection, an inquiry."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=160)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["folder"], condition=Q(lifted_at__isnull=True),
                name="records_one_hold"),
        ]


class DisposalList(models.Model):
    """Folders of a branch that are to be destroyed, or handed to the state archive."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in DisposalKind])
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)


class DisposalLine(models.Model):
    """One folder of a list, as it stood when it was put there."""

    list = models.ForeignKey(DisposalList, on_delete=models.PROTECT, related_name="lines")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=5)
    closed_date = models.DateField()
    review_date = models.DateField()
    added_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            # A list that is given up strikes out its lines, so that another may take the folder.
            models.UniqueConstraint(
                fields=["folder"], condition=Q(struck_at__isnull=True),
                name="records_on_one_list"),
        ]


class DisposalStep(models.Model):
    """One step of a list after its opening: submitted, approved, consented, done, given up."""

    list = models.ForeignKey(DisposalList, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in DisposalState])
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    by_id_value = models.BigIntegerField(null=True, db_column="by_id")
    document = models.CharField(max_length=80, blank=True)
    document_date = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["list", "state"], name="records_list_step_once"),
            # Who submitted a list does not approve it.
            models.UniqueConstraint(
                fields=["list", "by_id_value"], name="records_list_two_persons",
                condition=Q(state__in=["submitted", "approved"])),
            models.CheckConstraint(
                condition=~Q(state="consented")
                | (~Q(document="") & Q(document_date__isnull=False)),
                name="records_consent_has_document"),
        ]

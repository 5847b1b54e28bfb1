"""Requests for folders with their steps, and consignments between branches."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.records.models.folders import CustodyEvent, Folder
from przystan.rooms.records.types import RequestState


class FolderRequest(models.Model):
    """An officer asks for a folder."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    asked_by_id_value = models.BigIntegerField(null=True, db_column="asked_by_id")
    purpose = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)


class RequestStep(models.Model):
    """One step of a request after it was asked."""

    request = models.ForeignKey(FolderRequest, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RequestState])
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["request"], name="records_request_ends_once",
                condition=Q(state__in=["handed_over", "refused", "cancelled"])),
        ]


class LoanTerm(models.Model):
    """When a lent folder is due back."""

    custody = models.OneToOneField(CustodyEvent, on_delete=models.PROTECT, related_name="term")
    due_date = models.DateField()

    class Meta:
        ordering = ("id",)


class Consignment(models.Model):
    """Folders on their way from one branch to another."""

    from_branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    to_branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=160)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_branch=F("to_branch")), name="records_consignment_two_branches"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(sent_at__isnull=False),
                name="records_consignment_sent_first"),
        ]


class ConsignmentLine(models.Model):
    """One folder of a consignment; received when it was read at the other end."""

    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="lines")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["consignment", "folder"], name="records_consignment_folder_once"),
        ]

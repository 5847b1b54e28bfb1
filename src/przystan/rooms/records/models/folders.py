"""Folders, tags, places, custody and tagging sessions. Custody is appended, never edited."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.records.types import Custody, FolderKind, PlaceKind


class Place(models.Model):
    """One place in the tree: building, room, rack, shelf, box."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PlaceKind])
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children"
    )
    capacity = models.IntegerField(null=True)
    # The number of the tag on the shelf itself: it tells a handheld where it is.
    reference_epc = models.CharField(max_length=24, null=True, unique=True)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="records_place_not_in_itself",
            )
        ]


class TaggingSession(models.Model):
    """A day's labelling by some persons. Hours are person-hours."""

    reference = models.CharField(max_length=40, unique=True)
    work_date = models.DateField()
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    persons = models.IntegerField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    errors = models.IntegerField(default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("work_date", "id")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="records_hours_positive"),
            models.CheckConstraint(
                condition=Q(hours__lte=F("persons") * 24), name="records_hours_fit_a_day"
            ),
        ]


class Folder(models.Model):
    """One paper case record."""

    case_sign = models.CharField(max_length=60, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FolderKind])
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField()
    session = models.ForeignKey(
        TaggingSession, on_delete=models.PROTECT, null=True, related_name="folders"
    )
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ("case_sign", "id")


class FolderRemoval(models.Model):
    """A folder registered in error: struck out with a reason, its rows stay."""

    folder = models.OneToOneField(Folder, on_delete=models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()
    removed_by = models.CharField(max_length=160)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="records_removal_has_reason")
        ]


class Tag(models.Model):
    """One tag on one folder. A retired number is never used again."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="tags")
    epc = models.CharField(max_length=24, unique=True)
    labelled_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["folder"], condition=Q(retired_at__isnull=True),
                name="records_one_active_tag",
            )
        ]


class CustodyEvent(models.Model):
    """One step of a folder's chain of custody."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="custody")
    custody = models.CharField(max_length=18, choices=[(c.value, c.value) for c in Custody])
    at = models.DateTimeField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["folder", "-id"], name="records_custody_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(custody=Custody.SHELVED) | Q(place__isnull=False),
                name="records_shelved_has_place",
            ),
            models.CheckConstraint(
                condition=~Q(custody=Custody.LENT) | ~Q(holder=""),
                name="records_lent_has_holder",
            ),
        ]

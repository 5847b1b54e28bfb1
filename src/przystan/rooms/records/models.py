"""Folders, tags, places, custody and tagging sessions. Custody is appended, never edited."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.records.types import (
    Custody,
    FindingKind,
    FolderKind,
    InventoryState,
    PlaceKind,
)


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


class Inventory(models.Model):
    """One count of what lies in a place and beneath it."""

    scope = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=160)
    opened_by_id_value = models.BigIntegerField(null=True, db_column="opened_by_id")

    class Meta:
        ordering = ("-id",)


class InventoryStep(models.Model):
    """One step of a count after its opening: closed, confirmed by a second person, abandoned."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in InventoryState])
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    by_id_value = models.BigIntegerField(null=True, db_column="by_id")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "state"], name="records_inventory_step_once"),
            # Who closed a count does not confirm it.
            models.UniqueConstraint(
                fields=["inventory", "by_id_value"], name="records_inventory_two_persons",
                condition=Q(state__in=["closed", "confirmed"])),
        ]


class InventoryExpected(models.Model):
    """A folder that was to lie in the scope when the count was opened: frozen."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "folder"], name="records_inventory_expects_once"),
        ]


class InventoryScan(models.Model):
    """A place where a reader was held, or that a clerk declared to be read."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "place"], name="records_inventory_scans_once"),
        ]


class InventoryObservation(models.Model):
    """A tag that a count saw, at the place of its strongest signal."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+")
    epc = models.CharField(max_length=24, db_collation="C")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    rssi_dbm = models.FloatField(null=True)
    reads = models.IntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "epc"], name="records_inventory_sees_once"),
        ]


class InventoryFinding(models.Model):
    """What the closed count says of one folder or tag. Written once, at the closing."""

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FindingKind])
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, null=True, related_name="+")
    epc = models.CharField(max_length=24, db_collation="C")
    expected_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+")
    found_place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    custody = models.CharField(max_length=18, blank=True)

    class Meta:
        indexes = [models.Index(fields=["inventory", "kind", "id"], name="records_findings")]

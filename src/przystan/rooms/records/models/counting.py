"""Inventories: what was expected, seen, scanned and found. Nothing is edited.

Rows of a count are written by the hundred thousand and read by their count: what begins with
`inventory` answers those reads, and an index for each key of its own would only slow the writing.

The database checks no key of the rows of expectation, observation and finding: that took most of a
count. Such a row cannot point at nothing, because it is written only by one statement which reads
the folder, the place and the count from their own tables in the same transaction (a place that a
reader names is first looked for beneath the scope, whose count is locked), and because the office's
login may delete no folder, place or count: `config/database.py` takes that right away. A test
looks for rows that point at nothing.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from przystan.rooms.records.models.folders import Folder, Place
from przystan.rooms.records.types import FindingKind, InventoryState


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

    pk = models.CompositePrimaryKey("inventory_id", "folder_id")
    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False)
    folder = models.ForeignKey(
        Folder, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False)


class InventoryScan(models.Model):
    """A place where a reader was held, or that a clerk declared to be read."""

    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inventory", "place"], name="records_inventory_scans_once"),
        ]


class InventoryObservation(models.Model):
    """A tag that a count saw, at the place of its strongest signal."""

    pk = models.CompositePrimaryKey("inventory_id", "epc")
    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False)
    epc = models.CharField(max_length=24, db_collation="C")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False)
    rssi_dbm = models.FloatField(null=True)
    reads = models.IntegerField()
    seen_at = models.DateTimeField()


class InventoryFinding(models.Model):
    """What the closed count says of one folder or tag. Written once, at the closing."""

    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FindingKind])
    folder = models.ForeignKey(
        Folder, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False)
    epc = models.CharField(max_length=24, db_collation="C")
    expected_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False)
    found_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False)
    custody = models.CharField(max_length=18, blank=True)

    class Meta:
        # Nearly all are found, and a count's rows lie together: BRIN knows where.
        indexes = [
            models.Index(fields=["inventory", "kind", "id"], name="records_differences",
                         condition=~Q(kind=FindingKind.FOUND)),
            BrinIndex(fields=["inventory"], name="records_findings_of", pages_per_range=16),
        ]

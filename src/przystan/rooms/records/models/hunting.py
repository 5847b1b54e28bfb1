"""Hunts: folders that somebody walks along the shelves for, with a handheld reader."""

from django.db import models

from przystan.rooms.records.models.folders import Folder, Place
from przystan.rooms.records.types import Heat


class Hunt(models.Model):
    """A list of folders that are looked for in a branch."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=160)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)


class HuntLine(models.Model):
    """One folder of a hunt; found when its own tag answered."""

    hunt = models.ForeignKey(Hunt, on_delete=models.PROTECT, related_name="lines")
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(null=True)
    found_by = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["hunt", "folder"], name="records_hunted_once"),
        ]


class HuntRead(models.Model):
    """One read of the handheld in a hunt, and how near it said the folder is."""

    hunt = models.ForeignKey(Hunt, on_delete=models.PROTECT, related_name="reads")
    line = models.ForeignKey(HuntLine, on_delete=models.PROTECT, null=True, related_name="+")
    epc = models.CharField(max_length=24, blank=True, db_collation="C")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    rssi_dbm = models.FloatField(null=True)
    heat = models.CharField(max_length=8, choices=[(h.value, h.value) for h in Heat])
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-id",)

"""Labels asked for and how each ended. A folder is labelled when its tag was read back."""

from django.db import models
from django.db.models import Q

from przystan.rooms.records.models.folders import Folder
from przystan.rooms.records.types import LabelOutcome, LabelWay


class LabelJob(models.Model):
    """One label asked for: its tag number is spent, whatever becomes of it."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="+")
    epc = models.CharField(max_length=24, unique=True, db_collation="C")
    way = models.CharField(max_length=8, choices=[(w.value, w.value) for w in LabelWay])
    reason = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class LabelEnd(models.Model):
    """How a label ended: read back, or given up."""

    job = models.OneToOneField(LabelJob, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in LabelOutcome])
    tid = models.CharField(max_length=48, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            # One chip is on one folder: the same chip twice is a label that was moved or copied.
            models.UniqueConstraint(
                fields=["tid"], name="records_chip_once",
                condition=Q(outcome="read_back") & ~Q(tid="")),
        ]

"""The short log of changes that lets a page that lost its connection catch up."""

from django.db import models


class Change(models.Model):
    """Something changed that a page may be showing: ids only, never personal data."""

    topic = models.CharField(max_length=60)
    reference = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["topic", "id"], name="live_change_by_topic")]

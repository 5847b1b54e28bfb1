"""Stored files."""

from django.db import models


class StoredFile(models.Model):
    """One content, stored once, whatever its names."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

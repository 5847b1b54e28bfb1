"""Acts that were delivered, so that a second delivery of the same form does nothing."""

from django.db import models


class Delivery(models.Model):
    """One act: the hash of who sent what with which key, and where its answer led."""

    digest = models.BinaryField(primary_key=True, max_length=32)
    location = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

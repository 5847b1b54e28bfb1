"""The audit chain. Columns are filled by the operation; seq and hashes by the database."""

from django.db import models


class Entry(models.Model):
    """One act or one reading of personal data."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=160)
    person_id_value = models.BigIntegerField(null=True, db_index=True, db_column="person_id")
    is_read = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ("seq",)


class Head(models.Model):
    """The one row that knows the chain's length and last hash, so a cut tail is seen."""

    seq = models.BigIntegerField()
    hash = models.BinaryField()

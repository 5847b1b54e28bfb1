"""The log of imported files."""

from django.db import models


class ImportRun(models.Model):
    """One file taken in, with its fingerprint and what became of its rows."""

    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)
    rows = models.BigIntegerField()
    added = models.BigIntegerField()
    known = models.BigIntegerField()
    refused = models.BigIntegerField()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["kind", "sha256"], name="tables_run_by_content")]

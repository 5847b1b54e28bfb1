"""Procedures and their texts; a version is appended, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from przystan.rooms.knowledge.types import LANGUAGES


class Procedure(models.Model):
    """One procedure of the office."""

    slug = models.SlugField(max_length=60, unique=True)
    legal_basis = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    review_by = models.DateField()

    class Meta:
        ordering = ("slug",)


class Version(models.Model):
    """One published text in one language.

    `original_version` is the version of the Polish text that it translates: a lower one than the
    latest means that the translation is outdated.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=5, choices=[(x, x) for x in LANGUAGES])
    number = models.IntegerField()
    original_version = models.IntegerField()
    is_machine = models.BooleanField(default=False)
    title = models.CharField(max_length=160)
    summary = models.TextField()
    who = models.TextField()
    where = models.TextField(db_column="where_text")
    documents = ArrayField(models.TextField())
    fee = models.TextField()
    term = models.TextField()
    after = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("procedure", "language", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "language", "number"], name="knowledge_version_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="knowledge_title_given"),
        ]

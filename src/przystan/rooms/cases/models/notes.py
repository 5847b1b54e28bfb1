"""Notes left at a case, and which of them were struck. Nothing is edited."""

from django.db import models
from django.db.models import Q

from przystan.rooms.cases.models.cases import Case
from przystan.rooms.cases.types import NoteSource


class CaseNote(models.Model):
    """What somebody left for the case's officer: from the case, a call or a visit."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=5, choices=[(s.value, s.value) for s in NoteSource])
    reference = models.BigIntegerField(null=True)
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    by_id_value = models.BigIntegerField(null=True, db_column="by_id")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(source=NoteSource.CASE, reference__isnull=True) & ~Q(text="")
                | Q(source__in=[NoteSource.CALL, NoteSource.VISIT], reference__isnull=False),
                name="cases_note_says_something"),
            # A call or a visit is told to a case once, however often its form is sent.
            models.UniqueConstraint(
                fields=["case", "source", "reference"], name="cases_note_once_a_source",
                condition=Q(reference__isnull=False)),
        ]


class CaseNoteStrike(models.Model):
    """A note that does not count any more, and why."""

    note = models.OneToOneField(
        CaseNote, on_delete=models.PROTECT, primary_key=True, related_name="strike")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        constraints = [models.CheckConstraint(
            condition=~Q(reason=""), name="cases_note_strike_says_why")]

"""Findings about two cards: merges and their undoing, possible duplicates and judgements."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.people.models.checks import one_of
from przystan.rooms.people.models.persons import Person
from przystan.rooms.people.types import Answer, PairSource


class Merge(models.Model):
    """A finding that two cards are one person. Moves nothing, so undoing is exact."""

    duplicate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_into")
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_from")
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(duplicate=F("survivor")), name="people_merge_two_cards"
            ),
        ]


class MergeUndo(models.Model):
    """The undoing of one merge, itself a row."""

    merge = models.OneToOneField(Merge, on_delete=models.PROTECT, related_name="undo")
    reason = models.CharField(max_length=300)
    undone_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class DuplicatePair(models.Model):
    """Two cards that may be one person, as the rules or a colleague saw it. Judged by rows."""

    low = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pairs_low")
    high = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pairs_high")
    score = models.FloatField(null=True)
    source = models.CharField(max_length=12)
    found_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="people_pair_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="people_pair_in_order"),
            models.CheckConstraint(
                condition=one_of("source", PairSource), name="people_pair_source"
            ),
        ]


class Judgement(models.Model):
    """One member of staff's answer about a pair. The latest of each counts; none is edited."""

    pair = models.ForeignKey(DuplicatePair, on_delete=models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=9)
    reason = models.CharField(max_length=300)
    judged_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)
    merge = models.ForeignKey(
        Merge, null=True, on_delete=models.PROTECT, related_name="judgements"
    )

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("answer", Answer), name="people_judged_so")
        ]

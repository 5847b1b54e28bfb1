"""Customer's pads: which stands where, what it asked and what was answered."""

from django.db import models
from django.db.models import Q

from przystan.rooms.reception.types import PadKind, Statement


class PadPairing(models.Model):
    """A second screen beside a counter: the code is typed once, the token stays on the screen."""

    counter = models.ForeignKey(
        "reception.Counter", on_delete=models.PROTECT, related_name="pads")
    code_hash = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=160)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["counter"], condition=Q(ended_at__isnull=True),
                name="reception_pad_once"),
            models.UniqueConstraint(
                fields=["code_hash"], condition=Q(taken_at__isnull=True, ended_at__isnull=True),
                name="reception_pad_code_once"),
        ]


class PadTask(models.Model):
    """One question put on a pad."""

    pairing = models.ForeignKey(PadPairing, on_delete=models.PROTECT, related_name="tasks")
    ticket = models.ForeignKey(
        "reception.Ticket", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in PadKind])
    statement = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Statement])
    values = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=160)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class PadAnswer(models.Model):
    """What was answered: strokes with their times, typed words, a rating, or a refusal."""

    task = models.OneToOneField(PadTask, on_delete=models.PROTECT, related_name="answer")
    at = models.DateTimeField()
    strokes = models.JSONField(default=list)
    typed = models.CharField(max_length=120, blank=True)
    rating = models.SmallIntegerField(null=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
                name="reception_rating_of_five")
        ]

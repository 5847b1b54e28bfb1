"""What authorities answered, who was called to a hearing, and what was said there.

The day of each lies in the clock's event that it belongs to: struck, both are.
"""

from django.db import models
from django.db.models import Q

from przystan.rooms.cases.models.clock import ClockEvent
from przystan.rooms.cases.types import HeardAs, OpinionAnswer


class OpinionReply(models.Model):
    """What an authority answered; a consent by silence has no row."""

    event = models.OneToOneField(
        ClockEvent, on_delete=models.PROTECT, primary_key=True, related_name="+")
    answer = models.CharField(max_length=12, choices=[(a.value, a.value) for a in OpinionAnswer])
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("event",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=OpinionAnswer.OBJECTION) | ~Q(text=""),
                name="cases_objection_says_why")]


class Hearing(models.Model):
    """A hearing to which somebody was called: the event has the days of summons and hearing."""

    event = models.OneToOneField(
        ClockEvent, on_delete=models.PROTECT, primary_key=True, related_name="+")
    heard = models.CharField(max_length=9, choices=[(h.value, h.value) for h in HeardAs])
    at = models.TimeField(db_column="at_time")
    place = models.CharField(max_length=120)

    class Meta:
        ordering = ("event",)


class HearingOutcome(models.Model):
    """What became of a hearing: held, with its minutes, or nobody came."""

    event = models.OneToOneField(
        ClockEvent, on_delete=models.PROTECT, primary_key=True, related_name="+")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="outcomes")
    was_held = models.BooleanField()
    minutes = models.TextField(blank=True)

    class Meta:
        ordering = ("event",)
        constraints = [
            models.CheckConstraint(
                condition=Q(was_held=False) | ~Q(minutes=""), name="cases_hearing_has_minutes")]

"""Specialists, their languages, rota and booked hours; who interpreted in a visit."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from przystan.rooms.advisory.models.visits import Visit, one_of
from przystan.rooms.advisory.types.specialists import Profession


class Specialist(models.Model):
    """Somebody whose hours can be booked: an adviser, a lawyer, a psychologist, an interpreter."""

    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    display_name = models.CharField(max_length=120)
    profession = models.CharField(max_length=16)
    branch = models.ForeignKey(
        "sites.Branch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ("display_name", "id")
        constraints = [
            models.CheckConstraint(
                condition=one_of("profession", Profession), name="advisory_profession_known"
            )
        ]


class SpecialistLanguage(models.Model):
    """A pair of languages between which a specialist interprets, both ways."""

    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="pairs")
    language = models.CharField(max_length=3)
    into = models.CharField(max_length=3, default="pl")
    is_sworn = models.BooleanField(default=False)

    class Meta:
        ordering = ("specialist", "language", "into")
        constraints = [
            models.UniqueConstraint(
                fields=["specialist", "language", "into"], name="advisory_pair_once"
            )
        ]


class Duty(models.Model):
    """Hours during which a specialist can be booked. No branch: by phone, for any branch."""

    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="duties")
    branch = models.ForeignKey(
        "sites.Branch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    mode = models.CharField(max_length=8)
    period = DateTimeRangeField()

    class Meta:
        ordering = ("period", "id")
        constraints = [
            ExclusionConstraint(
                name="advisory_duty_once",
                expressions=[
                    ("specialist", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["on_site", "phone"]), name="advisory_duty_mode_known"
            ),
        ]


class Booking(models.Model):
    """One booked hour. Two that overlap for one specialist are impossible in the database."""

    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="bookings")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    language = models.CharField(max_length=3, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    booked_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("period", "id")
        constraints = [
            ExclusionConstraint(
                name="advisory_booking_once",
                expressions=[
                    ("specialist", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            )
        ]


class Interpretation(models.Model):
    """Who interpreted in a visit, between which languages."""

    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, related_name="interpretation"
    )
    specialist = models.ForeignKey(Specialist, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3)
    into = models.CharField(max_length=3, default="pl")
    mode = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["on_site", "phone"]),
                name="advisory_interpretation_mode_known",
            )
        ]

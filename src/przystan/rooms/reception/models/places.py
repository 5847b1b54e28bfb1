"""Counters, hours and closures: dated rows, of which the last in force counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

HOURS_MAKE_SENSE = (
    Q(opens__isnull=True, closes__isnull=True)
    | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens"))
)


class Counter(models.Model):
    """One counter of a branch."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)

    class Meta:
        ordering = ("branch", "code")
        constraints = [
            models.UniqueConstraint(fields=["branch", "code"], name="reception_counter_once")
        ]


class CounterSkill(models.Model):
    """What a counter serves from a day on."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="skills")
    valid_from = models.DateField()
    services = ArrayField(models.CharField(max_length=30))
    languages = ArrayField(models.CharField(max_length=5), default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class CounterStep(models.Model):
    """Somebody sat down at a counter, or left it."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="steps")
    is_open = models.BooleanField()
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)
    # The username by which certificates are found; "" for who has none.
    login = models.CharField(max_length=150, blank=True, db_default="")

    class Meta:
        ordering = ("id",)


class OpeningHours(models.Model):
    """When a branch is open on a weekday, from a day on."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    weekday = models.SmallIntegerField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6), name="reception_weekday"),
            models.CheckConstraint(
                condition=HOURS_MAKE_SENSE, name="reception_opens_before_it_closes"),
        ]


class Closure(models.Model):
    """A day that is not as its weekday: closed, or open at other times."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    note = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("day", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "day"], condition=Q(withdrawn_at__isnull=True),
                name="reception_closure_once"),
            models.CheckConstraint(
                condition=HOURS_MAKE_SENSE, name="reception_other_hours_in_order"),
        ]


class BookingRule(models.Model):
    """How a service is booked at a branch from a day on."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(
        "reception.Service", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    minutes = models.SmallIntegerField()
    buffer_minutes = models.SmallIntegerField()
    places = models.SmallIntegerField()
    daily_quota = models.SmallIntegerField()
    days_ahead = models.SmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=240, buffer_minutes__gte=0,
                            buffer_minutes__lte=120, places__gte=1, places__lte=50,
                            daily_quota__gte=0, days_ahead__gte=1, days_ahead__lte=120),
                name="reception_rule_in_bounds")
        ]

"""Slots, bookings, what happened to them, and who tried."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.reception.types import BookingStep, Contact

LIVE = Q(ended_at__isnull=True)
MOST_NOTICES = 3


class Slot(models.Model):
    """One place at one time: two places at the same time are two lanes."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("reception.Service", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lane = models.SmallIntegerField()
    # From when everybody may take it; the instant is drawn at random.
    released_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at", "lane")
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "service", "starts_at", "lane"], name="reception_lane_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="reception_slot_lasts"),
        ]


class Booking(models.Model):
    """One visit agreed. The holder's name and birth date are kept as a keyed hash only."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("reception.Service", on_delete=models.PROTECT, related_name="+")
    holder_key = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    contact = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Contact])
    # Emptied some days after the visit (passing.py): nobody is written to any more.
    recipient = models.CharField(max_length=200, blank=True)
    secret = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    contact_key = models.CharField(max_length=64)
    network_key = models.CharField(max_length=64)
    wants_earlier = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["code_hash"], name="reception_booking_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=LIVE, name="reception_slot_once"),
            models.UniqueConstraint(
                fields=["case"], condition=LIVE, name="reception_one_booking_a_case"),
            models.UniqueConstraint(
                fields=["holder_key", "service"], condition=LIVE,
                name="reception_one_booking_a_holder"),
        ]


class BookingEvent(models.Model):
    """One step of a booking: appended, never edited."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in BookingStep])
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["booking", "-id"], name="reception_booking_latest")]


class EarlierOffer(models.Model):
    """A freed earlier slot that was offered to the holder of a booking: three times at most."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="offers")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="offers")
    number = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "number"], name="reception_offer_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_NOTICES),
                name="reception_offers_at_most"),
        ]


class Waiting(models.Model):
    """Somebody without a booking who waits for a time that is given back. Held as a booking is."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("reception.Service", on_delete=models.PROTECT, related_name="+")
    holder_key = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    contact = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Contact])
    # Emptied after some time (passing.py): then nothing is offered any more.
    recipient = models.CharField(max_length=200, blank=True)
    secret = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    contact_key = models.CharField(max_length=64)
    network_key = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["holder_key", "service"], condition=LIVE,
                name="reception_waits_once_a_service"),
        ]


class WaitingOffer(models.Model):
    """A freed slot that was offered to somebody who waits: three times at most."""

    waiting = models.ForeignKey(Waiting, on_delete=models.PROTECT, related_name="offers")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["waiting", "number"], name="reception_waiting_offer_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_NOTICES),
                name="reception_waiting_offers_at_most"),
        ]


class BookingAttempt(models.Model):
    """Somebody tried to book, or typed a code: by keyed hashes of phone and network only."""

    at = models.DateTimeField()
    contact_key = models.CharField(max_length=64, blank=True)
    network_key = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["network_key", "at"], name="reception_attempt_network"),
            models.Index(fields=["contact_key", "at"], name="reception_attempt_contact"),
        ]

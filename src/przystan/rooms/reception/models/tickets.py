"""Services, tickets and what became of them."""

from django.db import models
from django.db.models import Q

from przystan.rooms.reception.types import Priority, TicketChannel, TicketState


class Service(models.Model):
    """One kind of business for which tickets are taken."""

    code = models.CharField(max_length=30, unique=True)
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name_uk = models.CharField(max_length=120, blank=True, db_default="")
    name_ru = models.CharField(max_length=120, blank=True, db_default="")
    # The procedure of the portal whose certificates matter at the counter; "" is none.
    procedure = models.CharField(max_length=80, blank=True, db_default="")

    class Meta:
        ordering = ("letter", "code")


class Ticket(models.Model):
    """One place in one day's queue of one service at one branch."""

    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    sequence = models.IntegerField()
    number = models.CharField(max_length=8)
    language = models.CharField(max_length=5)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField()
    # Opens the ticket's page; says nothing about anybody. Null for tickets of past days.
    token = models.CharField(max_length=32, null=True, unique=True)
    # One press of the kiosk's button: pressed twice, it gives the same ticket.
    press = models.CharField(max_length=40, null=True, unique=True)
    channel = models.CharField(
        max_length=10, choices=[(c.value, c.value) for c in TicketChannel],
        db_default=TicketChannel.RECEPTION.value)
    booking = models.ForeignKey(
        "reception.Booking", on_delete=models.PROTECT, null=True, related_name="tickets")
    booked_for = models.DateTimeField(null=True)
    # The range of minutes that the ticket stated: its accuracy is published.
    estimate_low = models.SmallIntegerField(null=True)
    estimate_high = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ("taken_at", "id")
        indexes = [models.Index(fields=["branch", "day", "id"], name="reception_ticket_of_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "day", "service", "sequence"], name="reception_number_once"
            ),
            models.UniqueConstraint(
                fields=["booking"], name="reception_one_ticket_of_booking"),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="reception_from_one"),
        ]


class TicketEvent(models.Model):
    """One step of a ticket: appended, never edited."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TicketState])
    at = models.DateTimeField()
    counter = models.CharField(max_length=10, blank=True)
    recorded_by = models.CharField(max_length=160)
    reason = models.CharField(max_length=200, blank=True, db_default="")
    # Where the ticket was redirected to; carried on by the steps after it.
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    to_counter = models.CharField(max_length=10, blank=True, db_default="")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["ticket", "-id"], name="reception_event_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=TicketState.CALLED) | ~Q(counter=""),
                name="reception_called_to_counter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TicketState.HELD, TicketState.REDIRECTED])
                | ~Q(reason=""),
                name="reception_aside_has_reason",
            ),
        ]


class TicketPriority(models.Model):
    """Why a ticket is called before others, or no longer: the last row is in force."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="priorities")
    priority = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Priority])
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(priority=Priority.ORDINARY) | ~Q(reason=""),
                name="reception_priority_has_reason",
            )
        ]


class TicketLink(models.Model):
    """Whose visit a ticket was and about which case: the last row is in force."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)

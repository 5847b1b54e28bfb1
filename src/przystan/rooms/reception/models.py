"""Services, tickets and what became of them."""

from django.db import models
from django.db.models import Q

from przystan.rooms.reception.types import TicketState


class Service(models.Model):
    """One kind of business for which tickets are taken."""

    code = models.CharField(max_length=30, unique=True)
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

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

    class Meta:
        ordering = ("taken_at", "id")
        indexes = [models.Index(fields=["branch", "day", "id"], name="reception_ticket_of_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "day", "service", "sequence"], name="reception_number_once"
            ),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="reception_from_one"),
        ]


class TicketEvent(models.Model):
    """One step of a ticket: appended, never edited."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TicketState])
    at = models.DateTimeField()
    counter = models.CharField(max_length=10, blank=True)
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["ticket", "-id"], name="reception_event_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=TicketState.CALLED) | ~Q(counter=""),
                name="reception_called_to_counter",
            )
        ]

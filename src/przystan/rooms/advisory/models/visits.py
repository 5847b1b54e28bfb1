"""Tables of advisory: cards, visits, services; a removal is a row."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from przystan.rooms.advisory.types import (
    Channel,
    InterpreterMode,
    ServiceKind,
    StayBasis,
    Topic,
)


def one_of(field: str, values: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [v.value for v in values]})


class BeneficiaryCard(models.Model):
    """A person's card in a project. A person entered twice has two until the merge shows it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey("finance.Project", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    recorded_at = models.DateTimeField()
    stay_basis = models.CharField(max_length=24)
    is_signed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opened_on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="advisory_card_number_once"
            ),
            models.CheckConstraint(
                condition=one_of("stay_basis", StayBasis), name="advisory_stay_basis_known"
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="advisory_card_by_day"),
            models.Index(fields=["number", "id"], name="advisory_card_by_number"),
        ]


class Visit(models.Model):
    """One visit under a card."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="visits")
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField()
    language = models.CharField(max_length=3)
    interpreter_mode = models.CharField(max_length=8)
    channel = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # The desk's own key of the entry: a form sent twice after a lost connection is one visit.
    entry_key = models.UUIDField(null=True)

    class Meta:
        ordering = ("-visited_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["entry_key"], name="advisory_visit_entry_once"),
            models.CheckConstraint(
                condition=one_of("interpreter_mode", InterpreterMode),
                name="advisory_interpreter_mode_known",
            ),
            models.CheckConstraint(
                condition=one_of("channel", Channel), name="advisory_channel_known"
            ),
        ]
        indexes = [models.Index(fields=["-visited_on", "-id"], name="advisory_visit_by_day")]


class Service(models.Model):
    """One service given in a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="services")
    kind = models.CharField(max_length=16)
    topic = models.CharField(max_length=24, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    provided_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("kind", ServiceKind), name="advisory_service_kind_known"
            ),
            models.CheckConstraint(
                condition=one_of("topic", Topic), name="advisory_service_topic_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="psychological") | Q(topic=""),
                name="advisory_psychological_no_topic",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gt=0, minutes__lte=600),
                name="advisory_service_minutes",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "provided_on", "recorded_at", "visit"],
                name="advisory_service_count",
            ),
        ]


class ServiceRemoval(models.Model):
    """The removal of one service recorded by mistake; recording it again is a new service."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)

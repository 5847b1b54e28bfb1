"""The receipt of an application, who takes part in a case, and cases that belong together."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.cases.models.cases import Case
from przystan.rooms.cases.types import Confirmation, LinkKind, PartyRole, Regime


class Receipt(models.Model):
    """When and under which regime an application came, and the last day of lawful stay before."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    received_at = models.DateTimeField()
    regime = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Regime])
    last_stay_date = models.DateField(null=True)
    entry_key = models.UUIDField(unique=True)
    recorded_by = models.CharField(max_length=160)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("case",)


class ReceiptConfirmation(models.Model):
    """The stamp in the travel document, or the certificate: what shows that the stay is lawful."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Confirmation])
    on = models.DateField(db_column="on_date")
    recorded_by = models.CharField(max_length=160)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("case",)


class Party(models.Model):
    """Who takes part in a case beside or as the applicant: a person, or an organisation."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in PartyRole])
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("case", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(person__isnull=False) & Q(organisation=""))
                | (Q(person__isnull=True) & ~Q(organisation="")),
                name="cases_party_person_or_organisation")]


class PartyAddress(models.Model):
    """Where a party gets letters, from when it was recorded; the latest row counts."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="addresses")
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=60, blank=True)
    electronic = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=(~Q(street="") & ~Q(postcode="") & ~Q(town="")) | ~Q(electronic=""),
                name="cases_address_postal_or_electronic")]


class PartyEnd(models.Model):
    """A party who takes part no more, such as a proxy whose power was withdrawn."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="ends")
    since = models.DateField()
    on = models.DateField(db_column="on_date")
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("party",)
        constraints = [
            models.UniqueConstraint(fields=["party"], name="cases_party_ends_once"),
            models.CheckConstraint(condition=Q(on__gte=F("since")), name="cases_party_ends_after"),
        ]


class CaseLink(models.Model):
    """Two cases that belong together: a family, a renewal, a change of permit."""

    low = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    high = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in LinkKind])
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="cases_link_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="cases_link_two_cases"),
        ]

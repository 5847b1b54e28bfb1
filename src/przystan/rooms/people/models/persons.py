"""Persons, their names, numbers and phones: rows with their time, withdrawn but never edited."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from przystan.rooms.people.models.checks import one_of
from przystan.rooms.people.types import (
    BirthPrecision,
    CorrectedPart,
    IdentifierKind,
    NameKind,
    Sex,
)


class Person(models.Model):
    """One card of a person. Cards found to be the same person are joined by merges."""

    sex = models.CharField(max_length=1)
    birth_date = models.DateField(null=True)
    birth_precision = models.CharField(max_length=8)
    citizenship = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    registered_at = models.DateTimeField()
    registered_branch = models.ForeignKey(
        "sites.Branch", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("sex", Sex), name="people_sex_known"),
            models.CheckConstraint(
                condition=one_of("birth_precision", BirthPrecision),
                name="people_birth_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True, birth_precision="unknown")
                | (Q(birth_date__isnull=False) & ~Q(birth_precision="unknown")),
                name="people_birth_date_with_precision",
            ),
            models.CheckConstraint(
                condition=Q(citizenship__regex="^[A-Z]{3}$"), name="people_citizenship_alpha3"
            ),
        ]
        indexes = [models.Index(fields=["birth_date", "id"], name="people_by_birth_date")]


class PersonName(models.Model):
    """One form of a person's name, kept as written."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=12)
    family_name = models.CharField(max_length=120)
    given_names = models.CharField(max_length=120)
    script = models.CharField(max_length=4)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("kind", NameKind), name="people_name_kind"),
            models.CheckConstraint(
                condition=~Q(family_name="", given_names=""), name="people_name_not_empty"
            ),
        ]


class Identifier(models.Model):
    """One number of a person. A number recorded by mistake is withdrawn and frees its place."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=24, db_collation="C")
    issuing_state = models.CharField(max_length=3, blank=True)
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("kind", IdentifierKind), name="people_identifier_kind"
            ),
            models.UniqueConstraint(
                fields=["value"], condition=Q(kind="pesel", withdrawn_at__isnull=True),
                name="people_pesel_once",
            ),
            models.UniqueConstraint(
                fields=["issuing_state", "value"],
                condition=Q(kind="passport", withdrawn_at__isnull=True),
                name="people_passport_once",
            ),
        ]
        indexes = [models.Index(fields=["value", "person"], name="people_identifier_by_value")]


class Phone(models.Model):
    """One phone number of a person, E.164; a family may share it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="phones")
    number = models.CharField(max_length=16, db_collation="C")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"], condition=Q(withdrawn_at__isnull=True),
                name="people_phone_once",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^\+[1-9][0-9]{4,14}$"), name="people_phone_e164"
            ),
        ]
        indexes = [models.Index(fields=["number", "person"], name="people_phone_by_number")]


class Correction(models.Model):
    """What was found wrong on a card, what it became, and why; the history of a correction."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    part = models.CharField(max_length=12)
    was = models.CharField(max_length=260)
    became = models.CharField(max_length=260)
    reason = models.CharField(max_length=300)
    corrected_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=one_of("part", CorrectedPart), name="people_correction_part"
            )
        ]


class PersonSearch(models.Model):
    """The words of a person's names in every plain reading, and the birth date: derived."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    words = SearchVectorField()

    class Meta:
        ordering = ("person_id",)
        # Without a list of pending entries: a search must not pay for an import.
        indexes = [GinIndex(fields=["words"], name="people_search_words", fastupdate=False)]


class PersonKeys(models.Model):
    """The hashed keys under which a card is compared with others: derived, see rules.matching."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="match_keys"
    )
    keys = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ("person_id",)
        indexes = [GinIndex(fields=["keys"], name="people_match_keys", fastupdate=False)]

"""A person's own rights: what they were told, who stands by them, restrictions, erasure."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.people.models.checks import one_of
from przystan.rooms.people.models.persons import Person
from przystan.rooms.people.types import FlagKind, GivenHow, LinkKind


class Clause(models.Model):
    """One version of the information on personal data (GDPR, art. 13) in one language."""

    version = models.PositiveIntegerField()
    language = models.CharField(max_length=3)
    body = models.TextField()
    valid_from = models.DateField()
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("version", "language", "id")
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="people_clause_once")
        ]


class ClauseGiven(models.Model):
    """One giving of the information to one person: when, in which language, how, by whom."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="givings")
    how = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("how", GivenHow), name="people_given_how")
        ]


class FamilyLink(models.Model):
    """Person is the relative's spouse, parent or guardian, since a day if it is known."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="linked_by")
    kind = models.CharField(max_length=8)
    since_date = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("kind", LinkKind), name="people_link_kind"),
            models.CheckConstraint(
                condition=~Q(person=F("relative")), name="people_link_two_cards"
            ),
        ]


class FamilyLinkEnd(models.Model):
    """The end of a family link, or that it was recorded by mistake."""

    link = models.OneToOneField(FamilyLink, on_delete=models.PROTECT, related_name="end")
    until_date = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class Flag(models.Model):
    """A person is deceased, or the processing of their data is restricted (GDPR, art. 18)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10)
    from_date = models.DateField()
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=one_of("kind", FlagKind), name="people_flag_kind")
        ]


class FlagEnd(models.Model):
    """The end of a flag: the restriction is lifted, or the death was recorded by mistake."""

    flag = models.OneToOneField(Flag, on_delete=models.PROTECT, related_name="end")
    to_date = models.DateField()
    reason = models.CharField(max_length=300)
    ended_at = models.DateTimeField()
    actor_id_value = models.BigIntegerField(null=True, db_column="actor_id")
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class Erasure(models.Model):
    """The removal of a person's identity; pseudonymous rows stay."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="erasure")
    erased_at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)

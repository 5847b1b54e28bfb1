"""Letters of a case, how they were delivered, and what a summons asks for."""

from django.db import models
from django.db.models import F, Q

from przystan.rooms.cases.models.cases import Case
from przystan.rooms.cases.types import DeliveryStep, ItemKind, LetterKind


class Letter(models.Model):
    """One letter as it was made: its template's version and every field, so it can be set again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LetterKind])
    template_version = models.IntegerField()
    language = models.CharField(max_length=2)
    content = models.JSONField()
    made_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)
    entry_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-id",)


class LetterTemplate(models.Model):
    """One version of a letter's text, in Polish: paragraphs with fields in braces."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LetterKind])
    version = models.IntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("kind", "version")
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="cases_template_version_once")]


class LetterDelivery(models.Model):
    """One step of a letter's way to its reader: sent, notices left, delivered, refused."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=13, choices=[(s.value, s.value) for s in DeliveryStep])
    sent_on = models.DateField()
    on = models.DateField(db_column="on_date")
    reference = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(step=DeliveryStep.SENT) & ~Q(reference=""),
                name="cases_registered_number_once"),
            models.UniqueConstraint(fields=["letter", "step"], name="cases_delivery_step_once"),
            models.CheckConstraint(
                condition=Q(on__gte=F("sent_on")), name="cases_delivery_after_sending"),
        ]


class Summons(models.Model):
    """What a letter asks the applicant for, and within how many days of its delivery."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, primary_key=True, related_name="+")
    days = models.IntegerField()

    class Meta:
        ordering = ("letter",)
        constraints = [
            models.CheckConstraint(condition=Q(days__gt=0), name="cases_summons_term_positive")]


class SummonsItem(models.Model):
    """One thing that a summons asks for, as the checklist named it on that day."""

    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in ItemKind])
    article = models.CharField(max_length=120)
    text = models.JSONField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["summons", "code"], name="cases_summons_item_once")]


class ChecklistTick(models.Model):
    """One thing of a case's checklist that came, and when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    on = models.DateField(db_column="on_date")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="cases_tick_once")]

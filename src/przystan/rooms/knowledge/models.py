"""Procedures and their texts; a version is appended, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from przystan.platform.retention.types import Passing
from przystan.rooms.knowledge.types import (
    LANGUAGES,
    FeeKind,
    LawAct,
    NoticeKind,
    OutreachKind,
)


class Procedure(models.Model):
    """One procedure of the office."""

    slug = models.SlugField(max_length=60, unique=True)
    legal_basis = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    review_by = models.DateField()

    class Meta:
        ordering = ("slug",)


class Version(models.Model):
    """One published text in one language.

    `original_version` is the version of the Polish text that it translates: a lower one than the
    latest means that the translation is outdated.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=5, choices=[(x, x) for x in LANGUAGES])
    number = models.IntegerField()
    original_version = models.IntegerField()
    is_machine = models.BooleanField(default=False)
    title = models.CharField(max_length=160)
    summary = models.TextField()
    who = models.TextField()
    where = models.TextField(db_column="where_text")
    documents = ArrayField(models.TextField())
    fee = models.TextField()
    term = models.TextField()
    after = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("procedure", "language", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "language", "number"], name="knowledge_version_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="knowledge_title_given"),
        ]


class Withdrawal(models.Model):
    """A procedure that readers no longer get, until a newer Polish text is published; appended."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="withdrawals")
    # The latest Polish text when it was withdrawn.
    version = models.IntegerField()
    reason = models.CharField(max_length=300)
    instead = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("procedure", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "version"], name="knowledge_withdrawn_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="knowledge_withdrawal_reason"),
            models.CheckConstraint(
                condition=Q(instead=None) | ~Q(instead=F("procedure")),
                name="knowledge_withdrawal_instead"),
        ]


class SearchWord(models.Model):
    """One word by which search finds a procedure: made from its latest texts and its synonyms."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    word = models.CharField(max_length=80)
    weight = models.FloatField()
    is_title = models.BooleanField(default=False)
    # Read by the version before this one, which may still run; the next takes it away.
    trigrams = ArrayField(models.CharField(max_length=3), db_default=[])

    class Meta:
        ordering = ("procedure", "language", "word", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "language", "word"], name="knowledge_search_word_once"
            ),
        ]
        indexes = [
            models.Index(fields=["word"], name="knowledge_search_word"),
        ]


class Synonym(models.Model):
    """Words that are not in a procedure's texts and by which people seek it; appended."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="synonyms")
    phrase = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("procedure", "phrase", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "phrase"], name="knowledge_synonym_once"
            ),
            models.CheckConstraint(condition=~Q(phrase=""), name="knowledge_synonym_given"),
        ]


class EmptySearch(models.Model):
    """How often a text found nothing on one day; the text was rid of personal data before."""

    text = models.CharField(max_length=80)
    language = models.CharField(max_length=5)
    day = models.DateField()
    times = models.IntegerField()

    class Meta:
        ordering = ("-day", "text", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "day"], name="knowledge_empty_search_once"
            ),
            models.CheckConstraint(condition=Q(times__gt=0), name="knowledge_empty_search_counted"),
        ]


class SettledSearch(models.Model):
    """An editor's answer to a text that found nothing; without a procedure it was set aside."""

    text = models.CharField(max_length=80)
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", null=True
    )
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-settled_at", "-id")


class PageAnswer(models.Model):
    """How often a version of a page did or did not help, by day; nobody's own answer is kept."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    version = models.IntegerField()
    has_helped = models.BooleanField()
    day = models.DateField()
    times = models.IntegerField()

    class Meta:
        ordering = ("-day", "procedure", "language", "version", "has_helped", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "language", "version", "has_helped", "day"],
                name="knowledge_page_answer_once",
            ),
            models.CheckConstraint(condition=Q(times__gt=0), name="knowledge_page_answer_counted"),
        ]


class FeeRate(models.Model):
    """One amount of a fee from a day on, with its act; corrected by a later row, never edited."""

    kind = models.CharField(max_length=40, choices=[(x.value, x.value) for x in FeeKind])
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    act = models.CharField(max_length=200)
    article = models.CharField(max_length=80, blank=True)
    is_confirmed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("kind", "valid_from", "id")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="knowledge_fee_not_negative"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="knowledge_fee_days_in_order",
            ),
            models.CheckConstraint(condition=~Q(act=""), name="knowledge_fee_act_given"),
        ]


class Notice(models.Model):
    """What the office tells everybody from a day to a day; it may end earlier, else never changes.
    """

    kind = models.CharField(max_length=20, choices=[(x.value, x.value) for x in NoticeKind])
    audience = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    is_confirmed = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-starts_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="knowledge_notice_days_in_order",
            ),
        ]


class NoticeText(models.Model):
    """A notice in one language."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=160)
    body = models.TextField()

    class Meta:
        ordering = ("notice", "language")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "language"], name="knowledge_notice_text_once"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body=""), name="knowledge_notice_text_given"
            ),
        ]


class Outreach(models.Model):
    """How many persons an event or leaflets reached on a day; appended."""

    kind = models.CharField(max_length=20, choices=[(x.value, x.value) for x in OutreachKind])
    title = models.CharField(max_length=160)
    day = models.DateField()
    language = models.CharField(max_length=5)
    reached = models.IntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-day", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(reached__gt=0), name="knowledge_reached_somebody"),
        ]


class LawChange(models.Model):
    """A change of an article, or of a whole act, from a day on; appended."""

    act = models.CharField(max_length=20, choices=[(x.value, x.value) for x in LawAct])
    article = models.CharField(max_length=20, blank=True)
    in_force_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("-in_force_on", "-id")


class LawReview(models.Model):
    """That a text was looked at after a change of law; appended."""

    change = models.ForeignKey(LawChange, on_delete=models.PROTECT, related_name="reviews")
    subject = models.CharField(max_length=80)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("change", "subject")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "subject"], name="knowledge_reviewed_once"
            ),
        ]


PASSING = (
    Passing(
        code="knowledge.searches",
        label=gettext_noop("Searches that found nothing"),
        table="knowledge_emptysearch",
        due="day < %(before)s::date",
        days=365,
        basis=gettext_noop("GDPR, art. 5(1)(e): a year shows what texts are missing"),
    ),
    Passing(
        code="knowledge.settled_searches",
        label=gettext_noop("Editors' answers to such searches"),
        table="knowledge_settledsearch",
        due="settled_at < %(before)s",
        days=1_095,
        least_days=365,
        is_append_only=True,
        basis=gettext_noop("GDPR, art. 5(1)(e): the words were somebody's"),
    ),
)

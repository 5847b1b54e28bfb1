"""Scanned stacks and the letters cut from them."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.types import StackState


class ReceivedMail(models.Model):
    """One message from the office's mailbox, kept whole as a file.

    `message_key` is a hash of its Message-ID: a message delivered twice is one.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    message_key = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField()
    case_sign = models.CharField(max_length=60, blank=True)
    left = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(
            fields=["message_key"], condition=~Q(message_key=""), name="documents_mail_once")]


class ScanStack(models.Model):
    """One scanned stack of letters; `case_sign` is said for what has no separator sheet."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, default=StackState.WAITING.value)
    pages = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField()
    scanned_by = models.CharField(max_length=160)
    case_sign = models.CharField(max_length=60, blank=True)
    mail = models.ForeignKey(
        ReceivedMail, on_delete=models.PROTECT, null=True, related_name="stacks")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in StackState]),
                                   name="documents_stack_state_known")]


class ScannedLetter(models.Model):
    """One letter: its pages in the stack, its case, its file."""

    stack = models.ForeignKey(ScanStack, on_delete=models.PROTECT, related_name="letters")
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    case_sign = models.CharField(max_length=60, blank=True)
    first_page = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    poor = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    filed_by = models.CharField(max_length=160, blank=True)
    filed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

"""Scanned stacks and the letters cut from them."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.types import StackState


class ScanStack(models.Model):
    """One scanned stack of letters."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, default=StackState.WAITING.value)
    pages = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField()
    scanned_by = models.CharField(max_length=160)

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

    class Meta:
        ordering = ("id",)

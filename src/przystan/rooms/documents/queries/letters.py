"""Reads of scanned stacks."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.ports import StackReader
from przystan.rooms.documents.types import Letter, LetterProblem, Quality, Stack, StackState

QUALITIES = {
    Quality.GOOD: _("good"), Quality.BLANK: _("blank"), Quality.DARK: _("too dark"),
    Quality.FAINT: _("too faint"), Quality.BLURRED: _("blurred"),
    Quality.UNREADABLE: _("cannot be read"),
}
PROBLEMS = {
    LetterProblem.NO_SEPARATOR: _("pages before the first separator sheet"),
    LetterProblem.UNKNOWN_CASE: _("no case with this sign"),
    LetterProblem.EMPTY: _("no page after the separator sheet"),
    LetterProblem.SEPARATOR_MISSING: _(
        "a separator sheet was not read: another letter may be in here"),
    LetterProblem.OUT_OF_ORDER: _("separator sheets are not in their order"),
}
STACKS = {StackState.WAITING: _("is being sorted"), StackState.SORTED: _("sorted"),
          StackState.REFUSED: _("refused")}
_readers: list[StackReader] = []


class StackNotFound(Exception):
    """There is no such stack."""


class NoStackReader(Exception):
    """No reader of stacks is connected."""


def connect_stack_reader(reader: StackReader) -> None:
    """Say who reads scanned stacks; called once, by the composition root."""
    _readers[:] = [reader]


def stack_reader() -> StackReader:
    """Return the connected reader of stacks. Raises NoStackReader."""
    if not _readers:
        raise NoStackReader
    return _readers[0]


def quality_label(quality: Quality) -> str:
    """Return what is wrong with a page, in the reader's language."""
    return str(QUALITIES[quality])


def letter_problem_label(problem: LetterProblem) -> str:
    """Return what somebody must look at, in the reader's language."""
    return str(PROBLEMS[problem])


def stack_state_label(state: StackState) -> str:
    """Return where a stack stands, in the reader's language."""
    return str(STACKS[state])


def list_stacks(*, limit: int = 30) -> tuple[Stack, ...]:
    """Return the latest stacks with their letters."""
    rows = models.ScanStack.objects.prefetch_related("letters").order_by("-pk")[:limit]
    return tuple(stack_of(r) for r in rows)


def get_stack(*, stack_id: int) -> Stack:
    """Return one stack with its letters. Raises StackNotFound."""
    row = models.ScanStack.objects.prefetch_related("letters").filter(pk=stack_id).first()
    if row is None:
        raise StackNotFound(stack_id)
    return stack_of(row)


def stack_of(row: models.ScanStack) -> Stack:
    """Return a stack with its letters, as its row has them."""
    return Stack(
        row.pk, row.name, StackState(row.state), row.pages, row.scanned_at, row.scanned_by,
        row.problem, tuple(_letter(x) for x in row.letters.all()))


def _letter(row: models.ScannedLetter) -> Letter:
    return Letter(
        row.pk, row.case_sign, row.case_id, row.first_page, row.pages, row.sha256,
        tuple((n, Quality(q)) for n, q in row.poor),
        tuple(LetterProblem(p) for p in row.problems), row.filed_by)


def letters_of_case(*, case_id: int) -> tuple[tuple[int, datetime, Letter], ...]:
    """Return the scanned letters of a case with their stack and its instant, the latest first."""
    rows = models.ScannedLetter.objects.filter(case_id=case_id).select_related(
        "stack").order_by("-id")
    return tuple((row.stack_id, row.stack.scanned_at, _letter(row)) for row in rows)

"""Taking a scanned stack in, and filing its letters by case."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django import app as job_app

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.files import public as files
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import models
from przystan.rooms.documents.ports import UnreadablePicture
from przystan.rooms.documents.queries.letters import stack_reader
from przystan.rooms.documents.rules.letters import cut_stack, media_type_of
from przystan.rooms.documents.types import LetterCut, LetterProblem, StackState

MAX_STACK_BYTES = 100 << 20
MAX_STACK_PAGES = 400


class StackRefused(ValueError):
    """A stack that is not taken; says why."""


def take_stack(
    *, actor: Actor, at: datetime, name: str, content: bytes, case_sign: str = "",
    mail_id: int | None = None,
) -> tuple[int, bool]:
    """Take a scanned stack (PDF, TIFF, JPEG or PNG) in; return its id, and whether it is new.

    `case_sign` is whose the pages before the first separator sheet are. The same file twice is
    one stack. It is sorted by a job. Raises StackRefused.
    """
    if not content or len(content) > MAX_STACK_BYTES:
        raise StackRefused(f"empty, or larger than {MAX_STACK_BYTES >> 20} MB")
    kind = media_type_of(content)
    if kind is None:
        raise StackRefused("no PDF, TIFF, JPEG or PNG")
    digest = files.store_file(name=name, media_type=kind, content=content, at=at)
    made, is_new = models.ScanStack.objects.get_or_create(
        sha256=digest, defaults={
            "name": name[:200], "scanned_at": at, "scanned_by": actor.name,
            "case_sign": case_sign[:60], "mail_id": mail_id})
    if is_new:
        job_app.configure_task("documents.sort_stack", queue="documents").defer(stack_id=made.pk)
        audit.record(actor=actor, at=at, action="documents.take_stack",
                     subject=f"documents.stack:{made.pk}")
    return made.pk, is_new


def sort_stack(*, actor: Actor, at: datetime, stack_id: int) -> None:
    """Cut a stack at its separator sheets and file each letter with its case.

    A letter whose sign no case bears, pages before the first separator, a separator that was not
    read: each is kept and marked, for a person to look at. A stack sorted before stays as it is.
    """
    stack = models.ScanStack.objects.select_for_update().get(pk=stack_id)
    if stack.state != StackState.WAITING.value:
        return
    content = files.read_file(sha256=stack.sha256).content
    reader = stack_reader()
    try:
        sheets = tuple(reader.read(content=content, max_pages=MAX_STACK_PAGES))
    except UnreadablePicture as error:
        stack.state, stack.problem = StackState.REFUSED.value, str(error)[:200]
        stack.save(update_fields=["state", "problem"])
        return
    letters = cut_stack(sheets, case_sign=stack.case_sign)
    parts = reader.cut(content=content, pages=[letter.pages for letter in letters])
    for letter, part in zip(letters, parts, strict=True):
        _file(stack, letter, part, at)
    stack.state, stack.pages = StackState.SORTED.value, len(sheets)
    stack.save(update_fields=["state", "pages"])
    audit.record(actor=actor, at=at, action="documents.sort_stack",
                 subject=f"documents.stack:{stack_id}",
                 details={"pages": len(sheets), "letters": len(letters)})


def _file(stack: models.ScanStack, letter: LetterCut, part: bytes, at: datetime) -> None:
    case = cases.find_case(sign=letter.case_sign) if letter.case_sign else None
    problems = list(letter.problems)
    if letter.case_sign and case is None:
        problems.append(LetterProblem.UNKNOWN_CASE)
    digest = files.store_file(
        name=f"{stack.name} {letter.pages[0]}.pdf", media_type="application/pdf", content=part,
        at=at) if letter.pages else ""
    models.ScannedLetter.objects.create(
        stack=stack, case_id=case.id if case else None, case_sign=letter.case_sign[:60],
        first_page=letter.pages[0] if letter.pages else 0, pages=len(letter.pages),
        sha256=digest, poor=[[n, q.value] for n, q in letter.poor],
        problems=[p.value for p in problems])


class LetterNotFound(Exception):
    """There is no such letter."""


def file_letter(*, letter_id: int, case_id: int, actor: Actor, at: datetime) -> None:
    """File a letter with a case by hand: it had no separator sheet, or lay with another's.

    Raises LetterNotFound, CaseNotFound.
    """
    letter = models.ScannedLetter.objects.select_for_update().filter(pk=letter_id).first()
    if letter is None:
        raise LetterNotFound(letter_id)
    case, was = cases.get_case(case_id=case_id), letter.case_id
    letter.case_id, letter.case_sign = case.id, case.sign
    letter.problems = [p for p in letter.problems if p not in SETTLED_BY_FILING]
    letter.filed_by, letter.filed_at = actor.name, at
    letter.save(update_fields=["case", "case_sign", "problems", "filed_by", "filed_at"])
    audit.record(actor=actor, at=at, action="documents.file_letter",
                 subject=f"documents.letter:{letter_id}", details={"case": case.id, "was": was})


SETTLED_BY_FILING = (LetterProblem.NO_SEPARATOR, LetterProblem.UNKNOWN_CASE)

"""Cutting a scanned stack into letters at its separator sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from przystan.rooms.documents.types import LetterCut, LetterProblem, Quality, SheetSeen

PREFIX = "PRZ-SEP"
MARKS = (
    (b"%PDF-", "application/pdf"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
CODE = re.compile(rf"{PREFIX}:(\d+)/(\d+):(.+)")


def separator_code(*, number: int, of: int, case_sign: str) -> str:
    """Return what a separator sheet says: which of how many it is, and whose letter follows."""
    return f"{PREFIX}:{number}/{of}:{case_sign}"


def read_separator(codes: Iterable[str]) -> tuple[int, int, str] | None:
    """Return number, how many and case sign of a separator sheet; None for any other page."""
    for code in codes:
        if found := CODE.fullmatch(code.strip()):
            return int(found[1]), int(found[2]), found[3]
    return None


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a file that may hold letters by its first bytes, else None."""
    return next((kind for mark, kind in MARKS if content.startswith(mark)), None)


def cut_stack(sheets: Sequence[SheetSeen], *, case_sign: str = "") -> tuple[LetterCut, ...]:
    """Cut a stack into letters. No page is lost: what stands before the first separator too;
    that is of the case `case_sign`, where one is said.

    A separator that was not read shows: its number is missing between its neighbours', and the
    letter before it, into which the next one ran, is marked.
    """
    letters: list[tuple[int, str, list[SheetSeen]]] = []
    for sheet in sheets:
        separator = read_separator(sheet.codes)
        if separator:
            letters.append((separator[0], separator[2], []))
        else:
            if not letters:
                letters.append((0, case_sign, []))
            letters[-1][2].append(sheet)
    numbers = [number for number, _, _ in letters]
    return tuple(
        _letter(sign, pages, number, numbers[n + 1] if n + 1 < len(numbers) else None)
        for n, (number, sign, pages) in enumerate(letters))


def _letter(
    sign: str, pages: list[SheetSeen], number: int, following: int | None
) -> LetterCut:
    problems = []
    if not sign:
        problems.append(LetterProblem.NO_SEPARATOR)
    if not pages:
        problems.append(LetterProblem.EMPTY)
    if following is not None and following > number + 1:
        problems.append(LetterProblem.SEPARATOR_MISSING)
    if following is not None and following <= number:
        problems.append(LetterProblem.OUT_OF_ORDER)
    return LetterCut(
        sign, tuple(p.number for p in pages),
        tuple((p.number, p.quality) for p in pages if p.quality is not Quality.GOOD),
        tuple(problems))

"""Writing a machine-readable zone: for labels of the office, for tests, for the demo."""

from __future__ import annotations

import re
import unicodedata

from przystan.rooms.documents.rules.digits import FILLER, check_digit
from przystan.rooms.documents.rules.layouts import LAYOUTS, Layout, Place
from przystan.rooms.documents.types import Format, MrzContent

SEX = {"f": "F", "m": "M", "x": FILLER}


class DoesNotFit(ValueError):
    """A content that the format has no place for."""


def write_mrz(content: MrzContent) -> tuple[str, ...]:
    """Write a machine-readable zone and return its lines. Names that do not fit are cut.

    Raises DoesNotFit for a number or an optional part that has no place.
    """
    layout = LAYOUTS[content.format]
    grid = [[FILLER] * layout.length for _ in range(layout.lines)]
    _put(grid, layout.code, content.document_code)
    _put(grid, layout.state, content.issuing_state)
    _put(grid, layout.names, _names(content, layout))
    _put(grid, layout.nationality, content.nationality)
    _put(grid, layout.birth, content.birth_date.strftime("%y%m%d"), with_digit=True)
    _put(grid, layout.sex, SEX[content.sex])
    _put(grid, layout.expiry, content.expiry_date.strftime("%y%m%d"), with_digit=True)
    left = _number(grid, layout, content)
    _optional(grid, layout, content, left)
    if layout.composite_digit:
        covered = "".join("".join(grid[n][a:b]) for n, a, b in layout.composite)
        _put(grid, layout.composite_digit, check_digit(covered))
    return tuple("".join(line) for line in grid)


def _put(grid: list[list[str]], place: Place, text: str, *, with_digit: bool = False) -> None:
    line, first, end = place
    padded = text.ljust(end - first, FILLER)
    if len(padded) > end - first:
        raise DoesNotFit(f"{text!r} in {end - first} characters")
    grid[line][first:end] = padded
    if with_digit:
        grid[line][end] = check_digit(padded)


def _names(content: MrzContent, layout: Layout) -> str:
    line, first, end = layout.names
    family, given = _plain(content.family_name), _plain(content.given_names)
    return (f"{family}<<{given}" if given else family)[: end - first]


def _plain(name: str) -> str:
    return re.sub(r"[^A-Z0-9]+", FILLER, unmarked(name.replace("'", ""))).strip(FILLER)


def unmarked(text: str) -> str:
    """Return a text in capitals, its letters without their marks."""
    split = unicodedata.normalize("NFKD", text.upper())
    return "".join(c for c in split if not unicodedata.combining(c))


def _number(grid: list[list[str]], layout: Layout, content: MrzContent) -> int:
    """Write the number and return how much of the first optional part it took."""
    number = content.number
    if len(number) <= 9:
        _put(grid, layout.number, number, with_digit=True)
        return 0
    if layout.long_number is None:
        raise DoesNotFit(f"number {number!r} in 9 characters")
    _put(grid, layout.number, number[:9])
    rest = number[9:] + check_digit(number)
    _put(grid, layout.long_number, rest)
    return len(rest) + 1


def _optional(grid: list[list[str]], layout: Layout, content: MrzContent, left: int) -> None:
    if layout.personal:
        _put(grid, layout.personal, content.optional, with_digit=True)
        return
    if not content.optional:
        return
    line, first, end = layout.optional[0 if content.format is not Format.TD1 else 1]
    taken = left if content.format is not Format.TD1 else 0
    _put(grid, (line, first + taken, end), content.optional)

"""Read text files as engines leave them: BOM, mixed line ends, bad bytes, a torn last line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from przystan.rooms.calls.types import RefusedLine

LONGEST_LINE = 65_536
_SHOWN = 120

Refuse = Callable[[RefusedLine], None]


class LineError(ValueError):
    """One line cannot be read; says in which column, what stood there and what was expected."""

    def __init__(self, column: str, value: object, expected: str) -> None:
        super().__init__(f"{column}: {value!r}, expected {expected}")
        self.column = column
        self.value = str(value)[:_SHOWN]
        self.expected = expected

    def at(self, file: str, line: int, raw: str) -> RefusedLine:
        """Say where it was, and keep the line as it stood."""
        return RefusedLine(file, line, self.column, self.value, self.expected, raw)


def read_lines(path: Path, refuse: Refuse) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is not empty, in constant memory.

    Any line end is taken, a byte order mark is dropped; a line that is not UTF-8 or longer than
    64 KiB is refused.
    """
    with path.open(encoding="utf-8", errors="surrogateescape", newline=None) as file:
        number = 0
        while text := file.readline(LONGEST_LINE):
            number += 1
            if len(text) == LONGEST_LINE and not text.endswith("\n"):
                refuse(_too_long(path.name, number, text))
                _skip_line(file.readline)
                continue
            text = text.strip("\n\ufeff \t\0")
            if not text:
                continue
            if not text.isascii() and (bad := _bad_byte(text)) is not None:
                value = ascii(text[bad])
                refuse(RefusedLine(path.name, number, str(bad + 1), value, "UTF-8", text))
                continue
            yield number, text


def _too_long(file: str, number: int, text: str) -> RefusedLine:
    return RefusedLine(file, number, "", text[:_SHOWN], f"a line shorter than {LONGEST_LINE}", text)


def _skip_line(readline: Callable[[int], str]) -> None:
    while (rest := readline(LONGEST_LINE)) and not rest.endswith("\n"):
        pass


def _bad_byte(text: str) -> int | None:
    return next((i for i, c in enumerate(text) if "\udc80" <= c <= "\udcff"), None)

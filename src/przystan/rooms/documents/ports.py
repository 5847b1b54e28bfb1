"""What documents needs from the outside world: readers of pictures and devices that examine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from przystan.rooms.documents.types.pictures import SeenLine


@dataclass(frozen=True)
class SeenZone:
    """Two or three lines that may be a zone, as seen, and by which way of looking."""

    lines: tuple[SeenLine, ...]
    method: str


@dataclass(frozen=True)
class Page:
    """One page of a file: its number from 1, and a way to look at it; None for no picture."""

    number: int
    look: Callable[[], Iterator[SeenZone]] | None


@dataclass(frozen=True)
class OpenedFile:
    """A file taken apart into pages, at most as many as were asked for."""

    pages: Iterator[Page]
    pages_in_file: int


class UnreadablePicture(Exception):
    """A file that holds no picture that can be looked at; says why."""


class PictureReader(Protocol):
    """Looks for machine-readable zones on pictures and in PDF files."""

    name: str
    is_simulator: bool

    def open(self, *, content: bytes, max_pages: int) -> OpenedFile:
        """Take a file apart. Raises UnreadablePicture.

        A page's `look` yields what may be a zone, the likeliest and cheapest first; it may be
        stopped at any time.
        """

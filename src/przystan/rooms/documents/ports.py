"""What documents needs from the outside world: readers of pictures and devices that examine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from przystan.rooms.documents.types.examinations import DeviceReport
from przystan.rooms.documents.types.letters import SheetSeen
from przystan.rooms.documents.types.pictures import SeenLine


@dataclass(frozen=True)
class SeenZone:
    """Two or three lines that may be a zone, as seen, and by which way of looking."""

    lines: tuple[SeenLine, ...]
    method: str


@dataclass(frozen=True)
class Page:
    """One page of a file: its number from 1, and a way to look at it; None for no picture.

    `read_print` returns the lines that are printed on it, from above, the zone's among them.
    """

    number: int
    look: Callable[[], Iterator[SeenZone]] | None
    read_print: Callable[[], tuple[str, ...]] | None = None


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


class DeviceFailed(Exception):
    """A device that did not answer, or answered what cannot be understood."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class ExaminingDevice(Protocol):
    """A device that looks at a document by several lights and says what it found."""

    name: str
    is_simulator: bool

    def examine(self, *, pictures: Sequence[bytes]) -> DeviceReport:
        """Let the device judge pictures of a document. Raises DeviceFailed."""

    def read_report(self, *, content: bytes) -> DeviceReport:
        """Read a report that the device saved as a file. Raises DeviceFailed."""


class StackReader(Protocol):
    """Reads a scanned stack page by page, and cuts letters out of it."""

    name: str
    is_simulator: bool

    def read(self, *, content: bytes, max_pages: int) -> Iterator[SheetSeen]:
        """Yield each page's codes and quality. Raises UnreadablePicture, for too many pages too."""

    def cut(self, *, content: bytes, pages: Sequence[Sequence[int]]) -> list[bytes]:
        """Return one PDF for each list of page numbers; nothing for an empty list."""


class MailboxFailed(Exception):
    """A mailbox that cannot be reached or refuses; says why, and holds no name."""


class Mailbox(Protocol):
    """Where letters by e-mail come to."""

    name: str
    is_simulator: bool

    def messages(self, *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        """Yield what has come as (key, whole message); None for one that is larger.

        What was not settled is yielded again by the next call. Raises MailboxFailed.
        """

    def settle(self, *, key: str) -> None:
        """Put a message that was taken aside, so that it does not come again."""

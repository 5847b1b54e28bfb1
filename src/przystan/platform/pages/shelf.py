"""The memory of one process: pages by key, the longest unread leaves first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

MOST_BYTES = 32 * 2**20
MOST_PAGES = 4_000

# What was published when the page was begun, and the office's day.
Stamp = tuple[tuple[int, int], date]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was rendered; `until` is an instant of the process's monotonic clock."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes
    stamp: Stamp
    until: float


class Shelf:
    """Holds at most so many pages and bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_pages: int = MOST_PAGES) -> None:
        self.most_bytes, self.most_pages = most_bytes, most_pages
        self.bytes = 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Page | None:
        """Return the page of this key, however old; it becomes the last one to leave."""
        if (found := self._pages.get(key)) is not None:
            self._pages.move_to_end(key)
        return found

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page in the place of an older one; one that is larger than the shelf is not."""
        if (old := self._pages.pop(key, None)) is not None:
            self.bytes -= len(old.body)
        if len(page.body) > self.most_bytes:
            return
        self._pages[key] = page
        self.bytes += len(page.body)
        while self.bytes > self.most_bytes or len(self._pages) > self.most_pages:
            _key, gone = self._pages.popitem(last=False)
            self.bytes -= len(gone.body)

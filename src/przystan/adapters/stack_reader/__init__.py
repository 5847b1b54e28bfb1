"""Scanned stacks: separator codes by zxing-cpp, quality by OpenCV, letters cut by pdfium.

The libraries are loaded at the first stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from przystan.rooms.documents.types import SheetSeen


class PdfStackReader:
    """Reads stacks on this machine, one page in memory at a time."""

    name = "zxing-cpp"
    is_simulator = False

    def read(self, *, content: bytes, max_pages: int) -> Iterator[SheetSeen]:
        """Yield each page's codes and quality. Raises UnreadablePicture."""
        from przystan.adapters.stack_reader.sheets import read_sheets

        return read_sheets(content, max_pages)

    def cut(self, *, content: bytes, pages: Sequence[Sequence[int]]) -> list[bytes]:
        """Return one PDF for each list of page numbers."""
        from przystan.adapters.stack_reader.sheets import cut_letters

        return cut_letters(content, pages)

"""Zones read from pictures: own search for the lines, recognition by rapidocr's model.

The libraries are loaded at the first picture: they would make every start slower.
"""

from __future__ import annotations

from przystan.rooms.documents.ports import OpenedFile


class ZoneReader:
    """Reads pictures and PDF files on this machine; nothing leaves it."""

    name = "rapidocr PP-OCRv6"
    is_simulator = False

    def open(self, *, content: bytes, max_pages: int) -> OpenedFile:
        """Take a file apart into pages. Raises UnreadablePicture."""
        from przystan.adapters.zone_reader.pages import open_file

        return open_file(content, max_pages)

"""Keyboard-wedge readers and handhelds' files: one tag number or barcode a line, or CSV."""

from __future__ import annotations

from collections.abc import Iterator

from przystan.adapters.json_stream import hexadecimal
from przystan.rooms.records.types import RefusedBytes, TagRead

SEPARATORS = ",;\t"


def read_lines(content: bytes) -> Iterator[TagRead | RefusedBytes]:
    """Read the first column of every line as a tag number; a heading and empty lines pass."""
    offset = 0
    for position, line in enumerate(content.split(b"\n")):
        text = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        for separator in SEPARATORS:
            text = text.split(separator)[0]
        text = text.strip().strip('"')
        epc = hexadecimal(text.replace(" ", ""))
        if epc:
            yield TagRead(epc)
        elif text and position:
            yield RefusedBytes(offset, line[:64], "a tag number in hexadecimal digits")
        elif text and any(c.isdigit() for c in text):
            yield RefusedBytes(0, line[:64], "a tag number in hexadecimal digits, or a heading")
        offset += len(line) + 1

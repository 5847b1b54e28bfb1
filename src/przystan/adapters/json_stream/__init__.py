"""JSON as devices send it: one value a line, values run together, or values in arrays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from przystan.rooms.records.types import RefusedBytes, TagRead

PREVIEW = 200
DECODER = json.JSONDecoder()


class Item(NamedTuple):
    """One object: where its value began in the stream, the first of its bytes, and itself."""

    offset: int
    content: bytes
    value: dict[str, Any]

    def refused(self, expected: str) -> RefusedBytes:
        """Say that the object is not what it should be."""
        return RefusedBytes(self.offset, self.content, expected)


def split_json(content: bytes) -> Iterator[Item | RefusedBytes]:
    """Give every object with its place; what is no JSON is refused, to its line's end.

    Arrays are opened. A value that the content cuts short is refused as such.
    """
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    at, size = _next(text, 0), len(text)
    offset = _size(text[:at])
    while at < size:
        try:
            value, end = DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as wrong:
            end = text.find("\n", at) + 1 or size
            problem = getattr(wrong, "msg", "nested too deeply")
            yield RefusedBytes(offset, _bytes(text[at:end]), f"JSON: {problem}")
        else:
            for item in value if isinstance(value, list) else (value,):
                place = Item(offset, _bytes(text[at:end]), {})
                if isinstance(item, dict):
                    yield place._replace(value=item)
                else:
                    yield place.refused("a JSON object")
        end = _next(text, end)
        offset += _size(text[at:end])
        at = end


def read_each(
    content: bytes, read: Callable[[Item], Iterator[TagRead | RefusedBytes]]
) -> Iterator[TagRead | RefusedBytes]:
    """Read every object of a device's stream; what is no JSON is handed on as refused."""
    for found in split_json(content):
        if isinstance(found, RefusedBytes):
            yield found
        else:
            yield from read(found)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,\x1e":
        at += 1
    return at


def _bytes(text: str) -> bytes:
    return text[:PREVIEW].encode("utf-8", "surrogateescape")


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def microseconds(text: object) -> int | None:
    """Return an ISO 8601 instant as microseconds since 1970, None when it is none.

    A time without its offset is not guessed: None too.
    """
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    whole = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (whole.days * 86400 + whole.seconds) * 1_000_000 + whole.microseconds


def number(value: object) -> float | None:
    """Return a JSON number, None for anything else, a truth value and NaN among it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        return None
    return value


def whole(value: object) -> int | None:
    """Return a JSON whole number from 0, None for anything else."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found == found // 1 else None


def hexadecimal(value: object) -> bytes | None:
    """Return what hexadecimal digits stand for, None when the value is no even run of them."""
    if not isinstance(value, str):
        return None
    try:
        return bytes.fromhex(value)
    except ValueError:
        return None

"""Reads tag reports out of a stream of LLRP messages: the hot path, so it skips all else.

Source: GS1 LLRP 1.1, chapters 16 (messages) and 17 (parameters). A reader of one make sends the
same parameters in the same order thousands of times a second: the order is found once and read by
one `struct` after that, whose markers are compared each time.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from przystan.rooms.records.types import RefusedBytes, TagRead

RO_ACCESS_REPORT = 61
TAG_REPORT_DATA, EPC_DATA, READ_RESULT, CUSTOM = 240, 241, 349, 1023
# Every message of LLRP 1.1; any other type is listed, and stepped over by its length.
MESSAGES = frozenset(
    (*range(1, 5), *range(10, 15), *range(20, 27), *range(30, 37), *range(40, 48), *range(50, 55),
     *range(56, 58), *range(60, 66), 72, 100, 1023))
HEADER, PARAMETER = struct.Struct(">HII"), struct.Struct(">HH")
VERSIONS = (1, 2)
# A report of 2 MB would hold about 40,000 tags: what claims to be longer is noise.
MAX_MESSAGE = 2 * 1024 * 1024
# Parameters of one type-value byte: format, and the field of TagRead that they fill, if any.
SHORT: dict[int, tuple[str, str]] = {
    1: ("H", "antenna"), 2: ("Q", "first_seen_us"), 3: ("Q", ""), 4: ("Q", "last_seen_us"),
    5: ("Q", ""), 6: ("b", "rssi_dbm"), 7: ("H", ""), 8: ("H", "reads"), 9: ("I", ""),
    10: ("H", ""), 11: ("H", ""), 12: ("H", ""), 13: ("12s", "epc"), 14: ("H", ""),
    15: ("H", ""), 16: ("I", ""), 17: ("H", ""), 18: ("HH", ""), 19: ("H", ""), 20: ("H", ""),
}
SIZES = {kind: struct.calcsize(f">{form}") for kind, (form, _) in SHORT.items()}
IMPINJ, IMPINJ_TID, IMPINJ_RSSI = 25882, 55, 57
EMPTY = TagRead(b"")
PREVIEW = 64
Found = TagRead | RefusedBytes


@dataclass(frozen=True)
class _Layout:
    """The order of one reader's parameters: how to unpack them, and what must stand between."""

    size: int
    unpack: Callable[..., tuple[int, ...]]
    markers: tuple[int, ...]
    pick: Callable[[tuple[object, ...]], tuple[object, ...]]


class _Wrong(Exception):
    def __init__(self, offset: int, expected: str) -> None:
        super().__init__(expected)
        self.offset, self.expected = offset, expected


class TagReports:
    """One reader's stream: bytes in as they come, tag reports out; half a message waits.

    What cannot be read is given as RefusedBytes, and reading goes on at the next message that can
    begin there. Memory is bounded by one message. Whole messages of other types go to `on_other`.
    """

    def __init__(self, on_other: Callable[[bytes], None] | None = None) -> None:
        self._on_other = on_other
        self._rest = b""
        self._offset = 0
        self._layout: _Layout | None = None

    def feed(self, content: bytes) -> list[Found]:
        """Take what came; return what is complete."""
        data = self._rest + content if self._rest else content
        found: list[Found] = []
        at = 0
        while len(data) - at >= HEADER.size:
            length = _length_of(data, at)
            if not length:
                at = self._skip_noise(data, at, found)
            elif len(data) - at < length:
                break
            else:
                self._message(data, at, at + length, found)
                at += length
        self._rest = data[at:]
        self._offset += at
        return found

    def finish(self) -> list[Found]:
        """Say what was left when the stream ended: nothing, or half a message."""
        if not self._rest:
            return []
        rest, self._rest = self._rest, b""
        length = _length_of(rest, 0) if len(rest) >= HEADER.size else 0
        wanted = f"a message of {length} bytes" if length else "a message's header of 10 bytes"
        return [RefusedBytes(
            self._offset, rest[:PREVIEW], f"{wanted}; the stream ends after {len(rest)}")]

    def read_parameters(self, content: bytes) -> list[Found]:
        """Read bare parameters, as recorded without the header of their message."""
        found: list[Found] = []
        self._parameters(content, 0, len(content), found)
        return found

    def _skip_noise(self, data: bytes, at: int, found: list[Found]) -> int:
        end = at + 1
        while end + HEADER.size <= len(data) and not _begins_message(data, end):
            end += 1
        found.append(RefusedBytes(self._offset + at, data[at:min(end, at + PREVIEW)],
                                  f"an LLRP message; {end - at} bytes are none"))
        return end

    def _message(self, data: bytes, at: int, end: int, found: list[Found]) -> None:
        kind = int.from_bytes(data[at:at + 2], "big") & 0x3FF
        if kind == RO_ACCESS_REPORT:
            self._parameters(data, at + HEADER.size, end, found)
        elif kind in MESSAGES:
            if self._on_other is not None:
                self._on_other(data[at:end])
        else:
            found.append(RefusedBytes(self._offset + at, data[at:min(end, at + PREVIEW)],
                                      f"a message of LLRP 1.1, not of type {kind}"))

    def _parameters(self, data: bytes, at: int, end: int, found: list[Found]) -> None:
        layout, append, header = self._layout, found.append, PARAMETER.unpack_from
        try:
            while at < end:
                if end - at < 4:
                    raise _Wrong(at, "a parameter's header of 4 bytes")
                kind, length = header(data, at)
                if not 4 <= length <= end - at:
                    raise _Wrong(at, f"a parameter of 4 to {end - at} bytes, not of {length}")
                if kind == TAG_REPORT_DATA:
                    if layout is not None and layout.size == length:
                        values = layout.unpack(data, at + 4)
                        if values[::2] == layout.markers:
                            append(TagRead._make(layout.pick(values + EMPTY)))
                            at += length
                            continue
                    append(_tag_report(data, at + 4, at + length))
                    layout = self._layout = _layout_of(data, at + 4, at + length) or layout
                at += length
        except _Wrong as wrong:
            append(RefusedBytes(self._offset + wrong.offset,
                                data[wrong.offset:min(end, wrong.offset + PREVIEW)],
                                wrong.expected))


def read_stream(chunks: Iterator[bytes]) -> Iterator[Found]:
    """Read a captured stream to its end: whole messages, or one message's bare parameters."""
    reports = TagReports()
    first = next(chunks, b"")
    if _is_parameter(first):
        yield from reports.read_parameters(first + b"".join(chunks))
        return
    yield from reports.feed(first)
    for chunk in chunks:
        yield from reports.feed(chunk)
    yield from reports.finish()


def _is_parameter(first: bytes) -> bool:
    """Whether a capture begins with a long parameter; a message's first bits are its version."""
    if len(first) < PARAMETER.size:
        return False
    kind, length = PARAMETER.unpack_from(first)
    return 128 <= int(kind) <= CUSTOM and PARAMETER.size <= int(length) <= len(first)


def _length_of(data: bytes, at: int) -> int:
    """Return the length of the message that begins here, 0 when none can."""
    first, length, _ = HEADER.unpack_from(data, at)
    plausible = first >> 10 in VERSIONS and HEADER.size <= length <= MAX_MESSAGE
    return length if plausible else 0


def _begins_message(data: bytes, at: int) -> bool:
    """Whether a message of a known type can begin here: stricter, since noise is long."""
    kind = int.from_bytes(data[at:at + 2], "big") & 0x3FF
    return kind in MESSAGES and _length_of(data, at) > 0


def _tag_report(data: bytes, at: int, end: int) -> TagRead:
    """Read one tag's parameters in whatever order. Raises _Wrong."""
    seen: dict[str, Any] = {}
    began = at
    while at < end:
        at = (_short if data[at] & 0x80 else _long)(data, at, end, seen)
    if "epc" not in seen:
        raise _Wrong(began, "a tag's number among its parameters")
    return EMPTY._replace(**seen)


def _short(data: bytes, at: int, end: int, seen: dict[str, Any]) -> int:
    kind = data[at] & 0x7F
    if kind not in SHORT or at + 1 + SIZES[kind] > end:
        raise _Wrong(at, f"a whole parameter, not type {kind} with {end - at - 1} bytes")
    form, name = SHORT[kind]
    if name:
        (value,) = struct.unpack_from(f">{form}", data, at + 1)
        seen.setdefault(name, value)
    return at + 1 + SIZES[kind]


def _long(data: bytes, at: int, end: int, seen: dict[str, Any]) -> int:
    if end - at < 4:
        raise _Wrong(at, "a parameter's header of 4 bytes")
    kind, length = PARAMETER.unpack_from(data, at)
    length = int(length)
    if not 4 <= length <= end - at:
        raise _Wrong(at, f"a parameter of 4 to {end - at} bytes, not of {length}")
    content = data[at + 4:at + length]
    if kind == EPC_DATA and len(content) >= 2:
        size = (int.from_bytes(content[:2], "big") + 7) // 8
        if size > len(content) - 2:
            raise _Wrong(at, f"a tag number of {size} bytes, not of {len(content) - 2}")
        seen["epc"] = content[2:2 + size]
    elif kind == READ_RESULT and len(content) >= 5 and content[0] == 0:
        seen["tid"] = content[5:5 + 2 * int.from_bytes(content[3:5], "big")]
    elif kind == CUSTOM and len(content) >= 8:
        _impinj(content, seen)
    return at + length


def _impinj(content: bytes, seen: dict[str, Any]) -> None:
    vendor, subtype = struct.unpack_from(">II", content)
    if vendor == IMPINJ and subtype == IMPINJ_TID and len(content) >= 10:
        seen["tid"] = content[10:10 + 2 * int.from_bytes(content[8:10], "big")]
    elif vendor == IMPINJ and subtype == IMPINJ_RSSI and len(content) == 10:
        seen["rssi_dbm"] = int.from_bytes(content[8:10], "big", signed=True) / 100


def _layout_of(data: bytes, at: int, end: int) -> _Layout | None:
    """Return the layout of a report that holds only short parameters, each once; else None."""
    form, size = ">", end - at + 4
    markers: list[int] = []
    position: dict[str, int] = {}
    while at < end:
        kind = data[at] & 0x7F
        if not data[at] & 0x80 or kind not in SHORT or kind == 18:
            return None
        inner, name = SHORT[kind]
        if name in position:
            return None
        if name:
            position[name] = 2 * len(markers) + 1
        markers.append(data[at])
        form += f"B{inner}"
        at += 1 + SIZES[kind]
    values = 2 * len(markers)
    order = [position.get(name, values + n) for n, name in enumerate(TagRead._fields)]
    return _Layout(size, struct.Struct(form).unpack_from, tuple(markers), itemgetter(*order))

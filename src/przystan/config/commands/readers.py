"""przystan readers: what RFID readers say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.adapters.impinj import read_events as read_impinj
from przystan.adapters.llrp.frames import read_stream
from przystan.adapters.tag_lines import read_lines
from przystan.adapters.zebra import read_events as read_zebra
from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.records import public as records

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHUNK = 1 << 20
Found = Iterator["records.TagRead | records.RefusedBytes"]


def _llrp(path: Path) -> Found:
    with path.open("rb") as file:
        yield from read_stream(iter(lambda: file.read(CHUNK), b""))


def _whole(read: Callable[[bytes], Found]) -> Callable[[Path], Found]:
    return lambda path: read(path.read_bytes())


SOURCES: tuple[tuple[str, str, Callable[[Path], Found]], ...] = (
    ("llrp", "bytes of an LLRP connection, or one message's parameters", _llrp),
    ("impinj", "JSON of an Impinj reader's stream or webhook", _whole(read_impinj)),
    ("zebra", "JSON of Zebra's fixed readers or handhelds", _whole(read_zebra)),
    ("lines", "one tag number a line, as wedges and handhelds write", _whole(read_lines)),
)


def guess_source(path: Path) -> str:
    """Return which of the sources a file looks like, by its first bytes; lines when none else."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start[:1] in (b"\x00", b"\x04", b"\x08"):
        return "llrp"
    if start.lstrip()[:1] in (b"{", b"["):
        return "impinj" if b"tagInventoryEvent" in start else "zebra"
    return "lines"


def register(subparsers: Any) -> None:
    """Add `przystan readers` and its subcommands."""
    parser = subparsers.add_parser(
        "readers", help="read what RFID readers say",
        epilog="Example: przystan readers parse --help",
    )
    commands = parser.add_subparsers(dest="readers_command", metavar="COMMAND", required=True)
    parse = commands.add_parser(
        "parse", help="turn captured bytes or JSON into tag reports; needs no database",
        description="Prints every tag report in the file. What cannot be read is listed on "
                    "standard error with its place and its bytes, and costs nothing else.",
        epilog="Example: przystan readers parse --llrp capture.bytes --format json. "
               "Exit status 1 when something was refused.",
    )
    source = parse.add_mutually_exclusive_group(required=True)
    for name, what, _ in SOURCES:
        source.add_argument(f"--{name}", type=Path, metavar="FILE", help=what)
    add_format(parse)
    parse.set_defaults(func=_parse, needs_database=False)


def _parse(options: argparse.Namespace) -> int:
    from przystan.rooms.records import public as records

    path, read = next((p, read) for name, _, read in SOURCES
                      if (p := getattr(options, name)) is not None)
    if not path.is_file():
        print(f"przystan readers parse: there is no file {path}", file=sys.stderr)
        return 2
    rows, refused = [], []
    for found in read(path):
        if isinstance(found, records.TagRead):
            rows.append(_row(found))
        else:
            refused.append({"offset": found.offset, "bytes": found.content.hex(),
                            "expected": found.expected})
            print(f"{path.name}, byte {found.offset}: {found.content.hex(' ')!r}, "
                  f"expected {found.expected}", file=sys.stderr)
    if options.format == "json":
        print_json({"reports": rows, "refused": refused})
    else:
        print_rows(rows, options.format)
    return 1 if refused else 0


def _row(read: records.TagRead) -> dict[str, object]:
    return {
        "epc": read.epc.hex().upper(), "antenna": read.antenna, "rssi_dbm": read.rssi_dbm,
        "first_seen_at": _instant(read.first_seen_us), "last_seen_at": _instant(read.last_seen_us),
        "reads": read.reads, "tid": read.tid.hex().upper(), "reader": read.reader,
    }


def _instant(microseconds: int | None) -> str | None:
    if microseconds is None:
        return None
    try:
        return (EPOCH + timedelta(microseconds=microseconds)).isoformat()
    except OverflowError:
        return None

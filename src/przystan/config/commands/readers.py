"""przystan readers: what RFID readers say."""

from __future__ import annotations

import argparse
import asyncio
import signal
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
    _add_simulate(commands)


def _add_simulate(commands: Any) -> None:
    simulate = commands.add_parser(
        "simulate", help="be a simulated LLRP reader with tags before it",
        description="Answers LLRP clients, one at a time, until it is stopped. Its model says "
                    "that it is simulated; the tags have the demo's numbers.",
        epilog="Example: przystan readers simulate --port 5084 --tags 200 --probability 0.7",
    )
    simulate.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    simulate.add_argument("--port", type=int, default=5084, help="default: 5084; 0: a free one")
    simulate.add_argument("--tags", type=int, default=100, metavar="N", help="how many folders")
    simulate.add_argument("--first", type=int, default=1, metavar="SERIAL",
                          help="serial of the first folder's tag (default: 1)")
    simulate.add_argument("--probability", type=float, default=1.0, metavar="P",
                          help="share of the chances in which a tag is read (default: 1)")
    simulate.add_argument("--rate", type=float, default=200.0, metavar="R",
                          help="chances a second, of all tags together (default: 200)")
    simulate.add_argument("--seed", type=int, default=2023, help="default: 2023")
    simulate.set_defaults(func=_simulate, needs_database=False)


def _simulate(options: argparse.Namespace) -> int:
    from przystan.adapters.simulators.llrp_reader import SimulatedReader
    from przystan.rooms.records import public as records

    if not 0 <= options.probability <= 1 or options.tags < 1 or options.rate <= 0:
        print("przystan readers simulate: --probability is 0 to 1, --tags and --rate above 0",
              file=sys.stderr)
        return 2
    reader = SimulatedReader(
        epcs=[bytes.fromhex(records.folder_epc(options.first + n)) for n in range(options.tags)],
        host=options.host, port=options.port, reads_per_second=options.rate,
        probability=options.probability, seed=options.seed)

    async def until_stopped() -> None:
        await reader.start()
        print(f"simulated LLRP reader on {options.host}:{reader.port}", flush=True)
        stopped = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
        await stopped.wait()
        await reader.stop()

    try:
        asyncio.run(until_stopped())
    except OSError as taken:
        print(f"przystan readers simulate: {taken}", file=sys.stderr)
        return 1
    print(f"{reader.reported} reads reported", flush=True)
    return 0


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

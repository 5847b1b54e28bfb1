"""przystan documents chip: read the chip on the desk's reader into files."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add `chip` to the commands of documents."""
    chip = commands.add_parser(
        "chip", help="read the chip on a PC/SC reader into files; needs no database",
        description="Opens the chip by basic access control with the key of the zone, and writes "
                    "EF_SOD.bin and EF_DGn.bin, as `documents verify` takes them. Needs pyscard "
                    "and the system's PC/SC service. Fingerprints are not asked for.",
        epilog="Example: przystan documents chip --mrz zone.txt --out chip/. Exit status 1 when "
               "the chip refuses, 3 when there is no reader or no document on it.")
    chip.add_argument("--mrz", type=Path, required=True, metavar="FILE",
                      help="a text of the zone's lines")
    chip.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    chip.add_argument("--reader", default="", metavar="NAME",
                      help="part of the reader's name (default: the first)")
    chip.set_defaults(func=_chip, needs_database=False)


def _chip(options: argparse.Namespace) -> int:
    from przystan.adapters.pcsc import NoReader, card, read_chip
    from przystan.platform.clock import public as clock
    from przystan.rooms.documents import public as documents

    if not options.mrz.is_file():
        print(f"przystan documents chip: there is no file {options.mrz}", file=sys.stderr)
        return 2
    try:
        zone = documents.read_mrz(
            text=options.mrz.read_text("utf-8"), today=clock.local_date(clock.now()))
    except documents.NotAnMrz as error:
        print(f"przystan documents chip: {error}", file=sys.stderr)
        return 2
    expiry = zone.expiry_date.strftime("%y%m%d") if zone.expiry_date else "<<<<<<"
    start = time.monotonic()
    try:
        with card(options.reader) as transmit:
            sod, groups = read_chip(
                transmit, number=zone.number, birth=zone.birth_text, expiry=expiry)
    except NoReader as missing:
        print(f"przystan documents chip: {missing}", file=sys.stderr)
        return 3
    except documents.ChipRefused as refused:
        print(f"przystan documents chip: the chip refuses: {refused}", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "EF_SOD.bin").write_bytes(sod)
    for number, content in groups.items():
        (options.out / f"EF_DG{number}.bin").write_bytes(content)
    print(f"EF.SOD, {', '.join(f'DG{n}' for n in groups)} in {time.monotonic() - start:.1f} s")
    return 0

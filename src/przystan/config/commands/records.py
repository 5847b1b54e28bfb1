"""przystan records: find a folder, count a place from a file of reads."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows
from przystan.config.commands.readers import SOURCES, guess_source

if TYPE_CHECKING:
    from przystan.rooms.records import public as records


def register(subparsers: Any) -> None:
    """Add `przystan records` and its subcommands."""
    parser = subparsers.add_parser(
        "records", help="find folders and count places",
        epilog="Example: przystan records find SOC-S.6151.1.2022",
    )
    commands = parser.add_subparsers(dest="records_command", metavar="COMMAND", required=True)
    find = commands.add_parser(
        "find", help="where a folder is, with its chain of custody",
        epilog="Example: przystan records find SOC-S.6151.1.2022 --format json. "
               "Exit status 1 when there is none.",
    )
    find.add_argument("sign", metavar="SIGN", help="a case sign, or the number of a folder's tag")
    add_format(find)
    find.set_defaults(func=_find)
    _add_inventory(commands)
    _add_export(commands)


def _add_export(commands: Any) -> None:
    export = commands.add_parser(
        "export", help="what happened to folders, as EPCIS 2.0 events",
        description="Writes an EPCIS document: labelling, custody, replaced tags, confirmed "
                    "counts. No case, no person is in it.",
        epilog="Example: przystan records export --epcis --since 2023-03-01 -o events.jsonld",
    )
    export.add_argument("--epcis", action="store_true", required=True, help="as EPCIS 2.0 JSON")
    export.add_argument("--since", type=date.fromisoformat, metavar="DAY")
    export.add_argument("--until", type=date.fromisoformat, metavar="DAY",
                        help="the first day that is left out")
    export.add_argument("--base", default="https://office.invalid", metavar="URL",
                        help="address under which places have their names")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: print it")
    export.set_defaults(func=_export)


def _export(options: argparse.Namespace) -> int:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.audit import public as audit
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    since = clock.day_start(options.since) if options.since else None
    until = clock.day_start(options.until) if options.until else None
    with transactions.transaction(), contextlib.ExitStack() as stack:
        out = stack.enter_context(options.output.open("w")) if options.output else sys.stdout
        for piece in records.epcis_document(
                records.folder_events(since=since, until=until), base=options.base.rstrip("/"),
                created_at=clock.now()):
            out.write(piece)
        audit.record(actor=accounts.system_actor("records export"), at=clock.now(),
                     action="records.export_epcis", subject="records.folder:all")
    return 0


def _add_inventory(commands: Any) -> None:
    inventory = commands.add_parser(
        "inventory", help="count a place from a file of reads",
        description="Compares what lies in a place, and beneath it, with a file of reads. "
                    "A reference tag in the file says on which shelf the reads after it were "
                    "made; a file without any was read in the whole scope. Keeps nothing, unless "
                    "--save: then the count waits, closed, for a second person to confirm it.",
        epilog="Example: przystan records inventory --scope SZ-R1-01 --reads rack1.csv",
    )
    inventory.add_argument("--scope", required=True, metavar="PLACE", help="code of the place")
    inventory.add_argument("--reads", required=True, type=Path, metavar="FILE")
    inventory.add_argument(
        "--reads-format", choices=("auto", *(name for name, _, _ in SOURCES)), default="auto",
        help="what the file holds (default: found out)")
    inventory.add_argument("--save", action="store_true", help="keep the count")
    inventory.add_argument("--all", action="store_true", help="list the found folders too")
    add_format(inventory)
    inventory.set_defaults(func=_inventory)


def _find(options: argparse.Namespace) -> int:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.audit import public as audit
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    with transactions.transaction():
        found = records.find_folder(text=options.sign)
        if found is None:
            print(f"przystan records find: no folder has the sign or the tag {options.sign!r}",
                  file=sys.stderr)
            return 1
        audit.record(actor=accounts.system_actor("records find"), at=clock.now(),
                     action="records.find", subject=f"records.folder:{found.id}")
        chain = [asdict(step) for step in records.list_custody(folder_id=found.id)]
    if options.format == "json":
        print_json({**asdict(found), "chain": chain})
    else:
        print_rows([asdict(found)], options.format)
        if options.format == "table":
            print()
            print_rows(chain, "table")
    return 0


class _NotKept(Exception):
    """Ends a transaction whose rows are not to stay."""


def _inventory(options: argparse.Namespace) -> int:
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    if not options.reads.is_file():
        print(f"przystan records inventory: there is no file {options.reads}", file=sys.stderr)
        return 2
    reads = list(_tags(options.reads, options.reads_format))
    told: tuple[records.Inventory, list[dict[str, object]]] | None = None
    try:
        with transactions.transaction():
            told = _count(options, reads)
            if not options.save:
                raise _NotKept
    except _NotKept:
        pass
    except (records.PlaceNotFound, records.InventoryOverlaps,
            records.PlaceOutsideScope) as refused:
        print(f"przystan records inventory: {options.scope}: {refused.message}", file=sys.stderr)
        return 2
    assert told is not None
    _print(options, *told)
    return 0


def _tags(path: Path, named: str) -> Iterator[records.TagRead]:
    from przystan.rooms.records import public as records

    source = guess_source(path) if named == "auto" else named
    read = next(read for name, _, read in SOURCES if name == source)
    for found in read(path):
        if isinstance(found, records.RefusedBytes):
            print(f"{path.name}, byte {found.offset}: {found.content.hex(' ')}, "
                  f"expected {found.expected}", file=sys.stderr)
        else:
            yield found


def _count(
    options: argparse.Namespace, reads: list[records.TagRead]
) -> tuple[records.Inventory, list[dict[str, object]]]:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.records import public as records

    actor, at = accounts.system_actor("records inventory"), clock.now()
    inventory_id = records.open_inventory(place=options.scope, actor=actor, at=at)
    observations = records.locate_reads(
        reads, references=records.reference_tags(),
        scope_id=records.get_inventory(inventory_id=inventory_id).scope_id)
    records.observe(inventory_id=inventory_id, observations=observations, actor=actor, at=at)
    records.close_inventory(inventory_id=inventory_id, actor=actor, at=at)
    findings = records.list_findings(
        inventory_id=inventory_id, with_found=options.all, limit=None)
    return records.get_inventory(inventory_id=inventory_id), [asdict(f) for f in findings]


def _print(
    options: argparse.Namespace, counted: records.Inventory, findings: list[dict[str, object]]
) -> None:
    summary = {"expected": counted.expected, "seen": counted.seen,
               "scanned_places": counted.scanned_places, "places": counted.places,
               **{kind.value: n for kind, n in counted.findings}}
    kept = counted.id if options.save else None
    if options.format == "json":
        print_json({"inventory": kept, "scope": counted.scope, "summary": summary,
                    "findings": findings})
        return
    print_rows(findings, options.format)
    said = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in summary.items())
    print(said + (f"; kept as count {kept}" if kept else "; nothing was kept"), file=sys.stderr)

"""przystan documents trust: whom a chip may be signed by."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def add(commands: Any) -> None:
    """Add `trust` to the commands of documents."""
    trust = commands.add_parser(
        "trust", help="import and list country signers and revocation lists",
        epilog="Example: przystan documents trust list")
    under = trust.add_subparsers(dest="trust_command", metavar="COMMAND", required=True)
    take = under.add_parser(
        "import", help="import a master list, a revocation list or a country signer",
        description="A master list is taken when a country signer that is known, or named with "
                    "--anchor, issued its signer; a revocation list when one signed it.",
        epilog="Example: przystan documents trust import DE_ML.ml --anchor csca-germany.cer. "
               "Exit status 1 when the file is refused.")
    take.add_argument("file", type=Path, metavar="MASTERLIST",
                      help="a master list (.ml), revocation list (.crl) or certificate (.cer)")
    take.add_argument("--anchor", type=Path, action="append", default=[], metavar="FILE",
                      help="a country signer that the office obtained and compared itself")
    take.add_argument("--vouch", action="store_true",
                      help="take a single country signer: its fingerprint was compared")
    add_format(take)
    take.set_defaults(func=_import)
    lines = under.add_parser("list", help="what was imported, with its dates",
                             epilog="Example: przystan documents trust list --format json")
    add_format(lines)
    lines.set_defaults(func=_list)


def _import(options: argparse.Namespace) -> int:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.documents import public as documents

    missing = [str(p) for p in (options.file, *options.anchor) if not p.is_file()]
    if missing:
        print(f"przystan documents trust: there is no file {', '.join(missing)}", file=sys.stderr)
        return 2
    anchors = documents.read_trust_folder(
        files={p.name: p.read_bytes() for p in options.anchor}, at=clock.now()).material.anchors
    try:
        with transactions.transaction():
            made = documents.import_trust(
                actor=accounts.system_actor("command line"), at=clock.now(),
                name=options.file.name, content=options.file.read_bytes(), anchors=anchors,
                is_vouched=options.vouch)
    except documents.TrustRefused as refused:
        print(f"{options.file.name}: refused, {refused}", file=sys.stderr)
        return 1
    print_rows([{
        "kind": made.kind.value, "entries": made.entries, "added": made.added,
        "issued_at": made.issued_at, "signer": made.signer, "countries": len(made.countries),
        "known_before": not made.is_new}], options.format)
    return 0


def _list(options: argparse.Namespace) -> int:
    from przystan.rooms.documents import public as documents

    print_rows([{
        "kind": f.kind.value, "name": f.name, "country": f.country, "entries": f.entries,
        "issued_at": f.issued_at, "next_at": f.next_at, "imported_at": f.imported_at,
        "signer": f.signer} for f in documents.list_trust_files()], options.format)
    return 0

"""przystan fees: what an application costs on a day."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from przystan.config.commands.output import LANGUAGES, add_format, print_rows


def register(subparsers: Any) -> None:
    """Add `przystan fees`."""
    told = "what an application costs on a day in PLN, each fee with its act and article"
    parser = subparsers.add_parser(
        "fees", help=told, description=f"Tell {told}. Rates are those that the office recorded.",
        epilog="Example: przystan fees --type temporary_work --date 2023-05-01. Exit status 1 "
               "when the type is unknown, 3 when a fee has no rate on that day.")
    parser.add_argument("--type", required=True, metavar="T", dest="type",
                        help="a case type of the catalogue, or a kind of fee")
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="the day of payment (default: today)")
    parser.add_argument("--relief", action="store_true",
                        help="with the relief of one half on the residence card")
    parser.add_argument("--language", choices=LANGUAGES, default="en",
                        help="language of the names (default: en)")
    add_format(parser)
    parser.set_defaults(func=_fees)


def _fees(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.rooms.knowledge import public as knowledge

    day = options.date or clock.local_date(clock.now())
    names = _kinds(options.type, day)
    if names is None:
        print(f"przystan fees: there is no case type and no fee {options.type}", file=sys.stderr)
        return 1
    told = knowledge.calculate_fees(
        kinds=[knowledge.FeeKind(n) for n in names], day=day, has_relief=options.relief)
    with translation.override(options.language):
        rows: list[dict[str, object]] = [
            {"fee": x.rate.kind.value, "name": knowledge.fee_label(x.rate.kind), "pln": x.due,
             "act": x.rate.act, "article": x.rate.article, "confirmed": x.rate.is_confirmed}
            for x in told.lines]
        missing = [f"{k.value} ({knowledge.fee_label(k)})" for k in told.unknown]
    rows.append({"fee": "total", "name": "", "pln": told.total, "act": "", "article": "",
                 "confirmed": all(x.rate.is_confirmed for x in told.lines)})
    print_rows(rows, options.format)
    if missing:
        print(f"przystan fees: no rate on {day}: {', '.join(missing)}", file=sys.stderr)
    return 3 if missing else 0


def _kinds(name: str, day: date) -> tuple[str, ...] | None:
    """The fees of a case type in force on a day, or the fee of this name."""
    from przystan.rooms.cases import public as cases
    from przystan.rooms.knowledge import public as knowledge

    try:
        return cases.get_entry(code=name, on=day).fees
    except cases.EntryNotFound:
        return (name,) if name in set(knowledge.FeeKind) else None

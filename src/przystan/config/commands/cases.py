"""przystan cases: the clock of a case, explained."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.cases import public as cases

LANGUAGES = ("pl", "en", "uk", "ru")


def register(subparsers: Any) -> None:
    """Add `przystan cases clock` and `przystan cases recompute`."""
    parser = subparsers.add_parser("cases", help="residence cases")
    inner = parser.add_subparsers(dest="cases", metavar="WHAT", required=True)
    told = "the term of a case line by line: sentence, days, article"
    clock = inner.add_parser(
        "clock", help=told, description=f"Tell {told}.",
        epilog="Example: przystan cases clock SOC-II.6151.1.2023 --language uk --format json. "
               "Exit status 1 when there is no such case.")
    clock.add_argument("sign", metavar="SIGN", help="the case sign, such as SOC-II.6151.1.2023")
    clock.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD",
                       help="how it stands on this day (default: today)")
    clock.add_argument("--language", choices=LANGUAGES, default="en",
                       help="language of the sentences (default: en)")
    add_format(clock)
    clock.set_defaults(func=_clock)
    again = "count the terms of all open cases anew and print those whose last day moved"
    recompute = inner.add_parser(
        "recompute", help=again, description=f"{again.capitalize()}.",
        epilog="Example: przystan cases recompute --format csv")
    add_format(recompute)
    recompute.set_defaults(func=_recompute)


def _clock(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    try:
        found = cases.find_case(sign=str(cases.parse_sign(options.sign)))
    except cases.NotACaseSign:
        print(f"przystan cases clock: {options.sign} is not a case sign", file=sys.stderr)
        return 1
    if found is None:
        print(f"przystan cases clock: there is no case {options.sign}", file=sys.stderr)
        return 1
    read = cases.clock_of(case_id=found.id, on=options.on or clock.local_date(clock.now()))
    with translation.override(options.language):
        rows = [_row(line) for line in read.lines]
    if options.format == "json":
        print_json({
            "sign": found.sign, "state": read.state, "on": read.on, "started_on": read.started_on,
            "last_date": read.last_date, "days_used": read.days_used,
            "days_left": read.days_left, "suspended_until": read.suspended_until,
            "ended_on": read.ended_on, "lines": rows})
    else:
        print_rows(rows, options.format)
    return 0


def _recompute(options: argparse.Namespace) -> int:
    from django.db import transaction

    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    with transaction.atomic():
        changed = cases.recompute_clocks(
            actor=accounts.system_actor("przystan cases"), at=clock.now())
    print_rows([{"sign": c.sign, "before": c.before, "after": c.after} for c in changed],
               options.format)
    return 0


def _row(line: cases.ClockLine) -> dict[str, object]:
    from przystan.rooms.cases import public as cases

    return {
        "from": line.from_date, "to": line.to_date, "days": line.days, "article": line.article,
        "confirmed": line.is_confirmed, "key": line.sentence.value,
        "sentence": cases.explain_line(line), "note": line.note}

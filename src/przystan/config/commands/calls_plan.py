"""przystan calls: whether the books balance, how the telephone did, whom next week needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows
from przystan.rooms.calls import public as calls

_COUNTS = ("offered", "answered", "abandoned", "contained", "closed", "cut", "removed",
           "difference", "outgoing")


def register(commands: Any) -> None:
    """Add the commands that read the office's own calls."""
    _add(commands, "reconcile", _reconcile, _date,
         "hold the switchboard's notes against the engine's log; status 1 unless all is explained",
         "przystan calls reconcile --date 2026-11-25 --format json")
    staffing = _add(commands, "staffing", _staffing, _date,
                    "how many operators each half-hour needs (Erlang C, and A where callers leave)",
                    "przystan calls staffing --date 2023-03-01 --service-level 0.8 --within 20")
    target = calls.Target()
    staffing.add_argument("--service-level", type=float, default=target.service_level,
                          metavar="SHARE", help="calls to be answered in time (default: 0.8)")
    staffing.add_argument("--within", type=float, default=target.within_seconds,
                          metavar="SECONDS", help="what in time means (default: 20)")
    staffing.add_argument("--shrinkage", type=float, default=target.shrinkage, metavar="SHARE",
                          help="paid time without calls: pauses, training (default: 0.3)")
    _add(commands, "forecast", _forecast, _first,
         "calls to operators in the next seven days, with the rule's past accuracy",
         "przystan calls forecast --from 2023-08-28")
    _add(commands, "metrics", _metrics, _span,
         "how the telephone did, every measure with its numerator and denominator",
         "przystan calls metrics --from 2023-03-01 --until 2023-03-31")
    _add(commands, "abandoned", _abandoned, _span,
         "callers who gave up waiting, and what happened after; numbers are masked",
         "przystan calls abandoned --from 2023-03-01 --until 2023-03-01")
    _add(commands, "topics", _topics, _span,
         "calls that a portal page would have saved, and their minutes, per week and topic",
         "przystan calls topics --from 2023-03-01 --until 2023-03-31")


def _add(commands: Any, name: str, run: Any, days: Any, told: str, example: str) -> Any:
    parser = commands.add_parser(name, help=told, description=f"Tell {told}.",
                                 epilog=f"Example: {example}")
    days(parser)
    add_format(parser)
    parser.set_defaults(func=run)
    return parser


def _date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")


def _first(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True,
                        metavar="YYYY-MM-DD")


def _span(parser: argparse.ArgumentParser) -> None:
    _first(parser)
    parser.add_argument("--until", dest="last", type=date.fromisoformat, required=True,
                        metavar="YYYY-MM-DD", help="the last day, included")


def _reconcile(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock

    books = calls.reconcile_day(local_date=options.date, at=clock.now())
    differences = [
        {"key": d.key, "at": d.at.isoformat(), "live": d.live, "engine": d.engine,
         "reason": d.reason.value, "is_explained": d.is_explained, "contact": d.contact_id}
        for d in books.differences
    ]
    balance = {name: getattr(books.balance, name) for name in _COUNTS}
    sums = {"booked": books.booked, "seen_live": books.seen, "equal": books.equal,
            "handed_over": books.handed_over, "unexplained": books.unexplained}
    if options.format == "json":
        print_json({"date": options.date.isoformat(), "balance": balance, **sums,
                    "is_balanced": books.is_balanced, "differences": differences})
    elif options.format == "csv":
        print_rows(differences, "csv")
    else:
        print_rows([{"date": options.date.isoformat(), **balance}], "table")
        print()
        print_rows([sums], "table")
        if differences:
            print()
            print_rows(differences, "table")
    if not books.is_balanced:
        print(f"przystan calls reconcile: {books.unexplained} differences are not explained, "
              f"the day's sum is off by {books.balance.difference}", file=sys.stderr)
    return 0 if books.is_balanced else 1


def _staffing(options: argparse.Namespace) -> int:
    target = calls.Target(options.service_level, options.within, options.shrinkage)
    try:
        rows = calls.list_staffing(local_date=options.date, target=target)
    except calls.BadTarget as error:
        print(f"przystan calls staffing: {error}", file=sys.stderr)
        return 2
    print_rows([_staffing_row(row) for row in rows], options.format,
               wrap="half_hours" if options.format == "json" else None)
    return 0


def _staffing_row(row: calls.StaffingRow) -> dict[str, object]:
    expected, patient = row.expected, row.with_patience
    return {
        "half_hour": row.starts.strftime("%H:%M"), "offered": round(row.load.calls, 1),
        "aht_seconds": round(row.load.handling_seconds),
        "erlangs": round(row.load.erlangs, 2), "needed": row.needed, "rostered": row.rostered,
        "service_level": _share(expected.service_level if expected else None),
        "asa_seconds": None if expected is None else round(expected.asa_seconds, 1),
        "occupancy": _share(expected.occupancy if expected else None),
        "needed_with_patience": row.needed_with_patience,
        "abandoned_share": _share(patient.abandoned_share if patient else None),
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _forecast(options: argparse.Namespace) -> int:
    found = calls.get_forecast(first_date=options.first)
    told = asdict(found.accuracy)
    past = [{**week, "first_date": week["first_date"].isoformat()} for week in told.pop("past")]
    accuracy = {name: value if isinstance(value, int) else _share(value)
                for name, value in told.items()}
    rows = [{"date": r.day.isoformat(), "half_hour": r.starts.strftime("%H:%M"),
             "expected": round(r.expected, 1), "low": r.low, "high": r.high} for r in found.rows]
    if options.format == "json":
        print_json({"half_hours": rows, "accuracy": accuracy, "past_weeks": past})
        return 0
    print_rows(rows, options.format)
    if options.format == "table":
        print()
        print_rows([{f"past_{name}": value for name, value in accuracy.items()}], "table")
    return 0


def _metrics(options: argparse.Namespace) -> int:
    found = calls.call_metrics(first_date=options.first, last_date=options.last)
    rows = [{"measure": "offered", "value": found.offered, "numerator": found.offered,
             "denominator": None}]
    for field in fields(found):
        ratio = getattr(found, field.name)
        if isinstance(ratio, calls.Ratio):
            value = ratio.value
            rows.append({
                "measure": field.name, "value": None if value is None else round(value, 4),
                "numerator": round(ratio.numerator, 1), "denominator": ratio.denominator})
    if options.format == "table":
        print(f"{options.first} to {options.last}; in time means within "
              f"{found.within_seconds:g} s, a short abandon is under "
              f"{found.short_abandon_seconds:g} s\n")
    print_rows(rows, options.format)
    return 0


def _abandoned(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock

    at = clock.now()
    rows: list[dict[str, object]] = []
    while page := calls.list_abandoned(
            first_date=options.first, last_date=options.last, at=at, offset=len(rows), limit=500):
        rows += [
            {"contact": r.contact_id, "at": r.started_at.isoformat(),
             "number": f"… {r.number[-3:]}", "language": r.language,
             "waited_seconds": r.wait_seconds, "after": r.aftermath.value,
             "next_contact": r.next_contact_id, "next_at": r.next_at, "reached": r.was_reached}
            for r in page
        ]
    print_rows(rows, options.format)
    return 0


def _topics(options: argparse.Namespace) -> int:
    found: Sequence[calls.TopicWeek] = calls.list_savable_topics(
        first_date=options.first, last_date=options.last)
    print_rows([
        {"week": t.week.isoformat(), "until": (t.week + timedelta(days=6)).isoformat(),
         "topic": t.topic, "calls": t.calls, "all_calls": t.all_calls,
         "minutes": round(t.minutes)} for t in found
    ], options.format)
    return 0

"""przystan cases: clocks explained and counted anew, the catalogue as a file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import LANGUAGES, add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.cases import public as cases

NAME = "przystan cases"


class _FromFile(argparse.Action):
    """A file instead of the office's database."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, values)
        namespace.needs_database = False


def register(subparsers: Any) -> None:
    """Add `przystan cases clock`, `recompute` and `catalogue`."""
    parser = subparsers.add_parser("cases", help="residence cases")
    inner = parser.add_subparsers(dest="cases", metavar="WHAT", required=True)
    _register_clock(inner)
    again = "count the terms of open cases anew and print those whose last day moved"
    recompute = inner.add_parser(
        "recompute", help=again, description=f"{again.capitalize()}. Only what older law counted "
        "is counted; stopped, the next run goes on. Two may run side by side.",
        epilog="Example: przystan cases recompute --all --format csv")
    recompute.add_argument("--all", action="store_true", help="count every open case, stale or not")
    add_format(recompute)
    recompute.set_defaults(func=_recompute)
    _register_catalogue(inner)


def _register_clock(inner: Any) -> None:
    told = "the term of a case line by line: sentence, days, article"
    clock = inner.add_parser(
        "clock", help=told, description=f"Tell {told}. With --history every term of a case that a "
        "file tells: start, end, suspensions, status, and one line with its article; no database "
        "is needed. The file's schema is docs/reference/history.schema.json.",
        epilog="Example: przystan cases clock SOC-II.6151.1.2023 --language uk --format json. "
               "Exit status 1 when there is no such case, or the history cannot be true.")
    clock.add_argument("sign", metavar="SIGN", nargs="?",
                       help="the case sign, such as SOC-II.6151.1.2023")
    clock.add_argument("--history", metavar="FILE", action=_FromFile, type=Path,
                       help="a history in JSON instead of a case of this office; - for stdin")
    clock.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD",
                       help="how it stands on this day (default: today)")
    clock.add_argument("--language", choices=LANGUAGES, default="en",
                       help="language of the sentences (default: en)")
    add_format(clock)
    clock.set_defaults(func=_clock)


def _register_catalogue(inner: Any) -> None:
    told = "case types with their fees, checklists, stages and terms as a JSON file"
    catalogue = inner.add_parser("catalogue", help=told, description=told.capitalize() + ".")
    acts = catalogue.add_subparsers(dest="act", metavar="WHAT", required=True)
    export = acts.add_parser("export", help="write the catalogue in force to a file")
    export.add_argument("file", type=Path, metavar="FILE", help="- for stdout")
    export.add_argument("--shipped", nargs=0, action=_FromFile, default=None,
                        help="the catalogue that comes with the platform")
    export.set_defaults(func=_export)
    for act, words, func in (
        ("import", "record a new version of every type that the file changes", _import),
        ("diff", "print what the file changes, without changing it; exit status 1 when anything",
         _diff),
    ):
        one = acts.add_parser(act, help=words, description=words.capitalize() + ".")
        one.add_argument("file", nargs="?", type=Path, metavar="FILE",
                         help="a catalogue; without it the one that comes with the platform")
        add_format(one)
        one.set_defaults(func=func)


def _clock(options: argparse.Namespace) -> int:
    if (options.sign is None) == (options.history is None):
        print(f"{NAME} clock: give either a case sign or --history FILE", file=sys.stderr)
        return 2
    return _clock_of_file(options) if options.history else _clock_of_case(options)


def _clock_of_case(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    try:
        found = cases.find_case(sign=str(cases.parse_sign(options.sign)))
    except cases.NotACaseSign:
        print(f"{NAME} clock: {options.sign} is not a case sign", file=sys.stderr)
        return 1
    if found is None:
        print(f"{NAME} clock: there is no case {options.sign}", file=sys.stderr)
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


def _row(line: cases.ClockLine) -> dict[str, object]:
    from przystan.rooms.cases import public as cases

    return {
        "from": line.from_date, "to": line.to_date, "days": line.days, "article": line.article,
        "confirmed": line.is_confirmed, "key": line.sentence.value,
        "sentence": cases.explain_line(line), "note": line.note}


def _clock_of_file(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    try:
        content = _read_json(options.history)
        history = cases.read_history(
            content, types={e.code: e for e in cases.shipped_catalogue()})
    except (OSError, ValueError, cases.HistoryUnreadable) as wrong:
        print(f"{NAME} clock: {wrong}", file=sys.stderr)
        return 1
    with translation.override(options.language):
        refused = list(cases.refusals_of(history.events, birth_date=history.birth_date))
        for place, why in refused:
            print(f"{NAME} clock: events[{place}]: {cases.refusal_text(why)}", file=sys.stderr)
        if refused:
            return 1
        on = options.on or clock.local_date(clock.now())
        rows = [_term_row(t) for t in cases.list_history_terms(
            term=history.term, events=history.events, rules=cases.LAID_LAW, on=on)]
    if options.format == "json":
        print_json({"on": on, "terms": rows})
    else:
        print_rows([{**r, "suspensions": _flat(r["suspensions"])} for r in rows], options.format)
    return 0


def _term_row(term: cases.HistoryTerm) -> dict[str, Any]:
    from przystan.rooms.cases import public as cases

    return {
        "term": term.name.value, "status": term.status.value, "start": term.start,
        "end": term.end,
        "suspensions": [{"from": s.since, "to": s.until, "article": s.article}
                        for s in term.suspensions],
        "article": term.line.article, "confirmed": term.line.is_confirmed, "note": term.note,
        "explanation": cases.explain_line(term.line)}


def _flat(suspensions: Sequence[dict[str, Any]]) -> str:
    return "; ".join(f"{s['from']}–{s['to'] or ''} {s['article']}" for s in suspensions)


def _read_json(file: Path) -> object:
    return json.loads(sys.stdin.read() if str(file) == "-" else file.read_text("utf-8"))


def _recompute(options: argparse.Namespace) -> int:
    from django.db import transaction

    from przystan.config.bootstrap import Progress
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    if options.all:
        with transaction.atomic():
            cases.leave_all_stale(actor=accounts.system_actor(NAME), at=clock.now())
    total, done = max(1, cases.count_stale()), 0
    with Progress("clocks counted anew") as progress:
        while True:
            with transaction.atomic():
                counted = cases.recount_batch(at=clock.now())
            if not counted:
                break
            done += counted
            progress.share = min(1.0, done / total)
    newest = cases.newest_law_change()
    print_rows([{"sign": c.sign, "before": c.before, "after": c.after} for c in newest.changes],
               options.format)
    return 0


def _given(options: argparse.Namespace) -> tuple[cases.CatalogueEntry, ...] | None:
    """The catalogue of the file, or the shipped one; None after saying what is wrong with it."""
    from przystan.rooms.cases import public as cases

    if options.file is None:
        return cases.shipped_catalogue()
    try:
        return cases.read_catalogue(_read_json(options.file))
    except (OSError, ValueError, cases.CatalogueRefused) as wrong:
        print(f"{NAME} catalogue: {options.file}: {wrong}", file=sys.stderr)
        return None


def _export(options: argparse.Namespace) -> int:
    from przystan.rooms.cases import public as cases

    entries = (cases.shipped_catalogue() if options.shipped is not None
               else [v.entry for v in cases.list_entries()])
    text = json.dumps(cases.write_catalogue(entries), ensure_ascii=False, indent=1) + "\n"
    if str(options.file) == "-":
        print(text, end="")
    else:
        options.file.write_text(text, "utf-8")
    return 0


def _import(options: argparse.Namespace) -> int:
    from django.db import transaction

    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.cases import public as cases

    entries = _given(options)
    if entries is None:
        return 1
    with transaction.atomic():
        changes = cases.save_entries(
            entries=entries, actor=accounts.system_actor(NAME), at=clock.now())
    print_rows([_change(c) for c in changes], options.format)
    return 0


def _diff(options: argparse.Namespace) -> int:
    from przystan.rooms.cases import public as cases

    entries = _given(options)
    if entries is None:
        return 2
    codes = {e.code for e in entries}
    changes = cases.diff_catalogues(
        [v.entry for v in cases.list_entries() if v.entry.code in codes], entries)
    print_rows([_change(c) for c in changes], options.format)
    return 1 if changes else 0


def _change(change: cases.CatalogueChange) -> dict[str, object]:
    return {"type": change.code, "change": change.kind.value, "field": change.field,
            "before": change.before, "after": change.after}

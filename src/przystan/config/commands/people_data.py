"""przystan people search|show|export|erase|duplicates|rebuild: persons from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows


def add(commands: Any) -> None:
    """Add the commands that read and change what is held about persons."""
    search = commands.add_parser(
        "search", help="find persons by name in any script, number, phone, birth date",
        epilog='Example: przystan people search "Ковальчук Олена 17.05.1990" --format json')
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--limit", type=int, default=10)
    add_format(search)
    search.set_defaults(func=run_search)
    show = commands.add_parser(
        "show", help="one person's card", epilog="Example: przystan people show 7")
    _add_id(show)
    add_format(show)
    show.set_defaults(func=run_show)
    export = commands.add_parser(
        "export", help="everything held about a person, from every room",
        epilog="Example: przystan people export 7 --pdf held.pdf --language uk")
    _add_id(export)
    export.add_argument("--pdf", type=Path, metavar="FILE", help="a tagged PDF instead of JSON")
    export.add_argument("--language", choices=("pl", "en", "uk", "ru"), default="pl",
                        help="the language of the PDF (default: pl)")
    export.set_defaults(func=run_export)
    erase = commands.add_parser(
        "erase", help="erase a person's identity, or say what would stay and why",
        description="Refused while a room must keep the identity (exit status 1).",
        epilog="Example: przystan people erase 7 --dry-run")
    _add_id(erase)
    erase.add_argument("--dry-run", action="store_true", help="say what would stay; change nothing")
    erase.add_argument("--reason", help="why; needed unless --dry-run")
    add_format(erase)
    erase.set_defaults(func=run_erase)
    _add_duplicates(commands)


def _add_duplicates(commands: Any) -> None:
    duplicates = commands.add_parser(
        "duplicates", help="compare cards with all others; list, or put into the queue",
        epilog="Example: przystan people duplicates --since 2023-06-01 --format csv")
    duplicates.add_argument(
        "--since", metavar="YYYY-MM-DD", help="only cards registered from this day on")
    duplicates.add_argument(
        "--queue", action="store_true", help="put the pairs found into the queue for judgement")
    add_format(duplicates)
    duplicates.set_defaults(func=run_duplicates)
    rebuild = commands.add_parser(
        "rebuild", help="make the search words and match keys of every card anew",
        epilog="Example: przystan people rebuild (after an upgrade that says so)")
    rebuild.set_defaults(func=run_rebuild)


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int, metavar="ID", help="the number of the card")


def command_actor() -> Any:
    """Whoever has the command line, named by their login: readings are written for them."""
    from przystan.platform.accounts import public as accounts

    return accounts.system_actor(f"command line, {getpass.getuser()}")


def _in_transaction(run: Callable[[Any, Any], int]) -> int:
    """Run with the actor and the instant in one transaction; say what was refused."""
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.people import public as people

    try:
        with transactions.transaction():
            return run(command_actor(), clock.now())
    except people.PersonNotFound as error:
        print(f"przystan: there is no card {error.person_id}.", file=sys.stderr)
        return 2
    except people.ErasedAlready as error:
        print(f"przystan: {error}.", file=sys.stderr)
        return 1


def run_search(options: argparse.Namespace) -> int:
    from przystan.rooms.people import public as people

    def run(actor: Any, at: Any) -> int:
        found = people.search_matches(
            actor=actor, at=at, text=options.text, limit=options.limit)
        print_rows([
            {"id": m.candidate.person_id, "name": m.candidate.name,
             "other_names": "; ".join(m.candidate.other_names),
             "born": m.candidate.birth_date, "citizenship": m.candidate.citizenship,
             "score": round(m.comparison.score, 1), "verdict": m.comparison.verdict.value,
             "reasons": "; ".join(r.kind.value for r in m.comparison.reasons)}
            for m in found], options.format)
        return 0 if found else 1

    return _in_transaction(run)


def run_show(options: argparse.Namespace) -> int:
    from przystan.rooms.people import public as people

    def run(actor: Any, at: Any) -> int:
        one = people.get_person(actor=actor, at=at, person_id=options.id)
        row = {
            "id": one.id, "name": one.full_name,
            "names": "; ".join(f"{n.full} ({n.kind})" for n in one.names[1:]),
            "born": people.birth_text(one.birth_date, one.birth_precision),
            "sex": one.sex.value, "citizenship": one.citizenship,
            "numbers": "; ".join(f"{i.kind} {i.value}" for i in one.identifiers),
            "phones": ", ".join(one.phones), "languages": ", ".join(one.languages),
            "cards": ", ".join(map(str, one.member_ids)),
            "marks": ", ".join(f.kind.value for f in one.flags if f.is_in_force),
            "registered_at": one.registered_at.isoformat(timespec="seconds"),
        }
        if options.format == "table":
            print_rows([{"part": k, "value": v} for k, v in row.items()], "table")
        else:
            print_rows([row], options.format)
        return 0

    return _in_transaction(run)


def run_export(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.journeys.person_data import export_person_data
    from przystan.journeys.person_pdf import person_pdf

    def run(actor: Any, at: Any) -> int:
        held = export_person_data(actor=actor, at=at, person_id=options.id)
        if options.pdf is None:
            print_json(held)
            return 0
        with translation.override(options.language):
            options.pdf.write_bytes(person_pdf(held, day=at.date()))
        return 0

    return _in_transaction(run)


def run_erase(options: argparse.Namespace) -> int:
    from przystan.journeys.person_data import erase_person_data, plan_erasure
    from przystan.rooms.people import public as people

    if not options.dry_run and not options.reason:
        print("przystan: an erasure needs --reason, or --dry-run.", file=sys.stderr)
        return 2

    def run(actor: Any, at: Any) -> int:
        plan = plan_erasure(actor=actor, at=at, person_id=options.id)
        _print_plan(plan, options.format)
        if plan.is_held:
            print("przystan: the identity must be kept for now.", file=sys.stderr)
            return 1
        if not options.dry_run:
            erase_person_data(actor=actor, at=at, person_id=options.id, reason=options.reason)
        return 0

    try:
        return _in_transaction(run)
    except people.ErasureHeld as error:
        print(f"przystan: {error}.", file=sys.stderr)
        return 1


def _print_plan(plan: Any, form: str) -> None:
    rows = [{"room": h.room, "what": "forbids", "text": h.basis, "until": h.until_date}
            for h in plan.holds]
    rows += [{"room": room, "what": "stays", "text": text, "until": None}
             for room, kept in plan.kept.items() for text in kept]
    print_rows(rows, form)


def run_duplicates(options: argparse.Namespace) -> int:
    from datetime import date

    from przystan.platform.clock import public as clock
    from przystan.rooms.people import public as people

    since = date.fromisoformat(options.since) if options.since else None

    def run(actor: Any, at: Any) -> int:
        cards = people.card_ids(since=clock.day_start(since) if since else None)
        found = people.find_duplicates_of(cards)
        if options.queue:
            people.queue_pairs(
                actor=actor, at=at, source=people.PairSource.SWEEP,
                pairs=[(low, high, c.score) for low, high, c in found])
        print_rows([
            {"one": low, "other": high, "score": round(c.score, 1), "verdict": c.verdict.value,
             "reasons": "; ".join(r.kind.value for r in c.reasons)}
            for low, high, c in found], options.format)
        return 0

    return _in_transaction(run)


def run_rebuild(options: argparse.Namespace) -> int:
    from przystan.config.bootstrap import Progress
    from przystan.rooms.people import public as people

    total = max(1, people.count_persons())
    with Progress("words and keys") as progress:
        for done in people.rebuild_derived():
            progress.share = min(1.0, done / total)
    return 0

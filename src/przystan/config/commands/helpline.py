"""przystan helpline: check, render, publish and walk the automated helpline."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_rows
from przystan.rooms.calls import public as calls


def register(subparsers: Any) -> None:
    """Add `przystan helpline` and its subcommands."""
    parser = subparsers.add_parser(
        "helpline", help="check, render, publish and walk the automated helpline",
        epilog="Example: przystan helpline walk --keys 2,1,1234567890#,471100#",
    )
    commands = parser.add_subparsers(dest="helpline_command", metavar="COMMAND", required=True)
    check = commands.add_parser(
        "check", help="find what would leave a caller without a way on; needs no database",
        epilog="Example: przystan helpline check my-office.toml")
    render = commands.add_parser(
        "render", help="speak every prompt into a sound file; needs no database",
        epilog="Example: przystan helpline render my-office.toml")
    walk = commands.add_parser(
        "walk", help="play a key sequence and print what a caller would hear; needs no database",
        epilog="Example: przystan helpline walk --keys 4,3,0")
    publish = commands.add_parser(
        "publish", help="keep a new version and put it into service",
        epilog="Example: przystan helpline publish my-office.toml --note 'Easter hours'")
    for command, act in ((check, _check), (render, _render), (walk, _walk), (publish, _publish)):
        command.add_argument("file", nargs="?", type=Path, metavar="FILE",
                             help="a helpline as TOML (default: the one that ships)")
        command.set_defaults(func=act, needs_database=command is publish)
    publish.add_argument("--note", default="", help="what is new in it")
    walk.add_argument("--keys", default="", metavar="KEYS",
                      help="keys, with commas between what is pressed at each prompt; "
                           "- is silence, closed or open is the hour (default: open)")
    walk.add_argument("--language", default="", help="a line with its own language")
    add_format(check)
    add_format(walk)


def shipped_text() -> str:
    """Return the helpline that ships, as TOML."""
    found = files("przystan.adapters.asterisk.helplines") / "office.toml"
    return found.read_text("utf-8")


def shipped_tree() -> calls.Tree:
    """Return the helpline that ships."""
    return calls.fill_texts(
        calls.parse_helpline(shipped_text()), tell=lambda *_asked: "", is_running=True)


def _text(options: argparse.Namespace) -> str:
    return options.file.read_text("utf-8-sig") if options.file else shipped_text()


def _tree(options: argparse.Namespace) -> calls.Tree | None:
    try:
        # Without a database: what the portal would tell is said by its substitute.
        return calls.fill_texts(
            calls.parse_helpline(_text(options)), tell=lambda *_asked: "", is_running=True)
    except OSError as missing:
        print(f"przystan helpline: {missing}", file=sys.stderr)
    except calls.BadTree as wrong:
        print(f"przystan helpline: {options.file}: {wrong}", file=sys.stderr)
    return None


def _check(options: argparse.Namespace) -> int:
    tree = _tree(options)
    if tree is None:
        return 2
    faults = calls.check_tree(tree)
    if faults or options.format != "table":
        print_rows([{"where": f.where, "problem": f.problem} for f in faults], options.format)
    else:
        print(f"{len(tree.nodes)} places, {len(tree.prompts)} prompts in "
              f"{len(tree.languages)} languages: no fault")
    return 1 if faults else 0


def _render(options: argparse.Namespace) -> int:
    from przystan.adapters.asterisk.engine.prompts import SpeechMissing, render_tree
    from przystan.config.commands.engine import places

    tree = _tree(options)
    if tree is None:
        return 2
    try:
        count = render_tree(places(), tree)
    except SpeechMissing as missing:
        print(f"przystan helpline: {missing}", file=sys.stderr)
        return 1
    print(f"{count} prompts stand in {places().prompts}")
    return 0


def _walk(options: argparse.Namespace) -> int:
    tree = _tree(options)
    if tree is None:
        return 2
    rows = [
        {"pressed": step.pressed, "place": step.place, "language": step.language,
         "heard": step.heard, "then": step.then}
        for step in calls.try_helpline(tree=tree, keys=options.keys, language=options.language)
    ]
    print_rows(rows, options.format)
    return 0


def _publish(options: argparse.Namespace) -> int:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions

    actor, at = accounts.system_actor("przystan helpline"), clock.now()
    try:
        with transactions.transaction():
            version = calls.save_helpline(
                text=_text(options), note=options.note, actor=actor, at=at)
            calls.release_helpline(version_id=version, actor=actor, at=at)
    except (calls.BadTree, calls.HelplineFaulty, OSError) as wrong:
        print(f"przystan helpline: {wrong}", file=sys.stderr)
        return 1
    print(f"version {version} is in service")
    return 0

"""przystan edge: the program beside the readers of a building."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_rows

FOLDER = Path("edge")


def register(subparsers: Any) -> None:
    """Add `przystan edge` and its subcommands."""
    parser = subparsers.add_parser(
        "edge", help="run the agent beside the RFID readers of a building",
        description="The agent needs no database: it speaks with the office over HTTPS and keeps "
                    "what it sees in a file of its own until the office has it.",
        epilog="Example: przystan edge run --folder /var/lib/przystan-edge --settings edge.toml",
    )
    commands = parser.add_subparsers(dest="edge_command", metavar="COMMAND", required=True)
    enrol = commands.add_parser(
        "enrol", help="make a key and enrol it with a code from the office",
        epilog="Example: przystan edge enrol --office https://office.example --code CODE",
    )
    enrol.add_argument("--office", required=True, metavar="URL", help="address of the office")
    enrol.add_argument("--code", required=True, help="enrolment code, made under Readers")
    enrol.add_argument("--name", default=socket.gethostname(), help="name of this agent")
    run = commands.add_parser(
        "run", help="read, keep and send until it is stopped",
        epilog="Example: przystan edge run --settings edge.toml",
    )
    run.add_argument("--settings", required=True, type=Path, metavar="FILE",
                     help="TOML: fail_mode, screen, listen, language; [[reader]] with name, kind, "
                          "via, host, port, url, topic, token, is_gate, select")
    status = commands.add_parser(
        "status", help="say what the agent sees and what waits for the office",
        epilog="Example: przystan edge status --format json",
    )
    for command, act in ((enrol, _enrol), (run, _run), (status, _status)):
        command.add_argument("--folder", type=Path, default=FOLDER, metavar="FOLDER",
                             help="where the agent keeps its key and its spool (default: edge)")
        command.set_defaults(func=act, needs_database=False)
    add_format(status)


def _fail(problem: object) -> int:
    print(f"przystan edge: {problem}", file=sys.stderr)
    return 1


def _enrol(options: argparse.Namespace) -> int:
    from przystan.adapters.edge.identity import save_identity
    from przystan.adapters.edge.office import Office, OfficeAway, OfficeRefused

    try:
        with Office(options.office) as office:
            identity = office.enrol(code=options.code, name=options.name)
    except (OfficeAway, OfficeRefused, ValueError) as problem:
        return _fail(problem)
    save_identity(options.folder, identity)
    print(f"enrolled as {identity.agent}; the key is in {options.folder}")
    return 0


def _run(options: argparse.Namespace) -> int:
    from przystan.adapters.edge.agent import Agent
    from przystan.adapters.edge.identity import NotEnrolled, load_identity
    from przystan.adapters.edge.settings import BadSettings, read_settings

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        agent = Agent(folder=options.folder, identity=load_identity(options.folder),
                      settings=read_settings(options.settings))
    except NotEnrolled:
        return _fail(f"{options.folder} holds no identity: enrol first")
    except BadSettings as wrong:
        return _fail(wrong)

    async def until_stopped() -> None:
        task = asyncio.ensure_future(agent.run())
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task

    try:
        asyncio.run(until_stopped())
    except OSError as taken:
        return _fail(taken)
    return 0


def _status(options: argparse.Namespace) -> int:
    from przystan.adapters.edge.agent import SPOOL
    from przystan.adapters.edge.identity import NotEnrolled, load_identity
    from przystan.adapters.edge.spool import Spool

    try:
        identity = load_identity(options.folder)
    except NotEnrolled:
        return _fail(f"{options.folder} holds no identity: enrol first")
    spool = Spool(options.folder / SPOOL)
    state, sent, allowed = spool.recall("state"), spool.recall("sent_us"), spool.recall("gate")
    told = state if isinstance(state, dict) else {}
    print_rows([{
        "agent": identity.agent, "name": identity.name, "office": identity.office,
        "waiting": spool.waiting(), "alarms": spool.waiting_alarms(),
        "last_sent_at": _instant(sent),
        "alive_at": _instant(told.get("at_us")),
        "gate_list": len(allowed) if isinstance(allowed, list) else None,
        "readers": "; ".join(
            f"{name}: {state}{_skew(told.get('skews_ms', {}).get(name))}"
            for name, state in told.get("readers", {}).items()),
    }], options.format)
    spool.close()
    return 0


def _skew(milliseconds: int | None) -> str:
    """Say how a reader's clock differs, when it differs by a second or more."""
    if milliseconds is None or abs(milliseconds) < 1000:
        return ""
    return f" (clock {milliseconds / 1000:+.0f} s)"


def _instant(microseconds: object) -> str | None:
    if not isinstance(microseconds, int):
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    return at.isoformat(timespec="seconds")

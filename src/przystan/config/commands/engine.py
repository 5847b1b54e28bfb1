"""przystan engine: obtain, start and stop the telephony engine."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def register(subparsers: Any) -> None:
    """Add `przystan engine` and its subcommands."""
    parser = subparsers.add_parser(
        "engine", help="obtain, start and stop the telephony engine (Asterisk)",
        description="The engine runs unprivileged in a folder of its own; its configuration is "
                    "written from our settings each time it starts.",
        epilog="Example: przystan engine install && przystan engine start",
    )
    commands = parser.add_subparsers(dest="engine_command", metavar="COMMAND", required=True)
    helps = {
        "install": "find an engine, or unpack Debian's into our folder",
        "start": "write the configuration and start the engine",
        "stop": "stop the engine; calls that are up are cut",
        "status": "say whether the engine runs and answers",
        "phones": "print what a telephone needs to sign on: names and passwords",
        "doctor": "say what is missing for telephony, and what to do",
    }
    acts = {"install": _install, "start": _start, "stop": _stop, "status": _status,
            "phones": _phones, "doctor": _doctor}
    for name, text in helps.items():
        command = commands.add_parser(name, help=text, epilog=f"Example: przystan engine {name}")
        command.set_defaults(func=acts[name], needs_database=False)
        if name in ("status", "phones", "doctor"):
            add_format(command)


def places() -> Any:
    """Return where the engine lives, from the settings."""
    from pathlib import Path

    from django.conf import settings

    from przystan.adapters.asterisk.engine.places import EnginePlaces, engine_home

    home = Path(settings.ENGINE_HOME) if settings.ENGINE_HOME else engine_home(settings.HOME)
    return EnginePlaces(
        home=home, host=settings.ENGINE_HOST, sip_port=settings.ENGINE_SIP_PORT,
        http_port=settings.ENGINE_HTTP_PORT, ami_port=settings.ENGINE_AMI_PORT)


def _fail(problem: object) -> int:
    print(f"przystan engine: {problem}", file=sys.stderr)
    return 1


def _install(options: argparse.Namespace) -> int:
    del options
    from przystan.adapters.asterisk.engine.obtain import EngineMissing, obtain_engine
    from przystan.adapters.asterisk.engine.prompts import SpeechMissing, render_tree
    from przystan.config.commands.helpline import shipped_tree

    try:
        program = obtain_engine(places(), lambda text: print(text, flush=True))
        print(f"Asterisk {program.version}: {program.command[-1]}")
        count = render_tree(places(), shipped_tree())
        print(f"{count} prompts stand in {places().prompts}")
    except (EngineMissing, SpeechMissing) as missing:
        return _fail(missing)
    return 0


def _start(options: argparse.Namespace) -> int:
    del options
    from przystan.adapters.asterisk.engine.obtain import EngineMissing
    from przystan.adapters.asterisk.engine.process import EngineTrouble, start_engine

    try:
        pid = start_engine(places())
    except (EngineMissing, EngineTrouble) as trouble:
        return _fail(trouble)
    print(f"the engine runs (process {pid}, SIP {places().host}:{places().sip_port})")
    return 0


def _stop(options: argparse.Namespace) -> int:
    del options
    from przystan.adapters.asterisk.engine.process import stop_engine

    print("the engine is stopped" if stop_engine(places()) else "the engine did not run")
    return 0


def _status(options: argparse.Namespace) -> int:
    from przystan.adapters.asterisk.engine.process import (
        WRONG_PASSWORD,
        EngineAnswer,
        ask_state,
        running_pid,
    )

    pid = running_pid(places())
    answer = ask_state(places())
    is_stopped = pid is None and answer is EngineAnswer.SILENT
    print_rows([{
        "state": "stopped" if is_stopped else str(answer),
        "process": pid, "sip": f"{places().host}:{places().sip_port}",
        "http": f"{places().host}:{places().http_port}", "folder": str(places().home),
    }], options.format)
    if answer is EngineAnswer.REFUSES:
        return _fail(WRONG_PASSWORD)
    return 0 if answer is EngineAnswer.ANSWERS else 1


def _phones(options: argparse.Namespace) -> int:
    from przystan.adapters.asterisk.engine.places import load_secrets

    found = load_secrets(places())
    print_rows([
        {"phone": name, "password": password, "domain": f"{places().host}:{places().sip_port}",
         "for": {"o": "an operator", "u": "a unit"}.get(name[0], "callers from outside")}
        for name, password in found.phones.items()
    ], options.format)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from przystan.adapters.asterisk.engine.obtain import (
        DEBIAN_PACKAGES,
        EngineMissing,
        find_engine,
    )
    from przystan.adapters.asterisk.engine.process import WRONG_PASSWORD, EngineAnswer, ask_state

    rows = []
    try:
        program = find_engine(places())
        rows.append(_row("engine", True, f"Asterisk {program.version}"))
    except EngineMissing as missing:
        rows.append(_row("engine", False, str(missing)))
    for program_name, package in DEBIAN_PACKAGES.items():
        found = shutil.which(program_name)
        rows.append(_row(program_name, found is not None,
                         found or f"apt-get install {package}"))
    answer = ask_state(places())
    rows.append(_row(
        "answers", answer is EngineAnswer.ANSWERS,
        WRONG_PASSWORD if answer is EngineAnswer.REFUSES else "or: przystan engine start"))
    print_rows(rows, options.format)
    return 0 if all(row["is"] == "here" for row in rows) else 1


def _row(what: str, is_here: bool, note: str) -> dict[str, object]:
    return {"what": what, "is": "here" if is_here else "missing", "note": note}

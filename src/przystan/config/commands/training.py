"""przystan training: verify a certificate; serve a private copy of the demo office."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows

SAID = {
    "unreadable": "the file cannot be read as JSON",
    "not_a_badge": "the file is no Open Badges 3.0 credential",
    "proof_wrong": "the signature does not fit: the badge was changed, or signed by another key",
    "issuer_unknown": "another issuer than the expected one signed it",
    "not_yet_valid": "it is not valid yet", "expired": "it has expired",
    "revoked": "it was revoked", "other_name": "it was issued to another name",
    "status_unreadable": "the list of revoked badges cannot be read, or is another office's",
}


def register(subparsers: Any) -> None:
    """Add `przystan training certificate verify`, `training practise` and `training tasks`."""
    parser = subparsers.add_parser("training", help="training of staff")
    inner = parser.add_subparsers(dest="training", metavar="WHAT", required=True)
    certificate = inner.add_parser("certificate", help="certificates as Open Badges 3.0")
    deeds = certificate.add_subparsers(dest="certificate", metavar="DEED", required=True)
    told = "a badge by its signature, days, revocation and holder, without a network"
    verify = deeds.add_parser(
        "verify", help=f"verify {told}", description=f"Verify {told}.",
        epilog="Example: przystan training certificate verify badge.json --status status.json "
               "--name 'Anna Doradczyni'. Exit status 1 when the badge does not hold.")
    verify.add_argument("file", metavar="FILE", help="the badge as JSON; - reads standard input")
    verify.add_argument("--issuer", metavar="DID",
                        help="whose badge it must be (default: this office's key)")
    verify.add_argument("--status", metavar="FILE", help="the signed list of revoked badges")
    verify.add_argument("--name", help="the holder's name, compared with its hash")
    verify.add_argument("--on", type=datetime.fromisoformat, metavar="YYYY-MM-DD",
                        help="whether it holds on this day (default: today)")
    add_format(verify)
    verify.set_defaults(func=_verify, needs_database=False)
    _register_practice(inner)


def _register_practice(inner: Any) -> None:
    told = "a private copy of the demo office for one member of staff, with tasks"
    practise = inner.add_parser(
        "practise", help=f"serve {told}", epilog="Example: przystan training practise adviser "
        "--port 8801. Ctrl+C ends the day and records what was done.",
        description=f"Serve {told} that the copy's own rows check, until Ctrl+C; then record which "
                    "were done, and throw the copy away.")
    practise.add_argument("user", metavar="USER", help="who practises: a user name of this office")
    practise.add_argument("--host", default="127.0.0.1")
    practise.add_argument("--port", type=int, default=8801)
    practise.add_argument("--keep", action="store_true",
                          help="keep the copy: the next day goes on where this one ends")
    practise.add_argument("--fresh", action="store_true", help="throw a kept copy away first")
    practise.set_defaults(func=_practise)
    tasks = inner.add_parser(
        "tasks", help="what the rows of a practice copy say of its tasks",
        epilog="Example: przystan training tasks --format json")
    add_format(tasks)
    tasks.set_defaults(func=_tasks)


def _practise(options: argparse.Namespace) -> int:
    from przystan.config import practice
    from przystan.config.commands.serve import is_port_free
    from przystan.platform.accounts import public as accounts

    user = next((u for u in accounts.list_users() if u.username == options.user), None)
    if user is None:
        print(f"przystan training practise: nobody is called {options.user} here", file=sys.stderr)
        return 2
    if not is_port_free(options.host, options.port):
        print(f"przystan training practise: port {options.port} is taken; choose another by --port",
              file=sys.stderr)
        return 2
    try:
        name = practice.ensure_copy(user.id, is_fresh=options.fresh)
        began = datetime.now(UTC)  # noqa: TID251 - how long it lasted, whatever day the copy shows
        _serve_copy(name, user.display_name, options)
        _record(user.id, practice.check(name), datetime.now(UTC) - began)  # noqa: TID251
        if not options.keep:
            practice.drop(name)
    except practice.PracticeNotPossible as refused:
        print(f"przystan training practise: {refused}", file=sys.stderr)
        return 1
    return 0


def _serve_copy(name: str, whose: str, options: argparse.Namespace) -> None:
    """Serve a copy until this process is told to stop."""
    from przystan.config import practice

    server = subprocess.Popen(
        [*practice.CLI, "serve", "--host", options.host, "--port", str(options.port),
         "--workers", "1"], start_new_session=True,
        env=practice.environment(name, as_owner=False, whose=whose))
    print(f"{whose} practises at http://{options.host}:{options.port}/office/practice/\n"
          "Ctrl+C ends the day and records what was done.", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.wait()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.terminate()
        server.wait()


def _record(user_id: int, found: dict[str, bool], lasted: timedelta) -> None:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.training import public as training

    at = clock.now()
    done = [code for code, is_done in found.items() if is_done]
    with transactions.transaction():
        training.record_practice(
            user_id=user_id, tasks=list(found), done=done, began_at=at - lasted, at=at,
            actor=accounts.system_actor("practice"))
    print(f"done: {len(done)} of {len(found)} ({', '.join(done) or 'none'})")


def _tasks(options: argparse.Namespace) -> int:
    from django.conf import settings

    from przystan.journeys.practice import list_tasks

    if not settings.PRACTICE_SINCE:
        print("przystan training tasks: this is no practice copy (PRZYSTAN_PRACTICE_SINCE)",
              file=sys.stderr)
        return 2
    since = datetime.fromisoformat(settings.PRACTICE_SINCE)
    print_rows([{"task": t.code, "done": t.is_done, "text": str(t.text)}
                for t in list_tasks(since=since)], options.format)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock
    from przystan.rooms.training import public as training

    issuer = options.issuer or training.issuer_did()
    if not issuer:
        print("przystan training certificate verify: name the issuer's key by --issuer, or set "
              "PRZYSTAN_BADGE_KEY", file=sys.stderr)
        return 2
    on = options.on.replace(tzinfo=UTC) if options.on else clock.now()
    try:
        badge = training.read_badge(_content(options.file))
        status = training.read_badge(_content(options.status)) if options.status else None
        facts = training.check_badge(
            badge, issuer=issuer, on=on, status_list=status, name=options.name)
    except OSError as missing:
        print(f"przystan training certificate verify: {missing}", file=sys.stderr)
        return 2
    except training.BadgeRefused as refused:
        return _tell({"holds": False, "flaw": refused.flaw.value, "why": SAID[refused.flaw]},
                     options.format)
    return _tell({"holds": True, **vars(facts), "revocation_checked": status is not None},
                 options.format)


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _tell(row: dict[str, object], form: str) -> int:
    if form == "json":
        print_json(row)
    else:
        print_rows([row], form)
    return 0 if row["holds"] else 1

"""przystan doctor: what is connected, what is missing, and what to do."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
from collections.abc import Callable
from typing import Any

from przystan.config.commands.output import add_format, print_rows

Finding = tuple[str, str, str]


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "doctor", help="say what is connected, what is missing, and what to do",
        epilog="Example: przystan doctor --format json. Exit status 1 when something is broken.",
    )
    add_format(parser)
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    checks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("database", _database), ("migrations", _migrations), ("office rights", _rights),
        ("second wall", _wall), ("database log", _database_log),
        ("audit chain", _audit), ("mail", lambda: _carrier("mail", "PRZYSTAN_SMTP_HOST")),
        ("sms", lambda: _carrier("sms", "PRZYSTAN_SMS_URL")),
        ("labels", lambda: _carrier("label", "PRZYSTAN_LABEL_PRINTERS")), ("jobs", _jobs),
        ("call engine", _engine), ("browser", _browser),
    )
    rows = []
    for name, check in checks:
        try:
            state, found, advice = check()
        except Exception as failure:  # noqa: BLE001 - the doctor's edge: every failure is a finding
            state, found, advice = "broken", f"{type(failure).__name__}: {failure}", "see the log"
        rows.append({"what": name, "state": state, "found": found, "do": advice})
    print_rows(rows, options.format)
    return 1 if any(r["state"] == "broken" for r in rows) else 0


def _database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return "ok", f"PostgreSQL {version}", ""


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return "broken", f"{len(plan)} migrations wait", "run: przystan migrate"
    return "ok", "none waits", ""


def _rights() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('audit_entry', 'UPDATE'),"
            " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        )
        may_rewrite, is_super = cursor.fetchone()
    if is_super or may_rewrite:
        return (
            "warning", "this login may rewrite the audit",
            "give the office a login of its own: DATABASE_URL, and DATABASE_OWNER_URL to migrate",
        )
    return "ok", "the office's login may only append to the audit", ""


def _wall() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active('advisory_sealednote')")
        (is_active,) = cursor.fetchone()
    if not is_active:
        return ("warning", "row policies do not hold this login",
                "give the office a login of its own, as for its rights")
    return "ok", "row policies hold the office's login", ""


def _database_log() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('log_min_error_statement'),"
                       " current_setting('log_error_verbosity')")
        statements, verbosity = cursor.fetchone()
    if statements not in ("log", "fatal", "panic") or verbosity != "terse":
        return ("warning", "PostgreSQL logs refused statements with their values",
                "set log_min_error_statement = panic and log_error_verbosity = terse")
    return "ok", "PostgreSQL logs no values of rows", ""


def _audit() -> Finding:
    from przystan.platform.audit import public as audit

    count, broken = audit.verify_chain()
    if broken:
        found = f"row {broken.seq}: {broken.problem}"
        return "broken", found, "keep the server as it is; tell the administrator"
    return "ok", f"{count} rows hold", ""


def _carrier(channel: str, setting: str) -> Finding:
    from django.conf import settings

    from przystan.adapters.unconnected import Unconnected
    from przystan.platform.outbox import public as outbox

    carrier = outbox.carriers()[channel]
    if isinstance(carrier, Unconnected):
        return "missing", carrier.name, f"set {setting}; what is to leave waits in the outbox"
    if carrier.is_simulator:
        return "simulated", carrier.name, f"set {setting} to send for real"
    if channel == "mail":
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5):
            pass
    return "ok", carrier.name, ""


def _jobs() -> Finding:
    from przystan.platform.jobs import public as jobs

    counted = jobs.count_jobs()
    found = ", ".join(f"{k} {v}" for k, v in counted.items()) or "none"
    if counted.get("failed"):
        return "warning", found, "see the outbox page; run: przystan worker"
    return "ok", found, ""


def _engine() -> Finding:
    if shutil.which("asterisk"):
        return "ok", "asterisk is installed; its logs come in by: przystan import calls", ""
    advice = "import its logs: przystan import calls --help"
    return "missing", "no call engine on this machine", advice


def _browser() -> Finding:
    found = os.environ.get("PRZYSTAN_CHROMIUM") or shutil.which("chromium")
    if found:
        return "ok", found, ""
    return "missing", "no Chromium: browser tests are skipped", "apt-get install chromium"

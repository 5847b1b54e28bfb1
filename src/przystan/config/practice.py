"""Private copies of the demo office: one database for each trainee, made from one template.

The template holds the synthetic year and is built once, in a database beside the office's on the
same server, so that a real office trains too and its own data are nowhere near. The owner's login
makes and drops the copies; the pages of a copy are served with the office's own few rights.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, time, timedelta
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

from przystan.demo.year import REPORT_DAY
from przystan.platform.clock import public as clock

TEMPLATE = "przystan_practice"
CLI = (sys.executable, "-m", "przystan.config.cli")
# A copy's day begins when people already wait.
BEGINS = datetime.combine(REPORT_DAY, time(11), clock.OFFICE_ZONE)


class PracticeNotPossible(Exception):
    """The database server does not let us; the message says what is missing."""


def address_in(address: str, database: str) -> str:
    """Return a database address with another database's name."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{quote(database)}"))


def owner_address() -> str:
    """Return the login that may make databases."""
    return os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")


def office_address() -> str:
    """Return the login that serves pages."""
    return (os.environ.get("DATABASE_OFFICE_URL") or os.environ.get("DATABASE_URL")
            or owner_address())


def name_of(user_id: int) -> str:
    """Return the name of a trainee's copy."""
    return f"{TEMPLATE}_{user_id}"


def _administer(*statements: sql.Composed) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    try:
        with psycopg.connect(address_in(owner_address(), "postgres"), autocommit=True) as admin:
            for statement in statements:
                done = admin.execute(statement)
                rows = done.fetchall() if done.description else []
    except psycopg.Error as refused:
        raise PracticeNotPossible(
            f"{refused}\nThe owner's login (DATABASE_OWNER_URL) must be allowed to create databases"
        ) from refused
    return rows


def _exists(name: str) -> bool:
    return bool(_administer(sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(
        sql.Literal(name))))


def _create(name: str, template: str) -> None:
    _administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template)))


def drop(name: str) -> None:
    """Throw a copy away, whoever is still connected to it."""
    _administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def environment(name: str, *, as_owner: bool, whose: str = "") -> dict[str, str]:
    """Return the environment of a process that works in a copy, on the demo's day at eleven."""
    office, owner = address_in(office_address(), name), address_in(owner_address(), name)
    # From the machine's clock, of which this office's may be shifted itself.
    shift = BEGINS - clock.now() + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)
    return {
        **os.environ, "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
        "DATABASE_URL": owner if as_owner else office, "DATABASE_OWNER_URL": owner,
        "DATABASE_OFFICE_URL": office, "PRZYSTAN_CLOCK_OFFSET": str(shift.total_seconds()),
        "PRZYSTAN_PRACTICE_OF": whose, "PRZYSTAN_PRACTICE_SINCE": BEGINS.isoformat(),
    }


def _run(name: str, *command: str) -> None:
    done = subprocess.run([*CLI, *command], env=environment(name, as_owner=True))
    if done.returncode:
        raise PracticeNotPossible(f"przystan {' '.join(command)} failed in {name}")


def ensure_template() -> None:
    """Build the synthetic year into the template, once: about two minutes."""
    if _exists(TEMPLATE):
        return
    draft = f"{TEMPLATE}_draft"
    drop(draft)
    _create(draft, "template0")
    _run(draft, "migrate")
    _run(draft, "demo", "build")
    # Named last: what was interrupted is begun anew.
    _administer(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
        sql.Identifier(draft), sql.Identifier(TEMPLATE)))


def ensure_copy(user_id: int, *, is_fresh: bool) -> str:
    """Give a trainee a copy, a new one or the one kept from before; return its database's name."""
    name = name_of(user_id)
    if is_fresh:
        drop(name)
    if not _exists(name):
        ensure_template()
        _create(name, TEMPLATE)
    # The template may be older than this version.
    _run(name, "migrate")
    return name


def check(name: str) -> dict[str, bool]:
    """Return what the rows of a copy say of each task, by its code."""
    done = subprocess.run([*CLI, "training", "tasks", "--format", "json"],
                          env=environment(name, as_owner=True), capture_output=True, text=True)
    if done.returncode:
        raise PracticeNotPossible(done.stderr.strip()[-500:])
    return {row["task"]: bool(row["done"]) for row in json.loads(done.stdout)}

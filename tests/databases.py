"""Databases for the suite: each a copy of one that was migrated once."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql
from psycopg.conninfo import make_conninfo

PREFIX = "przystan_migrated_"


def administer(*statements: sql.Composed) -> list[tuple[str, ...]]:
    """Run statements that no transaction may hold; return the rows of the last."""
    known = connection.settings_dict
    address = make_conninfo(
        host=known["HOST"] or None, port=known["PORT"] or None, user=known["USER"] or None,
        password=known["PASSWORD"] or None, dbname="postgres")
    rows: list[tuple[str, ...]] = []
    with psycopg.connect(address, autocommit=True) as admin:
        for statement in statements:
            done = admin.execute(statement)
            rows = done.fetchall() if done.description else []
    return rows


def use_database(name: str) -> None:
    """Turn Django's connection to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def migrated_database() -> str:
    """Return the name of a database with all migrations and no more, made when there is none.

    To migrate costs ten seconds of a processor, to copy a fraction of one. The name holds the
    hash of all migrations' texts, so a changed migration makes another; older ones are dropped.
    """
    return made_once(PREFIX, _digest(), lambda: call_command("migrate", verbosity=0))


def made_once(
    prefix: str, key: str, fill: Callable[[], object], template: str = "template0"
) -> str:
    """Return the name of a database that the first who asks copies from another and fills.

    All others, in whatever process, wait for it. One of another key is dropped.
    """
    name = prefix + key
    lock = Path(tempfile.gettempdir()) / f"{name}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        known = [row[0] for row in administer(sql.SQL(
            "SELECT datname FROM pg_database WHERE datname LIKE {}").format(
                sql.Literal(prefix.replace("_", r"\_") + "%")))]
        if name not in known:
            _make(name, known, fill, template)
    lock.unlink(missing_ok=True)
    return name


def _make(name: str, older: list[str], fill: Callable[[], object], template: str) -> None:
    draft = f"draft_of_{name}"
    drops = [sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(d))
             for d in (draft, *older)]
    administer(*drops, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(draft), sql.Identifier(template)))
    before = connection.settings_dict["NAME"]
    use_database(draft)
    fill()
    connection.close()
    connection.settings_dict["NAME"] = before
    # Named last: what was interrupted is begun anew.
    administer(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
        sql.Identifier(draft), sql.Identifier(name)))


def _digest() -> str:
    known = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda a: a.label):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            known.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return known.hexdigest()[:16]


def read_rows() -> dict[str, bytes]:
    """Return the rows of each table of the product that has any, as COPY gives them."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.django_table_names(
                only_existing=True, include_views=False)):
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
                if content := b"".join(bytes(part) for part in rows):
                    found[table] = content
    return found


def put_back(rows: dict[str, bytes]) -> None:
    """Write the rows into those of their tables that are empty now."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, content in rows.items():
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(name))
            if cursor.fetchone() == (False,):
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
                    copy.write(content)

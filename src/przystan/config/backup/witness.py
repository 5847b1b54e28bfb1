"""What every table holds at one named instant, so that a restored office can be compared.

Every act of the office ends by taking the head of the audit chain. Whoever locks the head for an
instant therefore stands between acts: all before are committed, none after has begun to commit.
Tables that are written without the audit (sessions, reads of tags) may move in that instant.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import IsolationLevel, sql

LOCK_WAIT, LOCK_TRIES = "2s", 30
# What a row looks like as text depends on these.
FORMS = ("SET timezone = 'UTC'", "SET datestyle = 'ISO'", "SET bytea_output = 'hex'",
         "SET extra_float_digits = 1", "SET intervalstyle = 'postgres'")
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname
"""


class OfficeTooBusy(Exception):
    """No instant between two acts was found: a long act holds the audit chain."""


@dataclass(frozen=True)
class TableState:
    """Rows of a table, and the sum of the hashes of their texts, whatever their order."""

    rows: int
    content: str


def mark(address: str, name: str) -> tuple[str, dict[str, TableState]]:
    """Write a restore point between two acts; return its place in the log and every table's state.

    Raises OfficeTooBusy after a minute of waiting.
    """
    with psycopg.connect(address) as holder, psycopg.connect(address) as reader:
        reader.isolation_level = IsolationLevel.REPEATABLE_READ
        _between_acts(holder)
        reader.execute("SELECT 1")
        row = holder.execute("SELECT pg_create_restore_point(%s)::text", [name]).fetchone()
        assert row is not None
        holder.rollback()
        return str(row[0]), _states(reader)


def states(address: str) -> dict[str, TableState]:
    """Return what every table holds now."""
    with psycopg.connect(address) as reader:
        reader.isolation_level = IsolationLevel.REPEATABLE_READ
        return _states(reader)


def _between_acts(holder: psycopg.Connection) -> None:
    for _ in range(LOCK_TRIES):
        try:
            # A short wait: acts that come meanwhile queue behind us.
            holder.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(LOCK_WAIT))
            if holder.execute("SELECT to_regclass('audit_head')").fetchone() != (None,):
                holder.execute("LOCK TABLE audit_head IN EXCLUSIVE MODE")
        except psycopg.errors.LockNotAvailable:
            holder.rollback()
        else:
            return
    raise OfficeTooBusy(
        "No instant between two acts in a minute: is a long import running? Try again after it.")


def _states(reader: psycopg.Connection) -> dict[str, TableState]:
    for form in FORMS:
        reader.execute(form)
    found = {}
    for (table,) in reader.execute(TABLES).fetchall():
        row = reader.execute(sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"
        ).format(sql.Identifier(table))).fetchone()
        assert row is not None
        found[str(table)] = TableState(int(row[0]), str(row[1]))
    return found

"""The door of transactions: one transaction, bulk appends by COPY, serialised sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from django.db import connection
from django.db import transaction as django_transaction
from psycopg import ClientCursor, Cursor, sql

from przystan.platform.transactions.wall import beyond_the_wall

__all__ = [
    "beyond_the_wall", "copy_rows", "execute", "fetch_binary", "fetch_rows", "insert_rows",
    "iterate_rows", "lock_section", "new_ids", "reading_whole_tables", "refresh_statistics",
    "transaction", "use_memory",
]


def transaction() -> AbstractContextManager[Any]:
    """Open a transaction, or a savepoint inside an open one."""
    return django_transaction.atomic()


def copy_rows(*, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Append rows to a table by COPY and return their number.

    Takes rows lazily, so memory stays constant. Values are adapted by psycopg; a list becomes an
    array, a dict must be wrapped in psycopg's Jsonb.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def insert_rows(*, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Append rows to a table that stands behind the wall, where COPY is refused."""
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.Placeholder() * len(columns)))
    listed = list(rows)
    with connection.cursor() as cursor:
        cursor.executemany(cast(Any, statement), cast(Any, listed))
    return len(listed)


def new_ids(*, table: str, count: int) -> list[int]:
    """Reserve identifiers of a table, in order, so that rows and their children go in together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def fetch_rows(
    statement: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[tuple[Any, ...]]:
    """Run one reading statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, cast(Any, values or None))
        return list(cursor.fetchall())


def fetch_binary(
    statement: str, values: Sequence[object] | Mapping[str, object] = ()
) -> tuple[Any, ...]:
    """Run a reading statement and return its first row, sent as it is stored.

    For bytes by the megabyte, which would else travel as text of twice their length.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        written = ClientCursor(connection.connection).mogrify(statement, cast(Any, values or None))
        with Cursor(connection.connection) as cursor:
            row = cursor.execute(written.encode(), binary=True).fetchone()
    return tuple(row or ())


def iterate_rows(
    statement: str, values: Sequence[object] | Mapping[str, object] = (), *, chunk: int = 2000
) -> Iterator[tuple[Any, ...]]:
    """Run one reading statement and give its rows as they come: memory stays constant.

    In an open transaction: a cursor of the server holds the rows.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, cast(Any, values or None))
        while rows := cursor.fetchmany(chunk):
            yield from rows


def execute(
    statement: str, values: Sequence[object] | Mapping[str, object] = ()
) -> int:
    """Run one writing statement and return the number of rows that it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, cast(Any, values or None))
        return int(cursor.rowcount)


def lock_section(name: str) -> None:
    """Serialise all transactions that name the same section, until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def refresh_statistics() -> None:
    """Let the planner see what a bulk load has written; needs the owner's login."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def use_memory(*, megabytes: int = 64) -> None:
    """Let each sort and hash of this transaction take so much memory before it goes to disk.

    For a deed on many rows, of which few run at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [f"{megabytes}MB"])


# Where a statement reads a whole table, the planner fetches its rows one by one by the key to have
# them in order, and keeps its workers idle: reading, and sorting what is left of a row, is faster.
WHOLE = {"enable_indexscan": "off", "parallel_tuple_cost": "0.005", "work_mem": "64MB"}


@contextmanager
def reading_whole_tables() -> Iterator[None]:
    """Let the statements within be planned for reading whole tables, by several workers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in WHOLE))
        before = dict(zip(WHOLE, cursor.fetchone() or (), strict=True))
        _set(cursor, WHOLE)
        yield
        _set(cursor, before)


def _set(cursor: Any, values: Mapping[str, str]) -> None:
    # Of this transaction only: one that fails takes them back itself.
    cursor.execute(
        "SELECT " + ", ".join("set_config(%s, %s, true)" for _name in values),
        [part for pair in values.items() for part in pair])

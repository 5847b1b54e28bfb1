"""The report's figures at many times the year's volume: PostgreSQL and DuckDB on the same tables.

    ./dev demo --build-only && pip install -r bench/reporting/requirements.txt
    python bench/reporting/volume.py --times 20     (with the owner's DATABASE_URL)

The year's facts are copied that many times into a schema of their own, taken away at the end, and
exported to DuckDB. Both run the figures' own statements; DuckDB counts and sums, figure by figure
and in one reading for each table, PostgreSQL does so in one reading without and with the hashes of
the rows. Rows are compared. Goal: at most 3 times DuckDB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import django
import duckdb

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
django.setup()

from django.db import connection, transaction  # noqa: E402

from przystan.platform.transactions.public import reading_whole_tables  # noqa: E402
from przystan.reporting import public as reporting  # noqa: E402
from przystan.reporting.queries.figures import in_one_reading, sql_values, summary_sql  # noqa: E402
from przystan.rooms.finance import public as finance  # noqa: E402

AS_OF = date(2023, 12, 7)
# Table, its key, and the keys of what it points at: copies get their own.
FACTS = (
    ("calls_fact_contact", ("contact_id",)), ("records_fact_folder", ("folder_id",)),
    ("records_fact_tagging_session", ("session_id",)),
    ("advisory_fact_service", ("service_id", "person_id", "card_id", "visit_id")),
    ("people_person", ("id",)), ("people_merge", ("id", "duplicate_id", "survivor_id")),
    ("people_mergeundo", ("id", "merge_id")), ("finance_fact_agreement", ()),
)
STEP = 100_000_000


def copy_facts(times: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS volume CASCADE; CREATE SCHEMA volume")
        for table, keys in FACTS:
            cursor.execute("SELECT column_name FROM information_schema.columns"
                           " WHERE table_name = %s AND table_schema = 'public'"
                           " ORDER BY ordinal_position", [table])
            columns = ", ".join(
                f'"{c}" + n * {STEP}::bigint AS "{c}"' if c in keys else f'"{c}"'
                for (c,) in cursor.fetchall())
            copies = times if keys else 1
            cursor.execute(f"CREATE TABLE volume.{table} AS SELECT {columns} FROM public.{table},"
                           f" generate_series(0, {copies - 1}) AS n")
            # The tables have their primary keys, as they have in the office.
            for key in keys[:1]:
                cursor.execute(f"ALTER TABLE volume.{table} ADD PRIMARY KEY ({key})")
            cursor.execute(f"ANALYZE volume.{table}")
        cursor.execute("SET search_path TO volume, public")


def to_duckdb(folder: Path) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    base.execute("SET timezone = 'Europe/Warsaw'")
    for table, _keys in FACTS:
        path = folder / f"{table}.csv"
        with connection.cursor() as cursor, path.open("wb") as file, \
                cursor.copy(f"COPY volume.{table} TO STDOUT WITH (FORMAT csv, HEADER)") as out:
            for block in out:
                file.write(block)
        base.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header=true)")
        path.unlink()
    # The same rule as PostgreSQL's function: chains of merges followed to their end.
    base.execute("""
    CREATE TABLE survivors AS WITH RECURSIVE step AS (
        SELECT duplicate_id, arg_max(survivor_id, id) AS survivor_id FROM people_merge m
        WHERE id NOT IN (SELECT merge_id::BIGINT FROM people_mergeundo) GROUP BY duplicate_id
    ), chain(person_id, reached) AS (
        SELECT duplicate_id, survivor_id FROM step
        UNION SELECT c.person_id, s.survivor_id
        FROM chain c JOIN step s ON s.duplicate_id = c.reached
    ) SELECT p.id AS person_id, coalesce(c.reached, p.id) AS survivor_id FROM people_person p
      LEFT JOIN (SELECT * FROM chain WHERE reached NOT IN (SELECT duplicate_id FROM step)) c
      ON c.person_id = p.id""")
    return base


def seconds(act: Callable[[], object], rounds: int = 3) -> float:
    act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def in_duckdb(statement: str, values: dict[str, object]) -> str:
    said = statement.replace("people_survivor_as_of(%(as_of)s)", "survivors")
    said = said.replace("::numeric", "")
    for name, value in values.items():
        said = said.replace(f"%({name})s", f"'{value}'")
    return said


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    values = sql_values(AS_OF, finance.get_project(code=reporting.PROJECT))
    copy_facts(times)
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = to_duckdb(Path(folder))
        compare(base, values, times)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET search_path; DROP SCHEMA volume CASCADE")


def counted(definitions: Sequence[reporting.Definition]) -> str:
    """Return the statement that counts and sums figures of one scan, without hashes."""
    if len(definitions) == 1:
        return f"SELECT count(*), coalesce(sum(amount), 0) FROM ({definitions[0].sql}) AS f"
    parts = ", ".join(
        f"count(*) FILTER (WHERE {d.takes}), coalesce(sum({d.amount}) FILTER (WHERE {d.takes}), 0)"
        for d in definitions)
    return f"SELECT {parts} FROM ({definitions[0].scan}) AS f"


def compare(base: duckdb.DuckDBPyConnection, values: dict[str, object], times: int) -> None:
    def ask(statement: str) -> list[tuple]:
        with transaction.atomic(), reading_whole_tables(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    totals = [0.0, 0.0, 0.0, 0.0]
    for group in in_one_reading(reporting.PUBLISHED):
        one_by_one = [in_duckdb(counted([d]), values) for d in group]
        bare, hashed = counted(group), summary_sql(group)
        together = in_duckdb(bare, values)
        rows = [base.execute(statement).fetchall()[0][0] for statement in one_by_one]
        ours = ask(hashed)[0]
        assert rows == list(ours[::3]), (group[0].code, rows, ours)
        assert rows == list(base.execute(together).fetchall()[0][::2])
        taken = (
            seconds(lambda: [base.execute(one).fetchall() for one in one_by_one]),  # noqa: B023
            seconds(lambda: base.execute(together).fetchall()),  # noqa: B023
            seconds(lambda: ask(bare)), seconds(lambda: ask(hashed)))  # noqa: B023
        totals = [t + s for t, s in zip(totals, taken, strict=True)]
        print(f"{group[0].code:28} {len(group)} figures {sum(rows):9} rows  DuckDB "
              f"{taken[0] * 1000:6.0f} ms, together {taken[1] * 1000:6.0f} ms  PostgreSQL "
              f"{taken[2] * 1000:6.0f} ms, with hashes {taken[3] * 1000:6.0f} ms")
    single, duck, bare_all, hash_all = totals
    print(f"times {times}: DuckDB {single:.2f} s, in one reading for each table {duck:.2f} s; "
          f"PostgreSQL {bare_all:.2f} s, with hashes {hash_all:.2f} s: "
          f"{hash_all / single:.1f} and {hash_all / duck:.1f} times DuckDB")


if __name__ == "__main__":
    main()

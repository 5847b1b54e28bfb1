"""The report's figures at many times the year's volume: PostgreSQL and DuckDB on the same tables.

    ./dev demo --build-only && pip install -r bench/reporting/requirements.txt
    python bench/reporting/volume.py --times 20     (with the owner's DATABASE_URL)

The year's facts are copied that many times into a schema of their own, taken away at the end, and
exported to DuckDB. Both run the figures' own statements, in one reading for each table: to count
and sum only, and whole, with the hash of each figure's rows (from DuckDB the rows come as numpy
arrays, and are sorted and hashed as ours). Rows and hashes are compared. Times are of the clock
and, since a busy machine stretches that, of all processors: client, server, parallel workers.
Goal: the whole report at most 3 times DuckDB.
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
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
django.setup()

from django.db import connection, transaction  # noqa: E402

from przystan.platform.transactions.public import reading_whole_tables  # noqa: E402
from przystan.reporting import public as reporting  # noqa: E402
from przystan.reporting.queries.figures import compute, in_one_reading, sql_values  # noqa: E402
from przystan.reporting.queries.packed import unpack  # noqa: E402
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


def spent() -> float:
    """Return the processor's seconds so far: ours, and the server's with its parallel workers."""
    def times(pid: int) -> tuple[list[float], int]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return [int(f) / os.sysconf("SC_CLK_TCK") for f in fields[11:15]], int(fields[1])

    backend, postmaster = times(connection.connection.info.backend_pid)
    # Parallel workers are children of the postmaster and are counted there when they have ended.
    return time.process_time() + sum(backend[:2]) + sum(times(postmaster)[0][2:])


def seconds(act: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """Return the median of the clock's seconds, and the mean of all processors'."""
    act()
    taken, before = [], spent()
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    time.sleep(0.1)
    return statistics.median(taken), (spent() - before) / rounds


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


def whole(base: duckdb.DuckDBPyConnection, group: Sequence[reporting.Definition],
          values: dict[str, object]) -> list[tuple[int, str]]:
    """Count and hash figures of one scan in DuckDB, with the same sorting and hashing as ours."""
    is_one = len(group) == 1
    bits = " | ".join(f"CASE WHEN {'true' if is_one else d.takes} THEN {1 << n} ELSE 0 END"
                      for n, d in enumerate(group))
    summed = ["amount" if is_one else d.amount for d in group if not d.counts_rows]
    columns = [f"(row_id << {len(group)}) | ({bits})",
               *(f"round(({amount}) * 100)::BIGINT" for amount in summed)]
    found = base.execute(in_duckdb(
        f"SELECT {', '.join(f'{c} AS c{n}' for n, c in enumerate(columns))}"
        f" FROM ({group[0].sql if is_one else group[0].scan}) AS r", values)).fetchnumpy()
    table = np.stack([found[f"c{n}"] for n in range(len(columns))], axis=1)
    return [(count, digest) for count, _total, digest in unpack(
        [table.astype(">i8").tobytes(), *[0] * len(summed)], group)]


def compare(base: duckdb.DuckDBPyConnection, values: dict[str, object], times: int) -> None:
    def ask(statement: str) -> list[tuple]:
        with transaction.atomic(), reading_whole_tables(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def ours(group: Sequence[reporting.Definition]) -> list[tuple[int, str]]:
        with transaction.atomic():
            return [(f.rows, f.rows_hash)
                    for f in compute(codes=[d.code for d in group], as_of=AS_OF)]

    names = ("DuckDB counts", "DuckDB whole", "PostgreSQL counts", "PostgreSQL whole")
    totals = [[0.0, 0.0] for _ in names]
    for group in in_one_reading(reporting.PUBLISHED):
        bare = counted(group)
        together = in_duckdb(bare, values)
        assert ours(group) == whole(base, group, values), group[0].code
        assert [rows for rows, _hash in ours(group)] == list(
            base.execute(together).fetchall()[0][::2])
        taken = (
            seconds(lambda: base.execute(together).fetchall()),  # noqa: B023
            seconds(lambda: whole(base, group, values)),  # noqa: B023
            seconds(lambda: ask(bare)), seconds(lambda: ours(group)))  # noqa: B023
        for total, one in zip(totals, taken, strict=True):
            total[0], total[1] = total[0] + one[0], total[1] + one[1]
        print(f"{group[0].code:28} {len(group)} figures  " + "  ".join(
            f"{name} {clock * 1000:.0f} ({all_of * 1000:.0f}) ms"
            for name, (clock, all_of) in zip(names, taken, strict=True)), flush=True)
    print(f"times {times}, clock (processors): " + "; ".join(
        f"{name} {clock:.2f} ({all_of:.2f}) s"
        for name, (clock, all_of) in zip(names, totals, strict=True))
        + f"; load {os.getloadavg()[0]:.1f}")
    for name, one, other in (("counts", 2, 0), ("whole", 3, 1), ("whole to DuckDB's counts", 3, 0)):
        print(f"{name}: {totals[one][0] / totals[other][0]:.1f} times DuckDB by the clock, "
              f"{totals[one][1] / totals[other][1]:.1f} by the processors")


if __name__ == "__main__":
    main()

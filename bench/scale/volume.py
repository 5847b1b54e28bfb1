"""The year, many times over: copies of its rows in a database of their own, by INSERT … SELECT.

Copy 1 to 9 are earlier years of the same office; each further ten are ten years of another office
with branches of its own. So lists of a day or a branch do not grow, as they do not in life, and
lists of the whole office do. Ids and keys are moved by STEP a copy, days by whole weeks; a text
that may stand once is given the copy's mark. Persons are not copied but made, with names and
numbers of their own (`bench/people_search.py`), since a thousand doubles are nobody's register.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

STEP = 10_000_000
# The year of the demo holds fourteen months: its copies stand two years apart.
YEARS, DAYS_APART = 10, 728
# Tables that describe the office and do not grow with what it does, or are its machinery.
KEPT = (
    "accounts_", "account_", "auth_", "django_", "sites_", "mfa_", "usersessions_", "platform_",
    "procrastinate_periodic", "procrastinate_workers", "live_", "once_", "retention_", "files_",
    "finance_", "knowledge_", "reporting_", "training_",
    "records_place", "records_antenna", "records_edgeagent", "records_enrolmentcode",
    "records_retentionrule", "advisory_specialist", "advisory_eligibilityrule", "advisory_duty",
    "advisory_booking", "advisory_sealednote", "cases_casetype", "cases_lawrule",
    "cases_lettertemplate", "cases_signcounter", "documents_", "reception_service",
    "reception_counter", "reception_openinghours", "reception_bookingrule", "reception_pad",
    "reception_closure", "people_clause", "audit_head", "tables_",
)
PERSONS = ("people_person", "people_personname", "people_identifier", "people_phone",
           "people_personsearch", "people_personkeys")
# What a page of the year leaves out once it is over stands as the year has it.
UNMOVED_DAYS = {"birth_date", "month"}
NUMBER = "(100 + k) * 100000"
ONCE_WITH_OTHERS = {"key", "call_key", "holder_key", "reference"}
SIGN = (r"regexp_replace({c}, '\.\d+\.(\d{{4}})$', '.' || " + NUMBER
        + r" + coalesce(substring({c} from '\.(\d+)\.\d{{4}}$'), '0')::integer || '.\1')")
OVERRIDES = {
    ("cases_case", "sign"): SIGN.format(c="t.sign"),
    ("cases_case", "number"): f"{NUMBER} + t.number",
    ("advisory_beneficiarycard", "number"): "t.number || '-' || k",
    ("records_folder", "case_sign"): SIGN.format(c="t.case_sign"),
}
EPC = "overlay(t.{c} placing upper(lpad(to_hex(k), 2, '0')) from 17 for 2)"
CATALOGUE = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
       coalesce(i.indisprimary, false),
       (SELECT f.confrelid::regclass::text FROM pg_constraint f WHERE f.conrelid = c.oid
        AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]),
       coalesce(u.alone, false)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)
LEFT JOIN LATERAL (SELECT true AS alone FROM pg_index x WHERE x.indrelid = c.oid AND x.indisunique
    AND NOT x.indisprimary AND x.indkey::text = a.attnum::text LIMIT 1) u ON true
WHERE c.relkind = 'r' ORDER BY c.relname, a.attnum
"""


class Table:
    """One table of the year with how each of its columns is copied."""

    def __init__(self, name: str, columns: list[tuple[Any, ...]], grows: set[str]) -> None:
        self.name = name
        self.columns = [str(c[1]) for c in columns if not c[3]]
        self.values = [self._value(c, grows) for c in columns if not c[3]]

    def _value(self, column: tuple[Any, ...], grows: set[str]) -> str:
        table, name, kind, _generated, is_key, points_at, is_alone = column
        if (table, name) in OVERRIDES:
            return OVERRIDES[table, name]
        if name in ("epc", "tid"):
            return EPC.format(c=name)
        own = f't."{name}"'
        if points_at == "sites_branch" or (name == "branch" and kind == "character varying(2)"):
            return f"CASE WHEN k < {YEARS} THEN {own} ELSE left({own}, 1) || k / {YEARS} END"
        if points_at:
            return f"{own} + k::bigint * {STEP}" if points_at in grows else own
        if is_key or name in ("seq", "person_id", "call_back_id"):
            return self._moved(own, kind)
        if kind in ("date", "timestamp with time zone") and name not in UNMOVED_DAYS:
            return f"({own} - (k % {YEARS}) * {DAYS_APART} * interval '1 day')::{kind}"
        return self._marked(own, kind) if is_alone or name in ONCE_WITH_OTHERS else own

    @staticmethod
    def _moved(own: str, kind: str) -> str:
        return f"{own} + k::bigint * {STEP}" if kind in ("bigint", "integer") else (
            Table._marked(own, kind))

    @staticmethod
    def _marked(own: str, kind: str) -> str:
        """A value that may stand once: the copy's own, of the same kind and no longer."""
        if kind in ("bigint", "integer"):
            return f"{own} + k::bigint * {STEP}"
        if kind == "uuid":
            return f"md5({own}::text || k)::uuid"
        if kind == "bytea":
            return f"sha256({own} || k::text::bytea)"
        if kind.endswith("(64)"):
            return f"encode(sha256(({own} || k)::bytea), 'hex')"
        size = kind.partition("(")[2].rstrip(")") or "200"
        return (f"CASE WHEN {own} = '' THEN '' WHEN length({own}) + 4 <= {size}"
                f" THEN {own} || '~' || k ELSE left(md5({own} || k), {size}) END")


def growing(owner: psycopg.Connection[Any]) -> list[Table]:
    """Return the tables that hold what the office does, except the persons themselves."""
    by_table: dict[str, list[tuple[Any, ...]]] = {}
    for row in owner.execute(CATALOGUE).fetchall():
        by_table.setdefault(row[0], []).append(row)
    filled = {n for n in by_table if not n.startswith(KEPT)
              and owner.execute(f'SELECT 1 FROM "{n}" LIMIT 1'.encode()).fetchone()}
    return [Table(n, by_table[n], filled) for n in sorted(filled) if n not in PERSONS]


def multiply(owner: psycopg.Connection[Any], times: int) -> dict[str, float]:
    """Bring the year in this database to so many times its rows; return what it took."""
    began = time.perf_counter()
    owner.execute("SET session_replication_role = replica")
    owner.execute("SET maintenance_work_mem = '1GB'")
    owner.execute("SET synchronous_commit = off")
    if times > 1:
        _branches(owner, times)
        tables = growing(owner)
        _persons(owner, times)
        for table in tables:
            _copy(owner, table, times)
        _sequences(owner, times)
    owner.execute("SET session_replication_role = origin")
    owner.execute("VACUUM (ANALYZE)")
    owner.execute("CHECKPOINT")
    return {**size_of(owner), "load_seconds": round(time.perf_counter() - began)}


def size_of(owner: psycopg.Connection[Any]) -> dict[str, float]:
    """Return the rows and the gigabytes of a database."""
    row = owner.execute("SELECT sum(greatest(reltuples, 0))::bigint,"
                        " pg_database_size(current_database()) FROM pg_class c"
                        " JOIN pg_namespace n ON n.oid = relnamespace AND nspname = 'public'"
                        " WHERE relkind = 'r'").fetchone()
    assert row is not None
    return {"rows": int(row[0]), "gigabytes": round(int(row[1]) / 1e9, 2)}


def _branches(owner: psycopg.Connection[Any], times: int) -> None:
    for office in range(1, (times - 1) // YEARS + 1):
        owner.execute("INSERT INTO sites_branch (code, name, town) SELECT left(code, 1) || %s,"
                      " name || ' ' || %s, town FROM sites_branch WHERE code IN ('SZ', 'KO')",
                      [str(office), str(office)])


def _copy(owner: psycopg.Connection[Any], table: Table, times: int) -> None:
    """Copy with the indexes taken away, where there is much: they are built anew at the end."""
    names = ", ".join(f'"{c}"' for c in table.columns)
    with owner.transaction():
        indexes = _take_indexes(owner, table.name, times)
        owner.execute(
            f'INSERT INTO "{table.name}" ({names}) OVERRIDING SYSTEM VALUE'
            f' SELECT {", ".join(table.values)} FROM "{table.name}" t,'
            f" generate_series(1, {times - 1}) k".encode())
        for definition in indexes:
            owner.execute(definition.encode())


def _take_indexes(owner: psycopg.Connection[Any], table: str, times: int) -> list[str]:
    rows = owner.execute(
        "SELECT x.indexrelid::regclass::text, pg_get_indexdef(x.indexrelid) FROM pg_index x"
        " WHERE x.indrelid = %s::regclass AND NOT x.indisprimary AND NOT EXISTS"
        " (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)",
        [table]).fetchall() if times > 5 else []
    for name, _definition in rows:
        owner.execute(f"DROP INDEX {name}".encode())
    return [definition for _name, definition in rows]


def _persons(owner: psycopg.Connection[Any], times: int) -> None:
    from people_search import COPIES, people_rows, table_rows

    ids = [n for (n,) in owner.execute("SELECT id FROM people_person ORDER BY id").fetchall()]

    def made() -> Iterator[tuple[Any, ...]]:
        rows = people_rows(len(ids) * (times - 1))
        for k in range(1, times):
            for one in ids:
                yield (one + k * STEP, *next(rows)[1:])

    for table, columns in COPIES.items():
        with owner.transaction(), owner.cursor() as cursor:
            indexes = _take_indexes(owner, table, times)
            with cursor.copy(f"COPY {table} {columns} FROM STDIN".encode()) as copy:
                for row in made():
                    for line in table_rows(table, row):
                        copy.write_row(line)
            for definition in indexes:
                owner.execute(definition.encode())


def _sequences(owner: psycopg.Connection[Any], times: int) -> None:
    """What comes next stands after every copy."""
    for name, table, column in owner.execute(
            "SELECT s.oid::regclass::text, d.refobjid::regclass::text, a.attname FROM pg_class s"
            " JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
            " JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
            " WHERE s.relkind = 'S'").fetchall():
        owner.execute(f"SELECT setval('{name}', greatest((SELECT max(\"{column}\") FROM {table}),"
                      " 1))".encode())

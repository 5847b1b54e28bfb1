"""Importing one file: in batches, in one transaction, refusals listed, nothing half-imported."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.tables import models
from przystan.platform.tables.reading import PROBLEM, Table, open_table
from przystan.platform.tables.types import (
    BatchResult,
    Column,
    ImportReport,
    Refusal,
    RefusedRow,
    Row,
)
from przystan.platform.transactions import public as transactions

BATCH = 1000
LISTED = 1000
Store = Callable[[Sequence[Row]], BatchResult]


class SeenKeys:
    """Remembers on which line a key stood first, on disk, so that memory stays constant."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def first_line(self, key: str, line: int) -> int | None:
        """Return the earlier line with this key, or None and remember this one."""
        try:
            self._base.execute("INSERT INTO seen VALUES (?, ?)", (key, line))
        except sqlite3.IntegrityError:
            row = self._base.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()
            return int(row[0])
        return None


class _Rollback(Exception):
    """Ends the transaction of a dry run or of a file that is refused."""


@dataclass
class _Count:
    rows: int = 0
    added: int = 0
    known: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)


class RefusedFile:
    """Writes refused rows with their headings and a column `problem`, to be corrected."""

    def __init__(self, path: Path, headings: tuple[str, ...]) -> None:
        self.path = path
        kept = [n for n, h in enumerate(headings) if h.strip().casefold() != PROBLEM]
        self._kept, self._headings = kept, [headings[n] for n in kept]
        self._file: IO[str] | None = None

    def write(self, row: RefusedRow) -> None:
        """Write one row; the file comes into being with the first."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file, delimiter=";")
            self._writer.writerow([*self._headings, PROBLEM])
        cells = [row.cells[n] if n < len(row.cells) else "" for n in self._kept]
        problem = "; ".join(
            f"{r.column}: {r.expected}" if r.column else r.expected for r in row.refusals)
        self._writer.writerow([*cells, problem])

    def __enter__(self) -> RefusedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    @property
    def is_written(self) -> bool:
        """Whether any row was refused."""
        return self._file is not None


def run_import(
    *, path: Path, kind: str, columns: Sequence[Column], store: Store, actor: Actor,
    at: datetime, dry_run: bool = False, accept_valid: bool = False,
) -> ImportReport:
    """Import one file in one transaction of its own and report what became of each row.

    `store` takes a batch of valid rows, writes it through the rooms' doors and says which rows
    were added, known already, or refused by the rooms. A file with any refused row is refused
    whole, unless `accept_valid`: then the others are stored and the refused rows are written to
    FILE.refused.csv. A dry run stores nothing. Raises UnreadableTable.
    """
    count = _Count()
    digest = _digest(path)
    with open_table(source=path, columns=columns) as table:
        target = path.with_name(f"{path.name}.refused.csv")
        with RefusedFile(target, table.headings) as refused:
            keep = refused if accept_valid and not dry_run else None
            is_stored = _store_all(table, store, count, keep, dry_run, accept_valid, lambda: (
                _remember(kind, path, digest, count, actor, at)))
        return ImportReport(
            file=table.name, sha256=digest, rows=count.rows, added=count.added,
            known=count.known, refused=count.refused, refusals=tuple(count.refusals),
            is_stored=is_stored, unused_columns=table.unused,
            refused_file=str(target) if refused.is_written else "",
        )


def _store_all(
    table: Table, store: Store, count: _Count, keep: RefusedFile | None, dry_run: bool,
    accept_valid: bool, remember: Callable[[], None],
) -> bool:
    try:
        with transactions.transaction():
            for batch in _batches(table.rows, count, keep):
                result = store(batch)
                count.added += result.added
                count.known += result.known
                for row in result.refused:
                    _refuse(row, count, keep)
            if dry_run or (count.refused and not accept_valid):
                raise _Rollback
            remember()
    except _Rollback:
        return False
    return True


def _batches(
    rows: Iterator[Row | RefusedRow], count: _Count, keep: RefusedFile | None
) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        count.rows += 1
        if isinstance(row, RefusedRow):
            _refuse(row, count, keep)
            continue
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _refuse(row: RefusedRow, count: _Count, keep: RefusedFile | None) -> None:
    count.refused += 1
    count.refusals.extend(row.refusals[: max(0, LISTED - len(count.refusals))])
    if keep:
        keep.write(row)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remember(
    kind: str, path: Path, digest: str, count: _Count, actor: Actor, at: datetime
) -> None:
    run = models.ImportRun.objects.create(
        kind=kind, file_name=path.name[:200], sha256=digest, imported_at=at,
        actor_id_value=actor.user_id, actor_name=actor.name, rows=count.rows,
        added=count.added, known=count.known, refused=count.refused,
    )
    details: dict[str, Any] = {"kind": kind, "sha256": digest, "added": count.added}
    audit.record(
        actor=actor, at=at, action="tables.import_file", subject=f"tables.import_run:{run.pk}",
        details=details,
    )

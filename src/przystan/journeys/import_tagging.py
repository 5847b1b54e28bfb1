"""Importing tagging sessions, each row a day's labelling by some persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from przystan.journeys import import_words as words
from przystan.platform.accounts.public import Actor
from przystan.platform.tables import public as tables
from przystan.platform.tables.public import Column, Kind
from przystan.rooms.records import public as records

REFERENCE, HOURS = "Numer sesji", "Godziny"


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of sessions. docs/how-to/import.md lists them."""
    return (
        Column("reference", (REFERENCE, "Session number"), is_required=True, max_length=40),
        Column("work_date", ("Data", "Date"), Kind.DATE, True),
        Column("branch", ("Placówka", "Branch"), Kind.CHOICE, True, words.branches()),
        Column("persons", ("Osoby", "Persons"), Kind.INTEGER, True),
        Column("hours", (HOURS, "Hours"), is_required=True, pattern=r"\d{1,4}([.,]\d{1,2})?",
               expected="person-hours such as 20 or 7,5"),
        Column("errors", ("Błędy", "Errors"), Kind.INTEGER),
    )


def import_tagging(
    *, actor: Actor, at: datetime, path: Path, dry_run: bool = False, accept_valid: bool = False
) -> tables.ImportReport:
    """Import a table of tagging sessions and report what became of its rows.

    A session number that is recorded is known and adds nothing. Refused: a number twice in the
    file, no persons, more person-hours than the persons' day has. Raises UnreadableTable.
    """
    store = _Importer(path.name, actor, at)
    return tables.run_import(
        path=path, kind="tagging", columns=columns(), store=store, actor=actor, at=at,
        dry_run=dry_run, accept_valid=accept_valid)


class _Importer:
    """Stores batches of rows. Remembers the numbers of the whole file."""

    def __init__(self, file: str, actor: Actor, at: datetime) -> None:
        self.file, self.actor, self.at = file, actor, at
        self.seen = tables.SeenKeys()

    def __call__(self, rows: Sequence[tables.Row]) -> tables.BatchResult:
        known = records.known_sessions(references=[str(r.values["reference"]) for r in rows])
        fresh, refused = [], []
        for row in rows:
            found = self._session(row)
            if isinstance(found, tables.RefusedRow):
                refused.append(found)
            elif found.reference not in known:
                fresh.append(found)
        if fresh:
            records.record_tagging_sessions(sessions=fresh, actor=self.actor, at=self.at)
        return tables.BatchResult(
            len(fresh), len(rows) - len(fresh) - len(refused), tuple(refused))

    def _session(self, row: tables.Row) -> records.NewTaggingSession | tables.RefusedRow:
        values: Any = row.values
        hours = Decimal(str(values["hours"]).replace(",", "."))
        first = self.seen.first_line(values["reference"], row.line)
        if first is not None:
            return self._refuse(row, REFERENCE, values["reference"],
                                f"each number once; it stands on lines {first} and {row.line}")
        if values["persons"] < 1 or not 0 < hours <= 24 * values["persons"]:
            return self._refuse(row, HOURS, values["hours"],
                                "at least one person and at most 24 hours a person")
        return records.NewTaggingSession(
            work_date=values["work_date"], branch=values["branch"], persons=values["persons"],
            hours=hours, errors=values["errors"] or 0, reference=values["reference"],
            recorded_at=self.at,
        )

    def _refuse(
        self, row: tables.Row, column: str, value: object, expected: str
    ) -> tables.RefusedRow:
        return words.refused(self.file, row, column, value, expected)

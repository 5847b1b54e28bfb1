"""Whether a text holds what the tables hold of persons: names, numbers, addresses, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.db import connection
from psycopg import sql

from przystan.config.processing import activities
from przystan.platform.processing.public import WORDS

# Shorter values ("Jo", "7") stand in any text.
SHORTEST = 4
NOTE_BEGINS = 40
# Called by common words: accounts of the demo's roles, and parts of the system ("kiosk") among
# those who act; the names of staff stand in accounts_user.display_name.
NOT_A_SECRET = {"accounts_user.username", "audit_entry.actor_name"}


def columns() -> list[tuple[str, str]]:
    """Every declared column whose words must stand in no log, as table and column."""
    return sorted({
        (name.split(".")[0], name.split(".")[1])
        for activity in activities() for name, held in activity.columns.items()
        if held in WORDS and name not in NOT_A_SECRET})


def values() -> dict[str, str]:
    """Return each value of those columns with the column that holds it."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table, column in columns():
            cursor.execute(sql.SQL("SELECT DISTINCT {}::text FROM {}").format(
                sql.Identifier(column), sql.Identifier(table)))
            for (value,) in cursor.fetchall():
                for part in parts(value or ""):
                    found.setdefault(part, f"{table}.{column}")
    return found


def parts(value: str) -> Iterable[str]:
    """The value as it would stand in a log: whole, and a note's beginning."""
    text = " ".join(value.split()).casefold()
    if len(text) >= SHORTEST:
        yield text
    if len(text) > NOTE_BEGINS:
        yield text[:NOTE_BEGINS]


def found_in(text: str, wanted: Mapping[str, str]) -> list[str]:
    """Return the columns of the values that stand in a text as words of their own, each with it.

    A number may be part of a word ("tel:+48…"); a name may not ("Anna" in "Hannah").
    """
    plain = " ".join(text.split()).casefold()
    words = set(re.findall(r"\w+", plain))
    told = []
    for value, column in wanted.items():
        is_there = value in words if value.isalpha() else value in plain
        if is_there:
            told.append(f"{column}: {value[:60]}")
    return told

"""Reads of the catalogue: what is recorded, what was in force on a day, what is shipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.cases.rules.catalogue import read_catalogue, read_entry
from przystan.rooms.cases.types import CatalogueEntry, EntryVersion

SHIPPED = Path(__file__).parents[1] / "catalogue.json"


class EntryNotFound(Exception):
    """The catalogue has no such type, or none that was in force on that day."""


@lru_cache(maxsize=1)
def shipped_catalogue() -> tuple[CatalogueEntry, ...]:
    """Return the catalogue that comes with the platform, from its file: no database is asked."""
    return read_catalogue(json.loads(SHIPPED.read_text("utf-8")))


def list_entries(*, on: date | None = None) -> tuple[EntryVersion, ...]:
    """Return the newest version of every type by code; with `on`, the newest in force that day."""
    rows = fetch_rows(
        "SELECT DISTINCT ON (t.code) v.content, v.version, v.recorded_by"
        " FROM cases_casetypeversion v JOIN cases_casetype t ON t.id = v.type_id"
        " WHERE %(on)s::date IS NULL OR v.valid_from <= %(on)s"
        " ORDER BY t.code, v.version DESC", {"on": on})
    return tuple(EntryVersion(read_entry(_json(r[0])), r[1], r[2]) for r in rows)


def get_entry(*, code: str, on: date | None = None) -> CatalogueEntry:
    """Return the newest version of a type, or the one in force on a day. Raises EntryNotFound."""
    rows = fetch_rows(
        "SELECT v.content FROM cases_casetypeversion v JOIN cases_casetype t ON t.id = v.type_id"
        " WHERE t.code = %(code)s AND (%(on)s::date IS NULL OR v.valid_from <= %(on)s)"
        " ORDER BY v.version DESC LIMIT 1", {"code": code, "on": on})
    if not rows:
        raise EntryNotFound(code)
    return read_entry(_json(rows[0][0]))


def list_entry_versions(*, code: str) -> tuple[EntryVersion, ...]:
    """Return every version of a type, the newest first."""
    rows = fetch_rows(
        "SELECT v.content, v.version, v.recorded_by FROM cases_casetypeversion v"
        " JOIN cases_casetype t ON t.id = v.type_id WHERE t.code = %s ORDER BY v.version DESC",
        [code])
    return tuple(EntryVersion(read_entry(_json(r[0])), r[1], r[2]) for r in rows)


def _json(content: str | Mapping[str, object]) -> object:
    # psycopg gives a jsonb column as text where Django has taken its loader away.
    return json.loads(content) if isinstance(content, str) else content

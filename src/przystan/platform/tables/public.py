"""The door of tables: read CSV and XLSX from outside, import them, list what is refused."""

from __future__ import annotations

from przystan.platform.tables.importing import SeenKeys, run_import
from przystan.platform.tables.reading import Table, open_table, read_rows
from przystan.platform.tables.sources import UnreadableTable
from przystan.platform.tables.types import (
    BatchResult,
    Column,
    ImportReport,
    Kind,
    Refusal,
    RefusedRow,
    Row,
)
from przystan.platform.tables.values import harmless

__all__ = [
    "BatchResult", "Column", "ImportReport", "Kind", "Refusal", "RefusedRow", "Row", "SeenKeys",
    "Table", "UnreadableTable", "harmless", "open_table", "read_rows", "run_import",
]

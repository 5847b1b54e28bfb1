"""Printing rows as a table, JSON or CSV: one form for every command."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence

Row = Mapping[str, object]
LANGUAGES = ("pl", "en", "uk", "ru")
"""The languages in which a command can speak."""


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format table|json|csv."""
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def print_rows(rows: Sequence[Row], form: str, *, wrap: str | None = None) -> None:
    """Print rows; JSON puts them under the key `wrap` where one is named."""
    if form == "json":
        content: object = {wrap: list(rows)} if wrap else list(rows)
        print_json(content)
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    else:
        _print_table(rows)


def print_json(content: object) -> None:
    """Print JSON as people and programs read it."""
    print(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def _print_table(rows: Sequence[Row]) -> None:
    if not rows:
        print("(no rows)")
        return
    names = list(rows[0])
    cells = [[("" if r[n] is None else str(r[n])) for n in names] for r in rows]
    widths = [max(len(n), *(len(c[i]) for c in cells)) for i, n in enumerate(names)]
    print("  ".join(n.ljust(w) for n, w in zip(names, widths)).rstrip())
    print("  ".join("-" * w for w in widths))
    for line in cells:
        print("  ".join(c.ljust(w) for c, w in zip(line, widths)).rstrip())

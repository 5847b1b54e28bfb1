"""przystan people match: compare pairs of persons, or link two files, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.platform.tables.public import Column, Refusal
    from przystan.rooms.people import public as people

_EXAMPLE = """examples:
  przystan people match --pairs pairs.csv --format json
  przystan people match --left register.csv --right letters.csv --format csv

Columns, any of them empty or missing, in any script: name, given_names, birth_date, sex,
citizenship, document_number, phone, pesel, address (parts divided by commas), id. In a file of
pairs each stands twice: left_name and right_name, or name_left, name_1, name_a. A whole name may
stand in name. A file is CSV (comma, semicolon or tab; UTF-8 or Windows-1250) or XLSX. The same
file left and right: its duplicates. Exit status 1 when a row was refused, 2 without a table.

"same" asks a person; nothing is linked by the machine but by an equal number with an equal birth
date (link). docs/ways/matching.md explains the score, in bits, and the verdicts.
"""
_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "rec_id", "lp"),
    "name": ("name", "family_name", "surname", "last_name", "nazwisko", "full_name"),
    "given_names": ("given_names", "given_name", "first_name", "imie", "imiona", "imię"),
    "birth_date": ("birth_date", "date_of_birth", "dob", "data urodzenia"),
    "sex": ("sex", "gender", "plec", "płeć"),
    "citizenship": ("citizenship", "nationality", "obywatelstwo"),
    "document_number": ("document_number", "document", "passport", "numer dokumentu"),
    "phone": ("phone", "telefon"),
    "pesel": ("pesel",),
    "address": ("address", "adres"),
}
_SIDES = {"left": ("left", "1", "a", "l"), "right": ("right", "2", "b", "r")}


def add(commands: Any) -> None:
    """Add `przystan people match`."""
    parser = commands.add_parser(
        "match", help="compare pairs of persons, or link two files; needs no database",
        description="Compare persons by names in any script, birth dates and numbers; print the "
                    "score, the verdict (same, unsure, different) and every reason.",
        epilog=_EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pairs", type=Path, metavar="FILE", help="one pair of persons a row")
    parser.add_argument("--left", type=Path, metavar="FILE", help="one person a row")
    parser.add_argument("--right", type=Path, metavar="FILE", help="one person a row, to link to")
    parser.add_argument("--accept-valid", action="store_true",
                        help="end well although rows were refused")
    add_format(parser)
    parser.set_defaults(func=run, needs_database=False)


def run(options: argparse.Namespace) -> int:
    """Compare or link, print, and say what was refused."""
    from przystan.platform.tables import public as tables

    if bool(options.pairs) == bool(options.left or options.right) or (
            bool(options.left) != bool(options.right)):
        return _stop("name --pairs FILE, or --left FILE and --right FILE")
    for path in (options.pairs, options.left, options.right):
        if path is not None and not path.is_file():
            return _stop(f"there is no file {path}")
    refused: list[Refusal] = []
    try:
        rows = (list(_compared(options.pairs, refused)) if options.pairs
                else list(_linked(options.left, options.right, refused)))
    except tables.UnreadableTable as error:
        return _stop(str(error))
    _print(rows, refused, options.format)
    return 1 if refused and not options.accept_valid else 0


def _stop(problem: str) -> int:
    print(f"przystan people match: {problem}", file=sys.stderr)
    return 2


def _columns(side: str) -> list[Column]:
    """Return the columns of one person; `side` is empty where a row is one person."""
    from przystan.platform.tables.public import Column

    def spelt(heading: str) -> tuple[str, ...]:
        if not side:
            return (heading,)
        return tuple(
            form for mark in _SIDES[side] for form in (f"{mark}_{heading}", f"{heading}_{mark}"))

    prefix = f"{side}_" if side else ""
    return [
        Column(prefix + key, tuple(f for h in headings for f in spelt(h)), max_length=2000)
        for key, headings in _HEADINGS.items()
    ]


def _rows(
    path: Path, columns: Sequence[Column], refused: list[Refusal]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    from przystan.platform.tables import public as tables

    with tables.open_table(source=path, columns=columns) as table:
        used = len([h for h in table.headings if h.strip()]) - len(table.unused)
        if not used:
            raise tables.UnreadableTable(tables.Refusal(
                table.name, 1, "", " | ".join(table.headings)[:200],
                "headings: " + ", ".join(c.headings[0] for c in columns)))
        if table.unused:
            print(f"{table.name}: columns not used: {', '.join(table.unused)}", file=sys.stderr)
        for row in table.rows:
            if isinstance(row, tables.RefusedRow):
                refused.extend(row.refusals)
            else:
                yield row.line, row.values


def _read(
    path: Path, line: int, values: Mapping[str, object], side: str, refused: list[Refusal]
) -> people.Reading | None:
    from przystan.platform.tables.public import Refusal
    from przystan.rooms.people import public as people

    prefix = f"{side}_" if side else ""
    reading = people.read_match_record({
        key: str(values.get(prefix + key) or "") for key in _HEADINGS})
    refused.extend(
        Refusal(path.name, line, prefix + p.field, p.value[:200], p.expected)
        for p in reading.problems)
    return None if reading.problems else reading


def _compared(path: Path, refused: list[Refusal]) -> Iterator[dict[str, Any]]:
    from przystan.rooms.people import public as people

    for line, values in _rows(path, [*_columns("left"), *_columns("right")], refused):
        left = _read(path, line, values, "left", refused)
        right = _read(path, line, values, "right", refused)
        if left and right:
            found = people.compare(left.record, right.record)
            yield {
                "line": line, "left": values.get("left_id"), "right": values.get("right_id"),
                **_result(found), "notes": _notes(left, right),
            }


def _linked(left: Path, right: Path, refused: list[Refusal]) -> Iterator[dict[str, Any]]:
    from przystan.rooms.people import public as people

    mine = list(_persons(left, refused))
    is_same = left.resolve() == right.resolve()
    others = mine if is_same else list(_persons(right, refused))
    found = people.find_duplicates([r.record for _, r in mine]) if is_same else (
        people.link_records([r.record for _, r in mine], [r.record for _, r in others]))
    for pair in found:
        (name, reading), (other_name, other) = mine[pair.left], others[pair.right]
        yield {"left": name, "right": other_name, **_result(pair.comparison),
               "notes": _notes(reading, other)}


def _persons(path: Path, refused: list[Refusal]) -> Iterator[tuple[str, people.Reading]]:
    for line, values in _rows(path, _columns(""), refused):
        reading = _read(path, line, values, "", refused)
        if reading:
            yield str(values.get("id") or f"line {line}"), reading


def _result(found: people.Comparison) -> dict[str, object]:
    return {
        "score": found.score, "verdict": found.verdict.value, "link": found.is_link,
        "reasons": [
            {"kind": r.kind.value, "left": r.left, "right": r.right, "weight": r.weight}
            for r in found.reasons],
    }


def _notes(left: people.Reading, right: people.Reading) -> list[str]:
    return [f"left: {n}" for n in left.notes] + [f"right: {n}" for n in right.notes]


def _said(reason: Mapping[str, Any]) -> str:
    shown = reason["left"] if reason["left"] == reason["right"] else (
        f"{reason['left'] or '–'} / {reason['right'] or '–'}")
    return f"{reason['kind'].replace('_', ' ')}: {shown} ({reason['weight']:+.1f})"


def _print(rows: list[dict[str, Any]], refused: list[Refusal], form: str) -> None:
    """Print pairs and refused rows; a table and CSV have the reasons as a text."""
    listed = [{"file": r.file, "line": r.line, "column": r.column, "value": r.value,
               "expected": r.expected} for r in refused]
    if form == "json":
        print_json({"pairs": rows, "refused": listed})
    else:
        flat = [{**row, "reasons": "; ".join(map(_said, row["reasons"])),
                 "notes": "; ".join(row["notes"])} for row in rows]
        if flat or form == "table":
            print_rows(flat, form)
    for refusal in refused:
        print(refusal, file=sys.stderr)
    if refused:
        print(f"{len({(r.file, r.line) for r in refused})} rows refused", file=sys.stderr)

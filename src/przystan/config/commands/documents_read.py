"""przystan documents read: what a picture, a PDF or a text says, and what was put right."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.documents import public as documents


def add(commands: Any) -> None:
    """Add `read` to the commands of documents."""
    read = commands.add_parser(
        "read", help="read the machine-readable zones of pictures, PDF files and texts; needs no "
                     "database",
        description="Finds zones of TD1, TD2, TD3, MRV-A and MRV-B, checks every digit, says "
                    "every correction and every character that stays in doubt. Nothing is kept.",
        epilog="Example: przystan documents read passport.jpg --format json. Exit status 0 when "
               "every file has a zone whose checks hold, 1 when one has none or a check fails.")
    read.add_argument("files", type=Path, nargs="+", metavar="FILE",
                      help="JPEG, PNG, TIFF, WebP, PDF, or a text of the zone's lines")
    read.add_argument("--pages", type=int, default=20, metavar="N",
                      help="pages looked at in a file (default: 20); the rest are counted")
    read.add_argument("--at", type=date.fromisoformat, metavar="DAY",
                      help="the day by which expiry is judged (default: today)")
    read.add_argument("--print", action="store_true", dest="with_print",
                      help="also compare the first zone of a file with the page it is printed on")
    add_format(read)
    read.set_defaults(func=_read, needs_database=False)


def _read(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.adapters.zone_reader import ZoneReader
    from przystan.platform.clock import public as clock
    from przystan.rooms.documents import public as documents

    translation.activate("en")
    documents.connect_picture_reader(ZoneReader())
    day = options.at or clock.local_date(clock.now())
    entries: list[dict[str, Any]] = []
    missing = False
    for path in options.files:
        if not path.is_file():
            print(f"przystan documents read: there is no file {path}", file=sys.stderr)
            missing = True
            continue
        read = documents.read_file(
            content=path.read_bytes(), today=day, max_pages=max(1, options.pages),
            with_print=options.with_print)
        if read.problem:
            print(f"{path.name}: {read.problem}", file=sys.stderr)
        if read.left_out:
            print(f"{path.name}: {read.left_out} of {read.pages_in_file} pages were not looked at "
                  "(--pages)", file=sys.stderr)
        entries += [_entry(path, page) for page in read.pages]
        if not read.pages:
            entries.append({"file": path.name, "page": 0, "state": "not_a_picture"})
    _print(entries, options.format)
    if missing:
        return 2
    good = {e["file"] for e in entries if e["state"] == "read"}
    damaged = any(e["state"] == "damaged" for e in entries)
    return 0 if good == {e["file"] for e in entries} and not damaged else 1


def _entry(path: Path, page: documents.PageReading) -> dict[str, Any]:
    from przystan.rooms.documents import public as documents

    entry: dict[str, Any] = {"file": path.name, "page": page.page, "state": page.state.value}
    if page.fit is None:
        return entry
    reading = page.fit.reading
    return entry | {
        "type": reading.format.value, "verdict": reading.verdict.value,
        "method": page.method, "confidence": page.fit.confidence, "lines": list(reading.lines),
        "fields": {
            "document_code": reading.document_code, "issuing_state": reading.issuing_state,
            "family_name": reading.family_name, "given_names": reading.given_names,
            "number": reading.number, "nationality": reading.nationality,
            "birth_date": reading.birth_date, "sex": reading.sex,
            "expiry_date": reading.expiry_date, "optional": reading.optional},
        "checks": [
            {"field": c.field.value, "outcome": c.outcome.value, "reason": c.reason.value,
             "digit": c.digit, "computed": c.computed} for c in reading.checks],
        "corrections": [
            {"field": c.field.value, "line": c.line, "place": c.place, "seen": c.seen,
             "taken": c.taken, "why": c.reason.value, "text": documents.correction_text(c)}
            for c in page.fit.corrections],
        "ambiguous": [
            {"field": d.field.value, "line": d.line, "place": d.place, "character": d.character,
             "alternatives": d.alternatives, "confidence": d.confidence}
            for d in page.fit.doubts],
        "printed": [
            {"field": p.field.value, "zone": p.zone, "page": p.page, "match": p.match.value}
            for p in page.printed]}


def _print(entries: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        print_json(entries)
        return
    rows = []
    for e in entries:
        fields = e.get("fields", {})
        failed = [c["field"] for c in e.get("checks", ()) if c["outcome"] == "fail"]
        rows.append({
            "file": e["file"], "page": e["page"], "state": e["state"], "type": e.get("type", ""),
            "number": fields.get("number", ""), "family_name": fields.get("family_name", ""),
            "given_names": fields.get("given_names", ""), "born": fields.get("birth_date"),
            "nationality": fields.get("nationality", ""), "expires": fields.get("expiry_date"),
            "failed": " ".join(failed), "corrections": len(e.get("corrections", ())),
            "ambiguous": len(e.get("ambiguous", ())), "confidence": e.get("confidence")})
    print_rows(rows, form)
    if form == "table":
        for e in entries:
            for c in e.get("corrections", ()):
                print(f"{e['file']}: {c['text']}")
            for p in e.get("printed", ()):
                print(f"{e['file']}: {p['field']} {p['zone']}, page: {p['page'] or '-'} "
                      f"({p['match']})")

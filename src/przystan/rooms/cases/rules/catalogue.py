"""The catalogue as a file: read, written and compared. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from przystan.rooms.cases.types import (
    CatalogueChange,
    CatalogueEntry,
    ChangeKind,
    ChecklistItem,
    Decision,
    ItemKind,
    Stage,
    TermKind,
)

FORMAT = "przystan-catalogue-1"
LANGUAGES = ("pl", "en", "uk", "ru")
FIELDS = ("permit", "purpose", "name", "legal_basis", "file_class", "term", "fees", "checklist",
          "stages", "results", "formal_days", "document_days", "archive_category", "unconfirmed",
          "valid_from")
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
FILE_CLASS = re.compile(r"^\d{3,4}$")
CATEGORY = re.compile(r"^(A|B\d{1,2}|BE\d{1,2}|Bc)$")


class CatalogueRefused(Exception):
    """A catalogue that cannot stand: `place` says where, `problem` what is wrong there."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem


def read_catalogue(content: object) -> tuple[CatalogueEntry, ...]:
    """Read every type of a catalogue file. Raises CatalogueRefused."""
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise CatalogueRefused("format", f"{FORMAT} is needed")
    items = {code: _item(code, raw, f"items.{code}")
             for code, raw in dict(content.get("items", {})).items()}
    entries = tuple(read_entry(raw, items=items) for raw in content.get("types", ()))
    codes = [e.code for e in entries]
    for code in codes:
        if codes.count(code) > 1:
            raise CatalogueRefused(code, "this type stands twice in the file")
    return entries


def read_entry(
    raw: object, *, items: Mapping[str, ChecklistItem] | None = None
) -> CatalogueEntry:
    """Read one type as a file or a recorded version holds it. Raises CatalogueRefused."""
    if not isinstance(raw, Mapping):
        raise CatalogueRefused("types", "an object is needed")
    code = str(raw.get("code", ""))
    if not CODE.match(code):
        raise CatalogueRefused(code or "types", "code: small letters, digits and _ are needed")
    missing = [f for f in FIELDS if f not in raw]
    if missing:
        raise CatalogueRefused(code, f"missing: {', '.join(missing)}")
    try:
        entry = _entry(code, raw, items or {})
    except (ValueError, TypeError, KeyError) as wrong:
        raise CatalogueRefused(code, f"unreadable: {wrong}") from wrong
    problem = next(problems_of(entry), None)
    if problem:
        raise CatalogueRefused(code, problem)
    return entry


def _entry(
    code: str, raw: Mapping[str, Any], items: Mapping[str, ChecklistItem]
) -> CatalogueEntry:
    return CatalogueEntry(
        code, str(raw["permit"]), str(raw["purpose"]), dict(raw["name"]), str(raw["legal_basis"]),
        str(raw["file_class"]), TermKind(raw["term"]) if raw["term"] else None,
        tuple(map(str, raw["fees"])),
        tuple(items[i] if isinstance(i, str) else _item(str(i["code"]), i, code)
              for i in raw["checklist"]),
        tuple(map(Stage, raw["stages"])), tuple(map(Decision, raw["results"])),
        int(raw["formal_days"]), int(raw["document_days"]), str(raw["archive_category"]),
        frozenset(map(str, raw["unconfirmed"])), date.fromisoformat(str(raw["valid_from"])))


def _item(code: str, raw: Any, place: str) -> ChecklistItem:
    try:
        item = ChecklistItem(code, ItemKind(raw["kind"]), str(raw["article"]),
                             bool(raw["is_confirmed"]), dict(raw["text"]))
    except (ValueError, TypeError, KeyError) as wrong:
        raise CatalogueRefused(place, f"unreadable: {wrong}") from wrong
    if not all(item.text.get(language) for language in LANGUAGES):
        raise CatalogueRefused(place, f"a text in each of {', '.join(LANGUAGES)} is needed")
    return item


def problems_of(entry: CatalogueEntry) -> Iterator[str]:
    """Tell what is wrong with a type: nothing where it can stand."""
    if not all(entry.name.get(language) for language in LANGUAGES):
        yield f"name: one in each of {', '.join(LANGUAGES)} is needed"
    if not FILE_CLASS.match(entry.file_class):
        yield "file_class: three or four digits are needed"
    if not CATEGORY.match(entry.archive_category):
        yield "archive_category: A, B and years, BE and years, or Bc is needed"
    if entry.formal_days < 1 or entry.document_days < 1:
        yield "formal_days, document_days: a term has at least one day"
    if Stage.RECEIVED not in entry.stages or Stage.DECIDED not in entry.stages:
        yield "stages: received and decided are needed"
    if len({i.code for i in entry.checklist}) < len(entry.checklist):
        yield "checklist: a thing stands there twice"


def write_entry(entry: CatalogueEntry) -> dict[str, Any]:
    """Return one type as JSON holds it, its checklist whole."""
    return {
        "code": entry.code, "permit": entry.permit, "purpose": entry.purpose,
        "name": dict(entry.name), "legal_basis": entry.legal_basis,
        "file_class": entry.file_class, "term": entry.term.value if entry.term else None,
        "fees": list(entry.fees),
        "checklist": [{"code": i.code, **_written(i)} for i in entry.checklist],
        "stages": [s.value for s in entry.stages], "results": [r.value for r in entry.results],
        "formal_days": entry.formal_days, "document_days": entry.document_days,
        "archive_category": entry.archive_category, "unconfirmed": sorted(entry.unconfirmed),
        "valid_from": entry.valid_from.isoformat(),
    }


def _written(item: ChecklistItem) -> dict[str, Any]:
    return {"kind": item.kind.value, "article": item.article, "is_confirmed": item.is_confirmed,
            "text": dict(item.text)}


def write_catalogue(entries: Iterable[CatalogueEntry]) -> dict[str, Any]:
    """Return a catalogue file: what several types ask for alike stands once under `items`."""
    items: dict[str, ChecklistItem] = {}
    types = []
    for entry in entries:
        written = write_entry(entry)
        written["checklist"] = [
            i.code if items.setdefault(i.code, i) == i else {"code": i.code, **_written(i)}
            for i in entry.checklist]
        types.append(written)
    return {"format": FORMAT, "items": {c: _written(i) for c, i in sorted(items.items())},
            "types": types}


def diff_entries(before: CatalogueEntry | None, after: CatalogueEntry | None) -> tuple[
        CatalogueChange, ...]:
    """Return the differences between two forms of one type, field by field."""
    if before is None or after is None:
        there = after or before
        if there is None:
            return ()
        kind = ChangeKind.ADDED if after else ChangeKind.REMOVED
        return (CatalogueChange(there.code, kind),)
    was, now = write_entry(before), write_entry(after)
    changes = [CatalogueChange(after.code, ChangeKind.CHANGED, f, _said(was[f]), _said(now[f]))
               for f in FIELDS if f != "checklist" and was[f] != now[f]]
    old, new = ({i["code"]: i for i in w["checklist"]} for w in (was, now))
    changes += [
        CatalogueChange(after.code, ChangeKind.CHANGED, f"checklist.{code}",
                        _said(old.get(code, "")), _said(new.get(code, "")))
        for code in [*old, *(c for c in new if c not in old)] if old.get(code) != new.get(code)]
    if not changes and list(old) != list(new):
        changes.append(CatalogueChange(after.code, ChangeKind.CHANGED, "checklist",
                                       ", ".join(old), ", ".join(new)))
    return tuple(changes)


def diff_catalogues(
    before: Iterable[CatalogueEntry], after: Iterable[CatalogueEntry]
) -> tuple[CatalogueChange, ...]:
    """Return the differences between two catalogues, by type."""
    old, new = {e.code: e for e in before}, {e.code: e for e in after}
    return tuple(change for code in sorted({*old, *new})
                 for change in diff_entries(old.get(code), new.get(code)))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

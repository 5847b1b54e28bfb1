"""./dev messages: collect what screens say, merge it into the catalogues, compile them.

Babel does the work; Django's own translation of templates into Python lets it read them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LANGUAGES = ("pl", "uk", "ru")
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "_n": (1, 2),
}

__all__ = ["KEYWORDS", "LANGUAGES", "collect", "update_catalogues"]


def collect(source: Path) -> Catalog:
    """Return the template of all catalogues: every marked text with the files that say it."""
    catalog = Catalog(project="Przystań", charset="utf-8")
    for path in sorted(source.rglob("*")):
        if path.suffix not in (".py", ".html") or "tests" in path.parts:
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            # What Django gives is only nearly Python: its indentation means nothing.
            lines = templatize(text, origin=str(path)).splitlines()
            text = "\n".join(line.strip() for line in lines)
        for _line, message, _comments, context in _found(text):
            catalog.add(message, context=context, locations=[(str(path.relative_to(source)), 0)])
    return catalog


def _found(text: str) -> Iterator[tuple[int, Any, list[str], str | None]]:
    file = io.BytesIO(text.encode())
    yield from extract("python", file, KEYWORDS, options={"encoding": "utf-8"})


def update_catalogues(root: Path) -> int:
    """Merge the texts of the sources into every catalogue, compile, and say what is missing."""
    source = root / "src" / "przystan"
    template = collect(source)
    for language in LANGUAGES:
        path = source / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        known = Catalog(locale=language)
        if path.exists():
            known = read_po(io.BytesIO(path.read_bytes()), locale=language)
        known.update(template, no_fuzzy_matching=True)
        known.obsolete.clear()
        buffer = io.BytesIO()
        write_po(buffer, known, width=100, omit_header=False, sort_output=True,
                 include_previous=False)
        path.write_bytes(buffer.getvalue())
        compiled = io.BytesIO()
        write_mo(compiled, known)
        path.with_suffix(".mo").write_bytes(compiled.getvalue())
        missing = sum(1 for m in known if m.id and not _is_translated(m.string))
        print(f"{language}: {len(known)} texts, {missing} not translated")
    return 0


def _is_translated(text: Any) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)

"""./dev messages: collect what screens say, merge it into the catalogues, compile them.

Babel does the work; Django's own translation of templates into Python lets it read them.
Python is read as a syntax tree: Babel's tokens miss a call inside an f-string or under a name
given at the import.
"""

from __future__ import annotations

import ast
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
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Where the texts stand among the arguments, and whether a context stands before them.
FUNCTIONS = {
    "gettext": (1, False), "gettext_noop": (1, False), "ngettext": (2, False),
    "pgettext": (1, True), "npgettext": (2, True),
}

Said = tuple["str | tuple[str, ...]", "str | None"]

__all__ = ["KEYWORDS", "LANGUAGES", "collect", "update_catalogues"]


def collect(source: Path) -> Catalog:
    """Return the template of all catalogues: every marked text with the files that say it."""
    catalog = Catalog(project="Przystań", charset="utf-8")
    for path in sorted(source.rglob("*")):
        if path.suffix not in (".py", ".html") or "tests" in path.parts:
            continue
        said = _said_in_template if path.suffix == ".html" else _said_in_python
        for message, context in said(path.read_text("utf-8"), str(path)):
            catalog.add(message, context=context, locations=[(str(path.relative_to(source)), 0)])
    return catalog


def _said_in_template(text: str, path: str) -> Iterator[Said]:
    # What Django gives is only nearly Python: its indentation means nothing.
    lines = templatize(text, origin=path).splitlines()
    file = io.BytesIO("\n".join(line.strip() for line in lines).encode())
    found = extract("python", file, KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        yield message, context


def _said_in_python(text: str, path: str) -> Iterator[Said]:
    tree = ast.parse(text, path)
    names = {
        alias.asname or alias.name: FUNCTIONS[alias.name.removesuffix("_lazy")]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names if alias.name.removesuffix("_lazy") in FUNCTIONS
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                and node.func.id in names):
            continue
        count, has_context = names[node.func.id]
        texts = [a.value for a in node.args[:count + has_context]
                 if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        # A text that is no constant is marked where it is written.
        if len(texts) == count + has_context:
            context = texts.pop(0) if has_context else None
            yield texts[0] if count == 1 else tuple(texts), context


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
        known.update(template, no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        _sign(known)
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


def _sign(catalog: Catalog) -> None:
    catalog.project, catalog.version = "Przystań", ""
    catalog.last_translator = catalog.language_team = "Przystań"
    catalog.msgid_bugs_address = catalog.header_comment = ""
    catalog.fuzzy = False


def _is_translated(text: Any) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)

"""przystan knowledge: search, check, export and import the procedures' texts."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import LANGUAGES, add_format, print_rows

if TYPE_CHECKING:
    from przystan.rooms.knowledge import public as knowledge


def register(subparsers: Any) -> None:
    """Add `przystan knowledge` and its subcommands."""
    parser = subparsers.add_parser("knowledge", help="procedures and their texts")
    inner = parser.add_subparsers(dest="knowledge", metavar="WHAT", required=True)
    told = "the pages that answer a question, the best first, with score and why"
    search = inner.add_parser(
        "search", help=f"find {told}", description=f"Find {told}.",
        epilog="Example: przystan knowledge search 'karta pobytu zgubiona' --language uk "
               "--format json. Exit status 1 when nothing is found.")
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--language", choices=LANGUAGES, default="pl",
                        help="the reader's language (default: pl)")
    add_format(search)
    search.set_defaults(func=_search)
    told = "translations, links, articles of law and the helpline's prompts"
    check = inner.add_parser(
        "check", help=f"check {told}", description=f"Check {told}.",
        epilog="Example: przystan knowledge check --format json. Exit status 1 when an error is "
               "found; remarks alone are no error.")
    add_format(check)
    check.set_defaults(func=_check)
    export = inner.add_parser(
        "export", help="write every page into a folder, one file a page and language",
        epilog="Example: przystan knowledge export pages/")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    export.set_defaults(func=_export)
    back = inner.add_parser(
        "import", help="publish the pages of a folder that differ from what is published",
        epilog="Example: przystan knowledge import pages/ --dry-run. Nothing is published unless "
               "every file can be read.")
    back.add_argument("folder", type=Path, metavar="FOLDER")
    back.add_argument("--dry-run", action="store_true", help="say what would be published")
    add_format(back)
    back.set_defaults(func=_import)


def _search(options: argparse.Namespace) -> int:
    from przystan.rooms.knowledge import public as knowledge

    found = knowledge.find_procedures(text=options.text, language=options.language)
    rows = [{"rank": n, "slug": f.procedure.slug, "title": f.procedure.text.title,
             "language": f.procedure.text.language, "score": f.score,
             "because": list(f.because) if options.format == "json" else " ".join(f.because)}
            for n, f in enumerate(found, 1)]
    print_rows(rows, options.format)
    return 0 if rows else 1


def _check(options: argparse.Namespace) -> int:
    from przystan.config.commands.helpline import shipped_text
    from przystan.platform.clock import public as clock
    from przystan.rooms.knowledge import public as knowledge

    flaws = knowledge.check_texts(
        on=clock.local_date(clock.now()), prompts=shipped_text())
    print_rows([{"weight": f.weight, "page": f.slug, "language": f.language,
                 "flaw": f.kind, "what": f.what} for f in flaws], options.format)
    return int(any(f.weight == "error" for f in flaws))


def _export(options: argparse.Namespace) -> int:
    from przystan.rooms.knowledge import public as knowledge

    options.folder.mkdir(parents=True, exist_ok=True)
    pages = knowledge.list_pages()
    for page in pages:
        name = options.folder / f"{page.slug}.{page.text.language}.json"
        content = {"slug": page.slug, "legal_basis": page.legal_basis, "owner": page.owner,
                   "review_by": page.review_by.isoformat(), "is_machine": page.is_machine,
                   **asdict(page.text)}
        name.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(pages)} pages")
    return 0


def _import(options: argparse.Namespace) -> int:
    from django.db import transaction

    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.knowledge import public as knowledge

    try:
        pages = [_page(file) for file in sorted(options.folder.glob("*.json"))]
        with transaction.atomic():
            changed = knowledge.publish_pages(
                pages=pages, actor=accounts.system_actor("przystan knowledge import"),
                at=clock.now(), is_trial=options.dry_run)
    except (OSError, _BadPage) as wrong:
        print(f"przystan knowledge import: {wrong}", file=sys.stderr)
        return 2
    except knowledge.OriginalMissing as wrong:
        print(f"przystan knowledge import: {wrong}: the Polish page is missing", file=sys.stderr)
        return 2
    rows = [{"page": slug, "language": language, "version": version or "new"}
            for slug, language, version in changed]
    print_rows(rows, options.format)
    return 0


class _BadPage(Exception):
    """A file that is no page."""


def _page(file: Path) -> knowledge.Page:
    from przystan.rooms.knowledge import public as knowledge

    try:
        given = json.loads(file.read_text("utf-8"))
        head = {k: given.pop(k) for k in ("slug", "legal_basis", "owner", "is_machine")}
        review_by = date.fromisoformat(given.pop("review_by"))
        documents = tuple(given.pop("documents"))
        text = knowledge.ProcedureText(**given, documents=documents)
        if file.name != f"{head['slug']}.{text.language}.json" or text.language not in LANGUAGES:
            raise _BadPage(f"{file.name} is not the name of {head['slug']} in {text.language}")
        if not all(isinstance(x, str) for x in (*vars(text).values(), *documents)
                   if x is not text.documents):
            raise _BadPage(f"{file.name}: a part of the page is no text")
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise _BadPage(f"{file.name} cannot be read as a page: {wrong}") from wrong
    return knowledge.Page(
        head["slug"], head["legal_basis"], head["owner"], review_by, head["is_machine"], text)

"""Everything that is wrong with the published pages."""

from __future__ import annotations

from datetime import date

from przystan.rooms.knowledge.queries.texts import list_pages, list_statuses
from przystan.rooms.knowledge.rules import checks as rules
from przystan.rooms.knowledge.types import Flaw, TranslationState


def check_texts(*, on: date, prompts: str = "") -> tuple[Flaw, ...]:
    """Return the flaws of every page on a day, and of a helpline's text that names pages.

    One flaw a line, errors first. A translation that is missing, outdated or a machine's is a
    remark: readers are told of it.
    """
    pages = list_pages()
    slugs = {p.slug for p in pages}
    found = [f for p in pages for f in rules.page_flaws(p, slugs=slugs, on=on)]
    found += rules.prompt_flaws(prompts, slugs=slugs)
    for status in list_statuses():
        found += [
            Flaw("remark", status.slug, language, "translation", state or "missing")
            for language, state in status.states if state is not TranslationState.UP_TO_DATE]
    return tuple(sorted(found, key=lambda f: (f.weight, f.slug, f.language, f.kind, f.what)))

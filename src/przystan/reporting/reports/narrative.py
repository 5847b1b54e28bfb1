"""The office's own text in a report: its numbers are live, and what is not evidenced says so."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.reporting.claims import Evidence, fields_of, paragraphs
from przystan.reporting.queries.narratives import Narrative, narrative_of
from przystan.reporting.reports.types import Section, Sentence
from przystan.reporting.reports.writer import Writer


def own_text(kind: str, version: int | None) -> Narrative:
    """Return the text of a kind of report in the active language, the newest unless named."""
    return narrative_of(kind=kind, language=(get_language() or "en")[:2], version=version)


def codes_in(text: str) -> tuple[str, ...]:
    """Return the figures and measures that a text shows."""
    return tuple(code for code, _form in fields_of(text))


def narrative_section(narrative: Narrative, write: Writer) -> tuple[Section, ...]:
    """Return the text as one section; none where there is no text."""
    if not narrative.text.strip():
        return ()
    mark = _("not evidenced")
    written: list[Sentence] = []
    for paragraph in paragraphs(narrative.text):
        parts: list[object] = []
        for judged in paragraph:
            parts += [*write.raw(judged.text), " "]
            if judged.evidence is Evidence.NOT_EVIDENCED:
                parts.append(f"[{mark}] ")
        written.append(tuple(parts))  # type: ignore[arg-type]
    return (Section(_("What was done"), tuple(written)),)

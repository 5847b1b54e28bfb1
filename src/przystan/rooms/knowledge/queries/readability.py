"""How hard the published texts are to read."""

from __future__ import annotations

from functools import lru_cache

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.knowledge.rules.readability import MEASURED, measure
from przystan.rooms.knowledge.types import ProcedureText
from przystan.rooms.knowledge.types.readability import Readability

_TEXTS = """
SELECT DISTINCT ON (v.procedure_id, v.language)
       p.slug, v.language, v.summary, v.who, v.where_text,
       array_to_string(v.documents, E'\\n'), v.fee, v.term, v.after
FROM knowledge_version v JOIN knowledge_procedure p ON p.id = v.procedure_id
WHERE v.language = ANY(%s) ORDER BY v.procedure_id, v.language, v.number DESC
"""
PARTS = ("summary", "who", "where", "documents", "fee", "term", "after")


def measure_text(*, text: ProcedureText) -> Readability | None:
    """Measure one text, published or not; None in a language that has no measure.

    The parts of the long sentences are the names of the fields of `ProcedureText`.
    """
    return _measured(text.language, text.summary, text.who, text.where,
                     "\n".join(text.documents), text.fee, text.term, text.after)


def list_readability() -> dict[str, dict[str, Readability]]:
    """Return the measures of the latest texts by slug and language, those that have one."""
    found: dict[str, dict[str, Readability]] = {}
    for slug, language, *parts in fetch_rows(_TEXTS, [list(MEASURED)]):
        measured = _measured(language, *parts)
        if measured:
            found.setdefault(slug, {})[language] = measured
    return found


# A list of all texts measures them once in a process: a published text is never changed.
@lru_cache(maxsize=1024)
def _measured(language: str, *parts: str) -> Readability | None:
    return measure(dict(zip(PARTS, parts, strict=True)), language)

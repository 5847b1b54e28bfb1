"""The words by which search finds a procedure, made again whenever its texts change."""

from __future__ import annotations

from przystan.platform.transactions import public as transactions
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.queries.texts import latest_versions
from przystan.rooms.knowledge.rules import search as rules

# Synonyms help whatever language somebody reads.
ANY_LANGUAGE = "*"


def index_procedure(procedure: models.Procedure, language: str = "") -> None:
    """Make a procedure's search words from its latest texts and its synonyms.

    With a language only the words of that text, with ANY_LANGUAGE only those of the synonyms.
    """
    old = models.SearchWord.objects.filter(procedure=procedure)
    (old.filter(language=language) if language else old).delete()
    rows: list[tuple[object, ...]] = []
    texts = {} if language == ANY_LANGUAGE else latest_versions(procedure_id=procedure.pk)
    for name, text in texts.items():
        if name == language or not language:
            rows += _rows(procedure, name, (
                (rules.TITLE, text.title), (rules.SUMMARY, text.summary), (rules.BODY, text.who),
                (rules.BODY, " ".join(text.documents)), (rules.BODY, text.after)))
    if not language or language == ANY_LANGUAGE:
        phrases = " ".join(procedure.synonyms.values_list("phrase", flat=True))
        rows += _rows(procedure, ANY_LANGUAGE, ((rules.SYNONYM, phrases),))
    transactions.copy_rows(
        table="knowledge_searchword",
        columns=("procedure_id", "language", "word", "weight", "is_title"), rows=rows)


def index_all() -> int:
    """Make the search words of every procedure again and return the number of procedures."""
    found = models.Procedure.objects.order_by("pk")
    for procedure in found:
        index_procedure(procedure)
    return len(found)


def _rows(
    procedure: models.Procedure, language: str, parts: tuple[tuple[float, str], ...]
) -> list[tuple[object, ...]]:
    weights: dict[str, float] = {}
    title: set[str] = set()
    for weight, text in parts:
        for word in rules.words_of(text):
            weights[word[:80]] = max(weight, weights.get(word[:80], 0.0))
            if weight == rules.TITLE:
                title.add(word[:80])
    return [
        (procedure.pk, language, word, weight, word in title)
        for word, weight in weights.items()]

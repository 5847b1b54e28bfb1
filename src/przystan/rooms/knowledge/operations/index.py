"""The words by which search finds a procedure, made again whenever its texts change."""

from __future__ import annotations

from przystan.platform.transactions import public as transactions
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.queries.texts import latest_versions
from przystan.rooms.knowledge.rules import search as rules

# Synonyms help whatever language somebody reads.
ANY_LANGUAGE = "*"


def index_procedure(procedure: models.Procedure) -> None:
    """Make a procedure's search words from its latest texts and its synonyms."""
    models.SearchWord.objects.filter(procedure=procedure).delete()
    rows: list[tuple[object, ...]] = []
    for language, text in latest_versions(procedure_id=procedure.pk).items():
        rows += _rows(procedure, language, (
            (rules.TITLE, text.title), (rules.SUMMARY, text.summary), (rules.BODY, text.who),
            (rules.BODY, " ".join(text.documents)), (rules.BODY, text.after)))
    phrases = [x.phrase for x in procedure.synonyms.all()]
    rows += _rows(procedure, ANY_LANGUAGE, ((rules.SYNONYM, " ".join(phrases)),))
    transactions.copy_rows(
        table="knowledge_searchword",
        columns=("procedure_id", "language", "word", "weight", "is_title", "trigrams"), rows=rows)


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
        (procedure.pk, language, word, weight, word in title, sorted(rules.trigrams(word)))
        for word, weight in weights.items()]

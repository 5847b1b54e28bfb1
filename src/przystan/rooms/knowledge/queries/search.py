"""Finding procedures by words, and what was sought in vain."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from django.db.models import Count, Max, Sum

from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.queries.texts import list_procedures
from przystan.rooms.knowledge.rules import search as rules
from przystan.rooms.knowledge.types import Found, OpenSearch, PageOpinion

# A page in another language than the reader's answers too, a little less.
OTHER_LANGUAGE = 0.8
# Of the best page's score; what is worse is noise.
LEAST_SHARE = 0.3
MOST_FOUND = 12


def find_procedures(*, text: str, language: str) -> tuple[Found, ...]:
    """Return the procedures that a text asks for, in a language, the best first; at most twelve.

    Any script, ending or slight misspelling of the four languages is understood; texts in all of
    them are searched, the reader's language counting more. Scores compare within one answer only.
    """
    typed = rules.words_of(text)[:rules.MAX_WORDS]
    known = _known_words(typed)
    meant = {word: rules.alike(word, known) for word in typed}
    wanted = {w for words in meant.values() for w in words}
    if not wanted:
        return ()
    rows = models.SearchWord.objects.filter(word__in=wanted).values_list(
        "procedure__slug", "word", "weight", "language")
    pages: dict[str, dict[str, float]] = defaultdict(dict)
    for slug, word, weight, said_in in rows:
        share = 1.0 if said_in in (language, "*") else OTHER_LANGUAGE
        pages[slug][word] = max(pages[slug].get(word, 0.0), weight * share)
    total = models.Procedure.objects.count()
    spread = {w: sum(w in words for words in pages.values()) / total for w in wanted}
    phrases = _phrases(language)
    scored = {
        slug: rules.score(meant=meant, weights=words, spread=spread,
                          phrases=phrases[slug])
        for slug, words in pages.items()}
    best = max(scored.values())
    published = {p.slug: p for p in list_procedures(language=language)}
    order = sorted((s for s in scored if scored[s] >= best * LEAST_SHARE and s in published),
                   key=lambda s: (-scored[s], s))
    return tuple(
        Found(published[s], round(scored[s], 3), tuple(sorted(pages[s])))
        for s in order[:MOST_FOUND])


def _known_words(typed: tuple[str, ...]) -> list[str]:
    """Return the words of all texts that share letters with one that was typed."""
    # Sums differ whatever the order in which texts are published.
    words = _vocabulary(*models.SearchWord.objects.aggregate(
        many=Count("pk"), all_keys=Sum("pk")).values())
    letters = frozenset().union(*(rules.trigrams(word) for word in typed))
    return sorted(frozenset().union(*(words.get(three, frozenset()) for three in letters)))


@lru_cache(maxsize=2)
def _vocabulary(_many: int, _all_keys: int | None) -> dict[str, frozenset[str]]:
    """Return the words of all texts by three letters of theirs, kept until one comes or goes."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in models.SearchWord.objects.values_list("word", flat=True).distinct():
        for three in rules.trigrams(word):
            found[three].add(word)
    return {three: frozenset(words) for three, words in found.items()}


def _phrases(language: str) -> dict[str, list[frozenset[str]]]:
    """Return what each page is called: its titles in this language and Polish, its synonyms."""
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = models.SearchWord.objects.filter(is_title=True, language__in={language, "pl"})
    for slug, said_in, word in rows.values_list("procedure__slug", "language", "word"):
        titles[slug, said_in].add(word)
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for (slug, _said_in), words in titles.items():
        found[slug].append(frozenset(words))
    for slug, phrase in models.Synonym.objects.values_list("procedure__slug", "phrase"):
        found[slug].append(frozenset(rules.words_of(phrase)))
    return found


def list_open_searches(*, limit: int = 100) -> tuple[OpenSearch, ...]:
    """Return the texts that found nothing and wait for an editor, the most frequent first."""
    settled = models.SettledSearch.objects.values("text")
    rows = (models.EmptySearch.objects.exclude(text__in=settled).values("text", "language")
            .annotate(all_times=Sum("times"), last=Max("day"))
            .order_by("-all_times", "-last", "text", "language")[:limit])
    return tuple(OpenSearch(r["text"], r["language"], r["all_times"], r["last"]) for r in rows)


def list_opinions() -> tuple[PageOpinion, ...]:
    """Return how often each version of a page did and did not help, the worst first."""
    counted: dict[tuple[str, str, int], dict[bool, int]] = defaultdict(dict)
    rows = (models.PageAnswer.objects.values(
        "procedure__slug", "language", "version", "has_helped")
        .annotate(all_times=Sum("times"))
        .order_by("procedure__slug", "language", "version", "has_helped"))
    for r in rows:
        key = (r["procedure__slug"], r["language"], r["version"])
        counted[key][r["has_helped"]] = r["all_times"]
    found = [PageOpinion(*key, c.get(True, 0), c.get(False, 0)) for key, c in counted.items()]
    return tuple(sorted(found, key=lambda o: (-o.did_not, o.slug, o.language, o.version)))

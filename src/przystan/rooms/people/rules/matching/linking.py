"""Linking two lists of records in memory: the same keys, the same comparison."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from przystan.rooms.people.rules.matching.compare import compare
from przystan.rooms.people.rules.matching.keys import is_broad, keys_of, keys_to_ask
from przystan.rooms.people.rules.matching.words import Part, names_of_record
from przystan.rooms.people.types import Comparison, MatchRecord, Verdict

BROAD_CAP = 200
"""Records under one broad key that are compared; the list's other keys find the rest."""
LEAST_COUNT, LEAST_RECORDS = 4, 500
"""A word counts as common in a list from this many bearers, in a list from this many records."""


@dataclass(frozen=True)
class FoundPair:
    """Two records of two lists by their places, and their comparison."""

    left: int
    right: int
    comparison: Comparison


def link_records(
    left: Sequence[MatchRecord], right: Sequence[MatchRecord]
) -> Iterator[FoundPair]:
    """Compare the records of two lists that share a key; give the pairs that are not different.

    Shape: one pair once, in the order of the left list, the highest score first. How common a
    word is counts as the lists say where they are long enough.
    """
    index = _index(right)
    asked = ((place, _candidates(index, record)) for place, record in enumerate(left))
    yield from _compared(left, right, asked, max(len(left), len(right)))


def find_duplicates(records: Sequence[MatchRecord]) -> Iterator[FoundPair]:
    """Find the pairs within one list that are not different, each once."""
    index = _index(records)
    asked = ((place, [n for n in _candidates(index, record) if n > place])
             for place, record in enumerate(records))
    # Half as many pairs as between two lists of this length.
    yield from _compared(records, records, asked, len(records) // 2)


def _compared(
    left: Sequence[MatchRecord], right: Sequence[MatchRecord],
    asked: Iterable[tuple[int, list[int]]], population: int,
) -> Iterator[FoundPair]:
    commonness = word_bits(left if left is right else (*left, *right))
    for place, others in asked:
        found = []
        for other in others:
            comparison = compare(
                left[place], right[other], population=population, commonness=commonness)
            if comparison.verdict is not Verdict.DIFFERENT:
                found.append(FoundPair(place, other, comparison))
        yield from sorted(found, key=lambda pair: (-pair.comparison.score, pair.right))


def _index(records: Iterable[MatchRecord]) -> dict[int, list[int]]:
    index: dict[int, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in keys_of(record):
            index[key].append(place)
    return index


def _candidates(index: dict[int, list[int]], record: MatchRecord) -> list[int]:
    found: set[int] = set()
    for key in keys_to_ask(record):
        places = index.get(key, ())
        found.update(places[:BROAD_CAP] if is_broad(key) else places)
    return sorted(found)


def word_bits(records: Iterable[MatchRecord]) -> dict[tuple[Part, str], float]:
    """Return how much the commoner words of a list tell, in bits, by the list's own counts."""
    counts: Counter[tuple[Part, str]] = Counter()
    total = 0
    for record in records:
        names = names_of_record(record.names)
        total += bool(names)
        counts.update({(word.part, word.text) for name in names for word in name})
    if total < LEAST_RECORDS:
        return {}
    return {key: -log2(n / total) for key, n in counts.items() if n >= LEAST_COUNT}

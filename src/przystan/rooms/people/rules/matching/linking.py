"""Linking two lists of records in memory: the same keys, the same comparison."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2

from przystan.rooms.people.rules.matching.compare import compare
from przystan.rooms.people.rules.matching.keys import is_broad, keys_of, keys_to_ask
from przystan.rooms.people.rules.matching.lists import (
    FoundPair,
    joined_by_thirds,
    judged_in_lists,
)
from przystan.rooms.people.rules.matching.words import Part, names_of_record
from przystan.rooms.people.types import MatchRecord, Verdict

BROAD_CAP = 200
"""Records under one broad key that are compared; the list's other keys find the rest."""
ADDRESS_LETTERS = 8
"""A shorter line of an address is shared by too many."""
LEAST_COUNT, LEAST_RECORDS = 4, 500
"""A word counts as common in a list from this many bearers, in a list from this many records."""


def link_records(
    left: Sequence[MatchRecord], right: Sequence[MatchRecord]
) -> Iterator[FoundPair]:
    """Compare the records of two lists that share a key; give the pairs that are not different.

    Shape: one pair once, in the order of the left list, the highest score first. In long lists how
    common a word is, and from which score two records are likelier one person than two, count as
    the lists say (docs/ways/matching.md, "Two lists").
    """
    yield from _linked(left, right, max(len(left), len(right)), is_one_list=False)


def find_duplicates(records: Sequence[MatchRecord]) -> Iterator[FoundPair]:
    """Find the pairs within one list that are not different, each once. As link_records."""
    # Half as many pairs as between two lists of this length.
    yield from _linked(records, records, len(records) // 2, is_one_list=True)


def _linked(
    left: Sequence[MatchRecord], right: Sequence[MatchRecord], population: int, *,
    is_one_list: bool,
) -> Iterator[FoundPair]:
    commonness = word_bits(left if is_one_list else (*left, *right))
    index = _index(right)
    found = [
        FoundPair(place, other, compare(
            record, right[other], population=population, commonness=commonness))
        for place, record in enumerate(left) for other in _candidates(index, record)
        if not is_one_list or other > place
    ]
    size = min(len(left), len(right))
    if size >= LEAST_RECORDS:
        found = judged_in_lists(found, size, is_one_list=is_one_list)
        if is_one_list:
            found = joined_by_thirds(found, lambda one, other: compare(
                left[one], left[other], population=population, commonness=commonness))
    yield from sorted(
        (pair for pair in found if pair.comparison.verdict is not Verdict.DIFFERENT),
        key=lambda pair: (pair.left, -pair.comparison.score, pair.right))


Index = dict[int | tuple[str, ...], list[int]]


def _index(records: Iterable[MatchRecord]) -> Index:
    index: Index = defaultdict(list)
    for place, record in enumerate(records):
        for key in keys_of(record):
            index[key].append(place)
        for more in _list_keys(record):
            index[more].append(place)
    return index


def _candidates(index: Index, record: MatchRecord) -> list[int]:
    found: set[int] = set()
    for key in keys_to_ask(record):
        places = index.get(key, ())
        found.update(places[:BROAD_CAP] if is_broad(key) else places)
    for more in _list_keys(record):
        found.update(index.get(more, ())[:BROAD_CAP])
    return sorted(found)


def _list_keys(record: MatchRecord) -> set[tuple[str, ...]]:
    """Return what finds a record in memory only: a number with a slip, a name at an address."""
    numbers = (*record.documents, record.pesel)
    found: set[tuple[str, ...]] = {
        (text[:n] + text[n + 1:],) for text in numbers for n in range(len(text))}
    lines = {line for line in record.address if len(line) >= ADDRESS_LETTERS}
    codes = {word.sounds.codes[0] for name in names_of_record(record.names) for word in name}
    return found | {(code, line) for code in codes for line in lines}


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

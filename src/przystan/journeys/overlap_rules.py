"""Counting persons shared by several offices from keyed hashes: no name leaves any of them.

docs/ways/overlap.md says how the hashes are made, what is suppressed and where the limits are.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

FORMAT = "przystan-overlap/1"
SMALL = 5
KEY_BYTES = 32
TOKEN_BYTES = 16


class KeyTooShort(ValueError):
    """The agreed key has fewer than 32 bytes."""


class NotComparable(ValueError):
    """Files that cannot be counted together; says what differs."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs whoever has the key: scrypt's parameters (RFC 7914)."""

    n: int = 2**14
    r: int = 8
    p: int = 1


@dataclass(frozen=True)
class OverlapFile:
    """What one office gives: for each person the hashes of the agreed identifiers, and no more.

    `label` names the office; `agreement` is the text that all partners enter; `key_check` tells
    whether two files were made with one key without telling the key; `persons` holds one tuple of
    hashes per person, empty where the person has no agreed identifier.
    """

    label: str
    agreement: str
    kinds: tuple[str, ...]
    cost: Cost
    key_check: str
    made_on: str
    persons: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The file's content."""
        return {"format": FORMAT, **asdict(self)}


def read_overlap_file(content: Mapping[str, Any]) -> OverlapFile:
    """Return a file from its content. Raises NotComparable for another format."""
    try:
        if content["format"] != FORMAT:
            raise NotComparable(f"format {content['format']!r} instead of {FORMAT!r}")
        return OverlapFile(
            str(content["label"]), str(content["agreement"]), tuple(content["kinds"]),
            Cost(**content["cost"]), str(content["key_check"]), str(content["made_on"]),
            tuple(tuple(map(str, one)) for one in content["persons"]))
    except (KeyError, TypeError) as error:
        raise NotComparable(f"not a file of hashes: {error}") from error


def make_tokens(
    identifiers: Iterable[tuple[str, ...]], *, key: bytes, agreement: str, cost: Cost
) -> tuple[tuple[str, ...], ...]:
    """Return for each person the hashes of their identifiers, in an order that says nothing.

    Each identifier is stretched by scrypt, salted by the key and the agreement, and then hashed
    by HMAC-SHA256 with the key. Raises KeyTooShort.
    """
    if len(key) < KEY_BYTES:
        raise KeyTooShort(f"the key has {len(key)} bytes instead of {KEY_BYTES}")
    salt = hmac.new(key, f"salt:{agreement}".encode(), hashlib.sha256).digest()
    memory = 128 * cost.n * cost.r * 2 + 2**20

    def token(text: str) -> str:
        slow = hashlib.scrypt(
            text.encode(), salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=memory, dklen=32)
        return hmac.new(key, slow, hashlib.sha256).hexdigest()[: TOKEN_BYTES * 2]

    listed = [tuple(one) for one in identifiers]
    flat = [text for one in listed for text in one]
    # scrypt leaves Python's lock: every core makes hashes.
    with ThreadPoolExecutor() as pool:
        made = iter(list(pool.map(token, flat)))
    return tuple(sorted(tuple(sorted(next(made) for _ in one)) for one in listed))


def key_check(*, key: bytes, agreement: str) -> str:
    """Return what tells whether two files have one key: 16 hexadecimal digits."""
    return hmac.new(key, f"check:{agreement}".encode(), hashlib.sha256).hexdigest()[:16]


@dataclass(frozen=True)
class SharedCount:
    """How many persons are in both of two files; None where it is suppressed."""

    one: str
    other: str
    persons: int | None


@dataclass(frozen=True)
class OverlapCount:
    """What comes out: each file's own persons, the shared ones by pair, and all together.

    A number is None where it, or what follows from it with the others, would be between 1 and 4.
    `without` are persons without an agreed identifier: they are counted as shared with nobody.
    """

    sizes: tuple[tuple[str, int, int], ...]
    shared: tuple[SharedCount, ...]
    in_all: int | None
    unique: int | None
    is_suppressed: bool


def count_overlap(files: Sequence[OverlapFile]) -> OverlapCount:
    """Count the persons of several files and those whom they share, small cells suppressed.

    Two rows are one person where they share a hash, followed through third files. Raises
    NotComparable for files of another agreement, key, kinds or cost, for one label twice, for
    fewer than two files.
    """
    _check(files)
    regions = _regions(files)
    labels = [f.label for f in files]
    # Own sizes are known to their owners, so a shared number tells its complements too: every
    # region of the whole table must be safe, or nothing but the sizes comes out.
    is_safe = all(not 0 < count < SMALL for count in regions.values())
    shared = []
    for one, other in combinations(range(len(files)), 2):
        both = sum(n for region, n in regions.items() if {one, other} <= region)
        only = [len(files[i].persons) - both for i in (one, other)]
        is_shown = is_safe if len(files) > 2 else not any(0 < n < SMALL for n in (both, *only))
        shared.append(SharedCount(labels[one], labels[other], both if is_shown else None))
    everywhere = frozenset(range(len(files)))
    return OverlapCount(
        tuple((f.label, len(f.persons), sum(1 for p in f.persons if not p)) for f in files),
        tuple(shared),
        regions[everywhere] if is_safe else None, sum(regions.values()) if is_safe else None,
        not is_safe)


def _check(files: Sequence[OverlapFile]) -> None:
    if len(files) < 2:
        raise NotComparable("at least two files are counted together")
    first = files[0]
    for name in ("agreement", "key_check", "kinds", "cost"):
        if any(getattr(f, name) != getattr(first, name) for f in files):
            words = {"key_check": "key"}.get(name, name)
            raise NotComparable(f"the files differ in their {words}")
    if len({f.label for f in files}) < len(files):
        raise NotComparable("two files bear one label")


class _Groups:
    """Hashes that belong to one person, joined as they are met (union-find)."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def root(self, token: str) -> str:
        while self.above.setdefault(token, token) != token:
            self.above[token] = self.above[self.above[token]]
            token = self.above[token]
        return token

    def join(self, tokens: Sequence[str]) -> None:
        for token in tokens[1:]:
            self.above[self.root(token)] = self.root(tokens[0])


def _regions(files: Sequence[OverlapFile]) -> Counter[frozenset[int]]:
    """Return how many persons are in exactly which files: the regions of the Venn diagram."""
    groups = _Groups()
    for file in files:
        for person in file.persons:
            groups.join(person)
    seen: dict[str, set[int]] = {}
    alone: Counter[frozenset[int]] = Counter()
    for place, file in enumerate(files):
        for person in file.persons:
            if person:
                seen.setdefault(groups.root(person[0]), set()).add(place)
            else:
                alone[frozenset({place})] += 1
    return alone + Counter(frozenset(places) for places in seen.values())

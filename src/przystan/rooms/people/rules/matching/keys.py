"""Keys under which a person is stored and asked for: signed 64-bit hashes.

The lowest bit of a key says whether it is broad (1): many persons may stand under it.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import combinations

from przystan.rooms.people.rules.scripts import name_tokens, readings
from przystan.rooms.people.types import BirthPrecision, MatchRecord


def is_broad(key: int) -> bool:
    """Whether many persons may stand under the key: ask it with a limit of its own."""
    return bool(key & 1)


def keys_of(record: MatchRecord) -> tuple[int, ...]:
    """Return the keys under which a person is stored, sorted."""
    found: set[int] = set()
    if record.birth_date and record.birth_precision is BirthPrecision.DAY:
        found.add(_key("d", record.birth_date.isoformat()))
    for family, given in record.names:
        forms = [readings(token) for token in name_tokens(f"{family} {given}")]
        for left, right in combinations(forms[:5], 2):
            found.update(
                _key("p", *sorted((one, other)), broad=True) for one in left for other in right)
    return tuple(sorted(found))


def keys_to_ask(record: MatchRecord) -> tuple[int, ...]:
    """Return the keys to ask for a record, the narrow ones first."""
    return tuple(sorted(keys_of(record), key=lambda key: (is_broad(key), key)))


def _key(*parts: str, broad: bool = False) -> int:
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big", signed=True)
    return number | 1 if broad else number & ~1

"""Count, sum and hash several figures in one unsorted reading of their rows.

The database sends one number a row: its id, and in the lowest bits which figures take it. So the
rows are read by several workers in whatever order, compared with each figure's condition once, and
put in order here. The bytes hashed are those of rules.hash_basis.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from przystan.reporting.types import Definition

MOST_TOGETHER = 16
"""Figures in one reading: what is left of 63 bits is the id, below 140 billion times a thousand."""


def packed_sql(definitions: Sequence[Definition]) -> str:
    """Return the statement that reads figures of one scan: the rows, packed, and each sum.

    A row is its id with the bits of the figures that take it, then its amount in hundredths for
    each figure that sums amounts, every number as eight bytes, big-endian.
    """
    is_one, count = len(definitions) == 1, len(definitions)
    bits, amounts, sums = [], [], []
    for n, d in enumerate(definitions):
        takes, amount = ("true", "amount") if is_one else (d.takes, d.amount)
        if not d.counts_rows:
            takes = f"({takes}) AND ({amount}) IS NOT NULL"
            amounts.append(f" || int8send(coalesce((({amount})::numeric * 100)::bigint, 0))")
            sums.append(f", coalesce(sum(({amount})::numeric) FILTER (WHERE {takes}), 0)")
        bits.append(f"CASE WHEN {takes} THEN {1 << n} ELSE 0 END")
    return (f"SELECT string_agg(int8send((row_id << {count}) | ({' | '.join(bits)}))"
            f"{''.join(amounts)}, NULL){''.join(sums)}"
            f" FROM ({definitions[0].sql if is_one else definitions[0].scan}) AS r")


def unpack(
    told: Sequence[Any], definitions: Sequence[Definition]
) -> Iterator[tuple[int, Decimal, str]]:
    """Yield how many rows each figure has, what it comes to, and the hash of its rows."""
    sums, count = iter(told[1:]), len(definitions)
    summed = [n for n, d in enumerate(definitions) if not d.counts_rows]
    table = np.frombuffer(told[0] or b"", dtype=">i8").astype(np.int64)
    table = table.reshape(-1, 1 + len(summed))
    # Each worker has read nearly in order, which the stable sort makes use of.
    keys = np.sort(table.ravel(), kind="stable") if not summed else table[:, 0]
    if summed:
        table = table[np.argsort(keys, kind="stable")]
        keys = table[:, 0]
    takers, ids = (keys & ((1 << count) - 1)).astype(np.uint16), (keys >> count).astype(">i8")
    for n, d in enumerate(definitions):
        taken = (takers & (1 << n)).astype(bool)
        basis = ids[taken]
        rows, total = len(basis), Decimal(len(basis))
        if not d.counts_rows:
            amounts = table[taken, 1 + summed.index(n)].astype(">i8")
            basis = np.stack((basis, amounts), axis=1).astype(">i8")
            total = Decimal(next(sums))
        yield rows, total, hashlib.sha256(basis.tobytes()).hexdigest()

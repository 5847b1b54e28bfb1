"""Name words in two scripts: how often a key is shared, and how often by chance.

Usage: python bench/matching/tokens.py [--pairs 1000000]

Reads the English-Russian words of the shared names (Wikidata, CC0). Words whose checksum is
even served while the readings were written, the odd ones report.
"""

from __future__ import annotations

import argparse
import random
import zlib
from pathlib import Path

from przystan.rooms.people.rules.matching.sounds import sounds_of
from przystan.rooms.people.rules.scripts import name_tokens

FILE = "english-russian-tokens-first-half.tsv"


def codes(text: str) -> set[str]:
    return {code for word in name_tokens(text) for code in sounds_of(word).codes}


def rows() -> list[tuple[str, set[str], set[str]]]:
    for base in Path(__file__).resolve().parents:
        path = base / "shared" / "data" / "names" / FILE
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            pairs = (line.split("\t") for line in lines)
            return [(e, codes(e), codes(r.replace(" ", ""))) for e, r, _ in pairs]
    raise SystemExit(f"there are no shared names: {FILE} beside the checkout")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=1_000_000, help="random pairs for chance")
    options = parser.parse_args()
    every = rows()
    for name, rest in (("tuning", 0), ("reporting", 1)):
        some = [row for row in every if zlib.crc32(row[0].encode()) % 2 == rest]
        rng = random.Random(1)
        recall = sum(bool(left & right) for _, left, right in some) / len(some)
        chance = sum(bool(rng.choice(some)[1] & rng.choice(some)[2])
                     for _ in range(options.pairs)) / options.pairs
        print(f"{name:<10} {len(some)} pairs: recall {recall:.4f}, shared by chance {chance:.5f},"
              f" codes a word {sum(len(row[1]) for row in some) / len(some):.2f}")


if __name__ == "__main__":
    main()

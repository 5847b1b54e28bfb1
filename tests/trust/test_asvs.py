"""The page of the ASVS: every requirement of two levels, sums that are right, tests that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) \| (.*?) \|$", re.M)
ROWS = ROW.findall(PAGE)
STATES = {"met", "partly", "not met", "not applicable"}
# Of version 5.0.0: requirements of levels 1 and 2 by chapter.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9,
            13: 13, 14: 9, 15: 13, 16: 16, 17: 7}


def test_every_requirement_stands_there_once() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == 253
    assert Counter(row[1] for row in ROWS) == {"1": 70, "2": 183}
    assert Counter(int(n.split(".")[0]) for n in numbers) == CHAPTERS


def test_every_state_is_one_of_four_and_the_sums_are_those_of_the_rows() -> None:
    told = {state: int(n) for state, n in re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", PAGE, re.M)}
    assert set(told) == STATES
    assert told == Counter(row[3] for row in ROWS)


def test_every_row_says_where_or_why() -> None:
    assert [row[0] for row in ROWS if not row[4].strip()] == []


def test_every_test_that_is_named_exists() -> None:
    named = {row[5].strip("`") for row in ROWS if row[5].strip()}
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    # What has no test to show is not called met.
    assert [row[0] for row in ROWS if row[3] == "met" and not row[5].strip()] == []

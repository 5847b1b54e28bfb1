"""Shared persons from keyed hashes: right counts, no names, small cells kept back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.config.cli import main
from przystan.journeys.overlap import export_overlap
from przystan.journeys.overlap_rules import (
    SMALL,
    Cost,
    KeyTooShort,
    NotComparable,
    OverlapFile,
    count_overlap,
    key_check,
    make_tokens,
    read_overlap_file,
)
from przystan.platform.accounts.public import system_actor
from przystan.rooms.advisory.testing import PROJECT, make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, make_person

ACTOR = system_actor("test")
KEY = b"k" * 32
CHEAP = Cost(n=2, r=1, p=1)


def office(label: str, persons: Sequence[tuple[str, ...]], key: bytes = KEY) -> OverlapFile:
    return OverlapFile(
        label, "P", ("pesel", "passport"), CHEAP, key_check(key=key, agreement="P"),
        "2023-09-01", make_tokens(persons, key=key, agreement="P", cost=CHEAP))


def numbers(first: int, last: int) -> list[tuple[str, ...]]:
    return [(f"pesel:POL:{n:011}",) for n in range(first, last)]


def test_two_offices_learn_how_many_they_share() -> None:
    found = count_overlap([office("SZ", numbers(0, 50)), office("NGO", numbers(40, 100))])
    assert [s.persons for s in found.shared] == [10]
    assert (found.unique, found.in_all, found.is_suppressed) == (100, 10, False)
    assert found.sizes == (("SZ", 50, 0), ("NGO", 60, 0))


@pytest.mark.parametrize(("one", "other"), [
    ((0, 50), (47, 90)),  # three shared
    ((0, 50), (2, 90)),  # two only in the first
    ((0, 50), (0, 53)),  # three only in the second
])
def test_a_small_cell_takes_its_complements_with_it(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found = count_overlap([office("SZ", numbers(*one)), office("NGO", numbers(*other))])
    assert [s.persons for s in found.shared] == [None]
    assert (found.unique, found.in_all, found.is_suppressed) == (None, None, True)


def test_nobody_shared_is_no_small_cell() -> None:
    found = count_overlap([office("SZ", numbers(0, 9)), office("NGO", numbers(10, 20))])
    assert ([s.persons for s in found.shared], found.unique) == ([0], 19)


def test_a_person_is_followed_through_a_third_file() -> None:
    # Her passport is known here, her PESEL there, and only the third office has both.
    here = [(f"passport:UTO:{n}",) for n in range(10)]
    there = [(f"pesel:POL:{n}",) for n in range(10)]
    both = [(f"passport:UTO:{n}", f"pesel:POL:{n}") for n in range(10)]
    found = count_overlap([office("A", here), office("B", there), office("C", both)])
    assert (found.unique, found.in_all) == (10, 10)
    assert [s.persons for s in found.shared] == [10, 10, 10]


PEOPLE = st.lists(st.integers(0, 39), max_size=40, unique=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(PEOPLE, min_size=2, max_size=4), st.integers(0, 3))
def test_the_counts_are_those_of_the_sets_and_nothing_small_comes_out(
    offices: list[list[int]], nameless: int
) -> None:
    files = [
        office(str(n), [(f"pesel:POL:{p}",) for p in persons] + [()] * nameless)
        for n, persons in enumerate(offices)
    ]
    sets = [set(p) for p in offices]
    everybody = set().union(*sets)
    regions = [
        sum(1 for p in everybody if [p in s for s in sets] == pattern)
        + (nameless if sum(pattern) == 1 else 0)
        for pattern in _patterns(len(sets))
    ]
    found = count_overlap(files)
    if any(0 < n < SMALL for n in regions):
        assert found.is_suppressed
        assert found.unique is None
        assert all(s.persons is None for s in found.shared)
    else:
        assert found.unique == len(everybody) + nameless * len(sets)
        assert found.in_all == len(set.intersection(*sets))
        assert [s.persons for s in found.shared] == [
            len(sets[i] & sets[j]) for i in range(len(sets)) for j in range(i + 1, len(sets))]


def _patterns(count: int) -> list[list[bool]]:
    return [[bool(n >> i & 1) for i in range(count)] for n in range(1, 2**count)]


def test_hashes_differ_by_key_agreement_and_number_and_hide_the_order() -> None:
    one = make_tokens(numbers(0, 5), key=KEY, agreement="P", cost=CHEAP)
    assert one == make_tokens(numbers(0, 5)[::-1], key=KEY, agreement="P", cost=CHEAP)
    assert len({t for p in one for t in p}) == 5
    for key, agreement in ((b"j" * 32, "P"), (KEY, "Q")):
        other = make_tokens(numbers(0, 5), key=key, agreement=agreement, cost=CHEAP)
        assert not {t for p in one for t in p} & {t for p in other for t in p}
    with pytest.raises(KeyTooShort):
        make_tokens(numbers(0, 1), key=b"short", agreement="P", cost=CHEAP)


@pytest.mark.parametrize("change", [
    {"key": b"j" * 32}, {"label": "SZ"}, {"agreement": "Q"}, {"kinds": ["pesel"]},
    {"format": "x"}, {"cost": {"n": 4, "r": 1, "p": 1}}, {"persons": None},
])
def test_files_that_do_not_belong_together_are_refused(change: dict[str, object]) -> None:
    key = change.pop("key", KEY)
    assert isinstance(key, bytes)
    content = {**office("NGO", numbers(0, 9), key).as_json(), **change}
    with pytest.raises(NotComparable):
        count_overlap([office("SZ", numbers(0, 9)), read_overlap_file(content)])
    with pytest.raises(NotComparable):
        count_overlap([office("SZ", numbers(0, 9))])


def test_the_file_of_a_project_holds_no_name_and_no_number(office: int) -> None:
    passports = [people.NewIdentifier(people.IdentifierKind.PASSPORT, f"ZZ95{n:04}", "UTO")
                 for n in range(4)]
    ids = [make_person(identifiers=(p,)) for p in passports]
    for person in ids[:3]:
        make_visit(make_card(person))
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=ids[1], survivor_id=ids[0], reason="typed twice")
    made = export_overlap(
        actor=ACTOR, at=AT, project_code=PROJECT, key=KEY, label="SZ", cost=CHEAP)
    # Two of the three cards are one person; the fourth has no service.
    assert [len(p) for p in made.persons] in ([1, 2], [2, 1])
    text = json.dumps(made.as_json())
    assert "ZZ95" not in text
    assert "KOVALCHUK" not in text
    people.set_flag(
        actor=ACTOR, at=AT, person_id=ids[2], kind=people.FlagKind.RESTRICTED,
        from_date=AT.date(), reason="contested")
    assert len(export_overlap(
        actor=ACTOR, at=AT, project_code=PROJECT, key=KEY, label="SZ", cost=CHEAP).persons) == 1


def test_the_commands(office: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(6):
        make_visit(make_card(make_person(identifiers=(people.NewIdentifier(
            people.IdentifierKind.PASSPORT, f"ZZ96{number:04}", "UTO"),))))
    key = tmp_path / "key"
    assert main(["people", "overlap", "key", "-o", str(key)]) == 0
    assert main(["people", "overlap", "key", "-o", str(key)]) == 2
    assert key.stat().st_mode & 0o077 == 0
    for label in ("SZ", "NGO"):
        assert main(["people", "overlap", "export", "--project", PROJECT, "--key-file", str(key),
                     "--label", label, "--cost", "4", "-o", str(tmp_path / label)]) == 0
    assert "6 persons" in capsys.readouterr().out
    assert main(["people", "overlap", "count", str(tmp_path / "SZ"), str(tmp_path / "NGO"),
                 "--format", "json"]) == 0
    rows = {(r["what"], r["of"]): r["value"] for r in json.loads(capsys.readouterr().out)}
    assert rows["shared", "SZ + NGO"] == rows["unique", "all files"] == 6
    assert main(["people", "overlap", "count", str(tmp_path / "SZ"), str(key)]) == 2
    assert main(["people", "overlap", "export", "--project", "NONE", "--key-file", str(key),
                 "-o", str(tmp_path / "x")]) == 2

"""Forty desks in the same second, each with a connection of its own."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.people import models
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, new_person

ACTOR = system_actor("test")
DESKS = 40
I = people.IdentifierKind  # noqa: E741
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def branch(transactional_db: None) -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])


def register_at_once(
    persons: list[people.NewPerson], none_of: tuple[int, ...] | None
) -> tuple[Counter[str], list[int]]:
    """Register every person in a thread of its own; say how each ended and which cards came."""
    ends: Counter[str] = Counter()
    made: list[int] = []
    barrier = threading.Barrier(len(persons))

    def desk(person: people.NewPerson) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            with transaction.atomic():
                person_id = people.register_person(
                    actor=ACTOR, at=AT, person=person, none_of=none_of)
            made.append(person_id)
            ends["registered"] += 1
        except people.IdentifierTaken:
            ends["taken"] += 1
        except people.LooksKnown:
            ends["looks known"] += 1
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the assertion
            ends[repr(error)] += 1
        finally:
            connection.close()

    desks = [threading.Thread(target=desk, args=(p,)) for p in persons]
    for one in desks:
        one.start()
    for one in desks:
        one.join(timeout=120)
    assert not any(one.is_alive() for one in desks)
    return ends, made


def test_forty_desks_with_one_passport_make_one_card() -> None:
    passport = (people.NewIdentifier(I.PASSPORT, "ZZ900901", "UTO"),)
    ends, made = register_at_once([new_person(identifiers=passport) for _ in range(DESKS)], ())
    assert ends["registered"] == len(made) == 1
    assert ends["taken"] + ends["looks known"] == DESKS - 1
    assert models.Identifier.objects.filter(value="ZZ900901").count() == 1


def test_forty_desks_with_one_name_and_birth_date_make_one_card() -> None:
    ends, made = register_at_once([new_person(identifiers=()) for _ in range(DESKS)], ())
    assert ends == Counter({"registered": 1, "looks known": DESKS - 1})
    assert len(made) == 1


def test_desks_that_do_not_ask_put_every_pair_into_the_queue() -> None:
    desks = 8
    ends, made = register_at_once([new_person(identifiers=()) for _ in range(desks)], None)
    assert ends == Counter({"registered": desks})
    # Each card is queued with those before it, as far as candidates are shown.
    first = min(made)
    for one in made:
        pairs = people.pairs_of(person_ids=[one])
        assert one == first or any(p.low_id < one == p.high_id for p in pairs)


def test_forty_different_persons_are_all_registered() -> None:
    persons = [
        new_person(identifiers=(people.NewIdentifier(I.PASSPORT, f"ZZ91{n:04}", "UTO"),),
                   birth_date=AT.date().replace(year=1950 + n, month=1 + n % 12),
                   names=(people.NewName(people.NameKind.PASSPORT, f"NAZWISKO{'ABCDEFGHIJ'[n % 10]}"
                                         f"{'KLMN'[n // 10]}", "OLENA"),))
        for n in range(DESKS)
    ]
    ends, made = register_at_once(persons, ())
    assert ends["registered"] + ends["looks known"] == DESKS
    assert len(made) >= DESKS - 2

"""Published values never change; what the rows say since is told row by row."""

from __future__ import annotations

import hashlib
import zlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor, Role
from przystan.platform.clock import public as clock
from przystan.reporting import models
from przystan.reporting import public as reporting
from przystan.reporting.rules import hash_basis, rows_hash, rows_of_basis
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import (
    AT,
    DAY,
    PROJECT,
    make_card,
    make_project,
    make_staff,
    make_visit,
)
from przystan.rooms.people.testing import make_person

LATER = AT + timedelta(days=30)
PERSONS = "advisory.persons_assisted"


@given(st.dictionaries(
    st.integers(-2**62, 2**62), st.decimals("-9999.99", "9999.99", places=2)), st.booleans())
def test_the_basis_of_a_hash_gives_its_rows_back(
    rows: dict[int, Decimal], counts_rows: bool
) -> None:
    if counts_rows:
        rows = dict.fromkeys(rows, Decimal(1))
    basis = hash_basis(rows.items(), counts_rows=counts_rows)
    assert rows_of_basis(basis, counts_rows=counts_rows) == rows
    assert hashlib.sha256(basis).hexdigest() == rows_hash(rows.items(), counts_rows=counts_rows)


@pytest.fixture
def two(db: None) -> tuple[Actor, Actor]:
    make_project()
    for _ in range(3):
        make_visit(make_card(make_person()))
    return make_staff("first", Role.MANAGER), make_staff("second", Role.MANAGER)


def propose(actor: Actor, **changes: object) -> int:
    asked: dict[str, object] = {
        "actor": actor, "at": LATER, "as_of": DAY, "project": PROJECT, **changes}
    return reporting.propose_publication(**asked)  # type: ignore[arg-type]


def approve(actor: Actor, publication_id: int) -> None:
    reporting.decide_publication(
        actor=actor, at=LATER, publication_id=publication_id,
        decision=reporting.Decision.APPROVED)


def persons(publication_id: int) -> Decimal:
    return next(v.value for v in reporting.published_values(publication_id=publication_id)
                if v.code == PERSONS)


def drift(publication_id: int) -> reporting.Drift:
    today = LATER.date()
    return next(d for d in reporting.drift_of(publication_id=publication_id, today=today)
                if d.published.code == PERSONS)


def test_a_second_person_approves_and_then_everybody_sees_it(two: tuple[Actor, Actor]) -> None:
    first, second = two
    made = propose(first, public_from=LATER + timedelta(hours=2))
    assert reporting.list_public(at=LATER + timedelta(days=1), project=PROJECT) == ()
    with pytest.raises(reporting.SecondPersonNeeded):
        approve(first, made)
    approve(second, made)
    with pytest.raises(reporting.DecidedAlready):
        approve(second, made)
    assert reporting.locked_until(project=PROJECT) == DAY
    # The embargo holds to the minute.
    early = LATER + timedelta(hours=2, seconds=-1)
    assert reporting.published_on(as_of=DAY, at=early, project=PROJECT) is None
    seen = reporting.published_on(as_of=DAY, at=early + timedelta(seconds=1), project=PROJECT)
    assert seen is not None
    assert (seen.id, persons(seen.id)) == (made, 3)


def test_a_late_row_leaves_the_published_value_and_is_shown(two: tuple[Actor, Actor]) -> None:
    first, second = two
    made = propose(first)
    approve(second, made)
    assert not drift(made).is_any
    card = make_card(make_person())
    make_visit(card, at=AT + timedelta(days=5))
    found = drift(made)
    assert persons(made) == 3
    assert [r.event_date for r in found.late] == [DAY]
    assert (found.rewritten, found.late_gone) == ((), ())
    assert (found.same_day.value, found.today.value) == (3, 4)
    # A service of a day after the period is no late row of it.
    make_visit(make_card(make_person()), visited_on=DAY + timedelta(days=2),
               at=AT + timedelta(days=5))
    assert len(drift(made).late) == 1


def test_a_rewritten_row_is_named(two: tuple[Actor, Actor]) -> None:
    first, second = two
    made = propose(first)
    approve(second, made)
    gone = reporting.list_rows(code=PERSONS, as_of=DAY, project=PROJECT)[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE advisory_service SET recorded_at = %s WHERE id = ("
                       "SELECT min(s.id) FROM advisory_service s)", [LATER])
    found = drift(made)
    assert found.rewritten == ((gone.row_id, Decimal(1), None),)
    assert found.is_any


def test_a_revision_takes_the_place_and_the_first_stays(two: tuple[Actor, Actor]) -> None:
    first, second = two
    made = propose(first)
    approve(second, made)
    card = make_card(make_person())
    late = AT - timedelta(minutes=5)
    make_visit(card, at=late)
    with pytest.raises(reporting.NotToBePublished, match="its reason"):
        propose(first, revises=made)
    revision = propose(second, revises=made, reason="one card was found later")
    approve(first, revision)
    assert (persons(made), persons(revision)) == (3, 4)
    assert reporting.get_publication(publication_id=made).revised_by == revision
    seen = reporting.published_on(as_of=DAY, at=LATER, project=PROJECT)
    assert seen is not None
    assert seen.id == revision
    with pytest.raises(reporting.NotToBePublished, match="revised already"):
        propose(first, revises=made, reason="again")


def test_rows_that_moved_between_proposal_and_approval_stop_it(two: tuple[Actor, Actor]) -> None:
    first, second = two
    made = propose(first)
    service = advisory.get_visit(visit_id=make_visit(make_card(make_person()))).services[0]
    assert service.id
    with pytest.raises(reporting.RowsMoved, match=PERSONS):
        approve(second, made)
    reporting.decide_publication(
        actor=second, at=LATER, publication_id=made, decision=reporting.Decision.REFUSED,
        reason="a visit was missing")
    again = propose(first)
    approve(second, again)
    assert persons(again) == 4


@pytest.mark.parametrize(("changes", "said"), [
    ({"as_of": LATER.date()}, "when it is over"),
    ({"as_of": date(2022, 9, 30)}, "had not begun"),
    ({"revises": 0}, "0"),
])
def test_what_cannot_be_proposed(
    two: tuple[Actor, Actor], changes: dict[str, object], said: str
) -> None:
    with pytest.raises((reporting.NotToBePublished, reporting.PublicationNotFound), match=said):
        propose(two[0], **changes)
    propose(two[0])
    with pytest.raises(reporting.NotToBePublished, match="proposed already"):
        propose(two[1])
    with pytest.raises(reporting.NotToBePublished, match="says its reason"):
        reporting.decide_publication(
            actor=two[1], at=LATER, decision=reporting.Decision.REFUSED,
            publication_id=reporting.list_publications(project=PROJECT)[0].id)


def test_the_basis_kept_is_what_the_hash_was_made_of(two: tuple[Actor, Actor]) -> None:
    made = propose(two[0])
    for row in models.PublishedValue.objects.filter(publication=made):
        assert hashlib.sha256(zlib.decompress(row.basis)).hexdigest() == row.rows_hash
    assert clock.local_date(LATER) > DAY

"""The chain: appended by acts, verified whole, closed to rewriting."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 7, 9, 0, tzinfo=UTC)
ACTOR = system_actor("test")


def write(count: int) -> None:
    for n in range(count):
        audit.record(
            actor=ACTOR, at=AT + timedelta(seconds=n), action="test.act", subject=f"test.thing:{n}",
            details={"n": n, "text": "zażółć"},
        )


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def tamper(statement: str) -> None:
    """Do as a database owner with bad intent would."""
    execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    execute(statement)
    execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_an_untouched_chain_holds() -> None:
    before = audit.verify_chain()[0]
    write(5)
    assert audit.verify_chain() == (before + 5, None)


def test_the_hash_can_be_recomputed_outside_the_database() -> None:
    write(2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT previous_hash, hash, jsonb_build_array(seq,"
            " (extract(epoch FROM at) * 1000000)::bigint, actor_id, actor_name, action, subject,"
            " person_id, is_read, details)::text FROM audit_entry ORDER BY seq DESC LIMIT 2")
        (previous, own, text), (_, hash_before, _) = cursor.fetchall()
    assert sha256(bytes(previous) + text.encode()).digest() == bytes(own)
    assert bytes(previous) == bytes(hash_before)


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry",
])
def test_rows_cannot_be_changed_even_by_their_owner(statement: str) -> None:
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement)


@pytest.mark.parametrize(("statement", "problem", "offset"), [
    ("UPDATE audit_entry SET details = '{\"n\": 99}' WHERE seq = {seq}", "content changed", 0),
    ("UPDATE audit_entry SET at = at + interval '1 second' WHERE seq = {seq}",
     "content changed", 0),
    ("DELETE FROM audit_entry WHERE seq = {seq}", "row before it removed or order changed", 1),
    ("UPDATE audit_entry SET previous_hash = '' WHERE seq = {seq}", "content changed", 0),
    ("UPDATE audit_entry SET seq = -seq WHERE seq = {seq}",
     "row before it removed or order changed", None),
])
def test_the_first_broken_row_is_named(statement: str, problem: str, offset: int | None) -> None:
    write(6)
    middle = audit.list_lines(limit=1)[0].seq - 3
    tamper(statement.replace("{seq}", str(middle)))
    _, broken = audit.verify_chain()
    assert broken is not None
    assert broken.problem == problem
    if offset is not None:
        assert broken.seq == middle + offset


def test_two_rows_that_changed_places_are_found() -> None:
    write(4)
    last = audit.list_lines(limit=1)[0].seq
    tamper(f"UPDATE audit_entry SET seq = seq + 1000 WHERE seq IN ({last}, {last - 1})")
    tamper(f"UPDATE audit_entry SET seq = {2 * last - 1} - (seq - 1000)"
           f" WHERE seq IN ({last + 1000}, {last + 999})")
    assert audit.verify_chain()[1] is not None


def test_a_tail_that_was_cut_off_is_found() -> None:
    write(3)
    last = audit.list_lines(limit=1)[0].seq
    tamper(f"DELETE FROM audit_entry WHERE seq = {last}")
    _, broken = audit.verify_chain()
    assert broken == audit.ChainBreak(last + 1, "last rows removed")


def test_a_rolled_back_act_leaves_no_line() -> None:
    before = audit.verify_chain()[0]
    with contextlib.suppress(RuntimeError), transaction.atomic():
        write(1)
        raise RuntimeError
    assert audit.verify_chain() == (before, None)


def test_who_looked_at_me() -> None:
    audit.record_read(actor=ACTOR, at=AT, action="people.open", subject="people.person:7",
                      person_id=7)
    (line,) = audit.list_lines(person_id=7)
    assert (line.is_read, line.actor_name, line.subject) == (True, ACTOR.name, "people.person:7")
    assert line.details == {}


@pytest.mark.django_db(transaction=True)
def test_the_first_acts_of_an_office_may_come_at_once() -> None:
    desks = 12
    barrier, wrong = threading.Barrier(desks), list[str]()

    def act() -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            audit.record(actor=system_actor("test"), at=AT, action="test.act",
                         subject="test.thing:1")
        except DatabaseError as error:
            wrong.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(desks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert wrong == []
    assert audit.verify_chain() == (desks, None)

"""What is kept: contacts handed over, wrap-ups, removals, the balance, the view for figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from przystan.platform.accounts.public import system_actor
from przystan.rooms.calls import models
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.testing import NOON, new_contact

pytestmark = pytest.mark.django_db

ACTOR = system_actor("test")
AT = datetime(2023, 12, 7, 12, tzinfo=UTC)
DAY = date(2023, 3, 1)


def record(*contacts: calls.NewContact, **options: object) -> list[int]:
    return calls.record_contacts(
        engine="year", contacts=contacts, actor=ACTOR, at=AT, **options)


def facts(columns: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM calls_fact_contact ORDER BY contact_id")
        return cursor.fetchall()


def test_contacts_come_with_legs_topic_and_their_own_day_of_record() -> None:
    recorded_at = AT - timedelta(days=90)
    (contact_id,) = record(new_contact(
        topic="fees", redirected_to="702", redirect_answered=True, recorded_at=recorded_at,
        number="048 000 000 101"))
    card = calls.open_contact(contact_id=contact_id, actor=ACTOR, at=AT)
    assert (card.contact.topic, card.contact.recorded_at) == ("fees", recorded_at)
    assert [leg.kind for leg in card.legs] == ["helpline", "queue", "operator"]
    assert card.events == ()
    ((outcome, topic, redirected, removed),) = facts("outcome, topic, redirected_to, removed_at")
    assert (outcome, topic, redirected, removed) == ("answered", "fees", "702", None)


def test_local_day_is_cut_at_midnight_in_warsaw() -> None:
    late = datetime(2023, 2, 28, 23, 30, tzinfo=UTC)
    record(new_contact(started_at=late))
    assert facts("local_date, direction") == [(DAY, "incoming")]


def test_the_same_contact_twice_is_refused_whole() -> None:
    record(new_contact(key="one"))
    with pytest.raises(calls.ContactRecordedBefore):
        record(new_contact(key="two"), new_contact(key="one"))
    assert calls.count_contacts(wanted=calls.ContactFilter()) == 1


def test_a_removal_is_a_row_and_the_balance_still_holds() -> None:
    first, _second = record(new_contact(), new_contact())
    with pytest.raises(calls.ReasonNeeded):
        calls.remove_contact(contact_id=first, reason=" ", actor=ACTOR, at=AT)
    calls.remove_contact(contact_id=first, reason="test call", actor=ACTOR, at=AT)
    with pytest.raises(calls.RemovedBefore):
        calls.remove_contact(contact_id=first, reason="again", actor=ACTOR, at=AT)
    assert facts("removed_at") == [(AT,), (None,)]
    (day,) = calls.daily_balance(first_date=DAY, last_date=DAY)
    assert (day.offered, day.answered, day.removed, day.difference) == (2, 1, 1, 0)
    assert calls.count_contacts(wanted=calls.ContactFilter()) == 1


def test_a_lost_contact_shows_in_the_balance() -> None:
    record(new_contact(), new_contact(outcome=calls.Outcome.CONTAINED), offered={DAY: 3})
    (day,) = calls.daily_balance(first_date=DAY, last_date=DAY)
    assert (day.offered, day.contained, day.difference) == (3, 1, 1)


def test_a_topic_is_noted_once() -> None:
    (contact_id,) = record(new_contact())
    with pytest.raises(calls.TopicNeeded):
        calls.finish_call(contact_id=contact_id, topic="", actor=ACTOR, at=AT)
    calls.finish_call(contact_id=contact_id, topic="status", actor=ACTOR, at=AT)
    with pytest.raises(calls.WrappedUpBefore):
        calls.finish_call(contact_id=contact_id, topic="fees", actor=ACTOR, at=AT)
    with pytest.raises(calls.ContactNotFound):
        calls.finish_call(contact_id=contact_id + 1, topic="fees", actor=ACTOR, at=AT)
    assert calls.list_topics() == ("status",)


def test_lists_are_narrowed_and_paged() -> None:
    record(*(new_contact(key=f"k{n}", started_at=NOON + timedelta(minutes=n),
                         operators=(f"op{n % 3}",), language="uk" if n % 2 else "pl")
             for n in range(12)))
    keys, after = [], None
    while page := calls.list_contacts(wanted=calls.ContactFilter(), after=after, limit=5):
        keys += [row.key for row in page]
        after = (page[-1].started_at, page[-1].id)
    assert keys == [f"k{n}" for n in reversed(range(12))]
    assert calls.count_contacts(wanted=calls.ContactFilter(operator="op1", language="uk")) == 2
    assert calls.count_contacts(wanted=calls.ContactFilter(number="+48 000-000 101")) == 12
    assert calls.count_contacts(wanted=calls.ContactFilter(last_date=DAY - timedelta(days=1))) == 0


@pytest.mark.parametrize("change", [
    {"outcome": "outgoing_answered"}, {"redirected_to": "702"}, {"talk_seconds": -1.0},
    {"direction": "sideways"}, {"outcome": "lost"},
])
def test_the_database_holds_what_a_contact_may_be(change: dict[str, object]) -> None:
    (contact_id,) = record(new_contact())
    with pytest.raises(IntegrityError, match="calls_contact_"):
        models.Contact.objects.filter(pk=contact_id).update(**change)


def test_a_persons_numbers_are_exported_and_erased() -> None:
    record(new_contact(), new_contact(number="+48000000102"))
    told = calls.export_person(actor=ACTOR, at=AT, numbers=["48 000 000 101", "nothing"])
    assert [row["number"] for row in told["contacts"]] == ["+48000000101"]
    calls.erase_person(actor=ACTOR, at=AT, numbers=["+48000000101"])
    assert sorted(models.Contact.objects.values_list("number", "e164")) == [
        ("", ""), ("+48000000102", "+48000000102")]


@pytest.mark.parametrize(("written", "kept"), [
    ("+48 000 000 101", "+48000000101"), ("0048 601 234 567", "+48601234567"),
    ("601-234-567", "+48601234567"), ("(91) 430/35 00", "+48914303500"), ("anonymous", None),
    ("", None), ("800", None), ("+380441234567", "+380441234567"),
])
def test_numbers_are_kept_one_way(written: str, kept: str | None) -> None:
    assert to_e164(written) == kept

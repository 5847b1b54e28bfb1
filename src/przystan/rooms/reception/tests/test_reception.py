"""Tickets, through the door."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.reception import public as reception

AT = datetime(2023, 12, 7, 8, tzinfo=UTC)
DAY = date(2023, 12, 7)
ACTOR = system_actor("test")


def prepare() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=ACTOR, at=AT, services=[
        reception.NewService("info", "A", "Informacja", "Information"),
        reception.NewService("card", "B", "Karta", "Card")])


def take(service: str = "info", minute: int = 0) -> int:
    return reception.take_ticket(
        branch="SZ", service_code=service, language="uk", actor=ACTOR,
        at=AT + timedelta(minutes=minute))


def call(counter: str = "1") -> int:
    return reception.call_next(
        branch="SZ", counter=counter, actor=ACTOR, at=AT + timedelta(hours=1))


@pytest.mark.django_db
def test_numbers_begin_anew_each_day_and_service() -> None:
    prepare()
    ids = [take(), take(), take("card"), take(minute=24 * 60)]
    assert [reception.get_ticket(ticket_id=i).number for i in ids] == [
        "A001", "A002", "B001", "A001"]


@pytest.mark.django_db
def test_the_longest_waiting_is_called_first() -> None:
    prepare()
    late, early = take(minute=5), take(minute=1)
    assert (call(), call("2")) == (early, late)
    with pytest.raises(reception.NobodyWaits):
        call()
    called = {t.number for t in reception.list_called(branch="SZ", day=DAY)}
    assert called == {"A001", "A002"}
    assert reception.count_waiting(branch="SZ", day=DAY) == 0


@pytest.mark.django_db
def test_a_ticket_goes_its_way() -> None:
    prepare()
    ticket = take()

    def move(state: reception.TicketState) -> None:
        reception.move_ticket(ticket_id=ticket, state=state, actor=ACTOR, at=AT)

    with pytest.raises(reception.MoveNotAllowed):
        move(reception.TicketState.SERVED)
    call("7")
    move(reception.TicketState.NO_SHOW)
    move(reception.TicketState.CALLED)
    move(reception.TicketState.SERVED)
    found = reception.get_ticket(ticket_id=ticket)
    assert (found.state, found.counter) == (reception.TicketState.SERVED, "7")
    with pytest.raises(reception.UnknownService):
        take("no such")


@pytest.mark.django_db(transaction=True)
def test_counters_that_call_at_once_get_different_tickets() -> None:
    prepare()
    for n in range(12):
        take(minute=n)
    called: list[int] = []

    def counter(number: int) -> None:
        for _ in range(3):
            with transaction.atomic():
                called.append(call(str(number)))
        connection.close()

    threads = [threading.Thread(target=counter, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(called) == len(set(called)) == 12

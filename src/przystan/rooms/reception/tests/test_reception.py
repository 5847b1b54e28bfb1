"""Tickets and counters, through the door."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.accounts.types import Actor
from przystan.platform.sites import public as sites
from przystan.rooms.reception import public as reception

AT = datetime(2023, 12, 7, 8, tzinfo=UTC)
DAY = date(2023, 12, 7)
ACTOR = system_actor("test")
S, P = reception.TicketState, reception.Priority


def prepare() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=ACTOR, at=AT, services=[
        reception.NewService("info", "A", "Informacja", "Information"),
        reception.NewService("card", "B", "Karta", "Card")])
    reception.set_hours(branch="SZ", actor=ACTOR, at=AT, hours=[
        reception.Hours(n, time(0), time(23, 59, 59), DAY) for n in range(7)])
    reception.set_counters(branch="SZ", valid_from=DAY, actor=ACTOR, at=AT, counters=[
        *(reception.NewCounter(str(n), ("info", "card")) for n in range(1, 6)),
        reception.NewCounter("7", ("card",)), reception.NewCounter("8", ("info",), ("uk",))])


def take(service: str = "info", minute: int = 0, language: str = "uk", **more: object) -> int:
    return reception.take_ticket(
        branch="SZ", service_code=service, language=language, actor=ACTOR,
        at=AT + timedelta(minutes=minute), **more)  # type: ignore[arg-type]


def call(counter: str = "1", minute: int = 60) -> int:
    return reception.call_next(
        branch="SZ", counter=counter, actor=ACTOR, at=AT + timedelta(minutes=minute))


def move(ticket: int, state: S, reason: str = "", minute: int = 60) -> None:
    reception.move_ticket(ticket_id=ticket, state=state, reason=reason, actor=ACTOR,
                          at=AT + timedelta(minutes=minute))


def state_of(ticket: int) -> S:
    return reception.get_ticket(ticket_id=ticket).state


@pytest.mark.django_db
def test_numbers_begin_anew_each_day_and_service() -> None:
    prepare()
    ids = [take(), take(), take("card"), take(minute=24 * 60)]
    assert [reception.get_ticket(ticket_id=i).number for i in ids] == [
        "A001", "A002", "B001", "A001"]


@pytest.mark.django_db
def test_the_longest_waiting_is_called_first_by_a_counter_that_serves_it() -> None:
    prepare()
    late, early, card = take(minute=5), take(minute=1), take("card", 0)
    assert (call("8"), call("7"), call("2")) == (early, card, late)
    with pytest.raises(reception.NobodyWaits):
        call("1")
    with pytest.raises(reception.CounterNotFound):
        call("99")
    called = {(t.number, t.counter) for t in reception.list_called(branch="SZ", day=DAY)}
    assert called == {("A002", "8"), ("B001", "7"), ("A001", "2")}
    assert reception.count_waiting(branch="SZ", day=DAY) == 0


@pytest.mark.django_db
def test_a_language_waits_for_who_speaks_it_unless_nobody_does() -> None:
    prepare()
    first, second = take(language="ru"), take(minute=1, language="uk")
    # Nobody else is at a counter: Russian is served by the counter of Ukrainian too.
    assert call("8") == first
    move(first, S.SERVED)
    third = take(minute=2, language="ru")
    reception.staff_counter(branch="SZ", counter="1", is_open=True, actor=ACTOR, at=AT)
    assert call("8") == second
    move(second, S.SERVED)
    # Counter 1 speaks every language, so the Ukrainian one does not take Russian any more.
    with pytest.raises(reception.NobodyWaits):
        call("8")
    assert call("1") == third


@pytest.mark.django_db
def test_a_ticket_goes_its_way() -> None:
    prepare()
    ticket = take()
    with pytest.raises(reception.MoveNotAllowed):
        move(ticket, S.SERVED)
    assert call("2") == ticket
    with pytest.raises(reception.CounterBusy):
        call("2")
    move(ticket, S.NO_SHOW)
    reception.call_ticket(ticket_id=ticket, branch="SZ", counter="3", actor=ACTOR, at=AT)
    move(ticket, S.SERVING)
    with pytest.raises(reception.ReasonMissing):
        move(ticket, S.HELD)
    move(ticket, S.HELD, "brings a photograph")
    assert [t.id for t in reception.list_aside(branch="SZ", day=DAY)] == [ticket]
    move(ticket, S.WAITING)
    assert call("4") == ticket
    move(ticket, S.SERVING)
    after = take(minute=2)
    assert call("4") == after  # the one being served is ended by calling the next
    found = reception.get_ticket(ticket_id=ticket)
    assert (found.state, found.counter) == (S.SERVED, "4")
    assert [s.reason for s in reception.steps_of(ticket_id=ticket) if s.reason] == [
        "brings a photograph"]
    with pytest.raises(reception.UnknownService):
        take("no such")


@pytest.mark.django_db
def test_a_redirected_ticket_keeps_its_place_and_goes_where_it_is_sent() -> None:
    prepare()
    first, other = take(), take("card", 1)
    call("1")
    with pytest.raises(reception.ReasonMissing):
        reception.redirect_ticket(
            ticket_id=first, service_code="card", reason=" ", actor=ACTOR, at=AT)
    with pytest.raises(reception.MoveNotAllowed):
        reception.redirect_ticket(
            ticket_id=first, to_counter="99", reason="x", actor=ACTOR, at=AT)
    reception.redirect_ticket(
        ticket_id=first, service_code="card", reason="collects a card", actor=ACTOR, at=AT)
    assert [t.id for t in reception.list_waiting(branch="SZ", at=AT, day=DAY)] == [first, other]
    assert call("7") == first
    reception.redirect_ticket(
        ticket_id=first, to_counter="5", reason="a question to 5", actor=ACTOR, at=AT)
    assert call("7") == other
    with pytest.raises(reception.NobodyWaits):
        call("1")
    assert call("5") == first
    assert reception.get_ticket(ticket_id=first).service_code == "card"


@pytest.mark.django_db
def test_priority_needs_its_reason_and_a_booking_has_its_time() -> None:
    prepare()
    plain = take()
    booked = take(minute=1, booked_for=AT + timedelta(minutes=60))
    later = take(minute=2, booked_for=AT + timedelta(minutes=180))
    urgent = take(minute=3)
    with pytest.raises(reception.ReasonMissing):
        reception.set_priority(ticket_id=urgent, priority=P.CHILD, reason="", actor=ACTOR, at=AT)
    reception.set_priority(
        ticket_id=urgent, priority=P.CHILD, reason="with an infant", actor=ACTOR, at=AT)
    at = AT + timedelta(minutes=56)
    assert [t.id for t in reception.list_waiting(branch="SZ", at=at, day=DAY)] == [
        urgent, booked, plain, later]
    found = reception.get_ticket(ticket_id=later)
    assert reception.place_in_line(ticket=found, at=at) == 3
    reception.set_priority(ticket_id=urgent, priority=P.ORDINARY, reason="", actor=ACTOR, at=AT)
    assert [t.id for t in reception.list_waiting(branch="SZ", at=at, day=DAY)] == [
        booked, plain, urgent, later]


@pytest.mark.django_db
def test_a_ticket_of_yesterday_is_over() -> None:
    prepare()
    ticket = take()
    with pytest.raises(reception.TicketOfAnotherDay):
        move(ticket, S.CALLED, minute=24 * 60)
    with pytest.raises(reception.NobodyWaits):
        call("1", minute=24 * 60)
    assert state_of(ticket) is S.WAITING


@pytest.mark.django_db
def test_one_press_of_the_kiosk_gives_one_ticket_and_none_when_closed() -> None:
    prepare()
    kiosk = {"press": "once", "channel": reception.TicketChannel.KIOSK}
    assert take(**kiosk) == take(**kiosk)
    assert take(press="again", channel=reception.TicketChannel.KIOSK) != take(**kiosk)
    reception.set_hours(branch="SZ", actor=ACTOR, at=AT, hours=[
        reception.Hours(3, None, None, DAY)])
    with pytest.raises(reception.OfficeClosed):
        take(press="third", channel=reception.TicketChannel.KIOSK)


@pytest.mark.django_db
def test_a_branch_without_recorded_hours_is_not_said_to_be_open() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=ACTOR, at=AT, services=[
        reception.NewService("info", "A", "Informacja", "Information")])
    assert not reception.is_open(branch="SZ", at=AT)
    with pytest.raises(reception.OfficeClosed):
        take(press="first", channel=reception.TicketChannel.KIOSK)
    assert take()


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
                move(called[-1], S.SERVING)
        connection.close()

    threads = [threading.Thread(target=counter, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(called) == len(set(called)) == 12


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_give_one_ticket() -> None:
    prepare()
    taken: list[int] = []

    def press() -> None:
        with transaction.atomic():
            taken.append(take(press="double"))
        connection.close()

    threads = [threading.Thread(target=press) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 4
    assert len(set(taken)) == 1


# --- certificates


class KnownStaff:
    """An office where Anna may serve work permits in Ukrainian."""

    def topics(self) -> dict[str, str]:
        return {"work": "Residence and work"}

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        return frozenset({"anna"}) if (topic, language, on) == ("work", "uk", DAY) else frozenset()


def sit(name: str, counter: str, *, is_open: bool = True) -> None:
    reception.staff_counter(branch="SZ", counter=counter, is_open=is_open, at=AT,
                            actor=Actor(None, name.title(), login=name))


@pytest.fixture
def asking(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards ask for the certificate of work permits."""
    monkeypatch.setattr("przystan.rooms.reception.queries.staff._staff", [KnownStaff()])
    prepare()
    reception.set_procedure(service_code="card", procedure="work", actor=ACTOR, at=AT)


@pytest.mark.usefixtures("asking")
def test_a_ticket_is_left_to_who_holds_the_certificate_in_its_language() -> None:
    sit("anna", "1")
    sit("oleh", "2")
    first, polish = take("card"), take("card", minute=1, language="pl")
    assert call("2") == polish, "nobody holds it in Polish: anybody calls it"
    assert call("1") == first


@pytest.mark.usefixtures("asking")
def test_without_a_holder_at_a_counter_that_serves_it_anybody_calls() -> None:
    sit("oleh", "2")
    waiting = [take("card", minute=n) for n in range(3)]
    assert call("2") == waiting[0], "nobody else sits"
    move(waiting[0], S.SERVED)
    sit("anna", "8")
    assert call("2", 61) == waiting[1], "Anna's counter does not serve cards"
    move(waiting[1], S.SERVED, minute=61)
    sit("anna", "1")
    with pytest.raises(reception.NobodyWaits):
        call("2", 62)
    sit("anna", "1", is_open=False)
    assert call("2", 63) == waiting[2], "Anna has left"


@pytest.mark.usefixtures("asking")
def test_a_ticket_sent_to_a_counter_and_one_called_by_number_need_no_certificate() -> None:
    sit("anna", "1")
    sit("oleh", "2")
    sent, other = take("card"), take("card")
    reception.redirect_ticket(ticket_id=sent, service_code="", to_counter="2",
                              reason="zna sprawę", actor=ACTOR, at=AT)
    assert call("2") == sent
    move(sent, S.SERVED)
    reception.call_ticket(ticket_id=other, branch="SZ", counter="2", actor=ACTOR,
                          at=AT + timedelta(minutes=61))
    assert state_of(other) is S.CALLED


@pytest.mark.usefixtures("asking")
def test_only_a_procedure_of_the_portal_and_a_known_service_are_set() -> None:
    with pytest.raises(reception.InvalidPlace):
        reception.set_procedure(service_code="card", procedure="fishing", actor=ACTOR, at=AT)
    with pytest.raises(reception.InvalidPlace):
        reception.set_procedure(service_code="none", procedure="work", actor=ACTOR, at=AT)
    reception.set_procedure(service_code="card", procedure="", actor=ACTOR, at=AT)
    assert {s.procedure for s in reception.list_services()} == {""}

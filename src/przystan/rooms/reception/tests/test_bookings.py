"""Bookings: made once, bound to a name, moved, cancelled, offered on; and how fairly."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.outbox import public as outbox
from przystan.platform.retention import public as retention
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases
from przystan.rooms.reception import models
from przystan.rooms.reception import public as reception

AT = datetime(2023, 12, 7, 8, tzinfo=UTC)
DAY = date(2023, 12, 7)
ACTOR = system_actor("test")


def prepare(*, places: int = 2, quota: int = 8, ahead: int = 14) -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")],
                    units=[sites.Unit("SOC-II", "Oddział", "SZ")])
    reception.add_services(actor=ACTOR, at=AT, services=[
        reception.NewService("card", "B", "Odbiór karty", "Collecting a card")])
    reception.set_hours(branch="SZ", actor=ACTOR, at=AT, hours=[
        reception.Hours(n, time(9), time(11), DAY) for n in range(5)])
    reception.set_booking_rule(branch="SZ", actor=ACTOR, at=AT, rule=reception.BookingRule(
        "card", DAY, 20, 10, places, quota, ahead))
    # Everything is released at once; what is released when has a test of its own.
    reception.lay_slots(branch="SZ", actor=ACTOR, at=AT)
    models.Slot.objects.update(released_at=AT)


def free(at: datetime = AT) -> list[reception.Slot]:
    return list(reception.list_free_slots(branch="SZ", service_code="card", at=at, first=DAY))


def wish(starts_at: datetime, who: int = 1, **more: object) -> reception.NewBooking:
    return reception.NewBooking(**{  # type: ignore[arg-type]
        "branch": "SZ", "service_code": "card", "starts_at": starts_at,
        "full_name": f"Żaneta Próbna{'abcdefghijklmnopqrstuvwxyz'[who % 26]}{who}",
        "birth_date": date(1990, 1, 1), "contact": reception.Contact.MAIL,
        "recipient": f"osoba{who}@przystan.example", "language": "uk",
        "address": f"198.51.{who % 250}.9", **more})


def book(starts_at: datetime, who: int = 1, at: datetime = AT, **more: object) -> reception.Made:
    return reception.book_slot(booking=wish(starts_at, who, **more), actor=ACTOR, at=at)


def messages() -> list[str]:
    return [m.key for m in reversed(outbox.list_messages())]


@pytest.mark.django_db
def test_a_day_has_as_many_slots_as_hours_pause_places_and_quota_allow() -> None:
    prepare(places=3, quota=10)
    days: dict[date, list[reception.Slot]] = {}
    for slot in free():
        days.setdefault(slot.starts_at.date(), []).append(slot)
    assert all(day.weekday() < 5 and day > DAY for day in days)
    assert len(days) == 10
    first = days[min(days)]
    # 9:00, 9:30, 10:00 hold three each; the quota leaves one for 10:30.
    assert [(s.starts_at.astimezone(UTC).strftime("%H:%M"), s.free) for s in first] == [
        ("08:00", 3), ("08:30", 3), ("09:00", 3), ("09:30", 1)]
    assert first[0].ends_at - first[0].starts_at == timedelta(minutes=20)
    assert reception.lay_slots(branch="SZ", actor=ACTOR, at=AT) == 0


@pytest.mark.django_db
def test_slots_are_released_at_instants_drawn_and_shown_only_then() -> None:
    prepare()
    models.Slot.objects.all().delete()
    made = reception.lay_slots(branch="SZ", actor=ACTOR, at=AT)
    rows = list(models.Slot.objects.order_by("id"))
    released = [row.released_at for row in rows]
    assert made == len(rows) == 80
    assert len(set(released)) > 70
    assert all(AT <= at <= row.starts_at - timedelta(hours=1)
               for at, row in zip(released, rows))
    # Every fourth is kept for the last two days.
    assert sum(row.starts_at - row.released_at < timedelta(days=3) for row in rows) >= 20
    assert not free(AT - timedelta(seconds=1))
    assert 0 < sum(s.free for s in free(AT + timedelta(hours=6))) < made


@pytest.mark.django_db
def test_a_booking_is_bound_to_one_name_and_one_case() -> None:
    prepare()
    cases.set_case_types(actor=ACTOR, at=AT, types=[cases.CaseType(
        "temporary", "Pobyt czasowy", "Temporary", "6151", "art. 98", True)])
    case_id = cases.open_case(
        unit="SOC-II", type_code="temporary", received_on=DAY, channel=cases.Channel.POST,
        branch="SZ", person_id=None, actor=ACTOR, at=AT)
    one, two, three = [s.starts_at for s in free()][:3]
    made = book(one, 1, case_id=case_id)
    with pytest.raises(reception.BookedAlready):
        book(two, 2, case_id=case_id)
    with pytest.raises(reception.BookedAlready):
        book(two, 3, full_name="PROBNAB1 zaneta", recipient="other@przystan.example")
    assert reception.is_holder(booking_id=made.id, full_name="próbnab1, ŻANETA",
                               birth_date=date(1990, 1, 1))
    assert not reception.is_holder(booking_id=made.id, full_name="Żaneta Próbnab1",
                                   birth_date=date(1990, 1, 2))
    stored = models.Booking.objects.filter(pk=made.id).values_list()
    assert "Próbna" not in repr(list(stored))
    assert made.token not in repr(list(stored))
    reception.cancel_booking(booking_id=made.id, actor=ACTOR, at=AT)
    assert book(three, 2, case_id=case_id).id != made.id
    with pytest.raises(reception.InvalidBooking):
        book(two, 4, full_name="..")


@pytest.mark.django_db
def test_a_booking_is_confirmed_moved_and_cancelled_by_its_link() -> None:
    prepare()
    one, two = [s.starts_at for s in free()][:2]
    made = book(one)
    reception.confirm_booking(booking_id=made.id, actor=ACTOR, at=AT)
    assert reception.booking_of_token(token=made.token).is_confirmed
    moved = reception.move_booking(booking_id=made.id, starts_at=two, actor=ACTOR, at=AT)
    assert not reception.booking_of_token(token=made.token).is_live
    assert reception.booking_of_token(token=moved.token).starts_at == two
    # The freed place is nobody's until a while drawn at random is over.
    assert [s.free for s in free() if s.starts_at == one] == [1]
    assert [s.free for s in free(AT + timedelta(hours=4)) if s.starts_at == one] == [2]
    reception.cancel_booking(booking_id=moved.id, actor=ACTOR, at=AT)
    with pytest.raises(reception.BookingNotFound):
        reception.cancel_booking(booking_id=moved.id, actor=ACTOR, at=AT)
    with pytest.raises(reception.BookingNotFound):
        reception.booking_of_token(token="x" * 24)
    assert messages() == [
        f"reception.booking:{made.id}:booked:1", f"reception.booking:{moved.id}:moved:1",
        f"reception.booking:{moved.id}:cancelled:1"]


@pytest.mark.django_db
def test_a_move_to_a_time_that_is_taken_keeps_the_old_one() -> None:
    prepare(places=1)
    one, two = [s.starts_at for s in free()][:2]
    made = book(one)
    book(two, 2)
    with pytest.raises(reception.SlotTaken):
        reception.move_booking(booking_id=made.id, starts_at=two, actor=ACTOR, at=AT)
    assert reception.get_booking(booking_id=made.id).is_live
    with pytest.raises(reception.SlotTaken):
        book(two, 3)


@pytest.mark.django_db
def test_a_freed_earlier_time_is_offered_three_times_at_most() -> None:
    prepare(places=1)
    times = [s.starts_at for s in free()]
    last = times[-1]
    waiter = book(last, 50, wants_earlier=True)
    book(times[-2], 51)  # did not ask for anything earlier
    for n, early in enumerate(times[:4]):
        taken = book(early, n)
        reception.cancel_booking(booking_id=taken.id, actor=ACTOR, at=AT)
    offers = models.EarlierOffer.objects.filter(booking_id=waiter.id)
    assert [o.number for o in offers] == [1, 2, 3]
    assert sum(":earlier:" in key for key in messages()) == 3
    # Whoever was told may take it before everybody else may.
    assert times[0] not in {s.starts_at for s in free()}
    seen = reception.list_free_slots(
        branch="SZ", service_code="card", at=AT, first=DAY, booking_id=waiter.id)
    assert times[0] in {s.starts_at for s in seen}
    with pytest.raises(reception.SlotTaken):
        book(times[0], 60)
    reception.move_booking(booking_id=waiter.id, starts_at=times[0], actor=ACTOR, at=AT)


@pytest.mark.django_db
def test_a_code_becomes_a_ticket_once_on_its_day_and_in_its_time() -> None:
    prepare()
    starts_at = free()[0].starts_at
    made = book(starts_at)

    def type_code(code: str, at: datetime) -> reception.Ticket:
        return reception.take_at_kiosk(
            branch="SZ", language="uk", press=str(at), site="http://x/ticket/", at=at, code=code,
            address="198.51.1.1")

    for code, at, reason in (
            (made.code, starts_at - timedelta(hours=2), "early"),
            (made.code, starts_at + timedelta(minutes=16), "late"),
            ("000000" if made.code != "000000" else "000001", starts_at, "unknown")):
        with pytest.raises(reception.CodeRefused) as refused:
            type_code(code, at)
        assert refused.value.reason == reason
    ticket = type_code(made.code, starts_at - timedelta(minutes=30))
    assert ticket.booked_for == starts_at
    assert type_code(made.code, starts_at - timedelta(minutes=20)).id == ticket.id
    with pytest.raises(reception.CodeRefused):
        type_code(made.code, starts_at + timedelta(days=1))
    assert reception.get_booking(booking_id=made.id).last_step is reception.BookingStep.CAME
    for _n in range(9):
        with pytest.raises(reception.CodeRefused):
            type_code("999999", starts_at)
    with pytest.raises(reception.TooManyTries):
        type_code("999999", starts_at)


@pytest.mark.django_db
def test_reminders_are_written_once_and_who_did_not_come_is_counted() -> None:
    prepare()
    starts_at = free()[0].starts_at
    made = book(starts_at)
    near = starts_at - timedelta(hours=20)
    assert reception.remind_of_bookings(actor=ACTOR, at=near) == 1
    assert reception.remind_of_bookings(actor=ACTOR, at=near) == 0
    over = starts_at + timedelta(minutes=16)
    assert reception.close_past_bookings(actor=ACTOR, at=over) == 1
    (row,) = reception.no_shows(first_date=DAY, last_date=DAY + timedelta(days=30))
    assert (row.kept, row.missed, row.cancelled) == (0, 1, 0)
    retention.connect_passing(reception.PASSING)
    run = retention.begin_run(actor=ACTOR, at=over + timedelta(days=31))
    assert retention.do_portion(run_id=run, code="reception.addresses", at=over) == 1
    assert models.Booking.objects.get(pk=made.id).recipient == ""


@pytest.mark.django_db
def test_a_phone_and_a_network_meet_their_limits_and_the_report_shows_them() -> None:
    prepare(places=5, quota=200, ahead=20)
    times = [s.starts_at for s in free() for _n in range(s.free)]
    for n in range(4):
        book(times[n], n, recipient="broker@przystan.example", at=AT + timedelta(seconds=30))
    with pytest.raises(reception.TooManyTries):
        book(times[4], 4, recipient=" Broker@przystan.example")
    for n in range(5, 25):
        book(times[n], n, address=f"203.0.113.{n}", at=AT + timedelta(hours=2))
    with pytest.raises(reception.TooManyTries):
        book(times[30], 30, address="203.0.113.200", at=AT + timedelta(hours=2))
    book(times[30], 30, address="203.0.114.200", at=AT + timedelta(hours=2))
    (week,) = reception.harvest_report(first_date=DAY, last_date=DAY)
    assert (week.taken, week.within_minute) == (25, 4)
    assert (week.most_by_phone, week.most_by_network, week.refused) == (4, 20, 2)
    keys = list(models.BookingAttempt.objects.values_list("network_key", "contact_key"))
    assert "203.0" not in repr(keys)


@pytest.mark.django_db
def test_messages_are_in_the_persons_language_and_say_nothing_personal() -> None:
    from przystan.platform.outbox.models import Message

    prepare()
    book(free()[0].starts_at, language="pl")
    message = Message.objects.get()
    assert "Odbiór karty" in message.body
    assert "/visit/" in message.body
    assert "Próbna" not in message.body + message.subject


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_for_eight_places_give_eight_bookings() -> None:
    prepare(places=2, quota=10, ahead=1)
    times = [s.starts_at for s in free()]
    assert sum(s.free for s in free()) == 8
    ready = threading.Barrier(40)
    told: list[str] = []

    def person(n: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            with transaction.atomic():
                book(times[n % len(times)], n)
            told.append("booked")
        except reception.SlotTaken:
            told.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=person, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (told.count("booked"), told.count("taken")) == (8, 32)
    assert models.Booking.objects.filter(ended_at__isnull=True).values("slot").distinct(
    ).count() == 8


def wait(who: int = 1, at: datetime = AT, **more: object) -> str:
    return reception.join_waiting_list(**{  # type: ignore[arg-type]
        "branch": "SZ", "service_code": "card", "birth_date": date(1991, 1, 1),
        "full_name": f"Czekająca {'abcdefghijklmnopqrstuvwxyz'[who % 26]}",
        "contact": reception.Contact.MAIL, "recipient": f"czeka{who}@przystan.example",
        "language": "uk", "address": f"203.0.{who % 250}.9", "actor": ACTOR, "at": at, **more})


@pytest.mark.django_db
def test_a_freed_time_is_offered_to_who_waits_without_a_booking() -> None:
    prepare(places=1)
    soon = free()[0].starts_at
    made = book(soon, 1)
    tokens = [wait(n) for n in range(4)]
    with pytest.raises(reception.WaitsAlready):
        wait(0, recipient="other@przystan.example")
    with pytest.raises(reception.WaitsAlready):
        wait(9, full_name="Próbnab1 Żaneta", birth_date=date(1990, 1, 1))
    assert [reception.waiting_of_token(token=t, at=AT).offered for t in tokens] == [()] * 4
    reception.cancel_booking(booking_id=made.id, actor=ACTOR, at=AT)
    # Three persons a slot, the longest waiting first; to the fourth it is not shown.
    places = [reception.waiting_of_token(token=t, at=AT) for t in tokens]
    assert [p.offered for p in places] == [(soon,)] * 3 + [()]
    assert sum(":free:" in key for key in messages()) == 3
    later = AT + timedelta(minutes=1)
    with pytest.raises(reception.SlotTaken):
        reception.take_offered(waiting_id=places[3].id, starts_at=soon, actor=ACTOR, at=later)
    taken = reception.take_offered(
        waiting_id=places[1].id, starts_at=soon, actor=ACTOR, at=later)
    assert reception.is_holder(
        booking_id=taken.id, full_name="czekająca B", birth_date=date(1991, 1, 1))
    with pytest.raises(reception.SlotTaken):
        reception.take_offered(waiting_id=places[0].id, starts_at=soon, actor=ACTOR, at=later)
    assert reception.waiting_of_token(token=tokens[0], at=later).offered == ()
    assert not reception.waiting_of_token(token=tokens[1], at=later).is_live
    with pytest.raises(reception.WaitingNotFound):
        reception.take_offered(waiting_id=places[1].id, starts_at=soon, actor=ACTOR, at=later)
    stored = repr(list(models.Waiting.objects.values_list()))
    assert "Czekaj" not in stored
    assert not any(t in stored for t in tokens)


@pytest.mark.django_db
def test_who_holds_a_later_booking_comes_before_the_waiting_list_and_notices_end_at_three() -> None:
    prepare()
    times = sorted({s.starts_at for s in free()})
    holder = book(times[-1], 7, wants_earlier=True)
    token = wait(1)
    for n, time_of in enumerate(times[:4]):
        made = book(time_of, 20 + n, at=AT + timedelta(minutes=n))
        reception.cancel_booking(booking_id=made.id, actor=ACTOR, at=AT + timedelta(minutes=n))
    assert models.EarlierOffer.objects.filter(booking_id=holder.id).count() == 3
    place = reception.waiting_of_token(token=token, at=AT)
    assert models.WaitingOffer.objects.filter(waiting_id=place.id).count() == 3
    reception.leave_waiting_list(waiting_id=place.id, actor=ACTOR, at=AT)
    reception.leave_waiting_list(waiting_id=place.id, actor=ACTOR, at=AT)
    assert not reception.waiting_of_token(token=token, at=AT).is_live
    with pytest.raises(reception.WaitingNotFound):
        reception.waiting_of_token(token="none", at=AT)

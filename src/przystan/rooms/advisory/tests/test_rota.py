"""The rota: who is free, and one hour for one person even when many book at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock.public import OFFICE_ZONE
from przystan.platform.sites import public as sites
from przystan.rooms.advisory import models
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.queries.specialists import as_range
from przystan.rooms.advisory.testing import AT, make_card, make_visit
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
M, P = advisory.InterpreterMode, advisory.Profession
NINE = datetime(2023, 3, 1, 9, tzinfo=OFFICE_ZONE)
HOUR = timedelta(hours=1)


def branches() -> None:
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])


def interpreter(name: str = "Oksana", *languages: str) -> int:
    return advisory.add_specialist(actor=ACTOR, at=AT, specialist=advisory.NewSpecialist(
        name, P.INTERPRETER, pairs=tuple(map(advisory.LanguagePair, languages or ("uk",)))))


def duty(who: int, branch: str | None = "SZ", hours: int = 6) -> int:
    return advisory.add_duty(actor=ACTOR, at=AT, duty=advisory.NewDuty(
        who, branch, M.ON_SITE if branch else M.PHONE, NINE, NINE + hours * HOUR))


def booking(who: int, offset: float = 0, **changes: object) -> advisory.NewBooking:
    base = advisory.NewBooking(who, "SZ", NINE + offset * HOUR, NINE + (offset + 1) * HOUR)
    return replace(base, **changes)  # type: ignore[arg-type]


def free(**changes: object) -> list[str]:
    asked = {"starts_at": NINE, "ends_at": NINE + HOUR, "branch": "SZ", **changes}
    return [s.display_name for s, _mode in advisory.list_free(**asked)]  # type: ignore[arg-type]


@pytest.fixture
def office(db: None) -> None:
    branches()


@pytest.mark.usefixtures("office")
def test_who_is_free_on_site_or_by_phone_with_the_language() -> None:
    here, there, phone = interpreter("Here", "uk", "ru"), interpreter("There"), interpreter(
        "Phone", "vi")
    duty(here)
    duty(there, "KO")
    duty(phone, None)
    assert free() == ["Here", "Phone"]
    assert free(branch="KO") == ["There", "Phone"]
    assert free(language="vi") == ["Phone"]
    assert free(language="ka") == []
    assert free(ends_at=NINE + 7 * HOUR) == []
    assert free(profession=P.LEGAL_ADVISER) == []
    made = advisory.book_hour(actor=ACTOR, at=AT, booking=booking(here, 0.5))
    assert free() == ["Phone"]
    advisory.cancel_booking(actor=ACTOR, at=AT, booking_id=made, reason="ill")
    advisory.cancel_booking(actor=ACTOR, at=AT, booking_id=made, reason="again")
    assert free() == ["Here", "Phone"]
    assert advisory.get_booking(booking_id=made).cancel_reason == "ill"


@pytest.mark.usefixtures("office")
def test_hours_touch_but_never_overlap() -> None:
    who = interpreter()
    duty(who)
    advisory.book_hour(actor=ACTOR, at=AT, booking=booking(who, 0))
    advisory.book_hour(actor=ACTOR, at=AT, booking=booking(who, 1))
    for offset in (0, 0.5, 1.75):
        with pytest.raises(advisory.HourTaken):
            advisory.book_hour(actor=ACTOR, at=AT, booking=booking(who, offset))
    for wrong in (booking(who, 5.5), booking(who, -1), booking(who, 2, branch="KO")):
        with pytest.raises(advisory.NotOnDuty):
            advisory.book_hour(actor=ACTOR, at=AT, booking=wrong)
    with pytest.raises(advisory.SpecialistNotFound):
        advisory.book_hour(actor=ACTOR, at=AT, booking=booking(0))
    for wrong in (booking(who, 2, ends_at=NINE), booking(who, 0, ends_at=NINE + 5 * HOUR)):
        with pytest.raises(advisory.InvalidHours):
            advisory.book_hour(actor=ACTOR, at=AT, booking=wrong)
    with pytest.raises(IntegrityError, match="advisory_booking_once"), transaction.atomic():
        models.Booking.objects.create(
            specialist_id=who, branch_id="SZ", period=as_range(NINE, NINE + HOUR), booked_at=AT,
            actor_name="x")


@pytest.mark.usefixtures("office")
def test_a_duty_is_one_place_at_a_time_and_stays_while_it_is_booked() -> None:
    who = interpreter()
    made = duty(who)
    with pytest.raises(advisory.DutyOverlaps):
        duty(who, "KO")
    with pytest.raises(advisory.InvalidHours):
        advisory.add_duty(actor=ACTOR, at=AT, duty=advisory.NewDuty(
            who, None, M.ON_SITE, NINE, NINE + HOUR))
    hour = advisory.book_hour(actor=ACTOR, at=AT, booking=booking(who))
    with pytest.raises(advisory.InvalidHours, match="booked"):
        advisory.remove_duty(actor=ACTOR, at=AT, duty_id=made)
    advisory.cancel_booking(actor=ACTOR, at=AT, booking_id=hour, reason="ill")
    advisory.remove_duty(actor=ACTOR, at=AT, duty_id=made)
    advisory.remove_duty(actor=ACTOR, at=AT, duty_id=made)
    assert advisory.list_duties(since=NINE, until=NINE + HOUR) == ()


@pytest.mark.usefixtures("office")
def test_a_visit_has_one_interpreter_between_two_languages() -> None:
    who = interpreter()
    visit = make_visit(make_card(make_person()))
    one = advisory.NewInterpretation(visit, who, "uk", M.PHONE)
    advisory.name_interpreter(actor=ACTOR, at=AT, interpretation=one)
    with pytest.raises(advisory.InterpreterNamed):
        advisory.name_interpreter(actor=ACTOR, at=AT, interpretation=one)
    for wrong in (replace(one, language="pl"), replace(one, mode=M.NONE)):
        with pytest.raises(advisory.InvalidHours):
            advisory.name_interpreter(actor=ACTOR, at=AT, interpretation=wrong)
    assert advisory.interpreters_of(visit_ids=[visit])[visit][0].id == who


@pytest.mark.usefixtures("office")
def test_the_bulk_books_nothing_when_one_hour_is_taken() -> None:
    who = interpreter()
    duties = [advisory.NewDuty(who, "SZ", M.ON_SITE, NINE, NINE + 6 * HOUR)]
    with pytest.raises(advisory.HourTaken):
        advisory.record_rota_in_bulk(
            actor=ACTOR, at=AT, duties=duties, bookings=[booking(who), booking(who, 0.5)])
    assert models.Duty.objects.count() == 0
    with pytest.raises(advisory.DutyOverlaps):
        advisory.record_rota_in_bulk(actor=ACTOR, at=AT, duties=[*duties, *duties])
    assert advisory.record_rota_in_bulk(
        actor=ACTOR, at=AT, duties=duties, bookings=[booking(who), booking(who, 1)]) == 3


@pytest.mark.django_db(transaction=True)
def test_many_desks_booking_one_hour_get_it_once() -> None:
    branches()
    who = interpreter()
    duty(who)
    results: list[str] = []
    barrier = threading.Barrier(8)

    def desk(offset: float) -> None:
        try:
            with transaction.atomic():
                barrier.wait(timeout=20)
                advisory.book_hour(actor=ACTOR, at=AT, booking=booking(who, offset))
            results.append("booked")
        except advisory.HourTaken:
            results.append("taken")
        finally:
            connection.close()

    # Half of them want half an hour later: that overlaps all the same.
    desks = [threading.Thread(target=desk, args=(n % 2 / 2,)) for n in range(8)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(results) == ["booked"] + ["taken"] * 7
    assert models.Booking.objects.count() == 1

"""What the office of the fault runner holds before its day begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time

STAFF = {"adviser": "adviser", "reception": "receptionist", "manager": "manager",
         "deputy": "manager"}
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2028, 12, 31)
LANES, SLOT_MINUTES = 100, 10


@dataclass(frozen=True)
class Laid:
    """The persons who come with their cards, the stamps of the free times, the agents' code."""

    persons: tuple[int, ...]
    cards: tuple[int, ...]
    stamps: tuple[str, ...]
    codes: tuple[str, ...]


def lay(*, at: datetime, persons: int, bookings: int, agents: int) -> Laid:
    """Write it through the rooms' doors; slots in rows, so that there are as many as are wanted."""
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.finance import public as finance
    from przystan.rooms.reception import public as reception
    from przystan.rooms.records import public as records

    robot, today = accounts.system_actor("faults"), clock.local_date(at)
    with transactions.transaction():
        sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
        for name, role in STAFF.items():
            user = accounts.add_user(
                username=name, display_name=f"Staff {name}", email="", language="pl",
                password=None, actor=robot, at=at)
            accounts.grant_role(
                user_id=user, role=accounts.Role(role), branch="SZ", actor=robot, at=at)
        finance.add_project(
            code="OG-8-14-2022", number="of the day", name="Projekt", name_en="Project",
            fund="AMIF", starts_on=FIRST_DAY, ends_on=LAST_DAY, actor=robot, at=at)
        reception.add_services(actor=robot, at=at, services=[
            reception.NewService("card", "B", "Odbiór karty", "Collecting a card")])
        reception.set_hours(branch="SZ", actor=robot, at=at, hours=[
            reception.Hours(n, clock_time(0), clock_time(23, 59), FIRST_DAY) for n in range(7)])
        ids = [_person(n, robot, at) for n in range(persons)]
        cards = [_card(n, person, robot, at, today) for n, person in enumerate(ids)]
        codes = [records.make_enrolment_code(branch="SZ", actor=robot, at=at)
                 for _ in range(agents)]
    return Laid(tuple(ids), tuple(cards), _slots(at, bookings), tuple(codes))


def _person(n, actor, at):
    from przystan.rooms.people import public as people

    return people.register_person(actor=actor, at=at, person=people.NewPerson(
        sex=people.Sex.FEMALE, citizenship="UKR", registered_branch="SZ",
        birth_date=date(1960, 1, 1) + timedelta(days=97 * n),
        names=(people.NewName(people.NameKind.PASSPORT, f"PROBNA{chr(65 + n % 26)}", "OSOBA"),),
        identifiers=(people.NewIdentifier(
            people.IdentifierKind.PASSPORT, f"ZZ{n:06}", "UTO"),), languages=("uk",)))


def _card(n, person, actor, at, today):
    from przystan.rooms.advisory import public as advisory
    from przystan.rooms.finance import public as finance

    return advisory.open_card(actor=actor, at=at, card=advisory.NewCard(
        person_id=person, project_id=finance.open_projects(on=today)[0].id,
        number=f"SZ/2027/{n + 1:05}", branch="SZ", opened_on=today,
        stay_basis=advisory.StayBasis.TEMPORARY_PROTECTION, is_signed=True))


def _slots(at: datetime, bookings: int) -> tuple[str, ...]:
    """Lay slots of the days that follow and return the stamp of each place."""
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.rooms.reception import models

    assert sites.list_branches()
    service = models.Service.objects.get(code="card")
    begin = clock.day_start(clock.local_date(at) + timedelta(days=2)) + timedelta(hours=8)
    # Free before a clock that is an hour slow, too.
    released = at - timedelta(hours=2)
    rows = [models.Slot(
        branch_id="SZ", service=service, lane=n % LANES, released_at=released,
        starts_at=begin + timedelta(minutes=SLOT_MINUTES * (n // LANES)),
        ends_at=begin + timedelta(minutes=SLOT_MINUTES * (n // LANES + 1)))
        for n in range(bookings)]
    models.Slot.objects.bulk_create(rows)
    return tuple(f"{r.starts_at.astimezone(clock.OFFICE_ZONE):%Y%m%d-%H%M}" for r in rows)

"""The waiting halls of the synthetic year: people come, wait in line and are served.

Each day is played through, so that waits follow from who was before whom and how many counters
were staffed: the forecast and the statistics have something true to find. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random

from przystan.demo.year import REPORT_DAY, SEED, START, working_days
from przystan.platform.accounts.types import Actor
from przystan.platform.clock.public import OFFICE_ZONE
from przystan.rooms.reception import public as reception

SERVICES = (
    reception.NewService("submission", "A", "Złożenie wniosku", "Handing in an application",
                         "Подання заяви", "Подача заявления", "temporary-residence-and-work"),
    reception.NewService("collection", "B", "Odbiór karty", "Collecting a card",
                         "Отримання картки", "Получение карты"),
    reception.NewService("fingerprints", "C", "Odciski palców", "Fingerprints",
                         "Відбитки пальців", "Отпечатки пальцев"),
    reception.NewService("information", "D", "Informacja", "Information",
                         "Інформація", "Информация"),
)
TICKETS_A_DAY = {"SZ": 215, "KO": 45}
Group = tuple[str, str]
# Services that share counters, with the counters of each branch and how many are staffed.
FRONT: Group = ("submission", "information")
BACK: Group = ("collection", "fingerprints")
COUNTERS = {("SZ", FRONT): range(1, 13), ("SZ", BACK): range(13, 21),
            ("KO", FRONT): range(1, 3), ("KO", BACK): range(3, 5)}
STAFFED = {("SZ", FRONT): 5.6, ("SZ", BACK): 3.2, ("KO", FRONT): 2.0, ("KO", BACK): 1.6}
SERVICE_WEIGHTS = {"submission": 28, "collection": 27, "fingerprints": 20, "information": 25}
# Minutes at the counter, in the median, and how far they spread.
VISITS = {"submission": (17.0, 0.45), "collection": (6.0, 0.4), "fingerprints": (9.0, 0.35),
          "information": (7.0, 0.55)}
# How many come in each half-hour from 8:00 to 15:00.
ARRIVALS = (11, 13, 12, 11, 9, 8, 7, 7, 6, 6, 5, 4, 3, 2)
LANGUAGES, LANGUAGE_WEIGHTS = ("uk", "pl", "ru", "en"), (39, 29, 24, 8)
OPENS, CLOSES = time(8), time(15, 30)
# When the morning of the report's day stands still.
STANDS_AT = time(10, 20)
# Some counters speak some languages only.
SPEAK = {2: ("pl", "uk", "ru"), 3: ("pl", "en")}
# How a service is booked: minutes, pause, at the same time, a day at most (Szczecin).
RULES = {"submission": (30, 0, 3, 36), "fingerprints": (15, 0, 2, 40),
         "collection": (10, 5, 2, 40)}
BOOKINGS = 140
TURNS = ((reception.Priority.CHILD, "z niemowlęciem"),
         (reception.Priority.DISABLED, "porusza się o kulach"))
NO_SHOWS, NO_SHOW_MINUTES = 0.06, 3.0


@dataclass
class _Line:
    """The counters of one group on one day: when each is free, when it pauses and leaves."""

    free: list[tuple[datetime, int]]
    pauses: dict[int, tuple[datetime, datetime]]
    pace: float

    def take(self, at: datetime) -> tuple[datetime, int]:
        """Return when and at which counter somebody who comes now is called."""
        when, counter = heappop(self.free)
        begin, end = self.pauses[counter]
        called = max(at, when)
        if begin <= called < end:
            heappush(self.free, (end, counter))
            return self.take(at)
        return called, counter


def _line(day: date, branch: str, group: Group, rng: Random) -> _Line:
    opens = datetime.combine(day, OPENS, OFFICE_ZONE)
    usual = STAFFED[branch, group]
    staffed = max(1, round(usual + rng.uniform(-0.9, 0.9)))
    counters = rng.sample(list(COUNTERS[branch, group]), min(staffed, len(
        COUNTERS[branch, group])))
    free: list[tuple[datetime, int]] = []
    pauses = {}
    for n, counter in enumerate(counters):
        heappush(free, (opens + timedelta(minutes=rng.choice((0, 0, 0, 15, 60)) if n else 0),
                        counter))
        pause = opens + timedelta(minutes=150 + 35 * n + rng.randint(0, 30))
        pauses[counter] = (pause, pause + timedelta(minutes=rng.randint(20, 35)))
    return _Line(free, pauses, rng.lognormvariate(0, 0.15))


def _arrivals(day: date, count: int, rng: Random) -> list[datetime]:
    opens = datetime.combine(day, OPENS, OFFICE_ZONE)
    slots = rng.choices(range(len(ARRIVALS)), ARRIVALS, k=count)
    return sorted(opens + timedelta(seconds=1800 * s + rng.randrange(1800)) for s in slots)


def play_day(day: date, branch: str, count: int, rng: Random) -> Iterator[reception.NewTicket]:
    """Give the tickets of one day with what became of each."""
    lines = {group: _line(day, branch, group, rng) for group in (FRONT, BACK)}
    numbers = dict.fromkeys(SERVICE_WEIGHTS, 0)
    services = rng.choices(list(SERVICE_WEIGHTS), list(SERVICE_WEIGHTS.values()), k=count)
    languages = rng.choices(LANGUAGES, LANGUAGE_WEIGHTS, k=count)
    for taken_at, service, language in zip(_arrivals(day, count, rng), services, languages):
        numbers[service] += 1
        line = lines[FRONT if service in FRONT else BACK]
        called_at, counter = line.take(taken_at)
        came = rng.random() > NO_SHOWS
        middle, spread = VISITS[service]
        minutes = (middle * line.pace * rng.lognormvariate(0, spread) if came
                   else NO_SHOW_MINUTES)
        walked = timedelta(seconds=rng.randint(15, 70))
        ended_at = called_at + timedelta(minutes=minutes) + (walked if came else timedelta())
        heappush(line.free, (ended_at, counter))
        yield reception.NewTicket(
            branch, service, numbers[service], language, taken_at, day, called_at, ended_at,
            reception.TicketState.SERVED if came else reception.TicketState.NO_SHOW,
            str(counter), called_at + walked if came else None)


def until(tickets: Sequence[reception.NewTicket], at: datetime) -> list[reception.NewTicket]:
    """Return how a day stood at an instant: who had come, and what had happened by then."""
    return [_as_of(t, at) for t in tickets if t.taken_at <= at]


def _as_of(ticket: reception.NewTicket, at: datetime) -> reception.NewTicket:
    state = reception.TicketState
    if ticket.ended_at and ticket.ended_at <= at:
        return ticket
    if ticket.called_at is None or ticket.called_at > at:
        return replace(ticket, called_at=None, serving_at=None, ended_at=None, counter="",
                       state=state.WAITING)
    is_served = ticket.serving_at is not None and ticket.serving_at <= at
    return replace(ticket, serving_at=ticket.serving_at if is_served else None, ended_at=None,
                   state=state.SERVING if is_served else state.CALLED)


def build(*, actor: Actor, at: datetime) -> int:
    """Record the year's tickets, the halls as they are set up, and a morning still going on."""
    rng = Random(SEED + 4)
    reception.add_services(services=SERVICES, actor=actor, at=at)
    _set_up(actor)
    tickets = [
        ticket for day in working_days() for branch, usual in TICKETS_A_DAY.items()
        for ticket in play_day(day, branch, round(usual * rng.uniform(0.85, 1.15)), rng)]
    count = reception.record_tickets_in_bulk(tickets=tickets, actor=actor, at=at)
    now = datetime.combine(REPORT_DAY, STANDS_AT, OFFICE_ZONE)
    # A morning drawn for what it shows: people wait in both halls, for every group of counters.
    rng = Random(SEED + 71)
    for branch, usual in TICKETS_A_DAY.items():
        morning = until(list(play_day(REPORT_DAY, branch, usual, rng)), now)
        # A token of today's tickets opens their page; it is drawn from the seed like the rest.
        morning = [replace(t, token=f"{rng.getrandbits(96):024x}") for t in morning]
        count += reception.record_tickets_in_bulk(tickets=morning, actor=actor, at=at)
        staffed = {t.counter for t in morning if t.counter}
        reception.staff_in_bulk(
            branch=branch, actor=actor, at=at,
            staffed=[(code, f"Stanowisko {code}", at + timedelta(hours=7, minutes=50))
                     for code in sorted(staffed, key=int)])
    _book(rng, actor)
    _make_turns(actor, now)
    return count


def _make_turns(actor: Actor, at: datetime) -> None:
    """Let some who wait go first, with a reason, and one wait aside."""
    waiting = reception.list_waiting(branch="SZ", at=at, day=REPORT_DAY)
    for ticket, (priority, reason) in zip(waiting[3::4], TURNS):
        reception.set_priority(ticket_id=ticket.id, priority=priority, reason=reason, actor=actor,
                               at=at)
    if waiting:
        reception.move_ticket(ticket_id=waiting[0].id, state=reception.TicketState.HELD,
                              reason="donosi zdjęcie", actor=actor, at=at)


def _set_up(actor: Actor) -> None:
    at = datetime.combine(START, time(), OFFICE_ZONE)
    for branch in TICKETS_A_DAY:
        reception.set_hours(branch=branch, actor=actor, at=at, hours=[
            reception.Hours(n, OPENS if n < 5 else None, None if n > 4 else
                            time(18) if n == 0 else CLOSES, START) for n in range(7)])
        reception.set_counters(
            branch=branch, valid_from=START, actor=actor, at=at, counters=[
                reception.NewCounter(str(code), group, SPEAK.get(code, ()))
                for (place, group), codes in COUNTERS.items() if place == branch
                for code in codes])
        for service, (minutes, pause, places, quota) in RULES.items():
            reception.set_booking_rule(branch=branch, actor=actor, at=at, rule=(
                reception.BookingRule(service, START, minutes, pause,
                                      places if branch == "SZ" else 1,
                                      quota if branch == "SZ" else quota // 4, 21)))
    for branch in TICKETS_A_DAY:
        # The demo is looked at at any hour: its day never ends.
        reception.add_closure(
            branch=branch, day=REPORT_DAY, opens=time(0), closes=time(23, 59), actor=actor,
            note="Dzień pokazowy: czynne całą dobę",
            at=datetime.combine(REPORT_DAY, time(), OFFICE_ZONE))
    reception.add_closure(
        branch="SZ", day=date(2023, 12, 22), opens=OPENS, closes=time(12), actor=actor,
        note="Szkolenie pracowników: od 12:00 nieczynne",
        at=datetime.combine(REPORT_DAY, time(), OFFICE_ZONE))


def _book(rng: Random, actor: Actor) -> None:
    """Lay the calendar out some days ago, and let people book from it."""
    laid = datetime.combine(REPORT_DAY - timedelta(days=9), time(7, 30), OFFICE_ZONE)
    for branch in TICKETS_A_DAY:
        reception.lay_slots(branch=branch, actor=actor, at=laid, draw=rng.randrange)
    for n in range(BOOKINGS):
        at = laid + timedelta(hours=14) + timedelta(minutes=75 * n)
        branch = "KO" if n % 5 == 4 else "SZ"
        service = rng.choice(list(RULES))
        free = reception.list_free_slots(
            branch=branch, service_code=service, at=at, first=REPORT_DAY, days=14, limit=200)
        if free:
            reception.book_slot(actor=actor, at=at, booking=reception.NewBooking(
                branch, service, rng.choice(free).starts_at, f"Osoba Pokazowa {n:03d}",
                date(1980, 1, 1) + timedelta(days=97 * n), reception.Contact.MAIL,
                f"osoba{n:03d}@przystan.example", rng.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0],
                wants_earlier=n % 3 == 0, address=f"198.51.{n % 250}.7"))

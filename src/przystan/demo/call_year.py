"""The calls of the synthetic year: 99,339 offered, 5,157 outgoing, every table met exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from przystan.demo.beneficiaries import phone_of
from przystan.demo.year import SEED, deal, moment, spread, totals, working_days
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls

ENGINE = "demo"
NUMBERS = 21_000
MEAN_TALK_SECONDS, OUTGOING_ANSWERED_SHARE, OUTSIDE_HOURS_SHARE = 185, 0.78, 0.22
LINES = {"pl": "801", "uk": "802", "ru": "803", "en": "804", "other": "800"}
OPERATORS = tuple(f"op{n}" for n in range(1, 7))
TOPICS = {
    "case status": "status", "booking / slot": "slot", "required documents": "documents",
    "summons (wezwanie) / formal defects": "summons", "card ready / collection": "card",
    "fees and payment": "fees", "fingerprints": "fingerprints",
    "temporary protection": "temporary_protection", "work permit": "work_permit",
    "other": "other",
}
REASONS = {
    "call-back after abandoned": "call_back", "missing documents": "missing_documents",
    "appointment change": "appointment_change", "card ready": "card_ready",
    "wrong / incomplete address": "address", "interpreter arrangement": "interpreter",
    "survey": "survey",
}
UNITS = {
    "Residence unit - temporary": "temporary", "Residence unit - permanent / EU LTR": "permanent",
    "Work permits unit": "work_permits", "Koszalin delegation": "koszalin",
    "Records repository": "repository", "Citizenship / Polish Card": "citizenship",
    "Information and Advisory Point": "advisory_point",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
ASKED_ON = date(2023, 12, 6)
ASKED = (
    ("701", "Prosi o potwierdzenie, że uzupełnienie z sierpnia dotarło.",
     "Dotarło, akta są kompletne."),
    ("702", "Pyta, czy może przyjść po decyzję bez umówionego terminu.",
     "Tak, w poniedziałek od 8 do 17."),
    ("704", "Teczka jest potrzebna na jutrzejszą wizytę o 9.", "Odłożona przy stanowisku 3."),
    ("703", "Pracodawca pyta o brakujący załącznik nr 1.", ""),
    ("701", "Zmiana adresu zgłoszona telefonicznie: proszę o pouczenie, jak ją potwierdzić.", None),
)
"""Unit, what is asked, the answer: "" where it was only taken on, None where nobody has."""
HOURS = {"07:30": (7.5, 8.0), "16(Mon)": (16.0, 17.0), "17(Mon)": (17.0, 18.0),
         "15": (15.0, 15.5)}


def matrix(
    rows: Sequence[int], columns: Sequence[int], weights: list[list[float]]
) -> list[list[int]]:
    """Return whole numbers near the weights whose rows and columns have the given sums."""
    fitted = [list(w) for w in weights]
    for _ in range(50):
        for r, total in enumerate(rows):
            scale = total / sum(fitted[r])
            fitted[r] = [x * scale for x in fitted[r]]
        for c, total in enumerate(columns):
            scale = total / sum(line[c] for line in fitted)
            for line in fitted:
                line[c] *= scale
    whole = [[int(x) for x in line] for line in fitted]
    row_rest = [total - sum(line) for total, line in zip(rows, whole, strict=True)]
    column_rest = [total - sum(line[c] for line in whole) for c, total in enumerate(columns)]
    for r in range(len(rows)):
        for c in range(len(columns)):
            # What rounding left over has equal sums both ways, so filling corner by corner ends.
            step = min(row_rest[r], column_rest[c])
            if step > 0:
                whole[r][c] += step
                row_rest[r] -= step
                column_rest[c] -= step
    return whole


def answered_days(rng: Random) -> list[date]:
    """Return the day of every answered call: months and weekdays both exact."""
    year = totals()
    months = year["calls_answered_by_month"]
    by_weekday = year["answered_by_weekday"]
    listed = {
        (m, w): [d for d in working_days() if d.isoformat().startswith(m) and d.weekday() == w]
        for m in months for w in range(5)
    }
    weights = [
        [len(listed[m, w]) * by_weekday[name] for w, name in enumerate(WEEKDAYS)] for m in months
    ]
    cells = matrix(list(months.values()), [by_weekday[n] for n in WEEKDAYS], weights)
    days: list[date] = []
    for m, line in zip(months, cells, strict=True):
        for w, count in enumerate(line):
            here = listed[m, w]
            for day, n in zip(here, spread(count, [1 + rng.random() / 3 for _ in here]),
                              strict=True):
                days += [day] * n
    rng.shuffle(days)
    return days


def answered_moments(rng: Random) -> list[datetime]:
    """Return the start of every answered call: hours exact, the late hours on Mondays only."""
    hours = totals()["answered_by_hour"]
    late = deal({h: n for h, n in hours.items() if "Mon" in h}, rng)
    usual = deal({h: n for h, n in hours.items() if "Mon" not in h}, rng)
    moments = []
    for day in answered_days(rng):
        hour = late.pop() if late and day.weekday() == 0 else usual.pop()
        first, last = HOURS.get(hour) or (float(hour), float(hour) + 1)
        seconds = rng.randrange(int(first * 3600), int(last * 3600))
        moments.append(datetime.combine(day, time(), clock.OFFICE_ZONE)
                       + timedelta(seconds=seconds))
    return moments


class Caller:
    """Chooses who calls: about 21,000 numbers, each at least once."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.fresh = list(range(1, NUMBERS + 1))
        rng.shuffle(self.fresh)

    def number(self) -> str:
        return phone_of(self.fresh.pop() if self.fresh else self.rng.randint(1, NUMBERS))


def build(*, actor: Actor) -> int:
    """Record the year's contacts with their legs and return their number."""
    rng = Random(SEED + 6)
    caller = Caller(rng)
    contacts = [
        *_answered(rng, caller), *_abandoned(rng, caller), *_contained(rng, caller),
        *_outgoing(rng, caller),
    ]
    contacts.sort(key=lambda c: c.started_at)
    calls.record_contacts(
        engine=ENGINE, contacts=contacts, actor=actor,
        at=clock.day_start(date(2023, 9, 1)), file_name="synthetic year",
    )
    _ask_units(actor)
    return len(contacts)


def _ask_units(actor: Actor) -> None:
    """Operators' last notes to units: three answered, one taken on, one still waiting."""
    for n, (unit, note, answer) in enumerate(ASKED):
        at = datetime.combine(ASKED_ON, time(9 + n, 20), clock.OFFICE_ZONE)
        task = calls.open_unit_task(unit=unit, note=note, actor=actor, at=at)
        if answer is not None:
            officer = at + timedelta(minutes=35)
            calls.accept_unit_task(task_id=task, actor=actor, at=officer)
            if answer:
                calls.finish_unit_task(task_id=task, answer=answer, actor=actor,
                                       at=officer + timedelta(minutes=50))


def _answered(rng: Random, caller: Caller) -> Iterator[calls.NewContact]:
    year = totals()
    moments = answered_moments(rng)
    languages = deal(year["answered_by_language"], rng)
    topics = deal(year["answered_by_topic"], rng)
    units = deal(year["redirected_by_unit"], rng)
    wanted = dict(year["calls_redirected_by_month"])
    for n, started_at in enumerate(moments):
        month = started_at.strftime("%Y-%m")
        unit = ""
        if wanted[month]:
            wanted[month] -= 1
            unit = UNITS[units.pop()]
        menu = rng.randint(12, 40)
        wait = rng.expovariate(1 / 70)
        talk = max(20.0, rng.expovariate(1 / MEAN_TALK_SECONDS))
        queued_at = started_at + timedelta(seconds=menu)
        answered_at = queued_at + timedelta(seconds=wait)
        ended_at = answered_at + timedelta(seconds=talk)
        operator = rng.choice(OPERATORS)
        legs = [
            calls.NewLeg(calls.LegKind.HELPLINE, started_at, started_at, queued_at),
            calls.NewLeg(calls.LegKind.QUEUE, queued_at, None, answered_at),
            calls.NewLeg(calls.LegKind.OPERATOR, answered_at, answered_at, ended_at, operator),
        ]
        answered_by_unit = None
        if unit:
            answered_by_unit = rng.random() < 0.9
            ended_at += timedelta(seconds=120 if answered_by_unit else 15)
            legs.append(calls.NewLeg(
                calls.LegKind.UNIT, legs[-1].ended_at or ended_at,
                legs[-1].ended_at if answered_by_unit else None, ended_at, target=unit))
        yield calls.NewContact(
            key=f"a{n}", started_at=started_at, ended_at=ended_at,
            direction=calls.Direction.INCOMING, outcome=calls.Outcome.ANSWERED,
            number=caller.number(), line=LINES[languages[n]], language=languages[n],
            redirected_to=unit, redirect_answered=answered_by_unit, operators=(operator,),
            wait_seconds=round(wait, 1), talk_seconds=round(talk, 1), branch="SZ",
            topic=TOPICS[topics[n]], recorded_at=ended_at, legs=tuple(legs),
        )


def _month_moments(table: dict[str, int], rng: Random, *, outside: float = 0) -> Iterator[datetime]:
    """Yield moments by month: on working days in office hours, a share of them outside."""
    for month, count in table.items():
        days = [d for d in working_days() if d.isoformat().startswith(month)]
        for n in range(count):
            day = rng.choice(days)
            if n < count * outside:
                yield moment(day, rng, 18, 24)
            else:
                yield moment(day, rng, 8, 15)


def _abandoned(rng: Random, caller: Caller) -> Iterator[calls.NewContact]:
    table = totals()["calls_abandoned_unpublished_by_month"]
    for n, started_at in enumerate(_month_moments(table, rng)):
        language = rng.choices(("uk", "pl", "ru", "en"), (40, 29, 24, 7))[0]
        wait = rng.expovariate(1 / 110)
        queued_at = started_at + timedelta(seconds=rng.randint(12, 40))
        ended_at = queued_at + timedelta(seconds=wait)
        yield calls.NewContact(
            key=f"q{n}", started_at=started_at, ended_at=ended_at,
            direction=calls.Direction.INCOMING, outcome=calls.Outcome.ABANDONED,
            number=caller.number(), line=LINES[language], language=language,
            wait_seconds=round(wait, 1), branch="SZ", recorded_at=ended_at,
            legs=(calls.NewLeg(calls.LegKind.HELPLINE, started_at, started_at, queued_at),
                  calls.NewLeg(calls.LegKind.QUEUE, queued_at, None, ended_at)),
        )


def _contained(rng: Random, caller: Caller) -> Iterator[calls.NewContact]:
    choices = deal(totals()["helpline_by_branch"], rng)
    table = totals()["calls_helpline_by_month"]
    for n, started_at in enumerate(_month_moments(table, rng, outside=OUTSIDE_HOURS_SHARE)):
        language = rng.choices(("uk", "pl", "ru", "en"), (36, 34, 22, 8))[0]
        ended_at = started_at + timedelta(seconds=rng.randint(20, 150))
        yield calls.NewContact(
            key=f"h{n}", started_at=started_at, ended_at=ended_at,
            direction=calls.Direction.INCOMING, outcome=calls.Outcome.CONTAINED,
            number=caller.number(), line=LINES[language], language=language, branch="SZ",
            recorded_at=ended_at,
            legs=(calls.NewLeg(calls.LegKind.HELPLINE, started_at, started_at, ended_at,
                               target=choices[n]),),
        )


def _outgoing(rng: Random, caller: Caller) -> Iterator[calls.NewContact]:
    reasons = deal(totals()["outgoing_by_reason"], rng)
    table = totals()["calls_outgoing_by_month"]
    for n, started_at in enumerate(_month_moments(table, rng)):
        answered = rng.random() < OUTGOING_ANSWERED_SHARE
        talk = max(15.0, rng.expovariate(1 / 120)) if answered else None
        ring = rng.randint(4, 25)
        answered_at = started_at + timedelta(seconds=ring) if answered else None
        ended_at = started_at + timedelta(seconds=ring + (talk or 0))
        operator = rng.choice(OPERATORS)
        yield calls.NewContact(
            key=f"o{n}", started_at=started_at, ended_at=ended_at,
            direction=calls.Direction.OUTGOING,
            outcome=(calls.Outcome.OUTGOING_ANSWERED if answered
                     else calls.Outcome.OUTGOING_UNANSWERED),
            number=caller.number(), operators=(operator,), wait_seconds=float(ring),
            talk_seconds=round(talk, 1) if talk else None, branch="SZ",
            topic=REASONS[reasons[n]], recorded_at=ended_at,
            legs=(calls.NewLeg(calls.LegKind.OUTGOING, started_at, answered_at, ended_at,
                               operator),),
        )

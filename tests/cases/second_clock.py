"""A second clock, written from the articles: tables, and a walk day by day.

It shares nothing with the platform's own: no function, no law row, no calendar. Each row names the
article that it is written from. `generate` makes histories for both from a number.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dateutil.easter import easter

ONE = timedelta(days=1)
FAR = date(2045, 1, 1)
# What happened: kind, day, last day, authority.
Happened = tuple[str, date, date | None, str]

# Act on Foreigners: kind of permit, received from, received until, length, unit.
TERMS = (
    ("temporary", date(2022, 1, 29), FAR, 60, "days"),  # art. 112a
    ("permanent", date(2014, 5, 1), date(2022, 1, 28), 3, "months"),  # art. 210 before 2022
    ("permanent", date(2022, 1, 29), FAR, 6, "months"),  # art. 210
    ("long_term", date(2022, 1, 29), FAR, 6, "months"),  # art. 223 with 210
)
# Ukraine Aid Act: "terms do not start and, if started, are suspended".
FROZEN = (
    (date(2022, 4, 15), date(2022, 12, 31)),  # art. 100c
    (date(2023, 1, 1), date(2023, 8, 24)),  # art. 100d
    (date(2023, 8, 25), date(2025, 9, 30)),  # art. 100d, prolonged
    (date(2025, 10, 1), date(2026, 3, 4)),  # art. 100d, Dz.U. 2025 poz. 1301
)
# From what event, after how many days, what: KPA art. 129, 133, 37; Act on Foreigners art. 112a.
FOLLOWING = (
    ("delivered", 14, "appeal", date(2014, 5, 1)),
    ("appealed", 7, "file_forward", date(2014, 5, 1)),
    ("appealed", 90, "appeal_stage", date(2022, 1, 29)), ("urged", 7, "urgency", date(2014, 5, 1)),
)
FIXED = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
EASTER = (0, 1, 49, 60)  # Easter, its Monday, Pentecost, Corpus Christi


@dataclass(frozen=True)
class Answer:
    """What a clock says of a history on a day."""

    started: date | None
    last: date | None
    state: str
    beside: tuple[tuple[str, date, date | None, str], ...]


def works(day: date) -> bool:
    """Act of 18 January 1951 on days free from work; 24 December is free since 2025."""
    if day.weekday() >= 5 or (day.month, day.day) in FIXED:
        return False
    if (day.month, day.day) == (12, 24) and day.year >= 2025:
        return False
    if day == date(2018, 11, 12):
        return False
    return (day - easter(day.year)).days not in EASTER


def on_working(day: date) -> date:
    """KPA art. 57 § 4."""
    while not works(day):
        day += ONE
    return day


def same_day_later(day: date, months: int) -> date:
    """KPA art. 57 § 3."""
    count = day.month + months - 1
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _days(events: Sequence[Happened], kind: str) -> list[date]:
    return sorted(e[1] for e in events if e[0] == kind)


def _appeared(events: Sequence[Happened]) -> date | None:
    return next(iter(_days(events, "appeared")), None)


def _fingerprints(events: Sequence[Happened]) -> date | None:
    return next(iter(_days(events, "fingerprints")), None)


def _formal(events: Sequence[Happened]) -> date | None:
    asked, mended = _days(events, "defects_summoned"), _days(events, "defects_remedied")
    if asked and (not mended or mended[-1] < asked[-1]):
        return None
    return mended[-1] if mended else _days(events, "received")[0]


def _documents(events: Sequence[Happened]) -> date | None:
    came = _days(events, "documents_complete")
    # Of several summonses of one day, the one that leaves most time.
    asked = sorted((e[1], e[2] or e[1]) for e in events if e[0] == "documents_summoned")
    lapse = asked[-1][1] if asked else None
    if came and (lapse is None or came[-1] <= lapse):
        return came[-1]
    return lapse


# Art. 112a, 210: "the latest of" these.
TRIGGERS: tuple[Callable[[Sequence[Happened]], date | None], ...] = (
    _appeared, _formal, _fingerprints, _documents)


def _stands(events: Sequence[Happened]) -> Callable[[date], bool]:
    """KPA art. 97–98 and the law's own stops."""
    changes: dict[date, set[str]] = {}
    for kind, day, *_ in events:
        if kind in ("paused", "resumed"):
            changes.setdefault(day, set()).add(kind)
    spans, since = [], None
    for day in sorted(changes):
        if changes[day] == {"paused"} and since is None:
            since = day
        elif changes[day] == {"resumed"} and since is not None:
            spans.append((since, day - ONE))
            since = None
    if since is not None:
        spans.append((since, date.max))
    return lambda day: any(a <= day <= b for a, b in (*FROZEN, *spans))


def _first_not(day: date, is_out: Callable[[date], bool]) -> date | None:
    """Return the first day from a day on that is not out; None where there is none."""
    while is_out(day):
        day += ONE
        if day > FAR:
            return None
    return day


def _walk(start: date, length: int, unit: str, stands: Callable[[date], bool],
          extended: date | None) -> date | None:
    day = _first_not(start + ONE, stands)
    if day is None:
        return None
    left = length
    if unit == "months":
        left = (same_day_later(day - ONE, length) - (day - ONE)).days
    for _ in range(left - 1):
        day = _first_not(day + ONE, stands)
        if day is None:
            return None
    return _first_not(max(day, extended or day), lambda d: stands(d) or not works(d))


def answer(term: str, events: Sequence[Happened], on: date) -> Answer:
    """Say what the articles say of a history on a day; all that happened is known."""
    received = _days(events, "received")[0]
    row = next((t for t in TERMS if t[0] == term and t[1] <= received <= t[2]), None)
    decided = _days(events, "decided")
    beside = tuple(sorted(_beside(events)))
    over = bool(decided)
    if row is None:
        return Answer(None, None, "ended" if over else "no_term", beside)
    days = [trigger(events) for trigger in TRIGGERS]
    if None in days:
        return Answer(None, None, "ended" if over else "not_started", beside)
    start = max([received, *(d for d in days if d)])
    stands = _stands(events)
    later = [e[2] for e in events if e[0] == "extended" and e[2]]
    last = _walk(start, row[3], row[4], stands, max(later) if later else None)
    return Answer(start, last, _state(on, last, stands, decided), beside)


def _state(on: date, last: date | None, stands: Callable[[date], bool],
           decided: list[date]) -> str:
    if decided and decided[-1] <= on:
        return "ended"
    if last and last < on:
        return "overdue"
    return "suspended" if stands(on) else "running"


def _beside(events: Sequence[Happened]) -> list[tuple[str, date, date | None, str]]:
    found: list[tuple[str, date, date | None, str]] = []
    for kind, day, due, who in events:
        for trigger, days, name, since in FOLLOWING:
            if kind == trigger and day >= since:
                found.append((name, day, on_working(day + ONE * days), who))
        if kind == "opinion_asked":  # art. 109
            came = [d for k, d, _, w in events if k == "opinion_received" and w == who and d >= day]
            longer = due or any(k == "opinion_prolonged" and w == who and d >= day
                                for k, d, _, w in events)
            silent = on_working(day + ONE * (60 if longer else 30))
            # An answer that came is told whatever the term; silence needs the term of 2022.
            if came or day >= date(2022, 1, 29):
                found.append(("opinion", day, min(came) if came else silent, who))
        given = {"defects_summoned": "formal_defects", "documents_summoned": "documents",
                 "court_set": "court"}.get(kind)
        if given:
            found.append((given, day, due, who))
    return found


def generate(number: int) -> tuple[str, list[Happened], date]:
    """Make a term, what happened, and a day to ask about, from a number."""
    rng = Random(number)
    day = date(2021, 11, 1) + ONE * rng.randrange(1800)
    events = [("received", day, None, ""), *_whole(rng, day), *_stopped(rng, day),
              *_opinions(rng, day), *_decided(rng, day)]
    rng.shuffle(events)
    return (rng.choice(("temporary", "permanent", "long_term")), events,
            day + ONE * rng.randrange(2000))


def _whole(rng: Random, day: date) -> list[Happened]:
    events: list[Happened] = [
        (kind, day + ONE * rng.randrange(120), None, "")
        for kind in ("appeared", "fingerprints", "documents_complete") if rng.random() < 0.9]
    for kind, share, least, most in (("documents_summoned", 0.4, 14, 40),
                                     ("defects_summoned", 0.3, 7, 20)):
        if rng.random() < share:
            asked = day + ONE * rng.randrange(60)
            events.append((kind, asked, asked + ONE * rng.randint(least, most), ""))
            if kind == "defects_summoned" and rng.random() < 0.8:
                events.append(("defects_remedied", day + ONE * rng.randrange(90), None, ""))
    return events


def _stopped(rng: Random, day: date) -> list[Happened]:
    events: list[Happened] = []
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        events.append(("paused", day + ONE * rng.randrange(900), None, "why"))
        if rng.random() < 0.9:
            events.append(("resumed", day + ONE * rng.randrange(1200), None, ""))
    if rng.random() < 0.2:
        events.append(("extended", day + ONE * rng.randrange(200),
                       day + ONE * rng.randint(201, 2000), "why"))
    return events


def _opinions(rng: Random, day: date) -> list[Happened]:
    events: list[Happened] = []
    for who in ("Police", "Border Guard"):
        if rng.random() < 0.3:
            asked = day + ONE * rng.randrange(100)
            due = asked + ONE * 40 if rng.random() < 0.3 else None
            events.append(("opinion_asked", asked, due, who))
            if rng.random() < 0.2:
                events.append(("opinion_prolonged", asked + ONE * rng.randrange(25), None, who))
            if rng.random() < 0.5:
                events.append(("opinion_received", day + ONE * rng.randrange(150), None, who))
    return events


def _decided(rng: Random, day: date) -> list[Happened]:
    events: list[Happened] = []
    if rng.random() < 0.4:
        decided = day + ONE * rng.randrange(700)
        events.append(("decided", decided, None, ""))
        events += [(kind, decided + ONE * rng.randrange(30), None, "")
                   for kind, share in (("delivered", 0.8), ("appealed", 0.3))
                   if rng.random() < share]
    if rng.random() < 0.1:
        events.append(("urged", day + ONE * rng.randrange(300), None, ""))
    if rng.random() < 0.05:
        events.append(("court_set", day + ONE * 300, day + ONE * rng.randint(330, 400), ""))
    return events

"""Slots, codes and fairness: pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address, ip_network
from zoneinfo import ZoneInfo

from przystan.rooms.reception.types import BookingRule, HarvestRow, OpenDay

# Of the ways of other booking systems: only bookings far off are offered something earlier, and
# only what is clearly earlier, at most three times.
OFFER_IF_DAYS_OFF = 7
OFFER_IF_DAYS_EARLIER = 2
TAKEN_AT_ONCE = timedelta(seconds=60)

MOST_BY_CONTACT, CONTACT_WINDOW = 4, timedelta(days=1)
"""A family books for its members; a broker books for strangers."""

MOST_SENT_AGAIN = 3
"""How often a day code and link are sent again to one phone or e-mail."""

MOST_BY_NETWORK, NETWORK_WINDOW = 20, timedelta(hours=1)
"""A library's computers share an address, and so does a mobile operator's street."""

MOST_WRONG_CODES, CODE_WINDOW = 10, timedelta(minutes=10)


class InvalidBooking(ValueError):
    """What was given cannot be booked; says why."""


def slot_times(
    day: date, hours: OpenDay, rule: BookingRule, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime, int]]:
    """Give begin, end and lane of every slot of a day, up to the day's quota.

    Lanes fill before the next time begins; a slot whose visit would end after closing is none.
    """
    if hours.opens is None or hours.closes is None:
        return
    begin = datetime.combine(day, hours.opens, zone)
    end = datetime.combine(day, hours.closes, zone)
    visit, step = timedelta(minutes=rule.minutes), timedelta(
        minutes=rule.minutes + rule.buffer_minutes)
    made = 0
    while begin + visit <= end and made < rule.daily_quota:
        for lane in range(1, rule.places + 1):
            if made == rule.daily_quota:
                return
            yield begin, begin + visit, lane
            made += 1
        begin += step


def release_window(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return between which instants of a day slots are released: 7:00 to 21:00."""
    return (datetime.combine(day, time(7), zone), datetime.combine(day, time(21), zone))


def normal_name(text: str) -> str:
    """Write a name so that case, accents, order and punctuation do not matter.

    >>> normal_name("Kowalska-Nowak  Żaneta") == normal_name("ŻANETA KOWALSKA NOWAK")
    True
    """
    # Letters that no decomposition parts: the Polish l with a stroke and its like.
    flat = text.casefold().translate(str.maketrans("łøđ", "lod"))
    parts = "".join(
        c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c))
    return " ".join(sorted(re.findall(r"\w+", parts)))


def check_holder(full_name: str, birth_date: date, today: date) -> None:
    """Raise InvalidBooking when a name or a birth date cannot be right."""
    if len(normal_name(full_name).replace(" ", "")) < 3:
        raise InvalidBooking("name")
    if not date(1900, 1, 1) <= birth_date <= today:
        raise InvalidBooking("birth_date")


def network_of(address: str) -> str:
    """Return the network of an address: /24 of version 4, /48 of version 6; empty if it is none.

    One household or one broker has many addresses of version 6; they share the first 48 bits.
    """
    try:
        known = ip_address(address.strip())
    except ValueError:
        return ""
    return str(ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False))


def wants_offer(booked_for: datetime, freed: datetime, at: datetime) -> bool:
    """Whether a freed slot is worth a notice to the holder of a later booking."""
    return (booked_for - at >= timedelta(days=OFFER_IF_DAYS_OFF)
            and booked_for - freed >= timedelta(days=OFFER_IF_DAYS_EARLIER))


@dataclass(frozen=True, slots=True)
class Taken:
    """One slot as the harvest report sees it: released, taken, by which keys."""

    released_at: datetime
    taken_at: datetime | None
    contact_key: str = ""
    network_key: str = ""


def harvest(
    slots: Sequence[Taken], refused: Iterable[date], zone: ZoneInfo
) -> tuple[HarvestRow, ...]:
    """Return by week of release how fast slots went and to how few.

    `refused` are the days on which a rate limit refused somebody. Weeks begin on Monday.
    """
    weeks: dict[date, list[Taken]] = {}
    for slot in slots:
        weeks.setdefault(_monday(slot.released_at.astimezone(zone).date()), []).append(slot)
    stopped: dict[date, int] = {}
    for day in refused:
        stopped[_monday(day)] = stopped.get(_monday(day), 0) + 1
    return tuple(
        _harvest_row(week, weeks.get(week, []), stopped.get(week, 0))
        for week in sorted({*weeks, *stopped}, reverse=True))


def _harvest_row(week: date, slots: list[Taken], refused: int) -> HarvestRow:
    taken = [s for s in slots if s.taken_at is not None]
    fast = [s for s in taken if s.taken_at is not None
            and timedelta(0) <= s.taken_at - s.released_at <= TAKEN_AT_ONCE]
    return HarvestRow(
        week, len(slots), len(taken), len(fast),
        _most(s.contact_key for s in taken), _most(s.network_key for s in taken), refused)


def _most(keys: Iterable[str]) -> int:
    counts: dict[str, int] = {}
    for key in keys:
        if key:
            counts[key] = counts.get(key, 0) + 1
    return max(counts.values(), default=0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""Makers of valid persons. Names from common lists, numbers from specimen ranges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from stdnum.pl import pesel

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.people import public as people

AT = datetime(2023, 3, 1, 9, tzinfo=UTC)
_serial = count(1)


def pesel_for(day: date, *, serial: int, female: bool = True) -> str:
    """Return a PESEL with a right check digit."""
    month = day.month + (20 if day.year >= 2000 else 0)
    head = f"{day.year % 100:02}{month:02}{day.day:02}{serial % 1000:03}{0 if female else 1}"
    return head + pesel.calc_check_digit(head)


def new_person(**changes: Any) -> people.NewPerson:
    """Return a person with a Ukrainian name in both scripts and a specimen passport."""
    serial = next(_serial)
    base = people.NewPerson(
        sex=people.Sex.FEMALE, citizenship="UKR", registered_branch="SZ",
        birth_date=date(1990, 5, 17),
        names=(
            people.NewName(people.NameKind.AS_WRITTEN, "Ковальчук", "Олена"),
            people.NewName(people.NameKind.PASSPORT, "KOVALCHUK", "OLENA"),
        ),
        identifiers=(
            people.NewIdentifier(people.IdentifierKind.PASSPORT, f"ZZ{serial:06}", "UTO"),
        ),
        languages=("uk",),
    )
    return replace(base, **changes)


def make_person(**changes: Any) -> int:
    """Register such a person and return the card's id."""
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])
    return people.register_person(
        actor=system_actor("test"), at=AT, person=new_person(**changes)
    )

"""Fifty clerks register at once, each in a connection of their own: no sign missing, none twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases

AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
CLERKS, EACH = 50, 4


class Abandoned(Exception):
    """A clerk closes the page before the transaction ends."""


def application(number: int) -> cases.Application:
    # Two classes and two units at once: four series.
    kind = ("temporary_work", "permanent")[number % 2]
    unit = ("SOC-II", "SOC-V")[number // 2 % 2]
    return cases.Application(unit, kind, AT, cases.Channel.ELECTRONIC, "SZ", None, uuid4())


def register(number: int, *, abandon: bool) -> None:
    try:
        with transaction.atomic():
            cases.receive_application(application=application(number), actor=ROBOT, at=AT)
            if abandon:
                raise Abandoned
    except Abandoned:
        return


def clerk(number: int, barrier: threading.Barrier, failed: list[Exception]) -> None:
    try:
        barrier.wait()
        for turn in range(EACH):
            register(number, abandon=turn == 0 and number % 5 == 0)
    except Exception as wrong:  # noqa: BLE001 a thread's failure is the test's
        failed.append(wrong)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_fifty_clerks_leave_no_gap_and_give_no_sign_twice() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=AT)
    barrier, failed = threading.Barrier(CLERKS), []
    threads = [threading.Thread(target=clerk, args=(n, barrier, failed)) for n in range(CLERKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    series: dict[tuple[str, str], list[int]] = {}
    for found in cases.list_cases(limit=1000):
        sign = cases.parse_sign(found.sign)
        series.setdefault((sign.unit, sign.file_class), []).append(sign.number)
    assert len(series) == 4
    # Ten clerks gave up one application each: their numbers went to others.
    assert sum(map(len, series.values())) == CLERKS * EACH - 10
    assert all(sorted(n) == list(range(1, len(n) + 1)) for n in series.values())

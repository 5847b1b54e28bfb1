"""Days are cut at midnight in Warsaw, in summer and in winter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from przystan.platform.clock import public as clock


@pytest.mark.parametrize(("at", "day"), [
    (datetime(2023, 12, 6, 22, 59, tzinfo=UTC), date(2023, 12, 6)),
    (datetime(2023, 12, 6, 23, 0, tzinfo=UTC), date(2023, 12, 7)),
    (datetime(2023, 7, 1, 21, 59, tzinfo=UTC), date(2023, 7, 1)),
    (datetime(2023, 7, 1, 22, 0, tzinfo=UTC), date(2023, 7, 2)),
])
def test_local_days(at: datetime, day: date) -> None:
    assert clock.local_date(at) == day


@pytest.mark.parametrize(("day", "hours"), [
    (date(2023, 3, 26), 23), (date(2023, 10, 29), 25), (date(2023, 5, 5), 24),
])
def test_days_of_the_change_of_time_have_23_and_25_hours(day: date, hours: int) -> None:
    length = clock.day_end(day).astimezone(UTC) - clock.day_start(day).astimezone(UTC)
    assert length == timedelta(hours=hours)


def test_a_demo_office_lives_on_another_day(settings: Any) -> None:
    real = clock.now()
    settings.CLOCK_OFFSET_SECONDS = -86400
    assert timedelta(0) <= clock.now() + timedelta(days=1) - real < timedelta(seconds=5)

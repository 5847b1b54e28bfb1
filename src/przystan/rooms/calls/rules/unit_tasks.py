"""When a unit owes an answer to a caller."""

from __future__ import annotations

from datetime import datetime, timedelta

import holidays


def due_of(local: datetime) -> datetime:
    """Return the end of the time in which a unit answers: the same hour of the next working day.

    `local` is an instant in the office's zone. Working days are Monday to Friday without Polish
    public holidays. The office's own rule, not one of law.
    """
    day = local + timedelta(days=1)
    while day.isoweekday() > 5 or day.date() in holidays.country_holidays("PL", years=day.year):
        day += timedelta(days=1)
    return day

"""The days that a page of measures is about: read from its address, never an error."""

from __future__ import annotations

from datetime import timedelta

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls

MOST_DAYS = 400


def last_day():
    """The last day of which anything is in the books; today where nothing is."""
    return calls.last_day(today=clock.local_date(clock.now()))


def span_of(form, *, days):
    """Return the first and the last day asked for: by default so many up to the last known.

    More than 400 days are cut at the front, and days given the wrong way round are turned.
    """
    given = form.cleaned_data if form.is_valid() else {}
    last = given.get("until") or last_day()
    first = given.get("day") or last - timedelta(days=days - 1)
    if first > last:
        first, last = (last, first) if given.get("until") else (first, first)
    return max(first, last - timedelta(days=MOST_DAYS - 1)), last


def shown(form, first, last=None):
    """The form to show: without anything asked it says which days are meant."""
    return form if form.data else type(form)(initial={"day": first, "until": last})


def length(seconds):
    """Minutes and seconds; None stays None."""
    if seconds is None:
        return None
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def share(ratio):
    """A ratio in per cent ; None without one."""
    return None if ratio.value is None else f"{ui.number_text(100 * ratio.value, 1)} %"


def masked(number):
    """In lists a number is a reminder; whole it stands on the contact's page, which is audited."""
    return f"… {number[-3:]}" if number[-3:].isdigit() else (number or None)

"""How the telephone did in a span of days: every measure with its numerator and denominator."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.queries.planning import SLOT, WRAP_UPS
from przystan.rooms.calls.types.planning import (
    SHORT_ABANDON_SECONDS,
    WITHIN_SECONDS,
    CallMetrics,
    HalfHour,
    Ratio,
)

REPEAT = timedelta(days=7)
"""Who calls again within this time calls about the same: a usual rule of contact centres."""

_SUMS = """
  count(*) FILTER (WHERE incoming) AS offered,
  count(*) FILTER (WHERE answered) AS answered,
  count(*) FILTER (WHERE outcome = 'contained') AS contained,
  count(*) FILTER (WHERE NOT incoming) AS outgoing,
  count(*) FILTER (WHERE outcome = 'outgoing_answered') AS outgoing_answered,
  count(*) FILTER (WHERE answered AND redirected_to <> '') AS redirected,
  count(*) FILTER (WHERE answered AND wait_seconds IS NOT NULL) AS waited,
  coalesce(sum(wait_seconds) FILTER (WHERE answered), 0) AS wait_seconds,
  count(*) FILTER (WHERE answered AND wait_seconds <= %(within)s) AS in_time,
  count(*) FILTER (WHERE abandoned AND NOT wants_call_back) AS abandoned,
  count(*) FILTER (WHERE abandoned AND NOT wants_call_back
                   AND wait_seconds < %(short)s) AS short,
  count(*) FILTER (WHERE answered AND talk_seconds IS NOT NULL) AS handled,
  coalesce(sum(talk_seconds + wrap_seconds) FILTER (WHERE answered), 0) AS handling_seconds
"""
_CONTACTS = f"""
  SELECT c.outcome, c.redirected_to, c.wait_seconds, c.talk_seconds, c.e164, {SLOT} AS starts,
         c.direction = 'incoming' AS incoming, c.outcome = 'answered' AS answered,
         c.outcome = 'abandoned' AS abandoned, k.id IS NOT NULL AS wants_call_back,
         coalesce(w.seconds, 0) AS wrap_seconds,
         c.direction = 'incoming' AND c.e164 <> '' AND EXISTS (
           SELECT 1 FROM calls_contact b LEFT JOIN calls_removal br ON br.contact_id = b.id
           WHERE b.e164 = c.e164 AND b.e164 <> '' AND b.direction = 'incoming'
             AND br.id IS NULL AND b.started_at >= c.started_at - %(repeat)s
             AND (b.started_at, b.id) < (c.started_at, c.id)) AS is_repeat
  FROM calls_contact c
  LEFT JOIN calls_removal r ON r.contact_id = c.id
  LEFT JOIN calls_callback k ON k.call_key = c.key
  LEFT JOIN ({WRAP_UPS}) w ON w.call_key = c.key
  WHERE c.local_date BETWEEN %(first)s AND %(last)s AND r.id IS NULL
    AND (%(language)s = '' OR c.language = %(language)s)
"""
_COUNTED = f"""
SELECT {_SUMS}, count(*) FILTER (WHERE incoming AND e164 <> '') AS known,
  count(*) FILTER (WHERE is_repeat) AS repeated
FROM ({_CONTACTS}) AS contacts
"""
_BY_HALF_HOUR = f"""
SELECT starts, {_SUMS} FROM ({_CONTACTS}) AS contacts WHERE incoming
GROUP BY starts ORDER BY starts
"""
_STATES = """
SELECT status, coalesce(sum(greatest(0, extract(epoch FROM
         least(until, %(end)s) - greatest(at, %(start)s)))), 0)
FROM (
  SELECT status, at, lead(at) OVER (PARTITION BY username ORDER BY id) AS until
  FROM calls_agentstate
) AS states WHERE at < %(end)s AND until > %(start)s GROUP BY status
"""
_NAMES = ("offered", "answered", "contained", "outgoing", "outgoing_answered", "redirected",
          "waited", "wait_seconds", "in_time", "abandoned", "short", "handled",
          "handling_seconds")
_BUSY = ("ringing", "talking", "wrap_up")
_SIGNED_ON = (*_BUSY, "ready")


def call_metrics(
    *, first_date: date, last_date: date, within_seconds: float = WITHIN_SECONDS,
    short_abandon_seconds: float = SHORT_ABANDON_SECONDS, language: str = "",
) -> CallMetrics:
    """Measure the calls of a span of local days, both included, of one language or of all.

    Shape: one value per measure, each a numerator over its denominator. Removed contacts count
    nowhere; occupancy is of all operators whatever the language. Source: docs/ways/call-metrics.md.
    """
    (row,) = fetch_rows(_COUNTED, {
        "first": first_date, "last": last_date, "within": within_seconds,
        "short": short_abandon_seconds, "repeat": REPEAT, "language": language})
    n: dict[str, Any] = dict(zip((*_NAMES, "known", "repeated"), row, strict=True))
    states = _seconds_by_state(first_date, last_date)
    queued = n["answered"] + n["abandoned"]
    return CallMetrics(
        first_date=first_date, last_date=last_date, within_seconds=within_seconds,
        short_abandon_seconds=short_abandon_seconds,
        offered=n["offered"],
        answered=Ratio(n["answered"], n["offered"]),
        outgoing=Ratio(n["outgoing_answered"], n["outgoing"]),
        automated_helpline=Ratio(n["contained"], n["offered"]),
        redirected=Ratio(n["redirected"], n["answered"]),
        asa_seconds=Ratio(float(n["wait_seconds"]), n["waited"]),
        service_level=Ratio(n["in_time"], n["waited"] + n["abandoned"] - n["short"]),
        abandonment=Ratio(n["abandoned"], queued),
        aht_seconds=Ratio(float(n["handling_seconds"]), n["handled"]),
        occupancy=Ratio(sum(states.get(s, 0.0) for s in _BUSY),
                        sum(states.get(s, 0.0) for s in _SIGNED_ON)),
        containment=Ratio(n["contained"], n["contained"] + queued),
        repeat_calls=Ratio(n["repeated"], n["known"]),
    )


def list_half_hours(
    *, first_date: date, last_date: date, language: str = "",
    within_seconds: float = WITHIN_SECONDS, short_abandon_seconds: float = SHORT_ABANDON_SECONDS,
) -> tuple[HalfHour, ...]:
    """Measure the half-hours of the office's clock over a span of local days, both included.

    Shape: one row per half-hour in which an incoming call began on any of the days, in order;
    calls of all the days are added up. Source: docs/ways/call-metrics.md.
    """
    rows = fetch_rows(_BY_HALF_HOUR, {
        "first": first_date, "last": last_date, "within": within_seconds,
        "short": short_abandon_seconds, "repeat": REPEAT, "language": language})
    return tuple(
        _half_hour(starts, dict(zip(_NAMES, sums, strict=True))) for starts, *sums in rows)


def _half_hour(starts: time, n: dict[str, Any]) -> HalfHour:
    queued = n["answered"] + n["abandoned"]
    return HalfHour(
        starts=starts, offered=n["offered"],
        answered=Ratio(n["answered"], n["offered"]),
        service_level=Ratio(n["in_time"], n["waited"] + n["abandoned"] - n["short"]),
        asa_seconds=Ratio(float(n["wait_seconds"]), n["waited"]),
        abandonment=Ratio(n["abandoned"], queued),
        containment=Ratio(n["contained"], n["contained"] + queued),
        aht_seconds=Ratio(float(n["handling_seconds"]), n["handled"]))


def _seconds_by_state(first_date: date, last_date: date) -> dict[str, float]:
    """Add up how long operators were in each state; a state counts once its end is known."""
    span = {"start": clock.day_start(first_date), "end": clock.day_end(last_date)}
    return {status: float(seconds) for status, seconds in fetch_rows(_STATES, span)}

"""How the telephone did in a span of days: every measure with its numerator and denominator."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.queries.planning import WRAP_UPS
from przystan.rooms.calls.types.planning import (
    SHORT_ABANDON_SECONDS,
    WITHIN_SECONDS,
    AbandonedRow,
    Aftermath,
    CallMetrics,
    Ratio,
    TopicWeek,
)

REPEAT = timedelta(days=7)
CALL_BACK = timedelta(hours=24)
MOST_ROWS = 500

_COUNTED = f"""
SELECT
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
  coalesce(sum(talk_seconds + wrap_seconds) FILTER (WHERE answered), 0) AS handling_seconds,
  count(*) FILTER (WHERE incoming AND e164 <> '') AS known,
  count(*) FILTER (WHERE is_repeat) AS repeated
FROM (
  SELECT c.outcome, c.redirected_to, c.wait_seconds, c.talk_seconds, c.e164,
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
) AS contacts
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
          "handling_seconds", "known", "repeated")
_BUSY = ("ringing", "talking", "wrap_up")
_SIGNED_ON = (*_BUSY, "ready")


def call_metrics(
    *, first_date: date, last_date: date, within_seconds: float = WITHIN_SECONDS,
    short_abandon_seconds: float = SHORT_ABANDON_SECONDS,
) -> CallMetrics:
    """Measure the calls of a span of local days, both included.

    Shape: one value per measure, each a numerator over its denominator. Removed contacts count
    nowhere. Source: docs/ways/call-metrics.md.
    """
    (row,) = fetch_rows(_COUNTED, {
        "first": first_date, "last": last_date, "within": within_seconds,
        "short": short_abandon_seconds, "repeat": REPEAT})
    n: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
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


def _seconds_by_state(first_date: date, last_date: date) -> dict[str, float]:
    """Add up how long operators were in each state; a state counts once its end is known."""
    span = {"start": clock.day_start(first_date), "end": clock.day_end(last_date)}
    return {status: float(seconds) for status, seconds in fetch_rows(_STATES, span)}


# --- callers who gave up

_ABANDONED = """
SELECT c.id, c.started_at, g.gone_at, c.wait_seconds, c.number, c.e164,
       c.language, n.id, n.started_at, n.direction, n.outcome
FROM calls_contact c
CROSS JOIN LATERAL (SELECT coalesce(c.ended_at, c.started_at) AS gone_at) AS g
LEFT JOIN calls_removal r ON r.contact_id = c.id
LEFT JOIN LATERAL (
  SELECT b.id, b.started_at, b.direction, b.outcome FROM calls_contact b
  LEFT JOIN calls_removal br ON br.contact_id = b.id
  WHERE c.e164 <> '' AND b.e164 <> '' AND b.e164 = c.e164 AND b.id <> c.id AND br.id IS NULL
    AND b.started_at >= g.gone_at AND b.started_at <= %(at)s
    AND b.started_at <= g.gone_at
        + CASE WHEN b.direction = 'outgoing' THEN %(call_back)s ELSE %(again)s END
  ORDER BY b.direction DESC, b.started_at, b.id LIMIT 1
) AS n ON true
WHERE c.outcome = 'abandoned' AND r.id IS NULL
  AND c.local_date BETWEEN %(first)s AND %(last)s
ORDER BY c.started_at DESC, c.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""


def list_abandoned(
    *, first_date: date, last_date: date, at: datetime, offset: int = 0, limit: int = 50
) -> tuple[AbandonedRow, ...]:
    """List callers who gave up waiting, the latest first, at most 500, and what happened next.

    Shape: one row per abandoned contact. Called back: the office rang the number within 24 hours
    (the first try counts; a call back comes before a call of theirs). Came again: the number rang
    within 7 days. Until both have passed there is still time; then nothing was heard of them.
    """
    rows = fetch_rows(_ABANDONED, {
        "first": first_date, "last": last_date, "call_back": CALL_BACK, "again": REPEAT, "at": at,
        "offset": offset, "limit": min(limit, MOST_ROWS)})
    return tuple(_abandoned(row, at) for row in rows)


def _abandoned(row: tuple[Any, ...], at: datetime) -> AbandonedRow:
    (contact_id, started_at, ended_at, waited, number, e164, language, next_id, next_at,
     direction, outcome) = row
    if not e164:
        aftermath = Aftermath.NUMBER_UNKNOWN
    elif next_id is not None:
        is_ours = direction == "outgoing"
        aftermath = Aftermath.CALLED_BACK if is_ours else Aftermath.CAME_AGAIN
    else:
        aftermath = Aftermath.STILL_TIME if at <= ended_at + REPEAT else Aftermath.NEVER_HEARD
    return AbandonedRow(
        contact_id=contact_id, started_at=started_at, wait_seconds=waited, number=number,
        language=language, aftermath=aftermath, next_contact_id=next_id, next_at=next_at,
        was_reached=outcome in ("answered", "outgoing_answered"))


# --- what a page would have saved

_TOPICS = f"""
SELECT topic, week, count(*) FILTER (WHERE is_alone), count(*),
       coalesce(sum(seconds) FILTER (WHERE is_alone), 0) / 60
FROM (
  SELECT w.topic, date_trunc('week', c.local_date)::date AS week,
         c.redirected_to = '' AND NOT EXISTS (
           SELECT 1 FROM calls_leg l WHERE l.contact_id = c.id AND l.kind = 'consultation'
         ) AS is_alone,
         coalesce(c.talk_seconds, 0) + coalesce(u.seconds, 0) AS seconds
  FROM calls_contact c
  JOIN calls_wrapup w ON w.contact_id = c.id
  LEFT JOIN calls_removal r ON r.contact_id = c.id
  LEFT JOIN ({WRAP_UPS}) u ON u.call_key = c.key
  WHERE c.outcome = 'answered' AND r.id IS NULL AND w.topic <> ALL(%(without)s)
    AND c.local_date BETWEEN %(first)s AND %(last)s
) AS answered GROUP BY topic, week ORDER BY week DESC, 5 DESC, topic
"""
ABOUT_ONE_CASE = ("status", "other")
"""Topics that no page can answer: they are about one person's case, or about anything."""


def list_savable_topics(*, first_date: date, last_date: date) -> tuple[TopicWeek, ...]:
    """List what callers asked that a portal page would have told them, per week and topic.

    Shape: one row per week (its Monday) and topic, the latest week first, in it the most minutes
    first. Counted are answered calls that the operator ended alone, neither passing the caller on
    nor asking a unit: the answer was general knowledge. Left out: the topics `status` and `other`.
    """
    return tuple(
        TopicWeek(topic, week, int(count), int(total), float(minutes))
        for topic, week, count, total, minutes in fetch_rows(_TOPICS, {
            "first": first_date, "last": last_date, "without": list(ABOUT_ONE_CASE)}))

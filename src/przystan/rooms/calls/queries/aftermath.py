"""Callers who gave up and what became of them; what callers asked that a page would have told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.queries.metrics import REPEAT
from przystan.rooms.calls.queries.planning import WRAP_UPS
from przystan.rooms.calls.types.planning import AbandonedRow, Aftermath, TopicWeek

CALL_BACK = timedelta(hours=24)
MOST_ROWS = 500

_ABANDONED = """
SELECT c.id, c.started_at, c.wait_seconds, c.number, c.language, n.id AS next_id,
       n.started_at AS next_at, n.outcome,
       CASE WHEN c.e164 = '' THEN 'number_unknown'
            WHEN n.direction = 'outgoing' THEN 'called_back'
            WHEN n.id IS NOT NULL THEN 'came_again'
            WHEN %(at)s <= g.gone_at + %(again)s THEN 'still_time'
            ELSE 'never_heard' END AS aftermath
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
  AND (%(language)s = '' OR c.language = %(language)s)
"""
_LISTED = f"""
SELECT * FROM ({_ABANDONED}) AS gave_up WHERE %(aftermath)s IN ('', aftermath)
ORDER BY started_at DESC, id DESC OFFSET %(offset)s LIMIT %(limit)s
"""
_COUNTED = f"SELECT aftermath, count(*) FROM ({_ABANDONED}) AS gave_up GROUP BY aftermath"


def list_abandoned(
    *, first_date: date, last_date: date, at: datetime, aftermath: Aftermath | None = None,
    language: str = "", offset: int = 0, limit: int = 50,
) -> tuple[AbandonedRow, ...]:
    """List callers who gave up waiting, the latest first, at most 500, and what happened next.

    Shape: one row per abandoned contact. Called back: the office rang the number within 24 hours
    (the first try counts; a call back comes before a call of theirs). Came again: the number rang
    within 7 days. Until both have passed there is still time; then nothing was heard of them.
    """
    rows = fetch_rows(_LISTED, {
        **_span(first_date, last_date, at, language), "aftermath": aftermath or "",
        "offset": offset, "limit": min(limit, MOST_ROWS)})
    return tuple(_abandoned(row) for row in rows)


def count_abandoned(
    *, first_date: date, last_date: date, at: datetime, language: str = ""
) -> dict[Aftermath, int]:
    """Count callers who gave up waiting by what happened next. Shape: every aftermath, 0 too."""
    found = dict(fetch_rows(_COUNTED, _span(first_date, last_date, at, language)))
    return {aftermath: int(found.get(aftermath, 0)) for aftermath in Aftermath}


def _span(first: date, last: date, at: datetime, language: str) -> dict[str, Any]:
    return {"first": first, "last": last, "at": at, "language": language,
            "call_back": CALL_BACK, "again": REPEAT}


def _abandoned(row: tuple[Any, ...]) -> AbandonedRow:
    contact_id, started_at, waited, number, language, next_id, next_at, outcome, aftermath = row
    return AbandonedRow(
        contact_id=contact_id, started_at=started_at, wait_seconds=waited, number=number,
        language=language, aftermath=Aftermath(aftermath), next_contact_id=next_id,
        next_at=next_at, was_reached=outcome in ("answered", "outgoing_answered"))


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

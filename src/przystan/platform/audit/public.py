"""The door of audit: append a line, read lines, verify the chain."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection
from psycopg.types.json import Jsonb

from przystan.platform.accounts.types import Actor
from przystan.platform.transactions.public import fetch_rows

__all__ = [
    "ChainBreak", "Line", "Seen", "count_seen", "list_lines", "list_lines_about", "list_seen",
    "record", "record_read", "record_shown", "verify_chain",
]


@dataclass(frozen=True)
class Line:
    """One audit line as a person reads it."""

    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str
    action: str
    subject: str
    person_id: int | None
    is_read: bool
    details: Mapping[str, Any]


@dataclass(frozen=True)
class ChainBreak:
    """The first row at which the chain does not hold, and what is wrong with it."""

    seq: int
    problem: str


def record(
    *,
    actor: Actor,
    at: datetime,
    action: str,
    subject: str,
    person_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Append one line for one act, in the transaction of the act.

    `action` is room.verb_object, `subject` is room.kind:id. Details hold no names, numbers or
    notes of persons: the line outlives an erasure.
    """
    _append(actor, at, action, subject, person_id, details, is_read=False)


def record_read(
    *,
    actor: Actor,
    at: datetime,
    action: str,
    subject: str,
    person_id: int | None = None,
    details: Mapping[str, object] | None = None,
    once_within: timedelta | None = None,
) -> None:
    """Append one line for one reading of personal data: it answers "who looked at me".

    With `once_within`, a reading that the same actor has made of the same subject so shortly
    before is the same one, and leaves no second line.
    """
    if once_within and _is_known(actor, action, subject, person_id, at - once_within, at):
        return
    _append(actor, at, action, subject, person_id, details, is_read=True)


def record_shown(
    *, actor: Actor, at: datetime, action: str, subject: str, shown: Sequence[int],
    once_within: timedelta,
) -> None:
    """Append one line that names the persons whom a list of results has just shown.

    Whoever types shows a list at every pause. Persons whom the actor's lines of the same kind
    named within `once_within` before are not named again, and a pause that shows no one else
    leaves no line: the lines of one search name everybody once.
    """
    known = _shown_within(actor, action, subject, at - once_within, at)
    new = [n for n in dict.fromkeys(shown) if n not in known]
    if new:
        _append(actor, at, action, subject, None, {"shown": new}, is_read=True)


def _shown_within(
    actor: Actor, action: str, subject: str, since: datetime, until: datetime
) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT shown::bigint FROM audit_entry, jsonb_array_elements("
            " CASE jsonb_typeof(details -> 'shown') WHEN 'array' THEN details -> 'shown'"
            " ELSE '[]' END) AS shown"
            " WHERE at > %s AND at <= %s AND actor_id IS NOT DISTINCT FROM %s AND actor_name = %s"
            " AND is_read AND action = %s AND subject = %s",
            [since, until, actor.user_id, actor.name, action, subject])
        return frozenset(row[0] for row in cursor.fetchall())


def _is_known(
    actor: Actor, action: str, subject: str, person_id: int | None, since: datetime,
    until: datetime,
) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM audit_entry WHERE person_id IS NOT DISTINCT FROM %s AND is_read"
            " AND action = %s AND subject = %s AND at > %s AND at <= %s"
            " AND actor_id IS NOT DISTINCT FROM %s AND actor_name = %s LIMIT 1",
            [person_id, action, subject, since, until, actor.user_id, actor.name],
        )
        return cursor.fetchone() is not None


def _append(
    actor: Actor,
    at: datetime,
    action: str,
    subject: str,
    person_id: int | None,
    details: Mapping[str, object] | None,
    *,
    is_read: bool,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, actor_id, actor_name, action, subject, person_id,"
            " is_read, details) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [at, actor.user_id, actor.name, action, subject, person_id, is_read,
             cast(Any, Jsonb(dict(details or {})))],
        )


def list_lines(
    *, person_id: int | None = None, actor_id: int | None = None, before_seq: int | None = None,
    limit: int = 50,
) -> tuple[Line, ...]:
    """Return the latest lines first; by person, by actor, or all; page on with `before_seq`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, at, actor_id, actor_name, action, subject, person_id, is_read, details"
            " FROM audit_entry WHERE (%(person)s::bigint IS NULL OR person_id = %(person)s)"
            " AND (%(actor)s::bigint IS NULL OR actor_id = %(actor)s)"
            " AND (%(before)s::bigint IS NULL OR seq < %(before)s)"
            " ORDER BY seq DESC LIMIT %(limit)s",
            {"person": person_id, "actor": actor_id, "before": before_seq, "limit": limit},
        )
        return tuple(
            Line(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], json.loads(r[8]))
            for r in cursor.fetchall()
        )


def list_lines_about(
    *, person_ids: Sequence[int], before_seq: int | None = None, limit: int = 50,
    readings_only: bool = False,
) -> tuple[Line, ...]:
    """Return the lines about a person's cards, the latest first; page on with `before_seq`.

    With those in which the person stood in a list of results: whoever searched has seen them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, at, actor_id, actor_name, action, subject, person_id, is_read, details"
            " FROM audit_entry WHERE (person_id = ANY(%(ids)s)"
            " OR details -> 'shown' @> ANY(%(shown)s::jsonb[]))"
            " AND (is_read OR NOT %(reads)s) AND (%(before)s::bigint IS NULL OR seq < %(before)s)"
            " ORDER BY seq DESC LIMIT %(limit)s",
            {"ids": list(person_ids), "shown": [str(n) for n in person_ids],
             "reads": readings_only, "before": before_seq, "limit": limit},
        )
        return tuple(
            Line(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], json.loads(r[8]))
            for r in cursor.fetchall()
        )


@dataclass(frozen=True)
class Seen:
    """One reading of an account, with the persons whom it showed, by their ids."""

    seq: int
    at: datetime
    action: str
    subject: str
    person_ids: tuple[int, ...]


# What one account read between two instants, and whom each reading showed.
SEEN = """
SELECT seq, at, action, subject,
       array_remove(person_id || ARRAY(SELECT jsonb_array_elements_text(
           CASE jsonb_typeof(details -> 'shown') WHEN 'array' THEN details -> 'shown'
           ELSE '[]' END)::bigint), NULL) AS persons
FROM audit_entry
WHERE actor_id = %(actor)s AND at >= %(since)s AND at < %(until)s AND is_read
"""


def list_seen(
    *, actor_id: int, since: datetime, until: datetime, limit: int | None = None
) -> tuple[Seen, ...]:
    """Return what an account read from an instant until another, the first first.

    For a breach (GDPR, art. 33): every reading of personal data leaves a line, so what is not here
    was not shown by a page. Readings in lists name each person once within the list's time.
    """
    rows = fetch_rows(
        f"{SEEN} ORDER BY seq LIMIT %(limit)s",
        {"actor": actor_id, "since": since, "until": until, "limit": limit})
    return tuple(Seen(r[0], r[1], r[2], r[3], tuple(r[4])) for r in rows)


def count_seen(*, actor_id: int, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many readings there were, and how many persons they showed."""
    rows = fetch_rows(
        f"SELECT (SELECT count(*) FROM ({SEEN}) a),"
        f" (SELECT count(DISTINCT p) FROM ({SEEN}) b, unnest(b.persons) AS p)",
        {"actor": actor_id, "since": since, "until": until})
    return int(rows[0][0]), int(rows[0][1])


VERIFY = """
WITH chained AS (
    SELECT seq, hash, previous_hash,
           audit_entry_hash(audit_entry.*) AS expected_hash,
           lag(hash) OVER (ORDER BY id) AS before_hash,
           lag(seq) OVER (ORDER BY id) AS before_seq
    FROM audit_entry
), wrong AS (
    SELECT seq, CASE
        WHEN seq <> coalesce(before_seq, 0) + 1 THEN 'row before it removed or order changed'
        WHEN hash <> expected_hash THEN 'content changed'
        WHEN previous_hash <> coalesce(before_hash, ''::bytea) THEN 'link to the row before broken'
    END AS problem FROM chained
), head AS (
    SELECT coalesce(h.seq, 0) + 1 AS seq, 'last rows removed' AS problem
    FROM (SELECT 1) one LEFT JOIN audit_head h ON true
    WHERE coalesce(h.seq, 0) <> coalesce((SELECT max(seq) FROM audit_entry), 0)
       OR coalesce(h.hash, ''::bytea)
          <> coalesce((SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1), ''::bytea)
)
SELECT seq, problem FROM (
    SELECT seq, problem, 0 AS rank FROM wrong WHERE problem IS NOT NULL
    UNION ALL SELECT seq, problem, 1 FROM head
) AS found ORDER BY rank, seq LIMIT 1
"""


def verify_chain() -> tuple[int, ChainBreak | None]:
    """Recompute every hash and return the number of rows and the first break, if any.

    Finds a changed, removed, added or reordered row, and a tail cut off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        count = int(cursor.fetchone()[0])
        cursor.execute(VERIFY)
        row = cursor.fetchone()
    return count, ChainBreak(int(row[0]), str(row[1])) if row else None

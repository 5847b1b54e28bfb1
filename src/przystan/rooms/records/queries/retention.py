"""Reads of keeping: rules, how long a folder is kept, lists of what goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records import models
from przystan.rooms.records.rules.retention import review_date
from przystan.rooms.records.types import (
    Custody,
    DisposalKind,
    DisposalLine,
    DisposalList,
    DisposalState,
    DisposalStep,
    FolderKind,
    Retention,
    RetentionRule,
)


class ListNotFound(Exception):
    """There is no such list."""


# A folder's own category comes before its kind's on the day of its closing; while it is open, the
# latest rule of its kind is shown.
KEPT = """
SELECT f.id, f.case_sign, coalesce(o.category, r.category, ''), o.id IS NOT NULL,
       o.id IS NOT NULL OR coalesce(r.is_confirmed, false), f.closed_date,
       coalesce(h.reason, ''), l.list_id, e.custody, f.is_open, f.branch_id, coalesce(p.code, '')
FROM records_folder f
JOIN LATERAL (SELECT custody, place_id FROM records_custodyevent WHERE folder_id = f.id
              ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN records_place p ON p.id = e.place_id
LEFT JOIN LATERAL (SELECT id, category FROM records_foldercategory WHERE folder_id = f.id
                   ORDER BY id DESC LIMIT 1) o ON true
LEFT JOIN LATERAL (
    SELECT category, is_confirmed FROM records_retentionrule q
    WHERE q.kind = f.kind AND (f.closed_date IS NULL OR q.valid_from <= f.closed_date)
    ORDER BY q.valid_from DESC, q.id DESC LIMIT 1) r ON true
LEFT JOIN records_legalhold h ON h.folder_id = f.id AND h.lifted_at IS NULL
LEFT JOIN records_disposalline l ON l.folder_id = f.id AND l.struck_at IS NULL
WHERE NOT EXISTS (SELECT FROM records_folderremoval x WHERE x.folder_id = f.id) AND {which}
ORDER BY f.closed_date, f.case_sign, f.id LIMIT %(limit)s
"""
DUE = """f.closed_date IS NOT NULL AND f.closed_date < %(closed_before)s
  AND e.custody = 'shelved' AND f.branch_id = %(branch)s AND l.id IS NULL"""
Candidate = tuple[Retention, Custody, bool, str]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    category, closed = row[2], row[5]
    due = review_date(category, closed) if category and closed else None
    kept = Retention(row[0], row[1], category, row[3], row[4], closed, due, row[6], row[7])
    return kept, Custody(row[8]), row[9], row[10]


def retention_of(*, folder_id: int) -> Retention | None:
    """Return how long a folder is kept, None when there is no such folder."""
    rows = fetch_rows(KEPT.format(which="f.id = %(folder)s"), {"folder": folder_id, "limit": 1})
    return _candidate(rows[0])[0] if rows else None


def candidates(*, signs: Sequence[str]) -> dict[str, Candidate]:
    """Return what decides whether folders may go, by case sign."""
    rows = fetch_rows(KEPT.format(which="f.case_sign = ANY(%(signs)s)"), {
        "signs": list(signs), "limit": len(signs) + 1})
    return {row[1]: _candidate(row) for row in rows}


def list_due(
    *, branch: str, kind: DisposalKind, today: date, limit: int = 200
) -> tuple[Retention, ...]:
    """Return folders on their shelf whose time is over, those closed longest ago first.

    Folders that are held, open, away or on a list are left out; Bc has no time of its own.
    """
    rows = fetch_rows(KEPT.format(which=DUE), {
        "branch": branch, "closed_before": date(today.year - 1, 1, 1), "limit": None})
    wanted = kind is DisposalKind.TRANSFER
    due = (kept for kept, *_rest in map(_candidate, rows)
           if (kept.category == "A") is wanted and kept.review_date and kept.review_date <= today
           and not kept.hold)
    return tuple(kept for kept, _n in zip(due, range(limit), strict=False))


def list_retention_rules() -> tuple[RetentionRule, ...]:
    """Return the rules by kind, the latest of each first."""
    return tuple(
        RetentionRule(r.pk, FolderKind(r.kind), r.category, r.valid_from, r.valid_to, r.source,
                      r.is_confirmed)
        for r in models.RetentionRule.objects.order_by("kind", "-valid_from", "id"))


def _state(row: Any) -> DisposalState:
    steps = list(row.steps.all())
    return DisposalState(steps[-1].state) if steps else DisposalState.OPEN


def list_disposals(*, offset: int = 0, limit: int = 25) -> tuple[DisposalList, ...]:
    """Return the lists of what goes, the latest first."""
    found = models.DisposalList.objects.prefetch_related("steps", "lines").order_by("-id")
    return tuple(_list(row) for row in found[offset:offset + limit])


def get_disposal(*, list_id: int) -> DisposalList:
    """Return one list with its steps. Raises ListNotFound."""
    row = models.DisposalList.objects.prefetch_related("steps", "lines").filter(
        pk=list_id).first()
    if row is None:
        raise ListNotFound(list_id)
    return _list(row)


def _list(row: Any) -> DisposalList:
    return DisposalList(
        row.pk, DisposalKind(row.kind), row.branch_id, row.opened_at, row.opened_by, _state(row),
        sum(1 for line in row.lines.all() if line.struck_at is None),
        tuple(DisposalStep(DisposalState(s.state), s.at, s.by, s.by_id_value, s.document,
                           s.document_date) for s in row.steps.all()))


def list_disposal_lines(*, list_id: int) -> tuple[DisposalLine, ...]:
    """Return the folders of a list by case sign, without those struck out."""
    return tuple(DisposalLine(*row) for row in fetch_rows("""
        SELECT l.id, f.id, f.case_sign, l.category, l.closed_date, l.review_date,
               coalesce(p.code, '')
        FROM records_disposalline l JOIN records_folder f ON f.id = l.folder_id
        LEFT JOIN LATERAL (SELECT place_id FROM records_custodyevent
                           WHERE folder_id = f.id AND custody = 'shelved'
                           ORDER BY id DESC LIMIT 1) h ON true
        LEFT JOIN records_place p ON p.id = h.place_id
        WHERE l.list_id = %s AND l.struck_at IS NULL ORDER BY f.case_sign, f.id""", [list_id]))

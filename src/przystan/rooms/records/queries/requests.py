"""Reads of requests, loans and consignments."""

from __future__ import annotations

from datetime import date
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records.rules.requests import days_late
from przystan.rooms.records.types import (
    Consignment,
    ConsignmentLine,
    ConsignmentState,
    FolderRequest,
    Loan,
    RequestState,
)

REQUESTS = """
SELECT r.id, f.id, f.case_sign, f.branch_id,
       CASE WHEN e.custody = 'shelved' THEN coalesce(p.code, '') ELSE '' END, e.holder,
       r.asked_at, r.asked_by, r.purpose, r.is_urgent, coalesce(s.state, 'asked'),
       coalesce(s.note, '')
FROM records_folderrequest r
JOIN records_folder f ON f.id = r.folder_id
JOIN LATERAL (SELECT custody, place_id, holder FROM records_custodyevent
              WHERE folder_id = f.id ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN records_place p ON p.id = e.place_id
LEFT JOIN LATERAL (SELECT state, note FROM records_requeststep
                   WHERE request_id = r.id ORDER BY id DESC LIMIT 1) s ON true
WHERE (%(branch)s = '' OR f.branch_id = %(branch)s)
  AND (%(asked_by)s::bigint IS NULL OR r.asked_by_id = %(asked_by)s)
  AND (NOT %(open)s OR coalesce(s.state, 'asked') IN ('asked', 'pulled', 'not_found'))
ORDER BY {order}, r.id OFFSET %(offset)s LIMIT %(limit)s
"""
SHELF_ORDER = "r.is_urgent DESC, p.code NULLS LAST"
LATEST_FIRST = "r.asked_at DESC"


def list_requests(
    *, branch: str = "", asked_by: int | None = None, is_open: bool = True,
    in_shelf_order: bool = False, offset: int = 0, limit: int | None = 25,
) -> tuple[FolderRequest, ...]:
    """Return requests: as a pull list in the order of the shelves, urgent ones first, or latest
    first. Those whose folder is not on a shelf come last.
    """
    rows = fetch_rows(REQUESTS.format(order=SHELF_ORDER if in_shelf_order else LATEST_FIRST), {
        "branch": branch, "asked_by": asked_by, "open": is_open, "offset": offset, "limit": limit})
    return tuple(
        FolderRequest(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9],
                      RequestState(r[10]), r[11])
        for r in rows
    )


LOANS = """
SELECT f.id, f.case_sign, f.branch_id, e.holder, e.at, t.due_date
FROM records_folder f
JOIN LATERAL (SELECT id, custody, holder, at FROM records_custodyevent
              WHERE folder_id = f.id ORDER BY id DESC LIMIT 1) e ON e.custody = 'lent'
LEFT JOIN records_loanterm t ON t.custody_id = e.id
WHERE NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = f.id)
  AND (%(branch)s = '' OR f.branch_id = %(branch)s)
  AND (%(holder)s = '' OR e.holder = %(holder)s)
  AND (NOT %(late)s OR t.due_date < %(today)s)
ORDER BY t.due_date NULLS LAST, f.id OFFSET %(offset)s LIMIT %(limit)s
"""


def list_loans(
    *, today: date, branch: str = "", holder: str = "", only_late: bool = False, offset: int = 0,
    limit: int | None = 25,
) -> tuple[Loan, ...]:
    """Return the folders that are with somebody, the longest overdue first."""
    rows = fetch_rows(LOANS, {
        "branch": branch, "holder": holder, "late": only_late, "today": today, "offset": offset,
        "limit": limit})
    return tuple(
        Loan(r[0], r[1], r[2], r[3], r[4], r[5], days_late(r[5], today)) for r in rows)


class ConsignmentNotFound(Exception):
    """There is no such consignment."""


CONSIGNMENTS = """
SELECT c.id, c.from_branch_id, c.to_branch_id,
       CASE WHEN c.received_at IS NOT NULL THEN 'received' WHEN c.sent_at IS NOT NULL THEN 'sent'
            ELSE 'packing' END,
       c.opened_at, c.opened_by, c.sent_at, c.received_at,
       (SELECT count(*) FROM records_consignmentline l WHERE l.consignment_id = c.id),
       (SELECT count(*) FROM records_consignmentline l WHERE l.consignment_id = c.id
        AND l.received_at IS NOT NULL)
FROM records_consignment c WHERE %(id)s::bigint IS NULL OR c.id = %(id)s
ORDER BY c.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""


def list_consignments(*, offset: int = 0, limit: int = 25) -> tuple[Consignment, ...]:
    """Return the consignments, the latest first."""
    rows = fetch_rows(CONSIGNMENTS, {"id": None, "offset": offset, "limit": limit})
    return tuple(_consignment(r) for r in rows)


def get_consignment(*, consignment_id: int) -> Consignment:
    """Return one consignment. Raises ConsignmentNotFound."""
    rows = fetch_rows(CONSIGNMENTS, {"id": consignment_id, "offset": 0, "limit": 1})
    if not rows:
        raise ConsignmentNotFound(consignment_id)
    return _consignment(rows[0])


def _consignment(row: tuple[Any, ...]) -> Consignment:
    return Consignment(row[0], row[1], row[2], ConsignmentState(row[3]), row[4], row[5], row[6],
                       row[7], row[8], row[9])


def list_consignment_lines(*, consignment_id: int) -> tuple[ConsignmentLine, ...]:
    """Return a consignment's folders by case sign: its dispatch list."""
    return tuple(ConsignmentLine(*row) for row in fetch_rows("""
        SELECT f.id, f.case_sign, coalesce(t.epc, ''), l.received_at
        FROM records_consignmentline l JOIN records_folder f ON f.id = l.folder_id
        LEFT JOIN records_tag t ON t.folder_id = f.id AND t.retired_at IS NULL
        WHERE l.consignment_id = %s ORDER BY f.case_sign, f.id""", [consignment_id]))

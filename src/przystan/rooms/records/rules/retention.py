"""Archive categories, from when a folder may go, and which step a list may take: pure.

Categories: A (kept for ever), B and a number (years), BE and a number (years, then the state
archive looks at it), Bc (short use). Source: the Prime Minister's regulation of 18 January 2011 on
office instruction, subject file lists and archives' work (Dz.U. 2011 nr 14 poz. 67).
"""

from __future__ import annotations

import re
from datetime import date

from przystan.rooms.records.types import (
    Custody,
    DisposalKind,
    DisposalState,
    HoldReason,
    Retention,
)

CATEGORY = re.compile(r"A|Bc|BE?[1-9][0-9]?")
# Not later than 25 years after they were made, what is kept for ever goes to the state archive:
# act of 14 July 1983 on the national archival resource and archives, art. 5. In force since 1984;
# not read again in its present wording, so the review is a proposal that people approve.
ARCHIVE_YEARS = 25

S = DisposalState
MOVES: dict[DisposalKind, dict[DisposalState, frozenset[DisposalState]]] = {
    # What is destroyed needs the state archive's consent; what is handed to it does not.
    DisposalKind.DISPOSAL: {
        S.OPEN: frozenset({S.SUBMITTED, S.GIVEN_UP}),
        S.SUBMITTED: frozenset({S.APPROVED, S.GIVEN_UP}),
        S.APPROVED: frozenset({S.CONSENTED, S.GIVEN_UP}),
        S.CONSENTED: frozenset({S.DONE, S.GIVEN_UP}),
    },
    DisposalKind.TRANSFER: {
        S.OPEN: frozenset({S.SUBMITTED, S.GIVEN_UP}),
        S.SUBMITTED: frozenset({S.APPROVED, S.GIVEN_UP}),
        S.APPROVED: frozenset({S.DONE, S.GIVEN_UP}),
    },
}


class NotACategory(ValueError):
    """A text that is no archive category."""


def read_category(text: str) -> str:
    """Return the category as it is written: A, B10, BE5, Bc. Raises NotACategory.

    >>> read_category("be 10")
    'BE10'
    """
    joined = "".join(text.split())
    wanted = "Bc" if joined.lower() == "bc" else joined.upper()
    if not CATEGORY.fullmatch(wanted):
        raise NotACategory(text)
    return wanted


def review_date(category: str, closed_date: date) -> date | None:
    """Return from which day the folder may go: full calendar years after the year of closing.

    None for Bc, which ends when the office no longer needs it. The years are counted from the
    first of January after the closing.

    >>> review_date("B10", date(2020, 3, 31))
    datetime.date(2031, 1, 1)
    """
    if category == "Bc":
        return None
    years = ARCHIVE_YEARS if category == "A" else int(category.lstrip("BE"))
    return date(closed_date.year + 1 + years, 1, 1)


def can_step(kind: DisposalKind, before: DisposalState, after: DisposalState) -> bool:
    """Whether a list may pass from one state to another."""
    return after in MOVES[kind].get(before, frozenset())


def needs_document(kind: DisposalKind, state: DisposalState) -> bool:
    """Whether a step is a document: the archive's consent, the protocol of a transfer."""
    return state is S.CONSENTED or (state is S.DONE and kind is DisposalKind.TRANSFER)


def why_not(
    retention: Retention, *, kind: DisposalKind, custody: Custody, is_open: bool,
    is_same_branch: bool, today: date,
) -> HoldReason | None:
    """Return why a folder cannot go on such a list now, None when it can."""
    if custody in (Custody.DISPOSED, Custody.ARCHIVED):
        return HoldReason.GONE
    is_archival = retention.category == "A"
    held = (
        (is_open, HoldReason.OPEN_CASE),
        (bool(retention.hold), HoldReason.LEGAL_HOLD),
        (custody is not Custody.SHELVED, HoldReason.NOT_HERE),
        (not is_same_branch, HoldReason.OTHER_BRANCH),
        (retention.closed_date is None, HoldReason.NO_CLOSING_DATE),
        (not retention.category or is_archival is not (kind is DisposalKind.TRANSFER),
         HoldReason.WRONG_CATEGORY),
        (retention.review_date is None or retention.review_date > today, HoldReason.NOT_DUE),
    )
    return next((reason for is_so, reason in held if is_so), None)

"""Reads of days that were practised."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.training.types import Practice

# The tasks of `journeys/practice.py`, by the codes under which they are recorded.
_TASKS = {
    "register": _("Register a person once"), "recognise": _("Recognise a person"),
    "book": _("Book a visit"), "serve": _("Serve a ticket"), "lend": _("Lend a folder"),
}


def practice_task_label(code: str) -> str:
    """Return a practised task in the reader's language; a code of another version as it is."""
    return str(_TASKS.get(code, code))


def list_practice(*, user_id: int | None = None, limit: int = 25) -> tuple[Practice, ...]:
    """Return the days that somebody practised, or everybody, the latest first."""
    rows = fetch_rows(
        "SELECT p.user_id, u.display_name, p.tasks, p.done, p.began_at, p.ended_at"
        " FROM training_practice p JOIN accounts_user u ON u.id = p.user_id"
        " WHERE %(user)s::bigint IS NULL OR p.user_id = %(user)s"
        " ORDER BY p.ended_at DESC, p.id DESC LIMIT %(limit)s",
        {"user": user_id, "limit": limit})
    return tuple(
        Practice(user, name, tuple(tasks), tuple(done), began_at, ended_at)
        for user, name, tasks, done, began_at, ended_at in rows)

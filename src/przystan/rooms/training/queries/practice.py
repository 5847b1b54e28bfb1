"""Reads of days that were practised."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.rooms.training import models
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
    rows = models.Practice.objects.select_related("user").order_by("-ended_at", "-id")
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    return tuple(
        Practice(r.user_id, r.user.display_name, tuple(r.tasks), tuple(r.done), r.began_at,
                 r.ended_at)
        for r in rows[:limit])

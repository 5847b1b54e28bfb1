"""The pages of one case, in the order in which they are offered."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES = (
    ("cases:case", _("The case")), ("cases:clock", _("Clock")),
    ("cases:papers", _("Papers and summonses")), ("cases:parties", _("Receipt and parties")),
    ("cases:evidence", _("Opinions and hearings")),
    ("cases:decision", _("Decision and card")), ("cases:fees", _("Fees")),
    ("journeys:around_case", _("Around the case")))


def pages_of_case(current: str) -> list[tuple[str, Promise, bool]]:
    """Return the pages as (route, title, whether it is the one shown)."""
    return [(route, title, route == current) for route, title in PAGES]

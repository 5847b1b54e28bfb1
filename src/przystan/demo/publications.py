"""What the demo office has published: the project's last day, and a proposal that waits."""

from __future__ import annotations

from datetime import date, timedelta

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting

LAST_DAY, NOVEMBER = date(2023, 8, 31), date(2023, 11, 30)


def build() -> None:
    """Publish the figures of the project's last day, and propose those of November.

    Thirty-five persons came to light after the last day, so what was published shows late rows.
    """
    ids = {u.username: u.id for u in accounts.list_users()}
    published_at = clock.day_start(date(2023, 9, 7)) + timedelta(hours=9)
    manager, deputy = (
        accounts.actor_of(user_id=ids[name], at=published_at) for name in ("manager", "deputy"))
    made = reporting.propose_publication(actor=manager, at=published_at, as_of=LAST_DAY)
    reporting.decide_publication(
        actor=deputy, at=published_at + timedelta(days=1), publication_id=made,
        decision=reporting.Decision.APPROVED)
    reporting.propose_publication(
        actor=deputy, at=clock.day_start(date(2023, 12, 6)) + timedelta(hours=10),
        as_of=NOVEMBER)

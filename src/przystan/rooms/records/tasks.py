"""Jobs of records: every working morning the holders of overdue folders are told, once a term."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import public as records

# Five of UTC: before the office opens, in summer and in winter.
MORNING = "0 5 * * 1-5"


@app.periodic(cron=MORNING)
@app.task(queue="records", name="records.remind_of_overdue", pass_context=False)
def remind_of_overdue(timestamp: int) -> None:
    """Write the reminders that are due; the same morning twice writes nothing twice."""
    with transactions.transaction():
        records.remind_of_overdue(
            actor=accounts.system_actor("reminders"), at=clock.now())

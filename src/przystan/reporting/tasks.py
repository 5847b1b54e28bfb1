"""Jobs of reporting: due reports are sent every morning, figures of screens are counted again."""

from __future__ import annotations

import contextlib
from datetime import date

from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.reporting import public as reporting
from przystan.rooms.finance import public as finance

# Five of UTC: the day before is over in Warsaw, in summer and in winter.
MORNING = "0 5 * * *"


@app.periodic(cron=MORNING)
@app.task(queue="reporting", name="reporting.send_due_reports", pass_context=False)
def send_due_reports(timestamp: int) -> None:
    """Send the reports that are due; the same morning twice sends nothing twice."""
    with transactions.transaction():
        reporting.send_due_reports(at=clock.now())


# More often than the screens forget.
OFTEN = "*/5 * * * *"


@app.task(queue="reporting", name="reporting.count_again")
def count_again(codes: list[str], as_of: str) -> None:
    """Count figures that a screen shows, so that whoever opens it next need not wait."""
    with transactions.transaction():
        reporting.kept_figures(
            codes=codes, as_of=date.fromisoformat(as_of), at=clock.now(), anew=True)


@app.periodic(cron=OFTEN)
@app.task(queue="reporting", name="reporting.count_the_report", pass_context=False)
def count_the_report(timestamp: int) -> None:
    """Count the report of today: it is the first that a manager opens."""
    at = clock.now()
    with contextlib.suppress(finance.ProjectNotFound), transactions.transaction():
        reporting.kept_figures(as_of=clock.local_date(at), at=at, anew=True)

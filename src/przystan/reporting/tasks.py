"""Jobs of reporting: every morning the reports of what is over are sent, each once."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.reporting import public as reporting

# Five of UTC: the day before is over in Warsaw, in summer and in winter.
MORNING = "0 5 * * *"


@app.periodic(cron=MORNING)
@app.task(queue="reporting", name="reporting.send_due_reports", pass_context=False)
def send_due_reports(timestamp: int) -> None:
    """Send the reports that are due; the same morning twice sends nothing twice."""
    with transactions.transaction():
        reporting.send_due_reports(at=clock.now())

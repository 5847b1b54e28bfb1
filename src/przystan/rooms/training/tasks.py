"""The daily job of training: certificates that end, and what was used after three months."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import public as training

# UTC, in the morning of a working day.
MORNINGS = "10 6 * * 1-5"


@app.periodic(cron=MORNINGS)
@app.task(queue="training", name="training.send_reminders", pass_context=False)
def send_reminders(timestamp: int) -> None:
    """Write the reminders that are due, each once."""
    with transactions.transaction():
        training.send_reminders(at=clock.now())

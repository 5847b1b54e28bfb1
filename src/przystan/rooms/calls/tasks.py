"""Jobs of calls: recordings whose retention has ended are erased every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls

# UTC: after midnight in Warsaw, in summer and in winter.
NIGHT = "40 23 * * *"


@app.periodic(cron=NIGHT)
@app.task(queue="calls", name="calls.erase_recordings", pass_context=False)
def erase_recordings(timestamp: int) -> None:
    """Erase what is kept no longer; a second time finds nothing."""
    with transactions.transaction():
        calls.erase_old_recordings(
            actor=accounts.system_actor("retention"), at=clock.now())

"""Jobs of cases: clocks counted anew after a change of law, batch by batch."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import public as cases


@app.task(queue="cases", name="cases.recount", pass_context=False)
def recount() -> None:
    """Count on until no open case rests on older law; stopped, the next run goes on from there."""
    while True:
        with transactions.transaction():
            counted = cases.recount_batch(at=clock.now())
        if not counted:
            return

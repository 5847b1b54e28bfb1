"""The daily job of once: keys of days gone by are forgotten."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.once import public as once

NIGHT, KEPT = "50 1 * * *", timedelta(days=3)


@app.periodic(cron=NIGHT)
@app.task(queue="platform", name="once.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Forget deliveries of more than three days ago."""
    once.forget_before(at=clock.now() - KEPT)

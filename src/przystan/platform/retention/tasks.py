"""The run: every night, and when the administrator asks for one."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.retention import public as retention
from przystan.platform.transactions import public as transactions

NIGHT = "50 1 * * *"


@app.periodic(cron=NIGHT)
@app.task(queue="platform", name="retention.nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Begin the night's run, or go on with one that was killed."""
    with transactions.transaction():
        run_id = retention.begin_run(actor=accounts.system_actor("retention"), at=clock.now())
    work(run_id)


@app.task(queue="platform", name="retention.run", pass_context=False)
def run(run_id: int) -> None:
    """Do a run that somebody asked for."""
    work(run_id)


def work(run_id: int) -> None:
    """Do what is left of a run, each portion in a transaction of its own."""
    actor = accounts.system_actor("retention")
    for kind in retention.passing():
        while True:
            with transactions.transaction():
                count = retention.do_portion(run_id=run_id, code=kind.code, at=clock.now())
            if count == 0:
                break
    with transactions.transaction():
        retention.end_run(run_id=run_id, actor=actor, at=clock.now())

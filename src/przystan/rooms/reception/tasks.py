"""Jobs of reception: the calendar is filled, holders are reminded, past bookings are closed."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import public as reception

# UTC, before the office opens in summer and in winter.
MORNING, HOURLY = "30 4 * * *", "7 * * * *"
# A worker that begins makes up for the last ten minutes: it learns at once.
OFTEN = "*/10 * * * *"


@app.periodic(cron=MORNING)
@app.task(queue="reception", name="reception.lay_slots", pass_context=False)
def lay_slots(timestamp: int) -> None:
    """Fill every branch's calendar as far as its rules reach; a second time adds nothing."""
    for branch in sites.list_branches():
        with transactions.transaction():
            reception.lay_slots(
                branch=branch.code, actor=accounts.system_actor("calendar"), at=clock.now())


@app.periodic(cron=OFTEN)
@app.task(queue="reception", name="reception.learn_forecast", pass_context=False)
def learn_forecast(timestamp: int) -> None:
    """Learn the day's forecast before anybody asks; one that is known costs a look."""
    for branch in sites.list_branches():
        with transactions.transaction():
            reception.published_share(branch=branch.code, at=clock.now())


@app.periodic(cron=HOURLY)
@app.task(queue="reception", name="reception.tend_bookings", pass_context=False)
def tend_bookings(timestamp: int) -> None:
    """Remind of the visits of the next day and a half, once each, and close those missed."""
    with transactions.transaction():
        reception.close_past_bookings(actor=accounts.system_actor("calendar"), at=clock.now())
        reception.remind_of_bookings(actor=accounts.system_actor("reminders"), at=clock.now())

"""Jobs of cases: clocks counted anew by new law, electronic letters asked after."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import public as cases

HOURLY = "17 * * * *"
logger = logging.getLogger(__name__)


@app.task(queue="cases", name="cases.recount", pass_context=False)
def recount() -> None:
    """Count on until no open case rests on older law; stopped, the next run goes on from there."""
    while True:
        with transactions.transaction():
            counted = cases.recount_batch(at=clock.now())
        if not counted:
            return


@app.periodic(cron=HOURLY)
@app.task(queue="cases", name="cases.ask_for_deliveries", pass_context=False)
def ask_for_deliveries(timestamp: int) -> None:
    """Ask the service about every letter in an electronic box; each stands by itself."""
    for case_id, letter_id, reference, sent_on in cases.letters_under_way():
        try:
            with transactions.transaction():
                cases.ask_for_delivery(
                    case_id=case_id, letter_id=letter_id, reference=reference, sent_on=sent_on,
                    actor=accounts.system_actor("electronic delivery"), at=clock.now())
        except cases.DeliveryUnreachable as failure:
            logger.warning("letter %s: %s", letter_id, failure)

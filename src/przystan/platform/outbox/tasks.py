"""The job that delivers a message, tried again with growing pauses."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from przystan.platform.clock import public as clock
from przystan.platform.outbox import public
from przystan.platform.transactions import public as transactions


class NotDeliveredYet(Exception):
    """The carrier did not take the message this time; the job is tried again."""


# From ten seconds to a day and a half: a receiver that is down for a day loses nothing.
RETRY = RetryStrategy(max_attempts=14, exponential_wait=3, wait=10)


@app.task(queue="outbox", retry=RETRY, name="outbox.deliver")
def deliver(message_id: int) -> None:
    """Deliver one message; what has been delivered is not sent again."""
    with transactions.transaction():
        outcome = public.deliver_message(message_id=message_id, at=clock.now())
    if outcome == "failed":
        raise NotDeliveredYet(message_id)

"""SMS that a gateway hands over: each once, and nothing of it kept but that it came."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models


def is_new_sms(*, gateway: str, message_id: str) -> bool:
    """Whether a gateway hands this message over for the first time.

    Holds a second delivery back until the transaction of the first has ended.
    """
    transactions.lock_section(f"calls.sms:{gateway}:{message_id}")
    return not models.IncomingSms.objects.filter(
        gateway=gateway, message_id=message_id).exists()


def take_sms(
    *, gateway: str, message_id: str, outcome: str, language: str, at: datetime
) -> None:
    """Note that an SMS was taken in, and how it was answered.

    Neither number nor words are kept. No audit line: the gateway's own act.
    """
    models.IncomingSms.objects.create(
        gateway=gateway, message_id=message_id, outcome=outcome, language=language, at=at)

"""SMS that a gateway hands over: each once, and nothing of it kept but that it came."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models


def take_sms(
    *, gateway: str, message_id: str, outcome: str, language: str, at: datetime
) -> bool:
    """Note that an SMS was taken in; False when the gateway delivers it a second time.

    Neither number nor words are kept. No audit line: the gateway's own act.
    """
    try:
        with transactions.transaction():
            models.IncomingSms.objects.create(
                gateway=gateway, message_id=message_id, outcome=outcome, language=language, at=at)
    except IntegrityError:
        return False
    return True

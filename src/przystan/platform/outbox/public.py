"""The door of the outbox: write a message with an act; it leaves after the commit, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from przystan.platform.outbox import models
from przystan.platform.outbox.ports import Carrier, DeliveryFailed, Outgoing

__all__ = [
    "Carrier", "DeliveryFailed", "MessageLine", "Outgoing", "connect_carriers", "carriers",
    "deliver_message", "last_attempt", "list_messages", "write_message",
]

_carriers: dict[str, Carrier] = {}


@dataclass(frozen=True)
class MessageLine:
    """One message as the list of the outbox shows it: no body, no recipient."""

    id: int
    key: str
    channel: str
    language: str
    written_at: datetime
    outcome: str
    attempts: int


def connect_carriers(wired: Mapping[str, Carrier]) -> None:
    """Say which carrier serves which channel; called once, by the composition root."""
    _carriers.clear()
    _carriers.update(wired)


def carriers() -> Mapping[str, Carrier]:
    """Return the carrier of each channel."""
    return dict(_carriers)


def write_message(
    *, key: str, channel: str, recipient: str, subject: str, body: str, language: str,
    at: datetime,
) -> bool:
    """Write a message in the transaction of its act; return False when its key is known.

    Nothing leaves before the commit: the job that delivers it is written in the same transaction.
    """
    message, is_new = models.Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel, "recipient": recipient, "subject": subject[:200], "body": body,
            "language": language, "written_at": at,
        },
    )
    if is_new:
        from przystan.platform.outbox.tasks import deliver

        deliver.defer(message_id=message.pk)
    return is_new


def deliver_message(*, message_id: int, at: datetime) -> str:
    """Try to deliver one message and append the attempt; return its outcome.

    A message delivered before is not sent again. Raises DeliveryFailed for a failure worth
    another try, after the attempt is written.
    """
    message = models.Message.objects.select_for_update().get(pk=message_id)
    if message.attempts.filter(outcome="delivered").exists():
        return "delivered"
    carrier = _carriers[message.channel]
    out = Outgoing(
        message.key, message.recipient, message.subject, message.body, message.language
    )
    try:
        reference = carrier.deliver(out)
        outcome = "delivered"
    except DeliveryFailed as failure:
        reference = str(failure)[:200]
        outcome = "refused" if failure.permanent else "failed"
    models.Attempt.objects.create(
        message=message, at=at, outcome=outcome, carrier=carrier.name, reference=reference
    )
    return outcome


def last_attempt(*, channel: str, recipient: str, since: datetime) -> str | None:
    """Return how the last attempt on a channel to a recipient ended, None when there was none."""
    return models.Attempt.objects.filter(
        message__channel=channel, message__recipient=recipient, at__gte=since,
    ).order_by("-id").values_list("outcome", flat=True).first()


def list_messages(*, limit: int = 50, before_id: int | None = None) -> tuple[MessageLine, ...]:
    """Return the latest messages first, without recipients and bodies."""
    last = models.Attempt.objects.filter(message=OuterRef("pk")).order_by("-id")
    found = models.Message.objects.annotate(
        outcome=Subquery(last.values("outcome")[:1])
    ).prefetch_related("attempts").order_by("-id")
    if before_id is not None:
        found = found.filter(pk__lt=before_id)
    return tuple(
        MessageLine(m.pk, m.key, m.channel, m.language, m.written_at,
                    m.outcome or "waiting", len(m.attempts.all()))
        for m in found[:limit]
    )

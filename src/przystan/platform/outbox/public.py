"""The door of the outbox: write a message with an act; it leaves after the commit, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from przystan.platform.accounts import public as accounts
from przystan.platform.files import public as files
from przystan.platform.outbox import models
from przystan.platform.outbox.ports import Carrier, DeliveryFailed, Outgoing, OutgoingFile
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions.public import fetch_rows

__all__ = [
    "MAY_NOT_READ", "AttachedFile", "Carrier", "DeliveryFailed", "FilesTooLarge", "MessageLine",
    "Outgoing", "OutgoingFile", "connect_carriers", "carriers", "deliver_message", "is_written",
    "last_attempt", "list_messages", "write_message",
]

# What the log of attempts says; shown in the reader's language by whoever lists them.
MAY_NOT_READ, FILE_GONE = "the recipient may not read this", "the file is no longer stored"
# A key that another transaction is about to write is waited for.
WRITE = """
INSERT INTO outbox_message
    (key, channel, recipient, subject, body, language, needs, written_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING RETURNING id
"""
_carriers: dict[str, Carrier] = {}


class FilesTooLarge(ActRefused):
    """The files are more than a letter may carry; `message` says how large, and the limit."""


@dataclass(frozen=True)
class AttachedFile:
    """A stored file that goes with a message: its digest and the name that it has there."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True)
class MessageLine:
    """One message as the list of the outbox shows it: no body, no recipient.

    `reference` is what the last attempt said: the carrier's number, or why it failed.
    """

    id: int
    key: str
    channel: str
    language: str
    written_at: datetime
    outcome: str
    attempts: int
    reference: str = ""
    files: tuple[AttachedFile, ...] = ()


def connect_carriers(wired: Mapping[str, Carrier]) -> None:
    """Say which carrier serves which channel; called once, by the composition root."""
    _carriers.clear()
    _carriers.update(wired)


def carriers() -> Mapping[str, Carrier]:
    """Return the carrier of each channel."""
    return dict(_carriers)


def is_written(*, key: str) -> bool:
    """Whether a message with this key stands in the outbox, whatever became of it."""
    return models.Message.objects.filter(key=key).exists()


def write_message(
    *, key: str, channel: str, recipient: str, subject: str, body: str, language: str,
    at: datetime, attached: Sequence[AttachedFile] = (), needs: accounts.Permission | None = None,
) -> bool:
    """Write a message in the transaction of its act; return False when its key is known.

    Nothing leaves before the commit: the job that delivers it is written in the same transaction.
    `attached` are stored files, each in a message once. `needs`: it leaves only for an address of
    somebody of the office who is allowed this when it leaves. Raises FilesTooLarge.
    """
    size, most = sum(f.size for f in attached), settings.MAIL_FILES_MAX_BYTES
    if size > most:
        raise FilesTooLarge(_("The files have %(size)s; a letter carries at most %(most)s.") % {
            "size": filesizeformat(size), "most": filesizeformat(most)})
    rows = fetch_rows(WRITE, [
        key, channel, recipient, subject[:200], body, language, needs.value if needs else "", at])
    for (message_id,) in rows:
        from przystan.platform.outbox.tasks import deliver

        models.Attachment.objects.bulk_create([
            models.Attachment(message_id=message_id, sha256=f.sha256, name=f.name[:200],
                              size=f.size)
            for f in {f.sha256: f for f in attached}.values()])
        deliver.defer(message_id=message_id)
    return bool(rows)


def deliver_message(*, message_id: int, at: datetime) -> str:
    """Try to deliver one message and append the attempt; return its outcome.

    A message delivered before is not sent again. Refused, and not sent: a message whose recipient
    may not read it any more, and one whose file is no longer stored.
    """
    message = models.Message.objects.select_for_update().get(pk=message_id)
    if message.attempts.filter(outcome="delivered").exists():
        return "delivered"
    carrier = _carriers[message.channel]
    try:
        reference = carrier.deliver(_outgoing(message, at))
        outcome = "delivered"
    except DeliveryFailed as failure:
        reference = str(failure)[:200]
        outcome = "refused" if failure.permanent else "failed"
    models.Attempt.objects.create(
        message=message, at=at, outcome=outcome, carrier=carrier.name, reference=reference
    )
    return outcome


def _outgoing(message: models.Message, at: datetime) -> Outgoing:
    if message.needs and not accounts.may_be_told(
            email=message.recipient, permission=accounts.Permission(message.needs), at=at):
        raise DeliveryFailed(MAY_NOT_READ, permanent=True)
    try:
        found = [(f.name, files.read_file(sha256=f.sha256)) for f in message.attachments.all()]
    except files.FileNotStored as missing:
        raise DeliveryFailed(FILE_GONE, permanent=True) from missing
    return Outgoing(
        message.key, message.recipient, message.subject, message.body, message.language,
        tuple(OutgoingFile(name, f.media_type, f.content) for name, f in found))


def last_attempt(*, channel: str, recipient: str, since: datetime) -> str | None:
    """Return how the last attempt on a channel to a recipient ended, None when there was none."""
    rows = fetch_rows(
        "SELECT a.outcome FROM outbox_attempt a JOIN outbox_message m ON m.id = a.message_id"
        " WHERE m.channel = %s AND m.recipient = %s AND a.at >= %s ORDER BY a.id DESC LIMIT 1",
        [channel, recipient, since])
    return str(rows[0][0]) if rows else None


def list_messages(
    *, limit: int = 50, before_id: int | None = None, key_starts: str = ""
) -> tuple[MessageLine, ...]:
    """Return the latest messages first, without recipients and bodies."""
    last = models.Attempt.objects.filter(message=OuterRef("pk")).order_by("-id")
    found = models.Message.objects.annotate(
        outcome=Subquery(last.values("outcome")[:1]),
        reference=Subquery(last.values("reference")[:1]),
    ).prefetch_related("attempts", "attachments").order_by("-id")
    if before_id is not None:
        found = found.filter(pk__lt=before_id)
    if key_starts:
        found = found.filter(key__startswith=key_starts)
    return tuple(
        MessageLine(m.pk, m.key, m.channel, m.language, m.written_at,
                    m.outcome or "waiting", len(m.attempts.all()), m.reference or "",
                    tuple(AttachedFile(f.sha256, f.name, f.size) for f in m.attachments.all()))
        for m in found[:limit]
    )

"""Taking letters by e-mail in: the message is kept whole, its attachments are sorted as stacks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.files import public as files
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import models
from przystan.rooms.documents.operations.letters import StackRefused, take_stack
from przystan.rooms.documents.ports import Mailbox
from przystan.rooms.documents.queries.mail import MailNotFound
from przystan.rooms.documents.rules.mail import Attached, ReadMail, read_mail
from przystan.rooms.documents.types import PartProblem

MAX_MAIL_BYTES = 50 << 20


@dataclass(frozen=True)
class Collected:
    """What one look into the mailbox brought; `too_large` messages stay there."""

    taken: int
    known: int
    too_large: int


def collect_mail(*, mailbox: Mailbox, actor: Actor, now: Callable[[], datetime]) -> Collected:
    """Take in everything that lies in a mailbox, one transaction a message.

    A message is put aside there only after it is stored here: cut in between, it comes again and
    is known. Raises MailboxFailed; what was taken before that is taken.
    """
    counts = Counter[str]()
    for key, content in mailbox.messages(max_bytes=MAX_MAIL_BYTES):
        if content is None:
            counts["too_large"] += 1
            continue
        with transactions.transaction():
            _, is_new = take_mail(actor=actor, at=now(), content=content)
        mailbox.settle(key=key)
        counts["taken" if is_new else "known"] += 1
    return Collected(counts["taken"], counts["known"], counts["too_large"])


def take_mail(*, actor: Actor, at: datetime, content: bytes) -> tuple[int, bool]:
    """Take one message in; return its id, and whether it is new. Delivered twice it is one.

    Each attachment becomes a stack; one case sign in the subject says whose the letters without a
    separator sheet are. What is attached and is no letter is named and left in the message.
    """
    read = read_mail(content)
    key = hashlib.sha256(read.message_id.encode()).hexdigest() if read.message_id else ""
    transactions.lock_section("documents.take_mail")
    known = models.ReceivedMail.objects.filter(message_key=key).first() if key else None
    known = known or models.ReceivedMail.objects.filter(
        sha256=hashlib.sha256(content).hexdigest()).first()
    if known:
        return known.pk, False
    mail = models.ReceivedMail.objects.create(
        sha256=files.store_file(
            name="message.eml", media_type="message/rfc822", content=content, at=at),
        message_key=key, taken_at=at, case_sign=_sign(read))
    mail.left = [[a.name, problem.value] for a in read.attached
                 if (problem := _take(a, mail, actor, at)) is not None]
    mail.save(update_fields=["left"])
    audit.record(actor=actor, at=at, action="documents.take_mail",
                 subject=f"documents.mail:{mail.pk}",
                 details={"attached": len(read.attached), "left": len(mail.left)})
    return mail.pk, True


def _sign(read: ReadMail) -> str:
    """The sign of the one case that the subject names; of two, neither."""
    found = [s for s in read.signs if cases.find_case(sign=s)]
    return found[0] if len(found) == 1 else ""


def _take(
    attached: Attached, mail: models.ReceivedMail, actor: Actor, at: datetime
) -> PartProblem | None:
    if attached.is_logo:
        return PartProblem.LOGO
    try:
        _, is_new = take_stack(
            actor=actor, at=at, name=attached.name, content=attached.content,
            case_sign=mail.case_sign, mail_id=mail.pk)
    except StackRefused:
        return PartProblem.KIND if attached.content else PartProblem.EMPTY
    return None if is_new else PartProblem.KNOWN


def open_mail(*, mail_id: int, actor: Actor, at: datetime) -> ReadMail:
    """Return what a message says, and write that the actor read it.

    Raises MailNotFound.
    """
    found = models.ReceivedMail.objects.filter(pk=mail_id).first()
    if found is None:
        raise MailNotFound(mail_id)
    audit.record_read(actor=actor, at=at, action="documents.open_mail",
                      subject=f"documents.mail:{mail_id}")
    return read_mail(files.read_file(sha256=found.sha256).content)


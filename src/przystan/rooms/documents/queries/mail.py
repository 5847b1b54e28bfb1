"""Reads of messages that came to the office's mailbox."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.ports import Mailbox
from przystan.rooms.documents.queries.letters import stack_of
from przystan.rooms.documents.types import Mail, PartProblem

PROBLEMS = {
    PartProblem.KIND: _("no PDF, TIFF, JPEG or PNG"), PartProblem.EMPTY: _("empty"),
    PartProblem.KNOWN: _("was taken before"), PartProblem.LOGO: _("a small picture in the text"),
}
_mailboxes: list[Mailbox] = []


class MailNotFound(Exception):
    """There is no such message."""


def connect_mailbox(mailbox: Mailbox) -> None:
    """Say where letters by e-mail come to; called at most once, by the composition root."""
    _mailboxes[:] = [mailbox]


def connected_mailbox() -> Mailbox | None:
    """Return the connected mailbox, None where none is set up."""
    return _mailboxes[0] if _mailboxes else None


def part_problem_label(problem: PartProblem) -> str:
    """Return why an attachment was not taken, in the reader's language."""
    return str(PROBLEMS[problem])


def list_mails(*, offset: int = 0, limit: int = 26) -> tuple[Mail, ...]:
    """Return messages with their stacks, the latest first; of the message itself nothing."""
    rows = models.ReceivedMail.objects.prefetch_related("stacks__letters").order_by("-pk")
    return tuple(_mail(row) for row in rows[offset:offset + limit])


def get_mail(*, mail_id: int) -> Mail:
    """Return one message with its stacks; of the message itself nothing. Raises MailNotFound."""
    row = models.ReceivedMail.objects.prefetch_related("stacks__letters").filter(
        pk=mail_id).first()
    if row is None:
        raise MailNotFound(mail_id)
    return _mail(row)


def _mail(row: models.ReceivedMail) -> Mail:
    return Mail(row.pk, row.taken_at, row.case_sign,
                tuple(stack_of(s) for s in sorted(row.stacks.all(), key=lambda s: s.pk)),
                tuple((name, PartProblem(p)) for name, p in row.left))

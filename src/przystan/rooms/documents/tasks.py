"""Jobs of documents: stacks are sorted and mail is collected beside the pages."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.documents import public as documents

EVERY_FIVE_MINUTES = "*/5 * * * *"
logger = logging.getLogger(__name__)


@app.task(queue="documents", name="documents.sort_stack", pass_context=False)
def sort_stack(stack_id: int) -> None:
    """Sort one stack; twice is once."""
    with transactions.transaction():
        documents.sort_stack(
            actor=accounts.system_actor("scanner"), at=clock.now(), stack_id=stack_id)


@app.periodic(cron=EVERY_FIVE_MINUTES)
@app.task(queue="documents", name="documents.collect_mail", pass_context=False)
def collect_mail(timestamp: int) -> None:
    """Take in what has come to the mailbox, if one is connected."""
    mailbox = documents.connected_mailbox()
    if mailbox is None:
        return
    try:
        told = documents.collect_mail(
            mailbox=mailbox, actor=accounts.system_actor("mailbox"), now=clock.now)
    except documents.MailboxFailed as failure:
        logger.warning("the mailbox: %s", failure)
        return
    if told.too_large:
        logger.warning("the mailbox: %s messages are too large and stay there", told.too_large)

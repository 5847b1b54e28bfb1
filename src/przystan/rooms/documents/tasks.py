"""Jobs of documents: a scanned stack is sorted beside the pages, not in a request."""

from __future__ import annotations

from procrastinate.contrib.django import app

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.documents import public as documents


@app.task(queue="documents", name="documents.sort_stack", pass_context=False)
def sort_stack(stack_id: int) -> None:
    """Sort one stack; twice is once."""
    with transactions.transaction():
        documents.sort_stack(
            actor=accounts.system_actor("scanner"), at=clock.now(), stack_id=stack_id)

"""Writes of reminders: whoever keeps a folder beyond its term is told, once a term."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.ui import public as ui
from przystan.rooms.records import models
from przystan.rooms.records.queries.requests import list_loans
from przystan.rooms.records.types import Loan

KEY = "records.overdue:"


def remind_of_overdue(*, actor: Actor, at: datetime) -> tuple[int, int]:
    """Write one message to the holder of every overdue folder who was not told of this term.

    The holder is the user of that name; one without an address, or a name that two users have,
    gets none and stays on the clerk's list. Returns how many were written, and how many could
    not be.
    """
    overdue = [x for x in list_loans(today=clock.local_date(at), only_late=True, limit=None)
               if x.term_id is not None and x.reminded_at is None]
    contacts = accounts.contacts_of_names(names={x.holder for x in overdue})
    told = [x for x in overdue if x.holder in contacts]
    for loan in told:
        _write(loan, contacts, at)
    models.LoanReminder.objects.bulk_create(
        [models.LoanReminder(term_id=x.term_id, at=at) for x in told if x.term_id])
    if told:
        audit.record(actor=actor, at=at, action="records.remind_of_overdue",
                     subject="records.loan:batch", details={"messages": len(told)})
    return len(told), len(overdue) - len(told)


def _write(loan: Loan, contacts: Mapping[str, tuple[str, str]], at: datetime) -> None:
    address, language = contacts[loan.holder]
    assert loan.due_date is not None
    with translation.override(language):
        outbox.write_message(
            key=f"{KEY}{loan.term_id}", channel="mail", recipient=address, language=language,
            subject=gettext("Please return folder %(sign)s") % {"sign": loan.case_sign},
            body=gettext("Folder %(sign)s was due back on %(day)s. Please bring it to the "
                         "repository, or ask there for more time.") % {
                             "sign": loan.case_sign, "day": ui.date_text(loan.due_date)}, at=at)

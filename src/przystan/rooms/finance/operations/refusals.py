"""What the database refuses, said in a sentence: the name of each constraint and its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions

# Constraint → the field that is wrong, and why.
SENTENCES = {
    "finance_project_ends_after_start": (
        "ends_on", _("The project ends before it starts.")),
    "finance_value_positive": ("value", _("The project's value is more than nought.")),
    "finance_rate_at_most_75_percent": ("rate", _("The Fund pays at most 75 % of the value.")),
    "finance_cofinancing_is_rate_of_value": (
        "cofinancing", _("The co-financing is the value times the rate, to the cent.")),
    "finance_line_code_once": ("code", _("Two budget lines have the same code.")),
    "finance_line_positive": ("amount", _("The amount of a budget line is more than nought.")),
    "finance_document_once": (
        "document_number",
        _("This document is recorded already, on the same line with the same amount.")),
    "finance_amount_not_zero": ("amount", _("The amount cannot be zero.")),
    "finance_payment_kind_known": ("kind", _("This is no kind of payment.")),
    "finance_payment_sign": (
        "amount", _("A repayment is below nought, every other payment above it.")),
    "finance_payment_document_once": (
        "document_number", _("This payment is recorded already.")),
    "finance_settlement_ends_after_start": (
        "period_until", _("The period ends before it starts.")),
    "finance_settlement_after_its_period": (
        "settled_on", _("A period is settled after it is over.")),
    "finance_accepted_at_most_declared": (
        "accepted", _("Accepted is between nought and what was declared, and something was"
                      " declared.")),
    "finance_settlement_number_once": ("number", _("A settlement has this number already.")),
    "finance_target_above_baseline": ("value", _("A target is above its baseline.")),
    "finance_product_known": ("product", _("This is no product.")),
    "finance_line_pays_for_one_product": (
        "line_code", _("This budget line pays for a product already: its costs would count"
                       " twice.")),
}


class MoneyRefused(ActRefused):
    """The money's rules do not allow this; `field` is what is wrong, `message` says why."""


@contextmanager
def held_by_the_database() -> Iterator[None]:
    """Write within, and turn a broken constraint into MoneyRefused; nothing is written then."""
    try:
        with transactions.transaction():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        said = SENTENCES.get(getattr(diagnosis, "constraint_name", None) or "")
        if said is None:
            raise
        field, message = said
        raise MoneyRefused(message, field) from error

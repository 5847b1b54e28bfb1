"""Where an adviser acts: what is recorded in a branch is changed by those who work there."""

from __future__ import annotations

from przystan.platform.accounts.public import Actor, Permission, must_act_in
from przystan.rooms.advisory.queries.cards import branches_of_card, get_card
from przystan.rooms.advisory.types import Card


def must_record_in(actor: Actor, branch: str) -> None:
    """Let on who records in this branch. Raises OutsideBranch."""
    must_act_in(actor, Permission.ADVISORY_RECORD, [branch])


def must_serve_card(actor: Actor, card_id: int) -> Card:
    """Return the card to who records in one of its branches. Raises CardNotFound, OutsideBranch."""
    card = get_card(card_id=card_id)
    must_act_in(actor, Permission.ADVISORY_RECORD, branches_of_card(card))
    return card

"""What the page of one card shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from przystan.rooms.advisory.types.eligibility import DocumentSeen, EligibilityCheck
from przystan.rooms.advisory.types.followups import FollowUp, Referral
from przystan.rooms.advisory.types.notes import SealedNote
from przystan.rooms.advisory.types.signatures import CardSignature
from przystan.rooms.advisory.types.specialists import LanguagePair, Specialist
from przystan.rooms.advisory.types.visits import Card, Visit


@dataclass(frozen=True)
class CardPage:
    """One card with all that hangs on it, the latest first. No note's content is in it.

    `sealed` says by service which sealed notes exist; `interpreters` by visit who interpreted.
    """

    card: Card
    visits: tuple[Visit, ...]
    documents: tuple[DocumentSeen, ...]
    checks: tuple[EligibilityCheck, ...]
    signatures: tuple[CardSignature, ...]
    followups: tuple[FollowUp, ...]
    referrals: tuple[Referral, ...]
    sealed: Mapping[int, tuple[SealedNote, ...]]
    interpreters: Mapping[int, tuple[Specialist, LanguagePair]]

"""States of referrals and what a follow-up must have. Pure."""

from __future__ import annotations

from datetime import date

from przystan.rooms.advisory.types.followups import NewFollowUp, NewReferral, ReferralState

S = ReferralState
# Whoever refused may not accept later: that is a new referral with a new consent.
TRANSITIONS: dict[ReferralState, frozenset[ReferralState]] = {
    S.MADE: frozenset({S.ACCEPTED, S.REFUSED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.DONE, S.WITHDRAWN}),
    S.REFUSED: frozenset(), S.DONE: frozenset(), S.WITHDRAWN: frozenset(),
}
NEED_REASON = frozenset({S.REFUSED, S.WITHDRAWN})


class InvalidFollowUp(ValueError):
    """A follow-up cannot be kept so; says what is wrong."""


class ReferralRefused(ValueError):
    """A referral cannot be made or moved so; says what is wrong."""


def check_followup(followup: NewFollowUp, made_on: date) -> None:
    """Raise InvalidFollowUp unless it says what is to be done, on a day not yet gone."""
    if not followup.task.strip():
        raise InvalidFollowUp("a follow-up says what is to be done")
    if followup.due_on < made_on:
        raise InvalidFollowUp("a follow-up is due today or later")


def check_referral(referral: NewReferral) -> None:
    """Raise ReferralRefused unless it names an organisation and has the person's consent."""
    if not referral.organisation.strip():
        raise ReferralRefused("a referral names the organisation")
    if not referral.has_consent:
        raise ReferralRefused("a referral needs the consent of the person")


def check_step(now: ReferralState, wanted: ReferralState, reason: str) -> None:
    """Raise ReferralRefused unless the referral may move so, with its reason where needed."""
    if wanted not in TRANSITIONS[now]:
        raise ReferralRefused("the referral is in a state that does not allow this")
    if wanted in NEED_REASON and not reason.strip():
        raise ReferralRefused("a refusal or withdrawal needs a reason")

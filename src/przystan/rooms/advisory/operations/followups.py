"""Writes of follow-ups and referrals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.operations.branches import must_serve_card
from przystan.rooms.advisory.queries.followups import (
    ReferralNotFound,
    get_followup,
)
from przystan.rooms.advisory.rules.followups import (
    ReferralRefused,
    check_followup,
    check_referral,
    check_step,
)
from przystan.rooms.advisory.types.followups import (
    NewFollowUp,
    NewReferral,
    ReferralState,
    ReferralStep,
)

FOLLOWUP_COLUMNS = ("id", "card_id", "visit_id", "branch_id", "due_on", "task", "made_at",
                    "actor_name")
DONE_COLUMNS = ("followup_id", "done_at", "outcome", "actor_name")
REFERRAL_COLUMNS = ("id", "card_id", "visit_id", "branch_id", "organisation", "purpose",
                    "has_consent")
STEP_COLUMNS = ("referral_id", "place", "state", "at", "actor_name", "reason")


class DoneAlready(ValueError):
    """The follow-up was done already."""


def add_followup(*, actor: Actor, at: datetime, followup: NewFollowUp) -> int:
    """Add something to be done for a beneficiary; return its id.

    Raises InvalidFollowUp, CardNotFound, OutsideBranch.
    """
    check_followup(followup, clock.local_date(at))
    card = must_serve_card(actor, followup.card_id)
    made = models.FollowUp.objects.create(
        card_id=followup.card_id, visit_id=followup.visit_id, branch_id=followup.branch,
        due_on=followup.due_on, task=followup.task.strip()[:300], made_at=at,
        actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="advisory.add_followup",
        subject=f"advisory.followup:{made.pk}", person_id=card.person_id)
    return made.pk


def finish_followup(
    *, actor: Actor, at: datetime, followup_id: int, outcome: str = ""
) -> None:
    """Record that a follow-up was done. Raises FollowUpNotFound, DoneAlready, OutsideBranch."""
    followup = get_followup(followup_id=followup_id)
    must_serve_card(actor, followup.card_id)
    try:
        with transactions.transaction():
            models.FollowUpDone.objects.create(
                followup_id=followup_id, done_at=at, outcome=outcome.strip()[:300],
                actor_name=actor.name)
    except IntegrityError as error:
        raise DoneAlready("the follow-up was done already") from error
    audit.record(
        actor=actor, at=at, action="advisory.finish_followup",
        subject=f"advisory.followup:{followup_id}", person_id=followup.person_id)


def reopen_followup(*, actor: Actor, at: datetime, followup_id: int) -> None:
    """Take back that a follow-up was done, by mistake; again is harmless. Raises OutsideBranch."""
    followup = get_followup(followup_id=followup_id)
    must_serve_card(actor, followup.card_id)
    gone, _by_table = models.FollowUpDone.objects.filter(followup=followup_id).delete()
    if gone:
        audit.record(
            actor=actor, at=at, action="advisory.reopen_followup",
            subject=f"advisory.followup:{followup_id}", person_id=followup.person_id)


def make_referral(*, actor: Actor, at: datetime, referral: NewReferral) -> int:
    """Refer a beneficiary to another organisation, with consent; return the referral's id.

    Raises ReferralRefused, CardNotFound, OutsideBranch.
    """
    check_referral(referral)
    card = must_serve_card(actor, referral.card_id)
    made = models.Referral.objects.create(
        card_id=referral.card_id, visit_id=referral.visit_id, branch_id=referral.branch,
        organisation=referral.organisation.strip()[:200], purpose=referral.purpose.strip()[:300],
        has_consent=referral.has_consent)
    models.ReferralStep.objects.create(
        referral=made, place=1, state=ReferralState.MADE.value, at=at, actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="advisory.make_referral",
        subject=f"advisory.referral:{made.pk}", person_id=card.person_id)
    return made.pk


def move_referral(
    *, actor: Actor, at: datetime, referral_id: int, state: ReferralState, reason: str = ""
) -> None:
    """Append the next state of a referral: accepted, refused, done or withdrawn.

    Raises ReferralNotFound, OutsideBranch, and ReferralRefused for a step that its state does
    not allow, also where somebody else was faster.
    """
    referral = models.Referral.objects.select_related("card").filter(pk=referral_id).first()
    if referral is None:
        raise ReferralNotFound(referral_id)
    must_serve_card(actor, referral.card_id)
    last = referral.steps.order_by("-place")[0]
    check_step(ReferralState(last.state), state, reason)
    try:
        with transactions.transaction():
            models.ReferralStep.objects.create(
                referral=referral, place=last.place + 1, state=state.value, at=at,
                actor_name=actor.name, reason=reason.strip()[:300])
    except IntegrityError as error:
        raise ReferralRefused("somebody else has just moved this referral") from error
    audit.record(
        actor=actor, at=at, action="advisory.move_referral",
        subject=f"advisory.referral:{referral_id}", person_id=referral.card.person_id,
        details={"state": state.value})


def record_followups_in_bulk(
    *, actor: Actor, at: datetime,
    followups: Iterable[tuple[NewFollowUp, datetime | None, str]] = (),
    referrals: Iterable[tuple[NewReferral, tuple[ReferralStep, ...]]] = (),
) -> int:
    """Record follow-ups (with when they were done and the outcome) and referrals by COPY.

    Returns the number of both. Raises InvalidFollowUp, ReferralRefused.
    """
    tasks, sent = list(followups), list(referrals)
    for task, _done, _outcome in tasks:
        check_followup(task, clock.local_date(task.made_at or at))
    for referral, steps in sent:
        check_referral(referral)
        for before, step in zip(steps, steps[1:]):
            check_step(before.state, step.state, step.reason)
    _copy_followups(actor, at, tasks)
    _copy_referrals(sent)
    count = len(tasks) + len(sent)
    audit.record(
        actor=actor, at=at, action="advisory.record_followups_in_bulk",
        subject="advisory.followup:many", details={"count": count})
    return count


def _copy_followups(
    actor: Actor, at: datetime, tasks: list[tuple[NewFollowUp, datetime | None, str]]
) -> None:
    ids = transactions.new_ids(table="advisory_followup", count=len(tasks))
    transactions.copy_rows(
        table="advisory_followup", columns=FOLLOWUP_COLUMNS,
        rows=((n, t.card_id, t.visit_id, t.branch, t.due_on, t.task, t.made_at or at, actor.name)
              for n, (t, _done, _outcome) in zip(ids, tasks)))
    transactions.copy_rows(
        table="advisory_followupdone", columns=DONE_COLUMNS,
        rows=((n, done, outcome, actor.name)
              for n, (_task, done, outcome) in zip(ids, tasks) if done))


def _copy_referrals(sent: list[tuple[NewReferral, tuple[ReferralStep, ...]]]) -> None:
    ids = transactions.new_ids(table="advisory_referral", count=len(sent))
    transactions.copy_rows(
        table="advisory_referral", columns=REFERRAL_COLUMNS,
        rows=((n, r.card_id, r.visit_id, r.branch, r.organisation, r.purpose, r.has_consent)
              for n, (r, _steps) in zip(ids, sent)))
    transactions.copy_rows(
        table="advisory_referralstep", columns=STEP_COLUMNS,
        rows=((n, place, s.state.value, s.at, s.by, s.reason)
              for n, (_r, steps) in zip(ids, sent) for place, s in enumerate(steps, 1)))



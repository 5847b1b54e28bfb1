"""Writes of decisions, appeals, cards and fees."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.cases import StageNotAllowed, advance
from przystan.rooms.cases.operations.letters import make_letter
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.cases import get_case
from przystan.rooms.cases.queries.proceedings import drafts_of, fees_of
from przystan.rooms.cases.rules import can_move
from przystan.rooms.cases.types import (
    CardStep,
    Decision,
    FeeEntryKind,
    LetterKind,
    NewFeeEntry,
    Stage,
    Verdict,
)

CARD_ORDER = list(CardStep)


class DraftRefused(ActRefused):
    """The draft, its review or its signature cannot stand; `message` says what to do."""

    field = "outcome"


class CardRefused(ActRefused):
    """The step of the card cannot be true; `message` says what to do."""

    field = "step"


class FeeRefused(ActRefused):
    """The line of the ledger cannot stand; `message` says what to do."""

    field = "amount"


def draft_decision(
    *, case_id: int, outcome: Decision, grounds: str, entry_key: UUID, actor: Actor, at: datetime
) -> int:
    """Draft a decision for the head's review and return the draft's id.

    The same `entry_key` twice is one draft. Raises CaseNotFound, DraftRefused.
    """
    lock_case(case_id)
    before = models.DecisionDraft.objects.filter(entry_key=entry_key).first()
    if before is not None:
        return int(before.pk)
    if not can_move(get_case(case_id=case_id).stage, Stage.DECIDED):
        raise DraftRefused(_("No decision can be made where the case stands: it is decided "
                             "already, or closed."))
    if not grounds.strip():
        raise DraftRefused(_("Say on what grounds."), "grounds")
    waiting = drafts_of(case_id=case_id)[:1]
    if waiting and waiting[0].verdict is not Verdict.RETURNED and not waiting[0].signed_on:
        raise DraftRefused(_("A draft is under review: it is returned or signed first."))
    draft = models.DecisionDraft.objects.create(
        case_id=case_id, outcome=outcome, grounds=grounds.strip(), recorded_at=at,
        recorded_by=actor.name, entry_key=entry_key)
    audit.record(actor=actor, at=at, action="cases.draft_decision",
                 subject=f"cases.case:{case_id}", details={"outcome": outcome})
    return int(draft.pk)


def review_draft(
    *, case_id: int, draft_id: int, verdict: Verdict, note: str, actor: Actor, at: datetime
) -> None:
    """Approve a draft or return it with a reason; nobody reviews their own. Raises DraftRefused."""
    models.Case.objects.select_for_update().filter(pk=case_id).first()
    draft = models.DecisionDraft.objects.filter(pk=draft_id, case_id=case_id).first()
    if draft is None:
        raise DraftRefused(_("This case has no such draft."), "verdict")
    if draft.recorded_by == actor.name:
        raise DraftRefused(_("Somebody else reviews a draft that you made."), "verdict")
    if verdict is Verdict.RETURNED and not note.strip():
        raise DraftRefused(_("Say why the draft is returned."), "note")
    try:
        with transactions.transaction():
            models.DraftReview.objects.create(
                draft=draft, drafted_by=draft.recorded_by, verdict=verdict, note=note.strip(),
                recorded_at=at, recorded_by=actor.name)
    except IntegrityError as twice:
        raise DraftRefused(_("This draft was reviewed before."), "verdict") from twice
    audit.record(actor=actor, at=at, action="cases.review_draft",
                 subject=f"cases.case:{case_id}", details={"verdict": verdict})


def sign_decision(
    *, case_id: int, draft_id: int, on: date, language: str, entry_key: UUID, actor: Actor,
    at: datetime,
) -> int:
    """Sign an approved draft: the case is decided and its letter made; return the letter's id.

    A case is decided once each time that it stands at the first instance. Raises DraftRefused.
    """
    case = models.Case.objects.select_for_update().filter(pk=case_id).first()
    draft = next((d for d in drafts_of(case_id=case_id) if d.id == draft_id), None)
    if case is None or draft is None or draft.verdict is not Verdict.APPROVED:
        raise DraftRefused(_("Only a draft that the head approved is signed."), "on")
    if draft.signed_on:
        raise DraftRefused(_("This decision is signed already."), "on")
    if on < case.received_on:
        raise DraftRefused(_("Nothing happens in a case before its application came."), "on")
    rounds = models.SignedDecision.objects.filter(case_id=case_id).count()
    models.SignedDecision.objects.create(
        case_id=case_id, round=rounds + 1, draft_id=draft_id, on=on, recorded_at=at,
        recorded_by=actor.name)
    try:
        advance(case_id=case_id, stage=Stage.DECIDED, on=on, decision=draft.outcome, actor=actor,
                at=at)
    except StageNotAllowed as refused:
        raise DraftRefused(_("The case is decided: a further decision follows an appeal."),
                           "on") from refused
    return make_letter(
        case_id=case_id, kind=LetterKind.DECISION, language=language, on=on, entry_key=entry_key,
        fields={"outcome": draft.outcome.value, "grounds": draft.grounds}, actor=actor, at=at)


def record_card_step(
    *, case_id: int, step: CardStep, on: date, actor: Actor, at: datetime
) -> None:
    """Record a step of the residence card, none skipped; ordering and collecting move the case.

    Raises CardRefused.
    """
    lock_case(case_id)
    known = {c.step: c.on for c in models.CardEvent.objects.filter(case_id=case_id)}
    if len(known) >= len(CARD_ORDER) or step is not CARD_ORDER[len(known)]:
        raise CardRefused(_("A card is ordered, produced, ready and then collected: record the "
                            "next of these steps."))
    if known and on < max(known.values()):
        raise CardRefused(_("The step before came later: check the day."), "on")
    moves = {CardStep.ORDERED: Stage.CARD_ORDERED, CardStep.COLLECTED: Stage.CLOSED}
    if step in moves and get_case(case_id=case_id).stage is not moves[step]:
        try:
            advance(case_id=case_id, stage=moves[step], on=on, actor=actor, at=at)
        except StageNotAllowed as refused:
            raise CardRefused(_("A card follows a granted decision: decide the case first."),
                              "step") from refused
    models.CardEvent.objects.create(
        case_id=case_id, step=step, on=on, recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="cases.record_card_step",
                 subject=f"cases.case:{case_id}", details={"step": step})


def record_fee(*, case_id: int, entry: NewFeeEntry, actor: Actor, at: datetime) -> None:
    """Append a line to a case's fee ledger; the same `entry_key` twice is one line.

    More is never given back than was paid, nor remitted than is due. Raises CaseNotFound,
    FeeRefused.
    """
    lock_case(case_id)
    if models.FeeEntry.objects.filter(entry_key=entry.entry_key).exists():
        return
    ledger = fees_of(case_id=case_id)
    if entry.amount <= 0:
        raise FeeRefused(_("An amount is more than nothing: give it in PLN."))
    if entry.kind is FeeEntryKind.REFUND and entry.amount > ledger.paid - ledger.refunded:
        raise FeeRefused(_("More than was paid cannot be given back."))
    if entry.kind is FeeEntryKind.RELIEF and entry.amount > ledger.due - ledger.relief:
        raise FeeRefused(_("The relief is greater than the fee that is due."))
    models.FeeEntry.objects.create(
        case_id=case_id, kind=entry.kind, fee=entry.fee, amount=entry.amount, on=entry.on,
        note=entry.note, recorded_at=at, recorded_by=actor.name, entry_key=entry.entry_key)
    audit.record(actor=actor, at=at, action="cases.record_fee", subject=f"cases.case:{case_id}",
                 details={"kind": entry.kind, "amount": str(entry.amount)})

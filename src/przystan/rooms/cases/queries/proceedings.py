"""Reads of one case's receipt, parties, checklist, letters, decisions, card and fees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from przystan.rooms.cases import models
from przystan.rooms.cases.queries.catalogue import EntryNotFound, get_entry
from przystan.rooms.cases.queries.evidence import hearings_of, opinions_of
from przystan.rooms.cases.rules.delivery import delivered_on, last_day_of
from przystan.rooms.cases.rules.receipts import is_in_time
from przystan.rooms.cases.types import (
    CardEntry,
    CardStep,
    CatalogueEntry,
    ChecklistLine,
    Confirmation,
    Decision,
    Delivery,
    DeliveryStep,
    Draft,
    FeeEntryKind,
    FeeLedger,
    ItemKind,
    LetterEntry,
    LetterKind,
    LinkedCase,
    LinkKind,
    NewFeeEntry,
    PartyEntry,
    PartyRole,
    ReceiptFacts,
    Regime,
    Verdict,
)


def receipt_of(*, case_id: int) -> ReceiptFacts | None:
    """Return when and how an application came; None for a case from before receipts."""
    found = models.Receipt.objects.select_related("case").filter(pk=case_id).first()
    if found is None:
        return None
    shown = models.ReceiptConfirmation.objects.filter(pk=case_id).first()
    return ReceiptFacts(
        found.received_at, Regime(found.regime), found.last_stay_date,
        is_in_time(found.case.received_on, found.last_stay_date),
        Confirmation(shown.kind) if shown else None, shown.on if shown else None)


def parties_of(*, case_id: int) -> tuple[PartyEntry, ...]:
    """Return who takes or took part in a case, in the order of recording. Names are people's."""
    found = models.Party.objects.filter(case_id=case_id).prefetch_related("ends").order_by("id")
    return tuple(party_entry(p) for p in found)


def party_entry(party: models.Party) -> PartyEntry:
    """Return a party, whose ends are prefetched, as it crosses the door."""
    end = next(iter(party.ends.all()), None)
    return PartyEntry(
        party.pk, PartyRole(party.role), party.person_id, party.organisation, party.since,
        end.on if end else None, end.reason if end else "")


def linked_cases(*, case_id: int) -> tuple[LinkedCase, ...]:
    """Return the cases that belong to a case."""
    low = models.CaseLink.objects.filter(low_id=case_id).select_related("high").order_by("id")
    high = models.CaseLink.objects.filter(high_id=case_id).select_related("low").order_by("id")
    return (*(LinkedCase(x.high_id, x.high.sign, LinkKind(x.kind)) for x in low),
            *(LinkedCase(x.low_id, x.low.sign, LinkKind(x.kind)) for x in high))


def entry_of_case(*, case_id: int) -> CatalogueEntry | None:
    """Return the version of its type that was in force when a case was received, if any."""
    case = models.Case.objects.select_related("type").get(pk=case_id)
    try:
        return get_entry(code=case.type.code, on=case.received_on)
    except EntryNotFound:
        return None


def checklist_of(*, case_id: int) -> tuple[ChecklistLine, ...]:
    """Return the checklist of a case: what came and when, and what the last summons asked for."""
    entry = entry_of_case(case_id=case_id)
    if entry is None:
        return ()
    ticks = dict(models.ChecklistTick.objects.filter(case_id=case_id).values_list("code", "on"))
    asked = dict(models.SummonsItem.objects.filter(
        summons__letter__case_id=case_id).order_by("id").values_list(
        "code", "summons__letter__made_on"))
    return tuple(
        ChecklistLine(i.code, i.kind, i.article, i.is_confirmed, i.text, ticks.get(i.code),
                      asked.get(i.code))
        for i in entry.checklist)


def letters_of(*, case_id: int) -> tuple[LetterEntry, ...]:
    """Return the letters of a case, the latest first, with their ways and what they ask for."""
    found = models.Letter.objects.filter(case_id=case_id).prefetch_related("steps").order_by("-id")
    summonses = {s.pk: s for s in models.Summons.objects.filter(
        letter__case_id=case_id).prefetch_related("items")}
    return tuple(_letter(x, summonses.get(x.pk)) for x in found)


def _letter(letter: models.Letter, summons: models.Summons | None) -> LetterEntry:
    steps = tuple(Delivery(DeliveryStep(s.step), s.on, s.reference) for s in letter.steps.all())
    day = delivered_on(steps)
    items = summons.items.all() if summons else ()
    return LetterEntry(
        letter.pk, LetterKind(letter.kind), letter.made_on, letter.language, steps, day,
        last_day_of(day.on, summons.days) if day and summons else None,
        tuple(ChecklistLine(i.code, ItemKind(i.kind), i.article, True, i.text, None,
                            letter.made_on) for i in items))


def drafts_of(*, case_id: int) -> tuple[Draft, ...]:
    """Return the drafts of a case's decisions, the latest first."""
    found = models.DecisionDraft.objects.filter(case_id=case_id).prefetch_related("reviews")
    signed = {s.draft_id: s for s in models.SignedDecision.objects.filter(case_id=case_id)}
    return tuple(_draft(d, next(iter(d.reviews.all()), None), signed.get(d.pk))
                 for d in found.order_by("-id"))


def _draft(
    draft: models.DecisionDraft, review: models.DraftReview | None,
    signed: models.SignedDecision | None,
) -> Draft:
    return Draft(
        draft.pk, Decision(draft.outcome), draft.grounds, draft.recorded_by, draft.recorded_at,
        Verdict(review.verdict) if review else None, review.note if review else "",
        review.recorded_by if review else "", signed.on if signed else None,
        signed.recorded_by if signed else "")


def list_drafts_to_review(*, limit: int = 100) -> tuple[tuple[int, str, Draft], ...]:
    """Return the drafts that wait for the head: case, sign and draft, the oldest first."""
    found = models.DecisionDraft.objects.filter(reviews__isnull=True).select_related("case")
    return tuple((d.case_id, d.case.sign, _draft(d, None, None))
                 for d in found.order_by("id")[:limit])


def card_of(*, case_id: int) -> tuple[CardEntry, ...]:
    """Return the steps of a case's residence card, oldest first."""
    found = models.CardEvent.objects.filter(case_id=case_id).order_by("id")
    return tuple(CardEntry(CardStep(c.step), c.on) for c in found)


def fees_of(*, case_id: int) -> FeeLedger:
    """Return the fee ledger of a case in PLN."""
    rows = models.FeeEntry.objects.filter(case_id=case_id).order_by("id")
    entries = tuple(NewFeeEntry(FeeEntryKind(r.kind), r.fee, r.amount, r.on, r.note, r.entry_key)
                    for r in rows)
    sums = {kind: sum((e.amount for e in entries if e.kind is kind), Decimal(0))
            for kind in FeeEntryKind}
    k = FeeEntryKind
    return FeeLedger(
        entries, sums[k.DUE], sums[k.RELIEF], sums[k.PAID], sums[k.REFUND],
        sums[k.DUE] - sums[k.RELIEF] - sums[k.PAID] + sums[k.REFUND])


def export_proceedings(*, case_id: int, on: date) -> dict[str, Any]:
    """Return what a case holds beyond its steps, as a person who asks for their data gets it."""
    receipt = receipt_of(case_id=case_id)
    return {
        "last_stay_date": _text(receipt.last_stay_date) if receipt else "",
        "parties": [{"role": p.role.value, "since": _text(p.since), "until": _text(p.ended_on)}
                    for p in parties_of(case_id=case_id)],
        "letters": [{"kind": x.kind.value, "day": _text(x.made_on)}
                    for x in letters_of(case_id=case_id)],
        "opinions": [{"authority": o.body, "day": _text(o.asked_on),
                      "answer": o.answer.value if o.answer else ""}
                     for o in opinions_of(case_id=case_id, on=on)],
        "hearings": [{"day": _text(h.on), "state": h.state.value, "minutes": h.minutes}
                     for h in hearings_of(case_id=case_id)],
        "fees": [{"kind": e.kind.value, "value": str(e.amount), "day": _text(e.on)}
                 for e in fees_of(case_id=case_id).entries],
    }


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""

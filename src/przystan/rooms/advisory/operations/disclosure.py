"""What advisory tells a person about themselves, and what it keeps when they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.queries.cards import cards_of, visits_of
from przystan.rooms.advisory.queries.eligibility import checks_of, documents_seen, signatures_of
from przystan.rooms.advisory.queries.followups import followups_of, referrals_of
from przystan.rooms.advisory.queries.specialists import bookings_of


def export_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> dict[str, Any]:
    """Return everything that advisory holds about a person, ready for JSON.

    Restricted legal notes are in it for a legal adviser of their branch; for others, and for
    sealed notes always, it says how many there are: their readers give them out.
    """
    cards = cards_of(person_ids=person_ids)
    ids = [c.id for c in cards]
    audit.record_read(
        actor=actor, at=at, action="advisory.export_person",
        subject=f"people.person:{person_ids[0]}", person_id=person_ids[0],
    )
    return {
        "cards": [asdict(c) for c in cards],
        "visits": [asdict(v) for v in visits_of(card_ids=ids)],
        "documents_seen": [asdict(d) for d in documents_seen(card_ids=ids)],
        "eligibility": [asdict(e) for c in ids for e in checks_of(card_id=c)],
        "signatures": [asdict(s) for c in ids for s in signatures_of(card_id=c)],
        "follow_ups": [asdict(f) for f in followups_of(card_ids=ids)],
        "referrals": [asdict(r) for r in referrals_of(card_ids=ids)],
        "bookings": [asdict(b) for b in bookings_of(person_ids=person_ids)],
        "legal_notes": _legal_notes(actor, ids),
        "sealed_notes": _count_sealed(ids),
    }


def _count_sealed(card_ids: Sequence[int]) -> int:
    with transactions.beyond_the_wall():
        return models.SealedNote.objects.filter(service__visit__card__in=card_ids).count()


def _legal_notes(actor: Actor, card_ids: Sequence[int]) -> dict[str, Any]:
    with transactions.beyond_the_wall():
        notes = list(models.LegalNote.objects.filter(
            service__visit__card__in=card_ids).order_by("pk"))
    shown = [n for n in notes if actor.can(Permission.ADVISORY_LEGAL, branch=n.branch_id)]
    return {
        "count": len(notes),
        "notes": [{"written_at": n.written_at, "author": n.author_name, "advice": n.advice,
                   "referral": n.referral} for n in shown],
    }


def erase_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> tuple[str, ...]:
    """Erase what says who an erased person was, and say what stays: pseudonymous rows.

    Gone: numbers of documents seen, drawn signatures, the texts of legal notes with their
    parties, sealed notes, tasks and purposes.
    """
    cards = models.BeneficiaryCard.objects.filter(person__in=list(person_ids))
    models.DocumentSeen.objects.filter(card__in=cards).update(number="")
    models.Signature.objects.filter(card__in=cards).update(strokes=None)
    with transactions.beyond_the_wall():
        _erase_notes(cards, person_ids)
    models.FollowUp.objects.filter(card__in=cards).update(task="")
    models.FollowUpDone.objects.filter(followup__card__in=cards).update(outcome="")
    models.Referral.objects.filter(card__in=cards).update(purpose="")
    models.Booking.objects.filter(person__in=list(person_ids)).update(purpose="")
    audit.record(
        actor=actor, at=at, action="advisory.erase_person",
        subject=f"people.person:{person_ids[0]}", person_id=person_ids[0],
    )
    return ("beneficiary cards by number", "visits", "services", "eligibility checks",
            "that documents were seen", "that cards were signed", "booked hours", "referrals")


def _erase_notes(cards: QuerySet[models.BeneficiaryCard], person_ids: Sequence[int]) -> None:
    """Whoever erases reads none of them."""
    notes = models.LegalNote.objects.filter(service__visit__card__in=cards)
    models.LegalParty.objects.filter(note__in=notes).delete()
    models.LegalParty.objects.filter(person__in=list(person_ids)).update(
        person=None, name="", name_key="", number="")
    notes.update(advice="", referral="")
    sealed = models.SealedNote.objects.filter(service__visit__card__in=cards)
    models.SealedNoteKey.objects.filter(note__in=sealed).delete()
    sealed.delete()

"""Writes about a card: rules of the target group, checks, documents seen, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError
from psycopg.types.json import Jsonb

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.operations.branches import must_record_in, must_serve_card
from przystan.rooms.advisory.queries.cards import get_card, get_visit
from przystan.rooms.advisory.queries.eligibility import documents_seen, list_eligibility_rules
from przystan.rooms.advisory.rules.eligibility import (
    InvalidRule,
    check_document,
    check_eligibility,
    check_rule,
)
from przystan.rooms.advisory.types.eligibility import (
    DocumentSeen,
    EligibilityCheck,
    EligibilityFacts,
    EligibilityResult,
    NewEligibilityRule,
)
from przystan.rooms.advisory.types.signatures import SignatureWay, Stroke
from przystan.rooms.people import public as people

CHECK_COLUMNS = ("card_id", "checked_at", "checked_for", "visa_code", "outcome", "reasons",
                 "rules", "actor_name")
DOCUMENT_COLUMNS = ("card_id", "kind", "number", "issuing_state", "valid_until", "seen_on",
                    "recorded_at", "actor_name")
SIGNATURE_COLUMNS = ("card_id", "visit_id", "way", "strokes", "content_hash", "signed_at",
                     "actor_name")


class DocumentSeenToday(ValueError):
    """This document is on the card for this day already."""


class SignedAlready(ValueError):
    """The card or the visit is signed already."""


def add_rule_version(*, actor: Actor, at: datetime, rule: NewEligibilityRule) -> int:
    """Add a version of a rule of the target group, in force from its day; return the version.

    Versions before stay as they were, so that a card checked by one stays explainable. Raises
    InvalidRule.
    """
    transactions.lock_section("advisory.eligibility_rules")
    version = check_rule(rule, list_eligibility_rules())
    try:
        with transactions.transaction():
            models.EligibilityRule.objects.create(
                code=rule.code.strip(), version=version, group_number=rule.group_number,
                stay_basis=rule.stay_basis.value if rule.stay_basis else "",
                states=list(rule.states), visa_codes=list(rule.visa_codes),
                support=rule.support.value, article=rule.article.strip(),
                source=rule.source.strip(), is_confirmed=rule.is_confirmed,
                valid_from=rule.valid_from, valid_until=rule.valid_until,
                topics=[t.value for t in rule.topics], recorded_at=at,
                actor_name=actor.name)
    except IntegrityError as error:
        raise InvalidRule("a new version begins after the one before it") from error
    audit.record(
        actor=actor, at=at, action="advisory.add_rule_version",
        subject=f"advisory.rule:{rule.code}/{version}")
    return version


def record_document(*, actor: Actor, at: datetime, card_id: int, document: DocumentSeen) -> int:
    """Record that a document was shown, without any copy, and return its id.

    Raises InvalidDocument, CardNotFound, OutsideBranch, DocumentSeenToday.
    """
    check_document(document, clock.local_date(at))
    card = must_serve_card(actor, card_id)
    try:
        with transactions.transaction():
            made = models.DocumentSeen.objects.create(
                card_id=card_id, kind=document.kind.value, number=document.number.strip().upper(),
                issuing_state=document.issuing_state.upper(), valid_until=document.valid_until,
                seen_on=document.seen_on, recorded_at=at, actor_name=actor.name)
    except IntegrityError as error:
        raise DocumentSeenToday("this document is on the card for this day already") from error
    audit.record(
        actor=actor, at=at, action="advisory.record_document",
        subject=f"advisory.document:{made.pk}", person_id=card.person_id,
        details={"card": card_id, "kind": document.kind.value})
    return made.pk


def check_card_eligibility(
    *, actor: Actor, at: datetime, card_id: int, visa_code: str = "", day: date | None = None,
) -> EligibilityResult:
    """Check a card against the rules in force on a day (its opening) and keep the result on it.

    The person's citizenship is read for it, which the audit says. Raises CardNotFound,
    OutsideBranch.
    """
    card = must_serve_card(actor, card_id)
    day = day or card.opened_on
    person = people.get_person(actor=actor, at=at, person_id=card.person_id)
    facts = EligibilityFacts(
        person.citizenship, card.stay_basis, visa_code, documents_seen(card_ids=[card_id]))
    result = check_eligibility(facts, list_eligibility_rules(), day)
    models.EligibilityCheck.objects.create(
        card_id=card_id, checked_at=at, checked_for=day, visa_code=visa_code.strip()[:4],
        outcome=result.outcome.value, reasons=_reasons(result), rules=list(result.rules),
        actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="advisory.check_card_eligibility",
        subject=f"advisory.card:{card_id}", person_id=card.person_id,
        details={"outcome": result.outcome.value, "rules": list(result.rules)})
    return result


def _reasons(result: EligibilityResult) -> list[list[str]]:
    return [[line.reason.value, line.detail] for line in result.reasons]


def record_cards_in_bulk(
    *, actor: Actor, at: datetime, documents: Mapping[int, Sequence[DocumentSeen]],
    checks: Iterable[EligibilityCheck],
) -> int:
    """Record documents seen (by card) and finished checks by COPY; return the number of rows."""
    count = transactions.copy_rows(
        table="advisory_documentseen", columns=DOCUMENT_COLUMNS,
        rows=((card, d.kind.value, d.number, d.issuing_state, d.valid_until, d.seen_on, at,
               d.seen_by or actor.name)
              for card, listed in documents.items() for d in listed))
    count += transactions.copy_rows(
        table="advisory_eligibilitycheck", columns=CHECK_COLUMNS,
        rows=((c.card_id, c.checked_at, c.checked_for, c.visa_code, c.result.outcome.value,
               Jsonb(_reasons(c.result)), Jsonb(list(c.result.rules)), c.checked_by)
              for c in checks))
    audit.record(
        actor=actor, at=at, action="advisory.record_cards_in_bulk",
        subject="advisory.card:many", details={"count": count})
    return count


def sign_card(
    *, actor: Actor, at: datetime, card_id: int, strokes: Sequence[Stroke] = (),
    content_hash: str = "",
) -> None:
    """Record that the participant signed a card, on paper or (with strokes) on a pad.

    A card that is signed already stays as it is. Raises CardNotFound, OutsideBranch.
    """
    card = must_serve_card(actor, card_id)
    if card.is_signed:
        return
    _sign(actor, at, card_id, None, strokes, content_hash)
    audit.record(
        actor=actor, at=at, action="advisory.sign_card", subject=f"advisory.card:{card_id}",
        person_id=card.person_id)


def sign_visit(
    *, actor: Actor, at: datetime, visit_id: int, strokes: Sequence[Stroke] = (),
    content_hash: str = "",
) -> None:
    """Record the signature under the support of one visit.

    Raises VisitNotFound, SignedAlready, OutsideBranch.
    """
    visit = get_visit(visit_id=visit_id)
    must_record_in(actor, visit.branch)
    card = get_card(card_id=visit.card_id)
    try:
        with transactions.transaction():
            _sign(actor, at, visit.card_id, visit_id, strokes, content_hash)
    except IntegrityError as error:
        raise SignedAlready("the visit is signed already") from error
    audit.record(
        actor=actor, at=at, action="advisory.sign_visit", subject=f"advisory.visit:{visit_id}",
        person_id=card.person_id)


def _sign(
    actor: Actor, at: datetime, card_id: int, visit_id: int | None, strokes: Sequence[Stroke],
    content_hash: str,
) -> None:
    way = SignatureWay.PAD if strokes else SignatureWay.PAPER
    values = {"signed_at": at, "actor_name": actor.name, "way": way.value,
              "strokes": _as_lists(strokes) if strokes else None,
              "content_hash": content_hash[:64]}
    if visit_id is None:
        # Two clicks on "signed" are one signature.
        models.Signature.objects.get_or_create(card_id=card_id, visit=None, defaults=values)
    else:
        models.Signature.objects.create(card_id=card_id, visit_id=visit_id, **values)


def _as_lists(strokes: Sequence[Stroke]) -> list[list[list[int]]]:
    return [[list(p) for p in s.points] for s in strokes]


def sign_in_bulk(
    *, actor: Actor, at: datetime,
    signatures: Iterable[tuple[int, int | None, datetime, Sequence[Stroke]]],
) -> int:
    """Record many signatures by COPY: card, visit or None, instant, strokes (none: on paper)."""
    count = transactions.copy_rows(
        table="advisory_signature", columns=SIGNATURE_COLUMNS,
        rows=((card, visit, "pad" if strokes else "paper",
               Jsonb(_as_lists(strokes)) if strokes else None, "", signed_at, actor.name)
              for card, visit, signed_at, strokes in signatures))
    audit.record(
        actor=actor, at=at, action="advisory.sign_in_bulk", subject="advisory.signature:many",
        details={"count": count})
    return count


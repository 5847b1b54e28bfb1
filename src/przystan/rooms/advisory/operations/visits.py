"""Writes of advisory. Each takes the actor and the instant and writes one audit line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError
from psycopg import errors

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.operations.branches import must_record_in
from przystan.rooms.advisory.queries.cards import (
    VisitNotFound,
    get_card,
    get_visit,
    visits_of,
)
from przystan.rooms.advisory.queries.eligibility import (
    checks_of,
    documents_seen,
    list_eligibility_rules,
    signatures_of,
)
from przystan.rooms.advisory.queries.followups import followups_of, referrals_of
from przystan.rooms.advisory.queries.notes import sealed_notes_of
from przystan.rooms.advisory.queries.specialists import interpreters_of
from przystan.rooms.advisory.rules.eligibility import check_support
from przystan.rooms.advisory.rules.visits import (
    check_card,
    check_closing,
    check_service,
    check_visit,
)
from przystan.rooms.advisory.types import NewCard, NewService, NewVisit, ServiceKind
from przystan.rooms.advisory.types.eligibility import EligibilityResult
from przystan.rooms.advisory.types.pages import CardPage


class CardNumberTaken(ValueError):
    """A card of the project bears this number already."""

    def __init__(self, number: str) -> None:
        super().__init__(f"card number {number} is taken")
        self.number = number


class RemovalRefused(ValueError):
    """A service cannot be removed: it does not exist, is removed already, or no reason is given."""


CARD_COLUMNS = ("id", "person_id", "project_id", "number", "branch_id", "opened_on",
                "recorded_at", "stay_basis", "is_signed")
VISIT_COLUMNS = ("id", "card_id", "branch_id", "visited_on", "language", "interpreter_mode",
                 "channel", "recorded_at", "closed_at", "entry_key")
SERVICE_COLUMNS = ("visit_id", "kind", "topic", "minutes", "provided_on", "recorded_at")


def open_card(*, actor: Actor, at: datetime, card: NewCard) -> int:
    """Open one beneficiary card and return its id.

    Raises InvalidCard, CardNumberTaken, OutsideBranch.
    """
    must_record_in(actor, card.branch)
    check_card(card, clock.local_date(at))
    try:
        with transactions.transaction():
            made = models.BeneficiaryCard.objects.create(
                person_id=card.person_id, project_id=card.project_id, number=card.number,
                branch_id=card.branch, opened_on=card.opened_on,
                recorded_at=card.recorded_at or at, stay_basis=card.stay_basis.value,
                is_signed=card.is_signed,
            )
    except IntegrityError as error:
        raise CardNumberTaken(card.number) from error
    audit.record(
        actor=actor, at=at, action="advisory.open_card", subject=f"advisory.card:{made.pk}",
        person_id=card.person_id,
    )
    return made.pk


def open_cards_in_bulk(
    *, actor: Actor, at: datetime, cards: Iterable[NewCard]
) -> tuple[int, ...]:
    """Open many cards by COPY and return their ids, in order. All or none. Errors as open_card."""
    listed = list(cards)
    today = clock.local_date(at)
    for card in listed:
        check_card(card, today)
    ids = transactions.new_ids(table="advisory_beneficiarycard", count=len(listed))
    try:
        with transactions.transaction():
            transactions.copy_rows(
                table="advisory_beneficiarycard", columns=CARD_COLUMNS,
                rows=(
                    (n, c.person_id, c.project_id, c.number, c.branch, c.opened_on,
                     c.recorded_at or at, c.stay_basis.value, c.is_signed)
                    for n, c in zip(ids, listed)
                ),
            )
    except errors.UniqueViolation as error:
        raise CardNumberTaken(error.diag.message_detail or "") from error
    _record_batch(actor, at, "advisory.open_cards_in_bulk", "advisory.card", ids)
    return tuple(ids)


def record_visit(*, actor: Actor, at: datetime, visit: NewVisit) -> int:
    """Record one visit with its services and return its id.

    Raises InvalidVisit, CardNotFound, OutsideBranch where the actor does not work in the visit's
    branch; OutsideSupport where the card's basis of stay is limited and a service is not among
    those that remain.
    """
    must_record_in(actor, visit.branch)
    check_visit(visit, clock.local_date(at))
    card = get_card(card_id=visit.card_id)
    check_support(_latest_result(card.id), visit.services, list_eligibility_rules())
    visit_id = _write_visits([visit], at)[0]
    audit.record(
        actor=actor, at=at, action="advisory.record_visit",
        subject=f"advisory.visit:{visit_id}", person_id=card.person_id,
        details={"card": card.id, "services": [s.kind.value for s in visit.services]},
    )
    return visit_id


def _latest_result(card_id: int) -> EligibilityResult | None:
    """What the latest check of a card came to, None before the first."""
    checks = checks_of(card_id=card_id)
    return checks[0].result if checks else None


def record_visits_in_bulk(
    *, actor: Actor, at: datetime, visits: Iterable[NewVisit]
) -> tuple[int, ...]:
    """Record many visits with their services by COPY and return the visits' ids, in order."""
    listed = list(visits)
    today = clock.local_date(at)
    for visit in listed:
        check_visit(visit, today)
    ids = _write_visits(listed, at)
    _record_batch(actor, at, "advisory.record_visits_in_bulk", "advisory.visit", ids)
    return tuple(ids)


def _write_visits(visits: Sequence[NewVisit], at: datetime) -> list[int]:
    ids = transactions.new_ids(table="advisory_visit", count=len(visits))
    with transactions.transaction():
        transactions.copy_rows(
            table="advisory_visit", columns=VISIT_COLUMNS,
            rows=(
                (n, v.card_id, v.branch, v.visited_on, v.language, v.interpreter_mode.value,
                 v.channel.value, v.recorded_at or at, v.closed_at, v.entry_key)
                for n, v in zip(ids, visits)
            ),
        )
        transactions.copy_rows(
            table="advisory_service", columns=SERVICE_COLUMNS,
            rows=(
                (n, s.kind.value, s.topic.value, s.minutes, s.provided_on or v.visited_on,
                 s.recorded_at or v.recorded_at or at)
                for n, v in zip(ids, visits) for s in v.services
            ),
        )
    return ids


def record_service(
    *, actor: Actor, at: datetime, visit_id: int, service: NewService
) -> int:
    """Record one more service of a visit and return its id.

    Raises InvalidVisit, VisitNotFound, OutsideBranch, OutsideSupport as record_visit.
    """
    visit = models.Visit.objects.select_related("card").filter(pk=visit_id).first()
    if visit is None:
        raise VisitNotFound(visit_id)
    must_record_in(actor, visit.branch_id)
    check_service(service, visit.visited_on, clock.local_date(at))
    check_support(_latest_result(visit.card_id), [service], list_eligibility_rules())
    made = models.Service.objects.create(
        visit=visit, kind=service.kind.value, topic=service.topic.value, minutes=service.minutes,
        provided_on=service.provided_on or visit.visited_on,
        recorded_at=service.recorded_at or at,
    )
    audit.record(
        actor=actor, at=at, action="advisory.record_service",
        subject=f"advisory.service:{made.pk}", person_id=visit.card.person_id,
        details={"visit": visit_id, "kind": service.kind.value},
    )
    return made.pk


def record_services_in_bulk(
    *, actor: Actor, at: datetime, services: Iterable[tuple[int, NewService]]
) -> int:
    """Record further services of visits by COPY, each with its visit's id; return their number.

    Each service names its day. Raises InvalidVisit.
    """
    today = clock.local_date(at)
    rows = []
    for visit_id, service in services:
        day = service.provided_on or today
        check_service(service, day, today)
        rows.append((visit_id, service.kind.value, service.topic.value, service.minutes, day,
                     service.recorded_at or at))
    count = transactions.copy_rows(
        table="advisory_service", columns=SERVICE_COLUMNS, rows=rows
    )
    audit.record(
        actor=actor, at=at, action="advisory.record_services_in_bulk",
        subject="advisory.service:many", details={"count": count},
    )
    return count


def close_visit(*, actor: Actor, at: datetime, visit_id: int) -> None:
    """Close a visit, once it has what the indicator needs; again is harmless.

    Raises VisitIncomplete without a standing service or a signed card, VisitNotFound,
    OutsideBranch.
    """
    visit = get_visit(visit_id=visit_id)
    must_record_in(actor, visit.branch)
    if visit.closed_at is not None:
        return
    card = get_card(card_id=visit.card_id)
    standing = [s for s in visit.services if s.removed_at is None]
    check_closing(standing, is_signed=card.is_signed)
    models.Visit.objects.filter(pk=visit_id, closed_at__isnull=True).update(closed_at=at)
    audit.record(
        actor=actor, at=at, action="advisory.close_visit", subject=f"advisory.visit:{visit_id}",
        person_id=card.person_id,
    )


def remove_service(*, actor: Actor, at: datetime, service_id: int, reason: str) -> None:
    """Remove a service that was recorded by mistake. To undo it, record the service again.

    Raises RemovalRefused without a reason, for an unknown service or one removed already;
    OutsideBranch.
    """
    if not reason.strip():
        raise RemovalRefused("a removal needs a reason")
    service = models.Service.objects.select_related("visit__card").filter(pk=service_id).first()
    if service is None:
        raise RemovalRefused(f"no service {service_id}")
    must_record_in(actor, service.visit.branch_id)
    try:
        with transactions.transaction():
            models.ServiceRemoval.objects.create(
                service=service, removed_at=at, reason=reason.strip()[:300],
                actor_id_value=actor.user_id, actor_name=actor.name,
            )
    except IntegrityError as error:
        raise RemovalRefused("the service is removed already") from error
    audit.record(
        actor=actor, at=at, action="advisory.remove_service",
        subject=f"advisory.service:{service_id}", person_id=service.visit.card.person_id,
        details={"visit": service.visit_id, "kind": service.kind},
    )


def open_card_page(*, actor: Actor, at: datetime, card_id: int) -> CardPage:
    """Return a card with what hangs on it, and write that the actor looked. Raises CardNotFound."""
    card = get_card(card_id=card_id)
    audit.record_read(
        actor=actor, at=at, action="advisory.open_card_page", subject=f"advisory.card:{card_id}",
        person_id=card.person_id,
    )
    visits = visits_of(card_ids=[card_id])
    psychological = [
        s.id for v in visits for s in v.services if s.kind is ServiceKind.PSYCHOLOGICAL]
    return CardPage(
        card, visits, documents_seen(card_ids=[card_id]), checks_of(card_id=card_id),
        signatures_of(card_id=card_id), followups_of(card_ids=[card_id]),
        referrals_of(card_ids=[card_id]),
        sealed_notes_of(service_ids=psychological, user_id=actor.user_id),
        interpreters_of(visit_ids=[v.id for v in visits]),
    )


def _record_batch(
    actor: Actor, at: datetime, action: str, kind: str, ids: Sequence[int]
) -> None:
    audit.record(
        actor=actor, at=at, action=action,
        subject=f"{kind}:{ids[0]}-{ids[-1]}" if ids else f"{kind}:none",
        details={"count": len(ids)},
    )

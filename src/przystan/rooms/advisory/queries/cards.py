"""Reads of advisory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from przystan.platform.transactions import public as transactions
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.advisory import models
from przystan.rooms.advisory.types import (
    Card,
    CardSummary,
    Channel,
    InterpreterMode,
    Service,
    ServiceKind,
    StayBasis,
    Topic,
    Visit,
    VisitSummary,
)
from przystan.rooms.people import public as people

# What the authority may still check: Regulation (EU) No 514/2014 keeps control open after a
# project's end. The number of years is not confirmed against the programme's manual; an office
# sets it with its data protection officer.
RETENTION_YEARS = 5


class CardNotFound(LookupError):
    """No beneficiary card has this id."""

    def __init__(self, card_id: int) -> None:
        super().__init__(f"no card {card_id}")


class VisitNotFound(LookupError):
    """No visit has this id."""

    def __init__(self, visit_id: int) -> None:
        super().__init__(f"no visit {visit_id}")


class ServiceNotFound(LookupError):
    """No service has this id."""

    def __init__(self, service_id: int) -> None:
        super().__init__(f"no service {service_id}")


def _cards() -> QuerySet[models.BeneficiaryCard]:
    signed = models.Signature.objects.filter(card=OuterRef("pk"), visit__isnull=True)
    return models.BeneficiaryCard.objects.select_related("project").annotate(
        signed_later=Exists(signed)
    )


def _card(row: models.BeneficiaryCard) -> Card:
    return Card(
        row.pk, row.person_id, row.project_id, row.project.code, row.number, row.branch_id,
        row.opened_on, row.recorded_at, StayBasis(row.stay_basis),
        row.is_signed or getattr(row, "signed_later", False),
    )


def get_card(*, card_id: int) -> Card:
    """Return one card. Raises CardNotFound."""
    row = _cards().filter(pk=card_id).first()
    if row is None:
        raise CardNotFound(card_id)
    return _card(row)


def cards_of(*, person_ids: Sequence[int]) -> tuple[Card, ...]:
    """Return every card of these persons, the latest first. Give a person's merged ids too."""
    rows = _cards().filter(person__in=list(person_ids)).order_by("-opened_on", "-pk")
    return tuple(_card(r) for r in rows)


def list_cards(
    *, text: str = "", person_ids: Sequence[int] = (), branch: str = "",
    order: Sequence[str] = ("-opened_on", "-pk"), offset: int = 0, limit: int = 26,
) -> tuple[CardSummary, ...]:
    """Return cards by the beginning of their number or by persons found, with their visits."""
    rows = _cards().annotate(visit_count=Count("visits"), last_visit=Max("visits__visited_on"))
    if text or person_ids:
        wanted = Q(person__in=list(person_ids))
        if text:
            wanted |= Q(number__gte=text, number__lt=f"{text}\U0010ffff")
        rows = rows.filter(wanted)
    if branch:
        rows = rows.filter(branch=branch)
    page = rows.order_by(*order)[offset:offset + limit]
    return tuple(CardSummary(_card(r), r.visit_count, r.last_visit) for r in page)


def _service(row: models.Service) -> Service:
    removal = getattr(row, "removal", None)
    return Service(
        row.pk, row.visit_id, ServiceKind(row.kind), Topic(row.topic), row.minutes,
        row.provided_on, row.recorded_at, removal.removed_at if removal else None,
        removal.reason if removal else "",
    )


def _visits() -> QuerySet[models.Visit]:
    services = models.Service.objects.select_related("removal").order_by("pk")
    return models.Visit.objects.prefetch_related(Prefetch("services", queryset=services))


def _visit(row: models.Visit) -> Visit:
    return Visit(
        row.pk, row.card_id, row.branch_id, row.visited_on, row.language,
        InterpreterMode(row.interpreter_mode), Channel(row.channel), row.recorded_at,
        row.closed_at, tuple(_service(s) for s in row.services.all()),
    )


def branches_of_card(card: Card) -> frozenset[str]:
    """Return the branches whose matter a card is: its own, and each that its holder has visited.

    A participant may turn to any branch, and what is needed there is done there.
    """
    visited = models.Visit.objects.filter(card=card.id).values_list("branch_id", flat=True)
    return frozenset({card.branch, *visited.order_by().distinct()})


def get_visit(*, visit_id: int) -> Visit:
    """Return one visit with its services. Raises VisitNotFound."""
    row = _visits().filter(pk=visit_id).first()
    if row is None:
        raise VisitNotFound(visit_id)
    return _visit(row)


def visit_of_entry(*, entry_key: UUID) -> int | None:
    """Return the visit that was recorded under a desk's own key of its entry, if any."""
    found = models.Visit.objects.filter(entry_key=entry_key).values_list("pk", flat=True).first()
    return None if found is None else int(found)


def visits_of(*, card_ids: Sequence[int]) -> tuple[Visit, ...]:
    """Return the visits under these cards with their services, the latest first."""
    rows = _visits().filter(card__in=list(card_ids)).order_by("-visited_on", "-pk")
    return tuple(_visit(r) for r in rows)


def services_of(*, card_ids: Sequence[int]) -> tuple[Service, ...]:
    """Return the services given under these cards, removed ones too, the latest first."""
    rows = models.Service.objects.select_related("removal").filter(
        visit__card__in=list(card_ids)
    ).order_by("-provided_on", "-pk")
    return tuple(_service(s) for s in rows)


def get_service(*, service_id: int) -> Service:
    """Return one service. Raises ServiceNotFound."""
    row = models.Service.objects.select_related("removal").filter(pk=service_id).first()
    if row is None:
        raise ServiceNotFound(service_id)
    return _service(row)


LIST = """
SELECT v.id, v.card_id, v.branch_id, v.visited_on, v.language, v.interpreter_mode, v.channel,
       v.recorded_at, v.closed_at, c.person_id, c.project_id, p.code, c.number, c.branch_id,
       c.opened_on, c.recorded_at, c.stay_basis, c.is_signed
FROM advisory_visit v JOIN advisory_beneficiarycard c ON c.id = v.card_id
JOIN finance_project p ON p.id = c.project_id
WHERE (%(day)s::date IS NULL OR v.visited_on = %(day)s)
  AND (%(branch)s = '' OR v.branch_id = %(branch)s)
  AND (%(kind)s = '' OR EXISTS (
      SELECT FROM advisory_service s WHERE s.visit_id = v.id AND s.kind = %(kind)s
      AND NOT EXISTS (SELECT FROM advisory_serviceremoval r WHERE r.service_id = s.id)))
ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
"""
SERVICES = """
SELECT s.id, s.visit_id, s.kind, s.topic, s.minutes, s.provided_on, s.recorded_at, r.removed_at,
       r.reason
FROM advisory_service s LEFT JOIN advisory_serviceremoval r ON r.service_id = s.id
WHERE s.visit_id = ANY(%s) ORDER BY s.id
"""
ORDER_COLUMNS = {"visited_on": "v.visited_on", "branch_id": "v.branch_id", "pk": "v.id"}


def list_visits(
    *, day: date | None = None, branch: str = "", kind: str = "",
    order: Sequence[str] = ("-visited_on", "-pk"), offset: int = 0, limit: int = 26,
) -> tuple[VisitSummary, ...]:
    """Return visits of a day, or the latest, each with its card and services.

    The busiest page of the room: two statements, and plain rows in place of model instances.
    """
    sorting = ", ".join(
        ORDER_COLUMNS[name.lstrip("-")] + (" DESC" if name.startswith("-") else "")
        for name in order)
    page = fetch_rows(LIST.format(order=sorting), {
        "day": day, "branch": branch, "kind": kind, "offset": offset, "limit": limit})
    services = _services_by_visit([row[0] for row in page])
    return tuple(_summary(row, services.get(row[0], [])) for row in page)


def _services_by_visit(visit_ids: Sequence[int]) -> dict[int, list[Service]]:
    found: dict[int, list[Service]] = {}
    for pk, visit_id, kind, topic, minutes, day, recorded_at, removed_at, reason in fetch_rows(
        SERVICES, [list(visit_ids)]
    ):
        found.setdefault(visit_id, []).append(Service(
            pk, visit_id, ServiceKind(kind), Topic(topic), minutes, day, recorded_at, removed_at,
            reason or ""))
    return found


def _summary(row: Sequence[Any], services: Sequence[Service]) -> VisitSummary:
    pk, card_id, branch, day, language, interpreter, channel, recorded_at, closed_at = row[:9]
    person_id, project_id, code, number, at, opened, entered, stay_basis, is_signed = row[9:]
    visit = Visit(
        pk, card_id, branch, day, language, InterpreterMode(interpreter), Channel(channel),
        recorded_at, closed_at, tuple(services))
    card = Card(
        card_id, person_id, project_id, code, number, at, opened, entered, StayBasis(stay_basis),
        is_signed)
    return VisitSummary(visit, card)


def known_numbers(*, project_id: int, numbers: Sequence[str]) -> dict[str, int]:
    """Return which card numbers of a project exist, with their card ids."""
    rows = models.BeneficiaryCard.objects.filter(project=project_id, number__in=list(numbers))
    return dict(rows.values_list("number", "pk"))


def next_number(*, project_id: int, prefix: str) -> str:
    """Return the next free card number that begins so: the prefix and five digits."""
    taken = models.BeneficiaryCard.objects.filter(
        project=project_id, number__regex=f"^{re.escape(prefix)}[0-9]{{5}}$"
    ).aggregate(last=Max("number"))["last"]
    serial = int(taken.removeprefix(prefix)) + 1 if taken else 1
    return f"{prefix}{serial:05}"


def signed_cards(*, card_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these cards are signed."""
    rows = _cards().filter(Q(is_signed=True) | Q(signed_later=True), pk__in=list(card_ids))
    return frozenset(rows.values_list("pk", flat=True))


def known_services(
    *, card_ids: Sequence[int]
) -> dict[tuple[int, date, str], tuple[int, frozenset[ServiceKind]]]:
    """Return what is recorded under these cards: by card, day and branch the visit, its kinds.

    Removed services count as known: importing their file again must not bring them back.
    """
    rows = models.Visit.objects.filter(card__in=list(card_ids)).order_by("-pk").values_list(
        "card_id", "visited_on", "branch_id", "pk", "services__kind"
    )
    found: dict[tuple[int, date, str], tuple[int, frozenset[ServiceKind]]] = {}
    for card_id, day, branch, visit_id, kind in rows:
        kinds = found.get((card_id, day, branch), (visit_id, frozenset()))[1]
        more = frozenset({ServiceKind(kind)}) if kind else frozenset()
        found[(card_id, day, branch)] = (visit_id, kinds | more)
    return found


def count_cards(*, project_code: str) -> int:
    """Return the number of raw cards of a project."""
    return models.BeneficiaryCard.objects.filter(project__code=project_code).count()


def count_visits(*, project_code: str) -> int:
    """Return the number of visits of a project."""
    return models.Visit.objects.filter(card__project__code=project_code).count()


def count_persons(
    *, project_code: str, as_of: datetime, kind: ServiceKind | None = None
) -> int:
    """Count the persons with a service in a project, each once, as of an instant.

    Unit: persons, cards joined by merges known at the instant counted once. Excluded: services
    outside the project's days, recorded later, removed earlier. Source: domain of the Fund's
    indicators, Regulation (EU) No 516/2014, annex IV.
    """
    rows = transactions.fetch_rows(
        """
        SELECT count(DISTINCT i.survivor_id)
        FROM advisory_fact_service s
        JOIN finance_project j ON j.code = s.project_code
        JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
        WHERE s.project_code = %(project)s AND s.recorded_at < %(as_of)s
          AND s.provided_on BETWEEN j.starts_on AND j.ends_on
          AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
          AND (%(kind)s::text IS NULL OR s.kind = %(kind)s)
        """,
        {"as_of": as_of, "project": project_code, "kind": kind.value if kind else None},
    )
    return int(rows[0][0])


def holds_of(*, person_ids: Sequence[int]) -> tuple[people.LegalHold, ...]:
    """Return why a person's identity must be kept: services of a project under control."""
    ends = models.BeneficiaryCard.objects.filter(
        person__in=list(person_ids), visits__services__isnull=False
    ).values_list("project__code", "project__ends_on").distinct().order_by("project__code")
    return tuple(
        people.LegalHold(
            "advisory", f"services of project {code}",
            date(ends_on.year + RETENTION_YEARS, 12, 31),
        )
        for code, ends_on in ends
    )

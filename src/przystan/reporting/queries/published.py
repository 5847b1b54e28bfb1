"""Reads of published values, and how they differ from the rows of today."""

from __future__ import annotations

import zlib
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from przystan.reporting import models
from przystan.reporting.queries.figures import (
    PROJECT,
    compute,
    definition_of,
    difference,
    list_rows,
)
from przystan.reporting.rules import rows_of_basis
from przystan.reporting.types import (
    Decision,
    Drift,
    Figure,
    Publication,
    PublishedValue,
    Unit,
)


class PublicationNotFound(LookupError):
    """No publication has this id."""


def list_publications(*, project: str = PROJECT) -> tuple[Publication, ...]:
    """Return every publication, proposed, approved or refused: the latest day first."""
    return _publications(models.Publication.objects.filter(project=project))


def get_publication(*, publication_id: int) -> Publication:
    """Return one publication. Raises PublicationNotFound."""
    found = _publications(models.Publication.objects.filter(pk=publication_id))
    if not found:
        raise PublicationNotFound(publication_id)
    return found[0]


def list_public(*, at: datetime, project: str = PROJECT) -> tuple[Publication, ...]:
    """Return what everybody may see: approved, its embargo over; the latest day first."""
    return tuple(p for p in list_publications(project=project) if p.is_public(at))


def published_on(*, as_of: date, at: datetime, project: str = PROJECT) -> Publication | None:
    """Return the publication in force for a day that everybody may see, if there is one."""
    fitting = [p for p in list_public(at=at, project=project) if p.as_of == as_of]
    return max(fitting, key=lambda p: p.id, default=None)


def locked_until(*, project: str = PROJECT) -> date | None:
    """Return the last day of which figures are approved: what comes later for it is late."""
    approved = models.Publication.objects.filter(
        project=project, decision__decision=Decision.APPROVED)
    return approved.order_by("-as_of").values_list("as_of", flat=True).first()


def published_values(*, publication_id: int) -> tuple[PublishedValue, ...]:
    """Return the values of a publication in the order of the catalogue."""
    return tuple(_value(row) for row in
                 models.PublishedValue.objects.filter(publication=publication_id).defer("basis"))


def published_figures(publication: Publication) -> tuple[Figure, ...]:
    """Return a publication's values as figures, for a report that shows what was published."""
    return tuple(
        Figure(v.code, v.label, v.value, v.unit, v.definition_version, publication.as_of, v.rows,
               v.rows_hash)
        for v in published_values(publication_id=publication.id))


def drift_of(*, publication_id: int, today: date) -> tuple[Drift, ...]:
    """Compare every published value with the rows of today.

    Shape: one Drift a value. `today` is the as-of day up to which late rows are looked for.
    Raises PublicationNotFound.
    """
    publication = get_publication(publication_id=publication_id)
    rows = list(models.PublishedValue.objects.filter(publication=publication_id).defer("basis"))
    same_day, now = (
        compute(codes=[row.code for row in rows], as_of=day, project=publication.project)
        for day in (publication.as_of, max(publication.as_of, today)))
    return tuple(_drift(publication, *found) for found in zip(rows, same_day, now, strict=True))


def _drift(
    publication: Publication, row: models.PublishedValue, same_day: Figure, now: Figure
) -> Drift:
    as_of, project = publication.as_of, publication.project
    since = difference(same_day, now, project=project)
    rewritten: tuple[tuple[int, Decimal | None, Decimal | None], ...] = ()
    if same_day.rows_hash != row.rows_hash:
        then = rows_of_basis(
            zlib.decompress(row.basis), counts_rows=definition_of(row.code).counts_rows)
        today = {r.row_id: r.amount
                 for r in list_rows(code=row.code, as_of=as_of, project=project)}
        rewritten = tuple((i, then.get(i), today.get(i)) for i in sorted({*then, *today})
                          if then.get(i) != today.get(i))
    return Drift(
        _value(row), same_day, now, rewritten,
        tuple(r for r in since.added if r.event_date <= as_of),
        tuple(r for r in since.gone if r.event_date <= as_of))


def _value(row: models.PublishedValue) -> PublishedValue:
    return PublishedValue(
        row.code, definition_of(row.code).label, row.value, Unit(row.unit),
        row.definition_version, row.rows, row.rows_hash)


def _publications(rows: QuerySet[models.Publication]) -> tuple[Publication, ...]:
    listed = list(rows.select_related("decision").order_by("-as_of", "-pk"))
    after = dict(models.Publication.objects.filter(
        revises__in=[r.pk for r in listed], decision__decision=Decision.APPROVED,
    ).values_list("revises_id", "pk"))
    return tuple(_publication(row, after.get(row.pk)) for row in listed)


def _publication(row: models.Publication, revised_by: int | None) -> Publication:
    decided = getattr(row, "decision", None)
    return Publication(
        row.pk, row.project, row.as_of, row.revises_id, row.reason, row.public_from,
        row.proposed_at, row.proposed_by,
        Decision(decided.decision) if decided else None, decided.reason if decided else "",
        decided.decided_at if decided else None, decided.decided_by if decided else "",
        revised_by)

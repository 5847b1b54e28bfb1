"""Reads of what the Fund asks for: indicators with their values, and rules of objectives."""

from __future__ import annotations

from datetime import date, datetime

from przystan.reporting import models
from przystan.reporting.queries.figures import PROJECT, compute
from przystan.reporting.types import Figure, Indicator, Objective, ObjectiveRule


def list_indicators(*, programme: str = "") -> tuple[Indicator, ...]:
    """Return the version in force of every indicator, of one programme where it is named."""
    newest: dict[tuple[str, str], models.Indicator] = {}
    for row in models.Indicator.objects.order_by("pk"):
        known = newest.get((row.programme, row.code))
        if known is None or row.version > known.version:
            newest[row.programme, row.code] = row
    return tuple(_indicator(r) for r in newest.values() if programme in ("", r.programme))


def _indicator(r: models.Indicator) -> Indicator:
    return Indicator(
        r.pk, r.programme, r.code, r.wording_pl, r.wording_en, r.objective, r.figure,
        r.in_force_from, r.is_confirmed, r.source, r.version)


def indicator_values(
    *, programme: str, as_of: date, project: str = PROJECT
) -> tuple[tuple[Indicator, Figure | None], ...]:
    """Return a programme's indicators with their figures as of a day; None where nothing is
    recorded here. Raises ProjectNotFound.
    """
    found = list_indicators(programme=programme)
    codes = sorted({i.figure for i in found if i.figure})
    known = {f.code: f for f in compute(codes=codes, as_of=as_of, project=project)} if codes else {}
    return tuple((i, known.get(i.figure)) for i in found)


def list_objective_rules(*, at: datetime, every: bool = False) -> tuple[ObjectiveRule, ...]:
    """Return the rules known at an instant: the newest of each basis and day, or every one."""
    rows = models.ObjectiveRule.objects.filter(recorded_at__lte=at).order_by(
        "stay_basis", "in_force_from", "recorded_at", "pk")
    newest = {(r.pk if every else (r.stay_basis, r.in_force_from)): r for r in rows}
    return tuple(
        ObjectiveRule(r.pk, r.stay_basis, Objective(r.objective), r.in_force_from, r.is_confirmed,
                      r.source, r.recorded_at, r.recorded_by)
        for r in newest.values())

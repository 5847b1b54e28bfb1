"""Writes: another version of an indicator, and another rule of an objective."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.reporting import models
from przystan.reporting.catalogue import BY_CODE
from przystan.reporting.types import Objective


class IndicatorRefused(ActRefused):
    """This indicator or rule cannot stand so; `message` says why, for the user."""


@dataclass(frozen=True)
class IndicatorVersion:
    """What a new version of an indicator says."""

    programme: str
    code: str
    wording_pl: str
    wording_en: str
    objective: str
    figure: str
    in_force_from: date
    is_confirmed: bool
    source: str


def revise_indicator(*, actor: Actor, at: datetime, indicator: IndicatorVersion) -> int:
    """Add a version of an indicator, its first or the next, and return the version.

    Raises IndicatorRefused for a figure that the catalogue does not have and for a missing source.
    """
    if indicator.figure and indicator.figure not in BY_CODE:
        raise IndicatorRefused(_("The catalogue has no such figure."), "figure")
    if not indicator.source.strip():
        raise IndicatorRefused(_("Say where the wording is from."), "source")
    transactions.lock_section("reporting.indicators")
    before = models.Indicator.objects.filter(
        programme=indicator.programme, code=indicator.code).order_by("-version").first()
    version = before.version + 1 if before else 1
    row = models.Indicator.objects.create(
        version=version, recorded_at=at, recorded_by=actor.name, **vars(indicator))
    audit.record(
        actor=actor, at=at, action="reporting.revise_indicator",
        subject=f"reporting.indicator:{row.pk}", details={"version": version})
    return version


def set_objective(
    *, actor: Actor, at: datetime, stay_basis: str, objective: Objective, in_force_from: date,
    source: str, is_confirmed: bool = False,
) -> int:
    """Say under which objective a basis of stay is reported from a day on; return the rule's id.

    Figures as of earlier days keep the rules that were known then. Raises IndicatorRefused.
    """
    if not source.strip():
        raise IndicatorRefused(_("Say where the rule is from."), "source")
    try:
        with transactions.transaction():
            row = models.ObjectiveRule.objects.create(
                stay_basis=stay_basis, objective=objective.value, in_force_from=in_force_from,
                source=source.strip(), is_confirmed=is_confirmed, recorded_at=at,
                recorded_by=actor.name)
    except IntegrityError as twice:
        raise IndicatorRefused(
            _("This rule was recorded this moment."), "in_force_from") from twice
    audit.record(
        actor=actor, at=at, action="reporting.set_objective",
        subject=f"reporting.objective_rule:{row.pk}",
        details={"stay_basis": stay_basis, "objective": objective.value})
    return row.pk

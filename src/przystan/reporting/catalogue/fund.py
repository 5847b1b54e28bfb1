"""Persons by the Fund's objective: to which one a basis of stay belongs is a dated row.

A person counts under the objective of the basis of stay at the first service, by the rule that was
known on the as-of day and in force on the day of that service (models.ObjectiveRule). A basis
without a rule counts under no objective.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from przystan.reporting.catalogue.statements import START
from przystan.reporting.types import Definition, Objective, Unit

PERSONS_AND_OBJECTIVE_SQL = """
SELECT f.row_id, f.event_date, f.recorded_at, o.objective
FROM (
    SELECT DISTINCT ON (i.survivor_id) i.survivor_id AS row_id, s.stay_basis,
           s.provided_on AS event_date,
           min(s.recorded_at) OVER (PARTITION BY i.survivor_id) AS recorded_at
    FROM advisory_fact_service s
    JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
    WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
      AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
    ORDER BY i.survivor_id, s.provided_on, s.service_id
) f
JOIN LATERAL (
    SELECT r.objective FROM reporting_objectiverule r
    WHERE r.stay_basis = f.stay_basis AND r.in_force_from <= f.event_date
      AND r.recorded_at < %(as_of)s
    ORDER BY r.in_force_from DESC, r.recorded_at DESC, r.id DESC LIMIT 1
) o ON true
"""
PERSONS_BY_OBJECTIVE_SQL = f"""
SELECT row_id, 1::numeric AS amount, event_date, recorded_at
FROM ({PERSONS_AND_OBJECTIVE_SQL}) AS persons WHERE objective = '{{objective}}'
"""


def _persons(objective: Objective, label: str, meaning: str) -> Definition:
    return Definition(
        code=f"amif.persons_{objective}", version=1, in_force_from=START, unit=Unit.PERSONS,
        label=label, meaning=meaning,
        includes=_("Each person once, under the objective of the basis of stay at the first "
                   "service, by the rule known on the as-of day and in force on the day of that "
                   "service."),
        excludes=_("Persons whose basis of stay has no rule; services outside the project's days; "
                   "services removed, with a reason, by the as-of date."),
        source=_("Services recorded on visits, and the dated rules from basis of stay to "
                 "objective."),
        row_kind="person", sql=PERSONS_BY_OBJECTIVE_SQL.format(objective=objective),
        scan=PERSONS_AND_OBJECTIVE_SQL, takes=f"objective = '{objective}'")


FUND: tuple[Definition, ...] = (
    _persons(Objective.INTEGRATION, _("Persons assisted, objective Integration"),
             _("Persons given at least one service whose basis of stay belongs to the objective "
               "Integration and legal migration.")),
    _persons(Objective.ASYLUM, _("Persons assisted, objective Asylum"),
             _("Persons given at least one service whose basis of stay belongs to the objective "
               "Asylum.")),
    _persons(Objective.RETURN, _("Persons assisted, objective Return"),
             _("Persons given at least one service whose basis of stay belongs to the objective "
               "Return.")),
)

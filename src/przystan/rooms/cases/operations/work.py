"""Writes of the work on cases: who gets which, and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.work import list_officers
from przystan.rooms.cases.rules.flow import least_loaded
from przystan.rooms.cases.types import AssignmentReason, Officer

ALLOCATED_AT_ONCE = 500


class NoOfficer(Exception):
    """Nobody may be given cases of this branch."""

    message = _("No case officer works for this branch: give somebody the role first.")


class SubstitutionRefused(ActRefused):
    """The substitution cannot stand; `message` says what to do."""


def assign_case(
    *, case_id: int, user_id: int, actor: Actor, at: datetime
) -> None:
    """Give a case to an officer whom somebody chose. Raises CaseNotFound, NoOfficer."""
    case = lock_case(case_id)
    officer = next((o for o in list_officers(branch=case.branch_id) if o.user_id == user_id), None)
    if officer is None:
        raise NoOfficer(case.branch_id)
    _append([(case_id, officer, AssignmentReason.CHOSEN)], actor, at)
    audit.record(actor=actor, at=at, action="cases.assign_case", subject=f"cases.case:{case_id}",
                 details={"officer": user_id})


UNASSIGNED = """
SELECT k.case_id FROM cases_caseterm k JOIN cases_case c ON c.id = k.case_id
WHERE k.ended_on IS NULL AND k.officer_id IS NULL AND c.branch_id = %s
ORDER BY k.last_date NULLS LAST, k.case_id LIMIT %s
"""
# Officers of the cases that belong to these ones.
LINKED = """
SELECT x.id, k.officer_id FROM unnest(%s::bigint[]) AS x(id)
JOIN cases_caselink l ON x.id IN (l.low_id, l.high_id)
JOIN cases_caseterm k ON k.case_id = CASE WHEN l.low_id = x.id THEN l.high_id ELSE l.low_id END
WHERE k.officer_id IS NOT NULL ORDER BY l.id
"""


def allocate_cases(*, branch: str, actor: Actor, at: datetime) -> int:
    """Give the open cases that nobody has to the branch's officers; return how many.

    The nearest last day first. A case of a family goes to whoever has the family's other case;
    every other one to the officer with the fewest open cases, which each case given changes. The
    reason is kept. Raises NoOfficer.
    """
    transactions.lock_section(f"cases.allocation:{branch}")
    officers = {o.user_id: o for o in list_officers(branch=branch)}
    if not officers:
        raise NoOfficer(branch)
    ids = [r[0] for r in transactions.fetch_rows(UNASSIGNED, [branch, ALLOCATED_AT_ONCE])]
    linked = dict(transactions.fetch_rows(LINKED, [ids]))
    given = []
    for case_id in ids:
        known = officers.get(linked.get(case_id, 0))
        officer = known or least_loaded(list(officers.values()))
        reason = AssignmentReason.LINKED if known else AssignmentReason.LEAST_LOAD
        given.append((case_id, officer, reason))
        officers[officer.user_id] = Officer(officer.user_id, officer.name, officer.load + 1)
    _append(given, actor, at)
    audit.record(actor=actor, at=at, action="cases.allocate_cases", subject="cases.case:batch",
                 details={"rows": len(given), "branch": branch})
    return len(given)


def _append(
    given: Sequence[tuple[int, Officer, AssignmentReason]], actor: Actor, at: datetime
) -> None:
    models.Assignment.objects.bulk_create([
        models.Assignment(case_id=case_id, officer_id=officer.user_id, reason=reason,
                          load=officer.load, recorded_at=at, recorded_by=actor.name)
        for case_id, officer, reason in given])
    transactions.execute(
        "UPDATE cases_caseterm k SET officer_id = given.officer"
        " FROM unnest(%s::bigint[], %s::bigint[]) AS given(id, officer) WHERE k.case_id = given.id",
        [[g[0] for g in given], [g[1].user_id for g in given]])


def stand_in(
    *, officer_id: int, substitute_id: int, since: date, until: date, actor: Actor, at: datetime
) -> None:
    """Let an officer stand in for another between two days. Raises SubstitutionRefused."""
    if officer_id == substitute_id:
        raise SubstitutionRefused(_("Nobody stands in for themselves: choose another officer."),
                                  "substitute")
    if until < since:
        raise SubstitutionRefused(_("The last day must not come before the first."), "until")
    models.Substitution.objects.create(
        officer_id=officer_id, substitute_id=substitute_id, since=since, until=until,
        recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="cases.stand_in", subject="cases.work:substitution",
                 details={"officer": officer_id, "substitute": substitute_id})

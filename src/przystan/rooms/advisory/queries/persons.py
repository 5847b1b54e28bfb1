"""Which persons a project has assisted, for counts that leave the office."""

from __future__ import annotations

from przystan.platform.transactions import public as transactions


def assisted_persons(*, project_code: str, branch: str = "") -> tuple[int, ...]:
    """Return the cards of the persons with a standing service of a project, ascending.

    Shape: one card per beneficiary card's person, merged ones included; of one branch where it is
    named. The services counted are those of the indicator: inside the project's days.
    """
    rows = transactions.fetch_rows(
        """
        SELECT DISTINCT c.person_id
        FROM advisory_service s JOIN advisory_visit v ON v.id = s.visit_id
        JOIN advisory_beneficiarycard c ON c.id = v.card_id
        JOIN finance_project j ON j.id = c.project_id
        WHERE j.code = %s AND (%s = '' OR v.branch_id = %s)
          AND s.provided_on BETWEEN j.starts_on AND j.ends_on
          AND NOT EXISTS (SELECT 1 FROM advisory_serviceremoval r WHERE r.service_id = s.id)
        ORDER BY c.person_id
        """, [project_code, branch, branch])
    return tuple(row[0] for row in rows)

"""By what a figure can be broken down: for each kind of row, a value of each row.

A statement gives row_id and value, with the values that a figure's own statement takes. What a
person was is taken at the first service that counts: later changes move nobody between cells.
Age bands: Regulation (EU) 2021/1147, annex VIII.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PERSON_SQL = """
SELECT DISTINCT ON (i.survivor_id) i.survivor_id AS row_id, s.{column} AS value
FROM advisory_fact_service s
JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
ORDER BY i.survivor_id, s.provided_on, s.service_id
"""
CONTACT_SQL = "SELECT contact_id AS row_id, {column} AS value FROM calls_fact_contact"
FOLDER_SQL = "SELECT folder_id AS row_id, {column} AS value FROM records_fact_folder"
SESSION_SQL = "SELECT session_id AS row_id, {column} AS value FROM records_fact_tagging_session"
SERVICE_SQL = "SELECT service_id AS row_id, {column} AS value FROM advisory_fact_service"
CARD_SQL = "SELECT card_id AS row_id, {column} AS value FROM advisory_fact_card"
ANSWER_SQL = "SELECT answer_id AS row_id, {column} AS value FROM advisory_fact_survey"
TICKET_SQL = "SELECT ticket_id AS row_id, {column} AS value FROM reception_fact_ticket"
CASE_SQL = "SELECT DISTINCT case_id AS row_id, {column} AS value FROM cases_fact_stage"
STEP_SQL = "SELECT stage_event_id AS row_id, {column} AS value FROM cases_fact_stage"
ATTENDANCE_SQL = "SELECT attendance_id AS row_id, {column} AS value FROM training_fact_attendance"
COST_SQL = "SELECT expenditure_id AS row_id, {column} AS value FROM finance_fact_expenditure"


def _plain(statement: str, *columns: str) -> dict[str, str]:
    return {name: statement.format(column=name) for name in columns}


DIMENSIONS: dict[str, dict[str, str]] = {
    "person": {name: PERSON_SQL.format(column=column) for name, column in (
        ("sex", "sex"), ("age", "age_band"), ("citizenship", "citizenship"),
        ("branch", "branch"), ("stay_basis", "stay_basis"))},
    "contact": _plain(CONTACT_SQL, "language", "branch", "topic"),
    "folder": _plain(FOLDER_SQL, "kind", "branch"),
    "session": _plain(SESSION_SQL, "branch"),
    "service": _plain(SERVICE_SQL, "kind", "branch", "language", "channel"),
    "card": _plain(CARD_SQL, "branch"),
    "answer": _plain(ANSWER_SQL, "branch", "language"),
    "ticket": {**_plain(TICKET_SQL, "branch", "language"),
               "service": TICKET_SQL.format(column="service_code")},
    "case": {"branch": CASE_SQL.format(column="branch"),
             "case_type": CASE_SQL.format(column="type_code")},
    "step of a case": {"branch": STEP_SQL.format(column="branch"),
                       "case_type": STEP_SQL.format(column="type_code"),
                       "decision": STEP_SQL.format(column="decision")},
    "attendance": {"branch": ATTENDANCE_SQL.format(column="branch"),
                   "course": ATTENDANCE_SQL.format(column="course_code")},
    "cost": {"line": COST_SQL.format(column="line_code")},
}
# How a dimension is called; written here, the catalogues know the words.
NAMES = {
    "sex": _("Sex"), "age": _("Age"), "citizenship": _("Citizenship"), "branch": _("Branch"),
    "stay_basis": _("Basis of stay"), "language": _("Language"), "topic": _("Topic"),
    "kind": _("Kind"), "channel": _("Channel"), "service": _("Service"),
    "case_type": _("Type of case"), "decision": _("Decision"), "course": _("Course"),
    "line": _("Budget line"),
}
UNKNOWN = "unknown"
UNKNOWN_NAME = _("not known")
"""Where a row has no value."""

"""The statements of figures, over the rooms' fact views; what a figure adds stands in braces."""

from __future__ import annotations

from datetime import date

# From when on the catalogue's first definitions are in force: the project's first day.
START = date(2022, 10, 1)

PERSONS_SQL = """
SELECT i.survivor_id AS row_id, 1::numeric AS amount, min(s.provided_on) AS event_date,
       min(s.recorded_at) AS recorded_at
FROM advisory_fact_service s
JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
  {kind}
GROUP BY i.survivor_id
"""
# One reading for every figure of persons: whoever had a service at all, and of which kinds.
PERSONS_SCAN = """
SELECT i.survivor_id AS row_id, bool_or(s.kind = 'psychological') AS had_psychological,
       bool_or(s.kind = 'legal') AS had_legal
FROM advisory_fact_service s
JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
GROUP BY i.survivor_id
"""
CALLS_SCAN = """
SELECT contact_id AS row_id, direction, outcome, redirected_to, wait_seconds, talk_seconds
FROM calls_fact_contact
WHERE local_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
  AND (removed_at IS NULL OR removed_at >= %(as_of)s)
"""
CALLS_SQL = """
SELECT contact_id AS row_id, {amount}::numeric AS amount, local_date AS event_date, recorded_at
FROM calls_fact_contact
WHERE local_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
  AND (removed_at IS NULL OR removed_at >= %(as_of)s) AND {kind}
"""
FOLDERS_SQL = """
SELECT folder_id AS row_id, 1::numeric AS amount,
       (first_labelled_at AT TIME ZONE 'Europe/Warsaw')::date AS event_date, recorded_at
FROM records_fact_folder
WHERE first_labelled_at >= %(starts_on)s::date::timestamp AT TIME ZONE 'Europe/Warsaw'
  AND first_labelled_at < (%(ends_on)s::date + 1)::timestamp AT TIME ZONE 'Europe/Warsaw'
  AND recorded_at < %(as_of)s AND (removed_at IS NULL OR removed_at >= %(as_of)s)
"""
SESSIONS_SQL = """
SELECT session_id AS row_id, {column} AS amount, work_date AS event_date, recorded_at
FROM records_fact_tagging_session
WHERE work_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
  AND (removed_at IS NULL OR removed_at >= %(as_of)s)
"""
SESSIONS_SCAN = """
SELECT session_id AS row_id, hours, errors
FROM records_fact_tagging_session
WHERE work_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
  AND (removed_at IS NULL OR removed_at >= %(as_of)s)
"""
AGREEMENT_SQL = """
SELECT agreement_id AS row_id, {column} AS amount, signed_on AS event_date, recorded_at
FROM finance_fact_agreement
WHERE project_code = %(project)s AND recorded_at < %(as_of)s
ORDER BY recorded_at DESC, agreement_id DESC LIMIT 1
"""
AGREEMENT_SCAN = """
SELECT agreement_id AS row_id, value, cofinancing
FROM finance_fact_agreement
WHERE project_code = %(project)s AND recorded_at < %(as_of)s
ORDER BY recorded_at DESC, agreement_id DESC LIMIT 1
"""
SERVICES_SQL = """
SELECT s.service_id AS row_id, 1::numeric AS amount, s.provided_on AS event_date, s.recorded_at
FROM advisory_fact_service s
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
  {kind}
"""
SERVICES_SCAN = """
SELECT s.service_id AS row_id, s.kind, s.interpreter_used
FROM advisory_fact_service s
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
"""
CARDS_SQL = """
SELECT card_id AS row_id, 1::numeric AS amount, opened_on AS event_date, recorded_at
FROM advisory_fact_card
WHERE project_code = %(project)s AND opened_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND recorded_at < %(as_of)s {kind}
"""
SURVEY_SQL = """
SELECT answer_id AS row_id, 1::numeric AS amount, month AS event_date, recorded_at
FROM advisory_fact_survey
WHERE project_code = %(project)s AND month BETWEEN date_trunc('month', %(starts_on)s::date)
  AND %(ends_on)s AND recorded_at < %(as_of)s {kind}
"""
TICKETS_SQL = """
SELECT ticket_id AS row_id, {amount}::numeric AS amount, day AS event_date, {known} AS recorded_at
FROM reception_fact_ticket
WHERE day BETWEEN %(starts_on)s AND %(ends_on)s AND {known} < %(as_of)s {kind}
"""
TICKETS_SCAN = """
SELECT ticket_id AS row_id, taken_at, called_at, ended_at, end_state
FROM reception_fact_ticket WHERE day BETWEEN %(starts_on)s AND %(ends_on)s
"""
CASES_SQL = """
SELECT case_id AS row_id, 1::numeric AS amount, min(received_on) AS event_date,
       min(recorded_at) AS recorded_at
FROM cases_fact_stage
WHERE received_on BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
GROUP BY case_id
"""
STAGES_SQL = """
SELECT stage_event_id AS row_id, {amount}::numeric AS amount, on_date AS event_date, recorded_at
FROM cases_fact_stage
WHERE on_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s AND {kind}
"""
STAGES_SCAN = """
SELECT stage_event_id AS row_id, stage, decision, on_date, received_on
FROM cases_fact_stage
WHERE on_date BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
"""
ATTENDANCE_SQL = """
SELECT attendance_id AS row_id, {amount}::numeric AS amount, held_on AS event_date, recorded_at
FROM training_fact_attendance
WHERE held_on BETWEEN %(starts_on)s AND %(ends_on)s AND recorded_at < %(as_of)s
"""
ASSETS_SQL = """
SELECT asset_id AS row_id, {amount}::numeric AS amount, bought_on AS event_date, recorded_at
FROM documents_fact_asset
WHERE project_code = %(project)s AND bought_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND recorded_at < %(as_of)s AND kind = 'equipment'
"""
COSTS_SQL = """
SELECT expenditure_id AS row_id, amount, spent_on AS event_date, recorded_at
FROM finance_fact_expenditure
WHERE project_code = %(project)s AND recorded_at < %(as_of)s {kind}
"""

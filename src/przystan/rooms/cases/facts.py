"""The rows that cases gives to reporting: view cases_fact_stage.

One row per step of a case: stage_event_id, case_id, type_code, branch, received_on, stage,
decision, on_date, recorded_at. No names, no signs.
"""

STAGES = "cases_fact_stage"

"""The rows that records gives to reporting.

records_fact_folder: one row per folder: folder_id, kind, branch, is_open, session_id,
first_labelled_at (null while it has no tag), recorded_at, removed_at (null unless struck out, or
its only tags were taken back as put on the wrong folder).
records_fact_tagging_session: one row per session: session_id, branch, work_date, persons, hours,
errors, recorded_at, removed_at (null unless struck out).
"""

FOLDERS = "records_fact_folder"
TAGGING_SESSIONS = "records_fact_tagging_session"

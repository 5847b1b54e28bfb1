from django.db import migrations

FORWARD = """
CREATE SEQUENCE records_tag_serial;
-- A tag that was put on the wrong folder and taken back labelled nothing: the folder counts until
-- then, and afterwards from its first tag that holds. A session struck out counts until then.
CREATE VIEW records_fact_folder AS
SELECT f.id AS folder_id, f.kind, f.branch_id AS branch, f.is_open, f.session_id,
       coalesce(t.first_labelled_at, t.first_void_at) AS first_labelled_at,
       greatest(f.registered_at, coalesce(t.first_labelled_at, t.first_void_at)) AS recorded_at,
       least(r.removed_at, CASE WHEN t.first_labelled_at IS NULL THEN t.taken_back_at END)
           AS removed_at
FROM records_folder f
LEFT JOIN (SELECT folder_id, min(labelled_at) FILTER (WHERE NOT is_void) AS first_labelled_at,
                  min(labelled_at) FILTER (WHERE is_void) AS first_void_at,
                  max(retired_at) FILTER (WHERE is_void) AS taken_back_at
           FROM records_tag GROUP BY folder_id) t ON t.folder_id = f.id
LEFT JOIN records_folderremoval r ON r.folder_id = f.id;
CREATE VIEW records_fact_tagging_session AS
SELECT s.id AS session_id, s.branch_id AS branch, s.work_date, s.persons, s.hours, s.errors,
       s.recorded_at, r.removed_at
FROM records_taggingsession s LEFT JOIN records_sessionremoval r ON r.session_id = s.id;
"""
BACKWARD = """
DROP VIEW records_fact_folder; DROP VIEW records_fact_tagging_session;
DROP SEQUENCE records_tag_serial;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

from django.db import migrations

FORWARD = """
CREATE SEQUENCE records_tag_serial;
CREATE VIEW records_fact_folder AS
SELECT f.id AS folder_id, f.kind, f.branch_id AS branch, f.is_open, f.session_id,
       t.first_labelled_at, greatest(f.registered_at, t.first_labelled_at) AS recorded_at,
       r.removed_at
FROM records_folder f
LEFT JOIN (SELECT folder_id, min(labelled_at) AS first_labelled_at FROM records_tag
           GROUP BY folder_id) t ON t.folder_id = f.id
LEFT JOIN records_folderremoval r ON r.folder_id = f.id;
CREATE VIEW records_fact_tagging_session AS
SELECT id AS session_id, branch_id AS branch, work_date, persons, hours, errors, recorded_at
FROM records_taggingsession;
"""
BACKWARD = """
DROP VIEW records_fact_folder; DROP VIEW records_fact_tagging_session;
DROP SEQUENCE records_tag_serial;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

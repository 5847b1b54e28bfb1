from django.db import migrations

# Known from the end of its month on: two as-of days that differ a little would else tell who
# answered when.
FORWARD = """
CREATE VIEW advisory_fact_survey AS
SELECT a.id AS answer_id, j.code AS project_code, a.branch_id AS branch, a.language, a.month,
       a.helpful, a.clear,
       (a.month + interval '1 month') AT TIME ZONE 'Europe/Warsaw' AS recorded_at
FROM advisory_surveyanswer a JOIN finance_project j ON j.id = a.project_id;
"""


class Migration(migrations.Migration):
    dependencies = [("advisory", "0008_topics_laid")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW advisory_fact_survey;")]

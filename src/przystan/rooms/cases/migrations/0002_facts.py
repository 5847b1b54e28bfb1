from django.db import migrations

FORWARD = """
CREATE VIEW cases_fact_stage AS
SELECT s.id AS stage_event_id, c.id AS case_id, t.code AS type_code, c.branch_id AS branch,
       c.received_on, s.stage, s.decision, s.on_date, s.recorded_at
FROM cases_stageevent s JOIN cases_case c ON c.id = s.case_id JOIN cases_casetype t ON t.id = c.type_id;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW cases_fact_stage;")]

from django.db import migrations

FORWARD = """
CREATE VIEW finance_fact_agreement AS
SELECT a.id AS agreement_id, p.code AS project_code, a.value, a.cofinancing, a.currency,
       a.signed_on, a.recorded_at
FROM finance_agreement a JOIN finance_project p ON p.id = a.project_id;
CREATE VIEW finance_fact_expenditure AS
SELECT e.id AS expenditure_id, p.code AS project_code, e.line_code, e.amount, e.spent_on,
       e.recorded_at
FROM finance_expenditure e JOIN finance_project p ON p.id = e.project_id;
"""
BACKWARD = "DROP VIEW finance_fact_agreement; DROP VIEW finance_fact_expenditure;"


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

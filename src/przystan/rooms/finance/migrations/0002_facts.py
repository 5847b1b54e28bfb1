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
CREATE VIEW finance_fact_costrule AS
SELECT p.code AS project_code, r.product, r.line_code, r.recorded_at
FROM finance_costrule r JOIN finance_project p ON p.id = r.project_id;
"""
BACKWARD = """
DROP VIEW finance_fact_costrule; DROP VIEW finance_fact_expenditure; DROP VIEW finance_fact_agreement;
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

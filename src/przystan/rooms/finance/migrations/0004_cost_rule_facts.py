from django.db import migrations

FORWARD = """
CREATE VIEW finance_fact_costrule AS
SELECT p.code AS project_code, r.product, r.line_code, r.recorded_at
FROM finance_costrule r JOIN finance_project p ON p.id = r.project_id;
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_payments_settlements_targets")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW finance_fact_costrule;")]

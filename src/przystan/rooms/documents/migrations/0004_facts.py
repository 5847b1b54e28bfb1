from django.db import migrations

FORWARD = """
CREATE VIEW documents_fact_asset AS
SELECT id AS asset_id, kind, project_code, bought_on, price, quantity, added_at AS recorded_at
FROM documents_asset;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_examinations_and_workstations")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW documents_fact_asset;")]

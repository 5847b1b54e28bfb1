from django.db import migrations

FORWARD = """
CREATE VIEW documents_fact_asset AS
SELECT id AS asset_id, kind, project_code, bought_on, price, quantity, added_at AS recorded_at
FROM documents_asset;
"""
BACKWARD = """
DROP VIEW documents_fact_asset;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

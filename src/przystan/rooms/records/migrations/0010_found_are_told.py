from django.db import migrations

# A folder that was expected and found is told from the expectation: see FOUND in the queries.
DROP_FOUND = "DELETE FROM records_inventoryfinding WHERE kind = 'found' AND custody = ''"


class Migration(migrations.Migration):

    dependencies = [("records", "0009_retention_rules")]
    operations = [migrations.RunSQL(DROP_FOUND, migrations.RunSQL.noop)]

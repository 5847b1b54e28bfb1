from django.db import migrations

# "Who looked at me" asks for the searches in whose results a person stood.
FORWARD = "CREATE INDEX audit_shown ON audit_entry USING gin ((details -> 'shown') jsonb_path_ops)"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, "DROP INDEX audit_shown")]

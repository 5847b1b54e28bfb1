from django.db import migrations

FORWARD = """
CREATE VIEW calls_fact_contact AS
SELECT c.id AS contact_id, c.direction, c.outcome, c.started_at, c.local_date, c.recorded_at,
       r.removed_at, c.language, c.line, c.redirected_to, c.branch_id AS branch,
       w.topic, c.wait_seconds, c.talk_seconds
FROM calls_contact c
LEFT JOIN calls_removal r ON r.contact_id = c.id
LEFT JOIN calls_wrapup w ON w.contact_id = c.id;
COMMENT ON VIEW calls_fact_contact IS 'One row per contact for figures; no telephone numbers.';
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW calls_fact_contact")]

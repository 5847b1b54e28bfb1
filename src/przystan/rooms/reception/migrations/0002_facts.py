from django.db import migrations

FORWARD = """
CREATE VIEW reception_fact_ticket AS
SELECT t.id AS ticket_id, t.branch_id AS branch, s.code AS service_code, t.day, t.language,
       t.taken_at, e.called_at, e.ended_at, e.end_state, e.serving_at, e.counter
FROM reception_ticket t JOIN reception_service s ON s.id = t.service_id
JOIN LATERAL (
    SELECT min(at) FILTER (WHERE state = 'called') AS called_at,
           max(at) FILTER (WHERE state IN ('served', 'no_show', 'cancelled')) AS ended_at,
           (array_agg(state ORDER BY id DESC))[1] AS end_state,
           min(at) FILTER (WHERE state = 'serving') AS serving_at,
           (array_agg(counter ORDER BY id DESC) FILTER (WHERE state = 'called'))[1] AS counter
    FROM reception_ticketevent WHERE ticket_id = t.id
) e ON true;
"""
BACKWARD = """
DROP VIEW reception_fact_ticket;
"""


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

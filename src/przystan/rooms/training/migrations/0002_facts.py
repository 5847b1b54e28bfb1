from django.db import migrations

FORWARD = """
CREATE VIEW training_fact_attendance AS
SELECT a.id AS attendance_id, s.id AS session_id, c.code AS course_code, s.branch_id AS branch,
       s.held_on, a.hours, a.recorded_at
FROM training_attendance a JOIN training_session s ON s.id = a.session_id
JOIN training_course c ON c.id = s.course_id;
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW training_fact_attendance;")]

"""The rows that training gives to reporting: view training_fact_attendance.

One row per person at a session: attendance_id, session_id, course_code, branch, held_on, hours,
recorded_at. No names.
"""

ATTENDANCE = "training_fact_attendance"

from django.db import migrations

FORWARD = """
CREATE VIEW advisory_fact_service AS
SELECT s.id AS service_id, s.kind, s.topic, v.branch_id AS branch, j.code AS project_code,
       c.person_id, c.id AS card_id, s.visit_id, s.provided_on, s.recorded_at, r.removed_at,
       c.stay_basis, p.sex, p.citizenship,
       people_age_band(a.birth_date, s.provided_on) AS age_band,
       v.interpreter_mode <> 'none' AS interpreter_used, v.language, v.channel, s.minutes
FROM advisory_service s
JOIN advisory_visit v ON v.id = s.visit_id
JOIN advisory_beneficiarycard c ON c.id = v.card_id
JOIN finance_project j ON j.id = c.project_id
JOIN people_fact_person p ON p.person_id = c.person_id
JOIN people_age_basis a ON a.person_id = c.person_id
LEFT JOIN advisory_serviceremoval r ON r.service_id = s.id;

-- A signature under one visit's support is not the card's.
CREATE VIEW advisory_fact_card AS
SELECT c.id AS card_id, c.number, j.code AS project_code, c.person_id, c.branch_id AS branch,
       c.opened_on, c.recorded_at, c.stay_basis,
       c.is_signed OR EXISTS (SELECT 1 FROM advisory_signature g WHERE g.card_id = c.id AND g.visit_id IS NULL)
           AS is_signed
FROM advisory_beneficiarycard c JOIN finance_project j ON j.id = c.project_id;

-- Known from the end of its month on: two as-of days that differ a little would else tell who
-- answered when.
CREATE VIEW advisory_fact_survey AS
SELECT a.id AS answer_id, j.code AS project_code, a.branch_id AS branch, a.language, a.month,
       a.helpful, a.clear,
       (a.month + interval '1 month') AT TIME ZONE 'Europe/Warsaw' AS recorded_at
FROM advisory_surveyanswer a JOIN finance_project j ON j.id = a.project_id;
"""
BACKWARD = """
DROP VIEW advisory_fact_survey; DROP VIEW advisory_fact_card; DROP VIEW advisory_fact_service;
"""


class Migration(migrations.Migration):
    dependencies = [("advisory", "0001_initial"), ("people", "0002_facts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

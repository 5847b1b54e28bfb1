from django.db import migrations

VIEW = """
CREATE OR REPLACE VIEW advisory_fact_card AS
SELECT c.id AS card_id, c.number, j.code AS project_code, c.person_id, c.branch_id AS branch,
       c.opened_on, c.recorded_at, c.stay_basis,
       c.is_signed OR EXISTS (SELECT 1 FROM advisory_signature g WHERE g.card_id = c.id{only})
           AS is_signed
FROM advisory_beneficiarycard c JOIN finance_project j ON j.id = c.project_id;
"""


class Migration(migrations.Migration):
    """A signature under one visit's support is not the card's."""

    dependencies = [("advisory", "0004_notes_rota_voices")]
    operations = [
        migrations.RunSQL(VIEW.format(only=" AND g.visit_id IS NULL"), VIEW.format(only=""))
    ]

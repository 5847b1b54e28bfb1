from django.db import migrations

# As an array the rows are chosen once, so that a portion is never larger than its size.
FORGET = """
CREATE OR REPLACE FUNCTION retention_forget(kind text, before timestamptz, size integer)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE gone integer;
BEGIN
    IF kind <> 'knowledge.settled_searches' THEN
        RAISE EXCEPTION 'rows of this kind do not pass' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM knowledge_settledsearch WHERE id = ANY(ARRAY(
        SELECT id FROM knowledge_settledsearch
        WHERE settled_at < least(before, now() - interval '365 days')
        ORDER BY id LIMIT least(size, 10000) FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('retention', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]

from django.db import migrations

# Two first acts in one second: the second saw the first's row before it saw the head.
FORWARD = """
CREATE OR REPLACE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE head audit_head%ROWTYPE;
BEGIN
    SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('audit.head', 0));
        SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    END IF;
    IF NOT FOUND THEN
        -- The first row of all makes the head; a head that went missing later stops every act.
        IF EXISTS (SELECT FROM audit_entry) THEN
            RAISE EXCEPTION 'the audit has rows but no head';
        END IF;
        INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, ''::bytea);
        SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    END IF;
    NEW.seq := head.seq + 1;
    -- Under the head's lock, so that the order of ids is the order of the chain.
    NEW.id := nextval(pg_get_serial_sequence('audit_entry', 'id'));
    NEW.previous_hash := head.hash;
    NEW.details := coalesce(NEW.details, '{}'::jsonb);
    NEW.hash := audit_entry_hash(NEW);
    UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_shown")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

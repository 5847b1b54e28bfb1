from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_entry_hash(e audit_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(e.previous_hash || convert_to(jsonb_build_array(
        e.seq, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor_id, e.actor_name, e.action,
        e.subject, e.person_id, e.is_read, e.details)::text, 'UTF8'))
$$;

-- SECURITY DEFINER: the office's login may not touch the head by itself.
CREATE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE head audit_head%ROWTYPE;
BEGIN
    SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        -- Of two first acts in one second the later waits, and finds the head made.
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
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_chain();

CREATE FUNCTION audit_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_keep();
ALTER TABLE audit_entry ALTER COLUMN details SET DEFAULT '{}'::jsonb;
-- "Who looked at me" asks for the searches in whose results a person stood.
CREATE INDEX audit_shown ON audit_entry USING gin ((details -> 'shown') jsonb_path_ops);
"""
BACKWARD = """
DROP INDEX audit_shown;
DROP TRIGGER audit_entry_keep ON audit_entry;
DROP FUNCTION audit_entry_keep();
DROP TRIGGER audit_entry_chain ON audit_entry;
DROP FUNCTION audit_entry_chain();
DROP FUNCTION audit_entry_hash(audit_entry);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

from django.db import migrations

FORWARD = """
CREATE VIEW people_live_merge AS
SELECT m.id AS merge_id, m.duplicate_id, m.survivor_id, m.merged_at
FROM people_merge m
WHERE NOT EXISTS (SELECT 1 FROM people_mergeundo u WHERE u.merge_id = m.id);

CREATE FUNCTION people_canonical(asked bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE chain(id, depth) AS (
        SELECT asked, 0
        UNION ALL
        SELECT m.survivor_id, c.depth + 1
        FROM chain c JOIN people_live_merge m ON m.duplicate_id = c.id
        WHERE c.depth < 100
    )
    SELECT id FROM chain ORDER BY depth DESC LIMIT 1
$$;

CREATE FUNCTION people_members(asked bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH RECURSIVE member(id) AS (
        SELECT people_canonical(asked)
        UNION
        SELECT m.duplicate_id FROM member JOIN people_live_merge m ON m.survivor_id = member.id
    )
    SELECT id FROM member
$$;

-- Merges may be recorded with earlier instants (an import), so a step is the latest merge known
-- at the date; UNION ends a circle that two such instants could make.
CREATE FUNCTION people_survivor_as_of(as_of timestamptz)
RETURNS TABLE(person_id bigint, survivor_id bigint) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE step AS (
        SELECT DISTINCT ON (m.duplicate_id) m.duplicate_id, m.survivor_id
        FROM people_merge m
        WHERE m.merged_at < as_of AND NOT EXISTS (
            SELECT 1 FROM people_mergeundo u WHERE u.merge_id = m.id AND u.undone_at < as_of)
        ORDER BY m.duplicate_id, m.id DESC
    ), chain(person_id, reached) AS (
        SELECT s.duplicate_id, s.survivor_id FROM step s
        UNION
        SELECT c.person_id, s.survivor_id FROM chain c JOIN step s ON s.duplicate_id = c.reached
    )
    SELECT p.id, coalesce(last.reached, p.id)
    FROM people_person p LEFT JOIN (
        SELECT c.person_id, c.reached FROM chain c
        WHERE NOT EXISTS (SELECT 1 FROM step s WHERE s.duplicate_id = c.reached)
    ) AS last ON last.person_id = p.id
$$;
COMMENT ON FUNCTION people_survivor_as_of(timestamptz) IS
    'One row per card: the card that stood for its person as of the instant.';

CREATE FUNCTION people_merge_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Both cards are locked in one order, so two merges of the same card wait for each other.
    PERFORM 1 FROM people_person WHERE id IN (NEW.duplicate_id, NEW.survivor_id)
        ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM people_live_merge WHERE duplicate_id = NEW.duplicate_id) THEN
        RAISE EXCEPTION 'card % is merged away already', NEW.duplicate_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'people_merge_once';
    END IF;
    IF EXISTS (SELECT 1 FROM people_live_merge WHERE duplicate_id = NEW.survivor_id) THEN
        RAISE EXCEPTION 'card % is merged away and survives nobody', NEW.survivor_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_merge_survivor_live';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER people_merge_check BEFORE INSERT ON people_merge
    FOR EACH ROW EXECUTE FUNCTION people_merge_check();

CREATE FUNCTION people_age_band(birth_date date, on_date date) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN birth_date IS NULL THEN 'unknown'
        WHEN birth_date > on_date - interval '18 years' THEN '<18'
        WHEN birth_date > on_date - interval '61 years' THEN '18-60'
        ELSE '>60'
    END
$$;

CREATE VIEW people_fact_person AS
SELECT p.id AS person_id, p.sex, extract(year FROM p.birth_date)::int AS birth_year,
       p.citizenship, p.registered_at, p.registered_branch_id AS registered_branch
FROM people_person p;

CREATE VIEW people_age_basis AS
SELECT p.id AS person_id, p.birth_date FROM people_person p;
"""
BACKWARD = """
DROP VIEW people_age_basis;
DROP VIEW people_fact_person;
DROP FUNCTION people_age_band(date, date);
DROP TRIGGER people_merge_check ON people_merge;
DROP FUNCTION people_merge_check();
DROP FUNCTION people_survivor_as_of(timestamptz);
DROP FUNCTION people_members(bigint);
DROP FUNCTION people_canonical(bigint);
DROP VIEW people_live_merge;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

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

-- A sequential scan ends early only where the bearers of a name are spread evenly; names come in
-- waves, so the bearers of a common one may all stand at the table's end.
CREATE FUNCTION people_search(asked tsquery, wanted int) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 50 SET enable_seqscan = off AS $$
    SELECT person_id FROM people_personsearch WHERE words @@ asked LIMIT wanted
$$;

CREATE FUNCTION people_name_rank(kind text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'passport' THEN 1 WHEN 'polish' THEN 2 WHEN 'as_written' THEN 3
                     WHEN 'former' THEN 4 ELSE 5 END
$$;

CREATE VIEW people_restricted AS
SELECT DISTINCT people_canonical(f.person_id) AS person_id
FROM people_flag f
WHERE f.kind = 'restricted'
  AND NOT EXISTS (SELECT 1 FROM people_flagend e WHERE e.flag_id = f.id);

-- Each key is read for so many cards and no more, so the worst case is the number of keys times
-- the limit. Sequential scans are refused for the same reason as in people_search. A card weighs
-- more where few others stand under the key by which it was found.
CREATE FUNCTION people_candidates(
    narrow bigint[], per_narrow int, broad bigint[], per_broad int, wanted int)
RETURNS TABLE(person_id bigint, weight double precision)
LANGUAGE sql STABLE ROWS 60 SET enable_seqscan = off AS $$
    WITH found AS (
        SELECT one.key, k.person_id FROM unnest(narrow) AS one(key) CROSS JOIN LATERAL (
            SELECT s.person_id FROM people_personkeys s
            WHERE s.keys @> ARRAY[one.key] LIMIT per_narrow) AS k
        UNION ALL
        SELECT one.key, k.person_id FROM unnest(broad) AS one(key) CROSS JOIN LATERAL (
            SELECT s.person_id FROM people_personkeys s
            WHERE s.keys @> ARRAY[one.key] LIMIT per_broad) AS k
    ), bearers AS (SELECT key, count(*) AS number FROM found GROUP BY key)
    SELECT f.person_id, sum(1.0 / b.number)::double precision
    FROM found f JOIN bearers b USING (key)
    GROUP BY f.person_id ORDER BY 2 DESC, 1 LIMIT wanted
$$;

CREATE FUNCTION people_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a person was told is append-only'
        USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER people_clause_keep BEFORE UPDATE OR DELETE ON people_clause
    FOR EACH ROW EXECUTE FUNCTION people_keep();
CREATE TRIGGER people_clausegiven_keep BEFORE UPDATE OR DELETE ON people_clausegiven
    FOR EACH ROW EXECUTE FUNCTION people_keep();
"""
BACKWARD = """
DROP TRIGGER people_clausegiven_keep ON people_clausegiven;
DROP TRIGGER people_clause_keep ON people_clause;
DROP FUNCTION people_keep();
DROP FUNCTION people_candidates(bigint[], int, bigint[], int, int);
DROP VIEW people_restricted;
DROP FUNCTION people_name_rank(text);
DROP FUNCTION people_search(tsquery, int);
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

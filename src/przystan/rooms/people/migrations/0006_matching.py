from django.db import migrations

FORWARD = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_card_and_rights")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

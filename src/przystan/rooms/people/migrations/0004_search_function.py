from django.db import migrations

# A sequential scan ends early only where the bearers of a name are spread evenly; names come in
# waves, so the bearers of a common one may all stand at the table's end.
FORWARD = """
CREATE FUNCTION people_search(asked tsquery, wanted int) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 50 SET enable_seqscan = off AS $$
    SELECT person_id FROM people_personsearch WHERE words @@ asked LIMIT wanted
$$;

-- One letter is sought as an initial, a word of its own: as a beginning it is a tenth of everybody.
UPDATE people_personsearch SET words = words || (
    SELECT array_to_tsvector(array_agg(DISTINCT '^' || left(word, 1)))
    FROM unnest(tsvector_to_array(words)) AS word WHERE word NOT LIKE '=%');
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_search_words")]
    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION people_search(tsquery, int)")
    ]

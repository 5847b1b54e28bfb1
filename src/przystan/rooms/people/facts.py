"""The rows that people gives to reporting. No names, no numbers, no birth dates.

people_fact_person: one row per card (person_id, sex, birth_year, citizenship, registered_at,
registered_branch). Cards that are one person are joined by merges, never deleted.

people_survivor_as_of(as_of timestamptz): one row per card (person_id, survivor_id): the card that
stood for its person as of the instant, itself where it was not merged away; merges recorded before
it and not undone before it, chains followed to their end. Join it on person_id and count distinct
survivor_id; the planner looks into the function, so a join reads only the cards it asks for.

people_age_band(birth_date, on_date): '<18', '18-60', '>60' (61 or more) or 'unknown', the bands of
Regulation (EU) 2021/1147, annex VIII. people_age_basis (person_id, birth_date) feeds it inside the
facts of other rooms and is shown to nobody.
"""

PERSONS = "people_fact_person"
SURVIVOR_AS_OF = "people_survivor_as_of"

"""The rows that advisory gives to reporting. No names, no numbers of persons.

advisory_fact_service: one row per service recorded, removed or not: service_id, kind
(information, legal, psychological, interpreting), topic (empty for psychological), branch,
project_code, person_id (the card's; join people_survivor_as_of for the person), card_id, visit_id,
provided_on (event day), recorded_at, removed_at (NULL while it stands), stay_basis, sex,
citizenship, age_band at provided_on, interpreter_used, language, channel, minutes.

advisory_fact_card: one row per raw card: card_id, number (the card's, not the person's),
project_code, person_id, branch, opened_on, recorded_at, stay_basis, is_signed. A person entered
twice has two cards.

advisory_fact_survey: one row per answer of the survey: answer_id, project_code, branch, language,
month, helpful (yes, partly, no, hard_to_say), clear, recorded_at (the end of its month).
"""

SERVICES = "advisory_fact_service"
CARDS = "advisory_fact_card"
SURVEY = "advisory_fact_survey"

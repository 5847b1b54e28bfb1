"""The rows that finance gives to reporting: views finance_fact_agreement, _expenditure, _costrule.

finance_fact_agreement: one row per signed agreement or amendment (agreement_id, project_code,
value, cofinancing, currency, signed_on, recorded_at). The latest recorded is in force.
finance_fact_expenditure: one row per cost (expenditure_id, project_code, line_code, amount,
spent_on, recorded_at).
finance_fact_costrule: one row per budget line that pays for a product (project_code, product:
persons, calls or folders, line_code, recorded_at).
"""

AGREEMENTS = "finance_fact_agreement"
EXPENDITURE = "finance_fact_expenditure"
COST_RULES = "finance_fact_costrule"

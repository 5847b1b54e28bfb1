"""The rows that finance gives to reporting: views finance_fact_agreement and _expenditure.

finance_fact_agreement: one row per signed agreement or amendment (agreement_id, project_code,
value, cofinancing, currency, signed_on, recorded_at). The latest recorded is in force.
finance_fact_expenditure: one row per cost (expenditure_id, project_code, line_code, amount,
spent_on, recorded_at).
"""

AGREEMENTS = "finance_fact_agreement"
EXPENDITURE = "finance_fact_expenditure"

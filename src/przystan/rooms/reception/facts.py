"""The rows that reception gives to reporting: view reception_fact_ticket.

One row per ticket: ticket_id, branch, service_code, day, language, taken_at, called_at (first
call, null if never), ended_at, end_state, serving_at (when the person came to the counter), counter
(of the last call). No persons.
"""

TICKETS = "reception_fact_ticket"

"""The rows that calls gives to reporting: the view calls_fact_contact.

One row per contact, whatever the number of its legs; no telephone numbers. Columns: contact_id,
direction (incoming, outgoing), outcome, started_at, local_date (cut at midnight in Warsaw),
recorded_at, removed_at (null unless a removal says that the contact does not count), language,
line, redirected_to ("" when it was not), branch, topic, wait_seconds, talk_seconds.
"""

CONTACTS = "calls_fact_contact"

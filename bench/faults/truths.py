"""What must hold after the day, asked of PostgreSQL with the owner's login, in plain SQL."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

# The mark of every act's row, as the clients know it.
ROWS = {
    "visit": "SELECT c.person_id || ':' || s.minutes FROM advisory_visit v"
             " JOIN advisory_beneficiarycard c ON c.id = v.card_id"
             " LEFT JOIN advisory_service s ON s.visit_id = v.id AND s.kind = 'legal'",
    "follow_up": "SELECT task FROM advisory_followup",
    "desk_ticket": "SELECT '' FROM reception_ticket WHERE channel = 'reception'",
    "kiosk_ticket": "SELECT press FROM reception_ticket WHERE channel = 'kiosk'",
    "booking": "SELECT recipient FROM reception_booking",
    "complaint": "SELECT text FROM advisory_complaint",
    "sightings": "SELECT a.uuid || ':' || (s.seq + 19) / 20 * 20 FROM records_sighting s"
                 " JOIN records_edgeagent a ON a.id = s.agent_id",
    "call": "SELECT key FROM calls_contact",
    "publication": "SELECT CASE WHEN revises_id IS NULL THEN as_of::text"
                   " ELSE 'revises ' || revises_id END FROM reporting_publication",
    "decision": "SELECT publication_id FROM reporting_publicationdecision",
}
ROWS_AN_ACT = {"sightings": 20}
# Deed and audit, both ways: rows without their line, lines without their row.
DEEDS = (
    ("advisory_visit", "advisory.record_visit", "advisory.visit"),
    ("advisory_followup", "advisory.add_followup", "advisory.followup"),
    ("reception_ticket", "reception.take_ticket", "reception.ticket"),
    ("reception_booking", "reception.book_slot", "reception.booking"),
    ("advisory_complaint", "advisory.file_complaint", "advisory.complaint"),
    ("reporting_publication", "reporting.propose_publication", "reporting.publication"),
    ("(SELECT publication_id AS id FROM reporting_publicationdecision) decided",
     "reporting.decide_publication", "reporting.publication"),
)
HALF_DEED = """
SELECT (SELECT count(*) FROM (SELECT '{kind}:' || id FROM {table}
        EXCEPT ALL SELECT subject FROM audit_entry WHERE action = '{action}') a),
       (SELECT count(*) FROM (SELECT subject FROM audit_entry WHERE action = '{action}'
        EXCEPT ALL SELECT '{kind}:' || id FROM {table}) b)
"""
PARTS = {
    "ticket without its first step":
        "SELECT count(*) FROM reception_ticket t WHERE (SELECT count(*) FROM reception_ticketevent"
        " e WHERE e.ticket_id = t.id AND e.state = 'waiting') <> 1",
    "number of a ticket left out or given twice":
        "SELECT count(*) FROM (SELECT max(sequence) - count(*) AS gap FROM reception_ticket"
        " GROUP BY branch_id, service_id, day) g WHERE gap <> 0",
    "booking without its first step":
        "SELECT count(*) FROM reception_booking b WHERE (SELECT count(*) FROM"
        " reception_bookingevent e WHERE e.booking_id = b.id AND e.step = 'booked') <> 1",
    "complaint without its first step":
        "SELECT count(*) FROM advisory_complaint c WHERE (SELECT count(*) FROM"
        " advisory_complaintstep s WHERE s.complaint_id = c.id) <> 1",
    "visit without its service":
        "SELECT count(*) FROM advisory_visit v WHERE (SELECT count(*) FROM advisory_service s"
        " WHERE s.visit_id = v.id) <> 1",
    "publication with another number of values than the first":
        "SELECT count(*) FROM (SELECT count(v.id) AS n FROM reporting_publication p LEFT JOIN"
        " reporting_publishedvalue v ON v.publication_id = p.id GROUP BY p.id) each"
        " WHERE n = 0 OR n <> (SELECT count(*) FROM reporting_publishedvalue WHERE"
        " publication_id = (SELECT min(id) FROM reporting_publication))",
    "booking or kiosk ticket without its message":
        "SELECT (SELECT count(*) FROM reception_booking) + (SELECT count(*) FROM reception_ticket"
        " WHERE channel = 'kiosk') - (SELECT count(*) FROM outbox_message)",
    "message without its job":
        "SELECT count(*) FROM outbox_message m WHERE NOT EXISTS (SELECT FROM procrastinate_jobs j"
        " WHERE j.task_name = 'outbox.deliver' AND j.args ->> 'message_id' = m.id::text)",
}
WAITING = ("SELECT count(*) FROM outbox_message m WHERE NOT EXISTS (SELECT FROM outbox_attempt a"
           " WHERE a.message_id = m.id AND a.outcome = 'delivered')")
DELIVERED_TWICE = ("SELECT count(*) FROM (SELECT FROM outbox_attempt WHERE outcome = 'delivered'"
                   " GROUP BY message_id HAVING count(*) > 1) twice")
RECOUNT = {
    "advisory.persons_assisted":
        "SELECT count(DISTINCT c.person_id) FROM advisory_beneficiarycard c WHERE EXISTS"
        " (SELECT FROM advisory_visit v WHERE v.card_id = c.id)",
    "advisory.persons_legal":
        "SELECT count(*) FROM (SELECT DISTINCT c.person_id FROM advisory_service s"
        " JOIN advisory_visit v ON v.id = s.visit_id"
        " JOIN advisory_beneficiarycard c ON c.id = v.card_id WHERE s.kind = 'legal') p",
    "calls.automated_helpline":
        "SELECT count(DISTINCT call_key) FROM calls_engineevent WHERE kind = 'channel_started'",
}


def one(owner: psycopg.Connection[Any], statement: str) -> Any:
    row = owner.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


def compare(
    owner: psycopg.Connection[Any], acknowledged: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Return, by kind of act, what was acknowledged and is not there, and what is there twice."""
    found: dict[str, dict[str, int]] = {}
    for kind, statement in ROWS.items():
        stored = Counter(str(r[0]) for r in owner.execute(statement.encode()))
        if kind == "call":
            stored = Counter({str(n): 1 for n in range(1, stored.total() + 1)})
        each = ROWS_AN_ACT.get(kind, 1)
        promised = Counter({m: n * each for m, n in Counter(acknowledged.get(kind, ())).items()})
        found[kind] = {
            "acknowledged": promised.total() // each,
            "lost": (promised - stored).total(),
            "twice": sum(max(0, n - max(promised[m], each)) for m, n in stored.items())}
    return found


def half_deeds(owner: psycopg.Connection[Any]) -> dict[str, int]:
    """Return what was done by half, by name; empty where all is whole."""
    found = {}
    for table, action, kind in DEEDS:
        row = owner.execute(HALF_DEED.format(
            table=table, action=action, kind=kind).encode()).fetchone()
        assert row is not None
        found[f"{table} without its line in the audit"] = row[0]
        found[f"line {action} without its row"] = row[1]
    found |= {name: abs(one(owner, statement)) for name, statement in PARTS.items()}
    return {name: n for name, n in found.items() if n}


def figures_differ(owner: psycopg.Connection[Any], told: str) -> list[str]:
    """Compare the product's figures (its own JSON) with a recount."""
    values = {row["code"]: row["value"] for row in json.loads(told)["figures"]}
    return [f"{code}: {values.get(code)} is not {wanted}" for code, statement in RECOUNT.items()
            if float(values.get(code, -1)) != float(wanted := one(owner, statement))]

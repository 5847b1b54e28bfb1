"""The registers that the Fund's auditors ask for. No names: a journey adds them for who may see."""

from __future__ import annotations

import json

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.advisory.types.eligibility import Eligibility
from przystan.rooms.advisory.types.registers import CardLine, RegisterScope, ServicesLine
from przystan.rooms.advisory.types.signatures import SignatureLine, SignatureWay
from przystan.rooms.advisory.types.visits import ServiceKind, StayBasis

SCOPE = """
c.project_id = %(project)s AND (%(branch)s = '' OR c.branch_id = %(branch)s)
"""
CARDS = f"""
SELECT c.id, c.number, c.person_id, c.branch_id, c.opened_on, c.recorded_at, c.stay_basis,
       coalesce(k.outcome, ''), coalesce(k.rules, '[]'::jsonb),
       (SELECT count(*) FROM advisory_documentseen d WHERE d.card_id = c.id),
       c.is_signed OR EXISTS (SELECT 1 FROM advisory_signature g
                              WHERE g.card_id = c.id AND g.visit_id IS NULL)
FROM advisory_beneficiarycard c
LEFT JOIN LATERAL (SELECT outcome, rules FROM advisory_eligibilitycheck k
                   WHERE k.card_id = c.id ORDER BY k.id DESC LIMIT 1) k ON true
WHERE {SCOPE} AND c.opened_on BETWEEN %(since)s AND %(until)s
ORDER BY c.opened_on, c.id OFFSET %(offset)s LIMIT %(limit)s
"""
SERVICES = f"""
WITH given AS (
    SELECT people_canonical(c.person_id) AS person_id, c.number, s.kind, s.minutes, s.provided_on
    FROM advisory_service s
    JOIN advisory_visit v ON v.id = s.visit_id
    JOIN advisory_beneficiarycard c ON c.id = v.card_id
    WHERE {SCOPE} AND s.provided_on BETWEEN %(since)s AND %(until)s
      AND NOT EXISTS (SELECT 1 FROM advisory_serviceremoval r WHERE r.service_id = s.id)
)
SELECT person_id, string_agg(DISTINCT number, ', '), min(provided_on), max(provided_on),
       count(*) FILTER (WHERE kind = 'information'), count(*) FILTER (WHERE kind = 'legal'),
       count(*) FILTER (WHERE kind = 'psychological'),
       count(*) FILTER (WHERE kind = 'interpreting'), coalesce(sum(minutes), 0)
FROM given GROUP BY person_id
ORDER BY min(provided_on), person_id OFFSET %(offset)s LIMIT %(limit)s
"""

SIGNATURES = f"""
SELECT c.id, c.number, c.person_id, c.branch_id, c.opened_on,
       coalesce(g.way, CASE WHEN c.is_signed THEN 'paper' END),
       coalesce((g.signed_at AT TIME ZONE 'Europe/Warsaw')::date,
                CASE WHEN c.is_signed THEN c.opened_on END),
       coalesce(g.actor_name, ''),
       (SELECT count(*) FROM advisory_visit v WHERE v.card_id = c.id),
       (SELECT count(*) FROM advisory_signature s WHERE s.card_id = c.id
        AND s.visit_id IS NOT NULL)
FROM advisory_beneficiarycard c
LEFT JOIN advisory_signature g ON g.card_id = c.id AND g.visit_id IS NULL
WHERE {SCOPE} AND c.opened_on BETWEEN %(since)s AND %(until)s
ORDER BY c.opened_on, c.id OFFSET %(offset)s LIMIT %(limit)s
"""


def _values(scope: RegisterScope) -> dict[str, object]:
    return {"project": scope.project_id, "since": scope.since, "until": scope.until,
            "branch": scope.branch, "offset": scope.offset, "limit": scope.limit}


def list_card_lines(*, scope: RegisterScope) -> tuple[CardLine, ...]:
    """Return the register of cards: a line a card opened in these days, in order of opening."""
    return tuple(
        CardLine(card, number, person, branch, opened, recorded, StayBasis(basis),
                 Eligibility(outcome) if outcome else None,
                 tuple(rules if isinstance(rules, list) else json.loads(rules)), documents,
                 signed)
        for card, number, person, branch, opened, recorded, basis, outcome, rules, documents,
        signed in fetch_rows(CARDS, _values(scope)))


def list_services_lines(*, scope: RegisterScope) -> tuple[ServicesLine, ...]:
    """Return the register of services: a line a person served in these days, merged cards as one.

    Services removed are left out; minutes are those recorded.
    """
    kinds = (ServiceKind.INFORMATION, ServiceKind.LEGAL, ServiceKind.PSYCHOLOGICAL,
             ServiceKind.INTERPRETING)
    return tuple(
        ServicesLine(person, numbers, first, last, dict(zip(kinds, counts, strict=True)), minutes)
        for person, numbers, first, last, *counts, minutes in fetch_rows(
            SERVICES, _values(scope)))


def list_signatures(*, scope: RegisterScope) -> tuple[SignatureLine, ...]:
    """Return the register of signatures: a line a card opened in these days, signed or not."""
    return tuple(
        SignatureLine(card, number, person, branch, opened, SignatureWay(way) if way else None,
                      signed, by, visits, signed_visits)
        for card, number, person, branch, opened, way, signed, by, visits, signed_visits
        in fetch_rows(SIGNATURES, _values(scope)))

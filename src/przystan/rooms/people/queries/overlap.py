"""What a keyed hash is made of: the agreed identifiers of persons, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from przystan.platform.transactions import public as transactions
from przystan.rooms.people.types import IdentifierKind


def identifiers_of(
    *, ids: Iterable[int], kinds: Iterable[IdentifierKind]
) -> Mapping[int, tuple[str, ...]]:
    """Return the numbers of some kinds that the persons of some cards hold, for hashing only.

    Shape: one entry per person (the card that stands for them), numbers as "kind:state:number",
    sorted; a person without such a number has an empty entry. Withdrawn numbers are left out.
    """
    rows = transactions.fetch_rows(
        """
        SELECT asked.person_id, coalesce(array_agg(DISTINCT i.kind || ':' || i.issuing_state
               || ':' || i.value) FILTER (WHERE i.id IS NOT NULL), '{}')
        FROM (SELECT DISTINCT people_canonical(id) AS person_id
              FROM unnest(%s::bigint[]) AS id) AS asked
        LEFT JOIN LATERAL (
            SELECT n.* FROM people_identifier n WHERE n.withdrawn_at IS NULL
            AND n.kind = ANY(%s) AND n.person_id IN (SELECT people_members(asked.person_id))
        ) AS i ON true
        GROUP BY asked.person_id ORDER BY asked.person_id
        """,
        [list(ids), [k.value for k in kinds]],
    )
    return {person: tuple(sorted(numbers)) for person, numbers in rows}

"""To whom letters go, which numbers of the post are whole, when silence is delivery: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from przystan.rooms.cases.rules.side_terms import rule_of
from przystan.rooms.cases.types import LawRule, PartyEntry, PartyRole

ELECTRONIC = "electronic_delivery"
"""The subject of the law's term after which a letter in an electronic box is delivered."""

# Who acts for the party gets the party's letters. Source: KPA art. 40 § 1–2, from memory.
ORDER = (PartyRole.PROXY, PartyRole.GUARDIAN, PartyRole.APPLICANT)
S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}")
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
SSCC = re.compile(r"00(\d{17})(\d)")
ELECTRONIC_ADDRESS = re.compile(r"AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2}")
POLISH_POSTCODE = re.compile(r"\d{2}-\d{3}")


def addressee_of(parties: Iterable[PartyEntry], on: date) -> PartyEntry | None:
    """Return the party to whom letters of a case go on a day: a proxy before the applicant."""
    live = [p for p in parties if p.since <= on and (p.ended_on is None or p.ended_on > on)]
    return next((p for role in ORDER for p in reversed(live) if p.role is role), None)


def is_registered_number(number: str) -> bool:
    """Whether a number of a registered letter is whole, its check digit right.

    Sources: UPU standard S10 (two letters, nine digits, two letters); GS1 SSCC with the mark 00
    (twenty digits).
    """
    if found := S10.fullmatch(number):
        rest = 11 - sum(w * int(d) for w, d in zip(S10_WEIGHTS, found[1], strict=True)) % 11
        return int(found[2]) == {10: 0, 11: 5}.get(rest, rest)
    if found := SSCC.fullmatch(number):
        total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(found[1]))
        return int(found[2]) == -total % 10
    return False


def normal_number(text: str) -> str:
    """Return a number of a registered letter without spaces and brackets, in capitals."""
    return re.sub(r"[\s()]", "", text).upper()


def deemed_on(sent_on: date, rules: Sequence[LawRule]) -> tuple[date, str] | None:
    """Return when an unopened electronic letter counts as delivered, and by which article.

    None where no rule of law holds on the day on which it was sent.
    """
    rule = rule_of(rules, ELECTRONIC, sent_on)
    return (sent_on + timedelta(days=rule.length), rule.article) if rule else None

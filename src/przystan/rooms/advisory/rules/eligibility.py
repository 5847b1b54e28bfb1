"""The Fund's target group: which rule of which version opens support to whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from przystan.rooms.advisory.rules.visits import InvalidVisit
from przystan.rooms.advisory.types.eligibility import (
    DocumentSeen,
    Eligibility,
    EligibilityFacts,
    EligibilityReason,
    EligibilityResult,
    EligibilityRule,
    NewEligibilityRule,
    ReasonLine,
    Support,
)
from przystan.rooms.advisory.types.visits import NewService, ServiceKind, StayBasis

# ISO 3166 user-assigned codes of ICAO Doc 9303-3, section 5: stateless, refugees, unspecified.
STATELESS = frozenset({"XXA", "XXB", "XXC"})
UNSPECIFIED = frozenset({"", "XXX"})
# Persons under temporary protection are helped although their passport has run out: the domain's
# sources name no valid document as a condition. Not confirmed by the programme's manual.
MAY_BE_EXPIRED = frozenset({StayBasis.TEMPORARY_PROTECTION})

LEGALISATION_KINDS = frozenset({ServiceKind.INFORMATION, ServiceKind.LEGAL})

R = EligibilityReason


class InvalidRule(ValueError):
    """A rule of the target group cannot be kept so; says what is wrong."""


class InvalidDocument(ValueError):
    """A document seen cannot be kept so; says what is wrong."""


class OutsideSupport(InvalidVisit):
    """A service is not among those that the person's basis of stay opens; says what remains."""


def check_support(
    result: EligibilityResult | None, services: Iterable[NewService],
    rules: Iterable[EligibilityRule],
) -> None:
    """Raise OutsideSupport where a limited basis of stay leaves no room for one of the services.

    It limits also where the check is not settled, say for a document that was not seen yet.
    Interpreting helps whatever service is given. Information and advice must be about a topic
    that the rule by which the card was checked counts as legalisation.
    """
    if result is None or R.BASIS_LIMITED not in {line.reason for line in result.reasons}:
        return
    topics = {topic for rule in rules if rule.name in result.rules for topic in rule.topics}
    for service in services:
        is_about = service.kind in LEGALISATION_KINDS and service.topic in topics
        if service.kind is not ServiceKind.INTERPRETING and not is_about:
            raise OutsideSupport(
                "the basis of stay opens help with legalisation only: interpreting, and"
                " information or legal advice on the topics that the target group's rule names")


def rules_on(rules: Iterable[EligibilityRule], day: date) -> tuple[EligibilityRule, ...]:
    """Return the rules in force on a day: of each code the latest version that has begun.

    A version that has ended leaves no rule, even where an older one had no end.
    """
    latest: dict[str, EligibilityRule] = {}
    for rule in rules:
        if rule.valid_from <= day:
            known = latest.get(rule.code)
            if known is None or rule.version > known.version:
                latest[rule.code] = rule
    return tuple(
        r for _code, r in sorted(latest.items())
        if r.valid_until is None or day <= r.valid_until
    )


def check_eligibility(
    facts: EligibilityFacts, rules: Sequence[EligibilityRule], day: date
) -> EligibilityResult:
    """Decide whether a person belongs to the target group on a day, and say why.

    Order: citizenship (a citizen of an excluded state is out whatever the basis), basis of stay,
    purpose of the visa, a document seen. What is not known makes the result unclear, never
    eligible. Source: docs/ways/advisory.md, "Target group".
    """
    in_force = rules_on(rules, day)
    used: list[EligibilityRule] = []
    lines, outcome = _citizenship(facts.citizenship, in_force, used)
    if outcome is not Eligibility.NOT_ELIGIBLE:
        more, by_basis = _basis(facts, in_force, used)
        lines += more
        outcome = _worse(outcome, by_basis)
    if outcome is not Eligibility.NOT_ELIGIBLE:
        more, by_document = _documents(facts, day)
        lines += more
        outcome = _worse(outcome, by_document)
    lines += [ReasonLine(R.RULE_UNCONFIRMED, r.name) for r in used if not r.is_confirmed]
    return EligibilityResult(outcome, tuple(lines), tuple(r.name for r in used))


Found = tuple[list[ReasonLine], Eligibility]


def _citizenship(
    state: str, rules: Sequence[EligibilityRule], used: list[EligibilityRule]
) -> Found:
    if state in UNSPECIFIED:
        return [ReasonLine(R.CITIZENSHIP_UNKNOWN)], Eligibility.UNCLEAR
    if state in STATELESS:
        return [ReasonLine(R.STATELESS, state)], Eligibility.ELIGIBLE
    for rule in rules:
        if state in rule.states:
            used.append(rule)
            return [ReasonLine(R.EXCLUDED_STATE, state)], Eligibility.NOT_ELIGIBLE
    used += [r for r in rules if r.states and r.is_confirmed]
    return [ReasonLine(R.THIRD_COUNTRY, state)], Eligibility.ELIGIBLE


def _basis(
    facts: EligibilityFacts, rules: Sequence[EligibilityRule], used: list[EligibilityRule]
) -> Found:
    fitting = [r for r in rules if r.stay_basis is facts.stay_basis and not r.states]
    if not fitting:
        # Where no basis is listed at all, the office has not laid its rules yet.
        is_open = facts.stay_basis is StayBasis.OTHER or not any(r.stay_basis for r in rules)
        outcome = Eligibility.UNCLEAR if is_open else Eligibility.NOT_ELIGIBLE
        return [ReasonLine(R.BASIS_NOT_LISTED, facts.stay_basis.value)], outcome
    rule = fitting[0]
    used.append(rule)
    is_limited = rule.support is Support.LEGALISATION
    line = ReasonLine(R.BASIS_LIMITED if is_limited else R.BASIS_ACCEPTED,
                      str(rule.group_number))
    outcome = Eligibility.LIMITED if is_limited else Eligibility.ELIGIBLE
    if not rule.visa_codes:
        return [line], outcome
    more, by_code = _visa_code(facts.visa_code, rule)
    return [line, more], _worse(outcome, by_code)


def _visa_code(code: str, rule: EligibilityRule) -> tuple[ReasonLine, Eligibility]:
    wanted = code.strip().lower()
    if not wanted:
        return ReasonLine(R.VISA_CODE_UNKNOWN), Eligibility.UNCLEAR
    if wanted in rule.visa_codes:
        return ReasonLine(R.VISA_CODE_ACCEPTED, wanted), Eligibility.ELIGIBLE
    return ReasonLine(R.VISA_CODE_NOT_LISTED, wanted), Eligibility.NOT_ELIGIBLE


def _documents(facts: EligibilityFacts, day: date) -> Found:
    if not facts.documents:
        return [ReasonLine(R.NO_DOCUMENT)], Eligibility.UNCLEAR
    valid = [d for d in facts.documents if d.valid_until is None or d.valid_until >= day]
    if valid:
        return [ReasonLine(R.DOCUMENT_SEEN, valid[0].kind.value)], Eligibility.ELIGIBLE
    last = max(d.valid_until for d in facts.documents if d.valid_until)
    outcome = (Eligibility.ELIGIBLE if facts.stay_basis in MAY_BE_EXPIRED
               else Eligibility.UNCLEAR)
    return [ReasonLine(R.DOCUMENT_EXPIRED, last.isoformat())], outcome


ORDER = (Eligibility.ELIGIBLE, Eligibility.LIMITED, Eligibility.UNCLEAR, Eligibility.NOT_ELIGIBLE)


def _worse(one: Eligibility, other: Eligibility) -> Eligibility:
    return max(one, other, key=ORDER.index)


def check_rule(rule: NewEligibilityRule, known: Sequence[EligibilityRule]) -> int:
    """Return the version that a new rule gets. Raises InvalidRule.

    A version must begin after the one before began: what was checked stays explainable.
    """
    if not rule.code.strip() or not rule.article.strip() or not rule.source.strip():
        raise InvalidRule("a rule names its code, its article and its source")
    if bool(rule.states) == (rule.stay_basis is not None):
        raise InvalidRule("a rule names a basis of stay or the states that it leaves out")
    if (rule.support is Support.LEGALISATION) != bool(rule.topics):
        raise InvalidRule("help with legalisation only names its topics, and nothing else does")
    if rule.valid_until is not None and rule.valid_until < rule.valid_from:
        raise InvalidRule("a rule does not end before it begins")
    versions = [r for r in known if r.code == rule.code]
    if any(r.valid_from >= rule.valid_from for r in versions):
        raise InvalidRule("a new version begins after the one before it")
    return max((r.version for r in versions), default=0) + 1


def check_document(document: DocumentSeen, today: date) -> None:
    """Raise InvalidDocument unless the document could have been seen so."""
    if not document.number.strip() or len(document.number) > 40:
        raise InvalidDocument("a document number has 1 to 40 characters")
    if len(document.issuing_state) != 3:
        raise InvalidDocument("the issuing state is a code of three letters")
    if document.seen_on > today:
        raise InvalidDocument("a document is not seen on a day to come")

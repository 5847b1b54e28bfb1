"""Whom the Fund helps: the dated rules, what a check is made of, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.advisory.types.visits import StayBasis, Topic


class Support(StrEnum):
    """How much support a rule of the target group opens."""

    ALL = "all"
    LEGALISATION = "legalisation"


class Eligibility(StrEnum):
    """What the check of a card came to. Unclear means that something must still be seen."""

    ELIGIBLE = "eligible"
    LIMITED = "limited"
    UNCLEAR = "unclear"
    NOT_ELIGIBLE = "not_eligible"


class EligibilityReason(StrEnum):
    """Why a check came to its outcome; `detail` of the line names what it is about."""

    THIRD_COUNTRY = "third_country"
    STATELESS = "stateless"
    EXCLUDED_STATE = "excluded_state"
    CITIZENSHIP_UNKNOWN = "citizenship_unknown"
    BASIS_ACCEPTED = "basis_accepted"
    BASIS_LIMITED = "basis_limited"
    BASIS_NOT_LISTED = "basis_not_listed"
    VISA_CODE_ACCEPTED = "visa_code_accepted"
    VISA_CODE_UNKNOWN = "visa_code_unknown"
    VISA_CODE_NOT_LISTED = "visa_code_not_listed"
    RULE_UNCONFIRMED = "rule_unconfirmed"
    DOCUMENT_SEEN = "document_seen"
    DOCUMENT_EXPIRED = "document_expired"
    NO_DOCUMENT = "no_document"


class DocumentKind(StrEnum):
    """A document that was shown at the desk. No copy is kept."""

    PASSPORT = "passport"
    RESIDENCE_CARD = "residence_card"
    VISA = "visa"
    TRAVEL_DOCUMENT = "travel_document"
    IDENTITY_CARD = "identity_card"
    CERTIFICATE = "certificate"
    BIRTH_CERTIFICATE = "birth_certificate"
    OTHER = "other"


@dataclass(frozen=True)
class EligibilityRule:
    """One version of one rule: a basis of stay that the target group has, or states left out.

    `states` names citizenships (ISO 3166 alpha-3) that the rule excludes; then `stay_basis` is
    None. `visa_codes` are the purposes on the visa sticker that count; empty means any. `topics`
    are what help with legalisation only may be about.
    """

    id: int
    code: str
    version: int
    group_number: int
    stay_basis: StayBasis | None
    states: tuple[str, ...]
    visa_codes: tuple[str, ...]
    support: Support
    article: str
    source: str
    is_confirmed: bool
    valid_from: date
    valid_until: date | None
    topics: tuple[Topic, ...] = ()

    @property
    def name(self) -> str:
        """The rule and its version, as it is kept on the card."""
        return f"{self.code}/{self.version}"


@dataclass(frozen=True)
class NewEligibilityRule:
    """A new version of a rule, in force from a day; the version before ends the day before."""

    code: str
    group_number: int
    stay_basis: StayBasis | None
    states: tuple[str, ...]
    visa_codes: tuple[str, ...]
    support: Support
    article: str
    source: str
    is_confirmed: bool
    valid_from: date
    valid_until: date | None = None
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class DocumentSeen:
    """One document shown at the desk: what it is and until when it is valid. No copy."""

    kind: DocumentKind
    number: str
    issuing_state: str
    valid_until: date | None
    seen_on: date
    seen_by: str = ""
    id: int = 0


@dataclass(frozen=True)
class EligibilityFacts:
    """What the check asks about a person on a day."""

    citizenship: str
    stay_basis: StayBasis
    visa_code: str = ""
    documents: tuple[DocumentSeen, ...] = ()


@dataclass(frozen=True)
class ReasonLine:
    """One reason with what it is about: a state, a visa code, a group, a rule, a day."""

    reason: EligibilityReason
    detail: str = ""


@dataclass(frozen=True)
class EligibilityResult:
    """What a check came to, why, and by which versions of which rules."""

    outcome: Eligibility
    reasons: tuple[ReasonLine, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class EligibilityCheck:
    """One check as it is kept on the card."""

    card_id: int
    checked_at: datetime
    checked_for: date
    visa_code: str
    result: EligibilityResult
    checked_by: str

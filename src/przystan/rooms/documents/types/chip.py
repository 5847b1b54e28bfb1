"""Passive authentication of a chip (ICAO 9303-11, 5.1): its steps and what each came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.documents.types.mrz import Outcome


class Step(StrEnum):
    """The steps, in the order in which they are taken."""

    OBJECT = "object"
    CONTENT = "content"
    SIGNATURE = "signature"
    CHAIN = "chain"
    VALIDITY = "validity"
    REVOCATION = "revocation"
    DATA_GROUPS = "data_groups"
    COUNTRY = "country"


class StepReason(StrEnum):
    """Why a step came to its outcome."""

    HOLDS = "holds"
    UNREADABLE = "unreadable"
    NOT_REACHED = "not_reached"
    CONTENT_ALTERED = "content_altered"
    INCONSISTENT = "inconsistent"
    SIGNATURE_WRONG = "signature_wrong"
    ALGORITHM_UNKNOWN = "algorithm_unknown"
    NO_ANCHOR = "no_anchor"
    NO_ANCHOR_OF_COUNTRY = "no_anchor_of_country"
    NOT_ISSUED_BY_ANCHOR = "not_issued_by_anchor"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    SIGNED_OUTSIDE_VALIDITY = "signed_outside_validity"
    REVOKED = "revoked"
    NO_REVOCATION_LIST = "no_revocation_list"
    REVOCATION_LIST_OLD = "revocation_list_old"
    REVOCATION_LIST_UNSIGNED = "revocation_list_unsigned"
    HASH_WRONG = "hash_wrong"
    GROUP_NOT_SIGNED = "group_not_signed"
    GROUP_NOT_READ = "group_not_read"
    COUNTRY_DIFFERS = "country_differs"
    COUNTRY_UNKNOWN = "country_unknown"


@dataclass(frozen=True)
class StepResult:
    """One step: what it came to, why, and what it was about (a number, a date, a name)."""

    step: Step
    outcome: Outcome
    reason: StepReason
    detail: str = ""


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate says of itself. `country` is alpha-2, `fingerprint` SHA-256 in hex."""

    subject: str
    issuer: str
    country: str
    serial: str
    not_before: datetime
    not_after: datetime
    fingerprint: str


@dataclass(frozen=True)
class ChipVerification:
    """Passive authentication of one chip: each step, the certificates, what was not read.

    `unread_groups` are signed data groups that were not given: nothing is known of them.
    """

    steps: tuple[StepResult, ...]
    signer: CertificateFacts | None = None
    anchor: CertificateFacts | None = None
    signed_groups: tuple[int, ...] = ()
    unread_groups: tuple[int, ...] = ()
    signed_on: date | None = None

    @property
    def verdict(self) -> Outcome:
        """The worst step decides; only where every step passes is the chip authentic."""
        outcomes = {s.outcome for s in self.steps}
        if Outcome.FAIL in outcomes:
            return Outcome.FAIL
        return Outcome.NOT_POSSIBLE if Outcome.NOT_POSSIBLE in outcomes else Outcome.PASS


@dataclass(frozen=True)
class TrustMaterial:
    """Country signers and their revocation lists, each as DER."""

    anchors: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class MasterList:
    """A master list whose signature and signer were verified."""

    anchors: tuple[bytes, ...]
    signer: CertificateFacts
    anchor: CertificateFacts
    signed_at: datetime | None
    countries: tuple[str, ...]
    unreadable: int = 0


@dataclass(frozen=True)
class RevocationFacts:
    """What a revocation list says of itself."""

    country: str
    issuer: str
    this_update: datetime
    next_update: datetime | None
    revoked: int


class TrustKind(StrEnum):
    """What a file of trust holds."""

    MASTER_LIST = "master_list"
    CERTIFICATE = "certificate"
    REVOCATION_LIST = "revocation_list"


@dataclass(frozen=True)
class TrustFileRead:
    """What one file of a trust folder gave: how many signers or revoked numbers, or a problem."""

    name: str
    kind: TrustKind | None
    entries: int = 0
    problem: str = ""


@dataclass(frozen=True)
class TrustFolder:
    """A folder of trust as read: what can be used, and what each file gave."""

    material: TrustMaterial
    files: tuple[TrustFileRead, ...]


@dataclass(frozen=True)
class TrustImport:
    """An imported file of trust. `added` are country signers that were not known before."""

    id: int
    kind: TrustKind
    entries: int
    added: int
    is_new: bool
    signer: str
    issued_at: datetime | None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustFileLine:
    """One imported file of trust as the list shows it."""

    id: int
    kind: TrustKind
    name: str
    signer: str
    country: str
    issued_at: datetime | None
    next_at: datetime | None
    entries: int
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True)
class TrustedCountry:
    """A country with how many of its signers are known, and the day of its revocation list."""

    country: str
    signers: int
    last_valid_on: date
    revoked_on: date | None


@dataclass(frozen=True)
class SpecimenChip:
    """The files of a specimen's chip, its country signer and that signer's revocation list."""

    sod: bytes
    groups: Mapping[int, bytes]
    anchor: bytes
    revocation_list: bytes


Transmit = Callable[[bytes], bytes]
"""Sends one command to a chip and returns its answer with the status, two octets, at its end."""


class ChipRefused(Exception):
    """The chip refused, or answered what is not its key's: the status, or the reason."""

    @property
    def is_absence(self) -> bool:
        """Whether the chip says that it has no such file, or keeps it (6A82, 6982, 6985, 6988)."""
        return str(self) in ("6A82", "6982", "6985", "6988")

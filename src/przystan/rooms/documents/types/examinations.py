"""Examining whether a document is genuine: evidence, and the verdict of two persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.documents.types.mrz import Outcome


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    READING = "reading"
    EXPIRY = "expiry"
    LOST_LIST = "lost_list"
    CHIP = "chip"
    DEVICE = "device"
    FEATURE = "feature"
    FINGERPRINTS = "fingerprints"
    PHOTO = "photo"


class Light(StrEnum):
    """By which light a feature is looked at."""

    VISUAL = "visual"
    ULTRAVIOLET = "ultraviolet"
    INFRARED = "infrared"


class Judgement(StrEnum):
    """What one person concludes."""

    GENUINE = "genuine"
    DOUBTFUL = "doubtful"
    FORGED = "forged"


class ExaminationState(StrEnum):
    """Where an examination stands. Two persons who agree settle it; a third breaks a tie."""

    OPEN = "open"
    NEEDS_SECOND = "needs_second"
    NEEDS_THIRD = "needs_third"
    GENUINE = "genuine"
    DOUBTFUL = "doubtful"
    FORGED = "forged"
    UNSETTLED = "unsettled"


class NotDoneReason(StrEnum):
    """Why fingerprints or a photograph could not be taken. The print itself is never kept."""

    UNDER_AGE = "under_age"
    INJURY = "injury"
    REFUSED = "refused"
    DEVICE_FAULT = "device_fault"
    OTHER = "other"


@dataclass(frozen=True)
class NewEvidence:
    """A piece of evidence: `code` says what exactly, `details` hold no names and no numbers."""

    kind: EvidenceKind
    outcome: Outcome
    code: str = ""
    note: str = ""
    source: str = ""
    details: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence as recorded."""

    id: int
    kind: EvidenceKind
    outcome: Outcome
    code: str
    note: str
    source: str
    is_simulated: bool
    details: Mapping[str, object]
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Verdict:
    """One person's verdict."""

    judgement: Judgement
    reason: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True)
class Examination:
    """One examination of one document."""

    id: int
    kind: str
    document_code: str
    issuing_state: str
    number: str
    expiry_date: date | None
    opened_at: datetime
    opened_by: str
    workstation: str
    person_id: int | None
    state: ExaminationState
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def current(self) -> tuple[Evidence, ...]:
        """The latest evidence of each thing: a second attempt stands for the first."""
        latest = {(e.kind, e.note if e.kind is EvidenceKind.FEATURE else ""): e
                  for e in self.evidence}
        return tuple(latest.values())

    @property
    def worst(self) -> Outcome:
        """The worst of the evidence decides; without a chip it is not possible at best."""
        outcomes = {e.outcome for e in self.current}
        if not any(e.kind is EvidenceKind.CHIP for e in self.evidence):
            outcomes.add(Outcome.NOT_POSSIBLE)
        for outcome in (Outcome.FAIL, Outcome.NOT_POSSIBLE):
            if outcome in outcomes:
                return outcome
        return Outcome.PASS


@dataclass(frozen=True)
class Feature:
    """A feature to look for in a type of document, with the days between which that holds."""

    id: int
    issuing_state: str
    document_code: str
    light: Light
    text: str
    valid_from: date
    valid_to: date | None
    source: str
    is_confirmed: bool


@dataclass(frozen=True)
class NewFeature:
    """A feature to be added to the checklist of a type of document."""

    issuing_state: str
    document_code: str
    light: Light
    text: str
    valid_from: date
    source: str
    is_confirmed: bool = False


@dataclass(frozen=True)
class LostListLine:
    """One imported list of lost and stolen documents."""

    id: int
    name: str
    entries: int
    refused: int
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True)
class DeviceCheck:
    """One check that a device made: its name, its group, and what it came to."""

    group: str
    name: str
    outcome: Outcome


@dataclass(frozen=True)
class DeviceReport:
    """What a device says of a document. It is one opinion: no device proves a document genuine."""

    device: str
    is_simulated: bool
    document_type: str
    outcome: Outcome
    checks: tuple[DeviceCheck, ...]

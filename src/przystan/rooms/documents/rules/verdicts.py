"""Two persons settle an examination; a third breaks a tie; evidence that fails is not overruled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from przystan.rooms.documents.types import (
    EvidenceKind,
    ExaminationState,
    Judgement,
    NewEvidence,
    Outcome,
)

# Say nothing about whether a document is genuine: an expired one may be.
BESIDE_IT = frozenset({EvidenceKind.EXPIRY, EvidenceKind.FINGERPRINTS, EvidenceKind.PHOTO})
PERSONS = 3


def state_of(judgements: Sequence[Judgement]) -> ExaminationState:
    """Return where an examination stands after these verdicts, each another person's."""
    if not judgements:
        return ExaminationState.OPEN
    (first, count), *_ = Counter(judgements).most_common()
    if count >= 2:
        return ExaminationState(first.value)
    if len(judgements) == 1:
        return ExaminationState.NEEDS_SECOND
    return ExaminationState.NEEDS_THIRD if len(judgements) < PERSONS else (
        ExaminationState.UNSETTLED)


def is_settled(state: ExaminationState) -> bool:
    """Whether no further verdict is taken."""
    return state not in (ExaminationState.OPEN, ExaminationState.NEEDS_SECOND,
                         ExaminationState.NEEDS_THIRD)


def speaks_against(evidence: Iterable[tuple[EvidenceKind, Outcome]]) -> bool:
    """Whether a piece of evidence says that the document is not genuine."""
    return any(o is Outcome.FAIL and k not in BESIDE_IT for k, o in evidence)


def summary_of(checks: Sequence[Outcome]) -> Outcome:
    """Return the worst of several outcomes; of none, that nothing was possible."""
    for outcome in (Outcome.FAIL, Outcome.NOT_POSSIBLE):
        if outcome in checks:
            return outcome
    return Outcome.PASS if checks else Outcome.NOT_POSSIBLE


def expiry_evidence(expiry: date | None, today: date) -> NewEvidence:
    """Return the evidence of a document's last day."""
    if expiry is None:
        return NewEvidence(EvidenceKind.EXPIRY, Outcome.NOT_POSSIBLE)
    valid = expiry >= today
    return NewEvidence(
        EvidenceKind.EXPIRY, Outcome.PASS if valid else Outcome.FAIL, code=str(expiry))

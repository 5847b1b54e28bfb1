"""Evidence and refusals in words, and what no check of a document proves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from przystan.rooms.documents.queries.examinations import light_label, not_done_label
from przystan.rooms.documents.queries.readings import field_label, outcome_label
from przystan.rooms.documents.types import (
    Evidence,
    EvidenceKind,
    Field,
    Light,
    NotDoneReason,
    Outcome,
)


def evidence_text(evidence: Evidence) -> str:
    """Return what a piece of evidence says, in the reader's language."""
    details, kind = evidence.details, evidence.kind
    if kind is EvidenceKind.READING:
        failed = details.get("failed")
        names = [field_label(Field(f)) for f in failed] if isinstance(failed, list) else []
        return _("%(format)s; fails: %(fields)s") % {
            "format": evidence.code, "fields": ", ".join(names) or "–"}
    if kind is EvidenceKind.FEATURE:
        return f"{light_label(Light(evidence.code))}: {evidence.note}"
    if kind is EvidenceKind.LOST_LIST and evidence.outcome is Outcome.NOT_POSSIBLE:
        return _("no list was imported")
    if kind in (EvidenceKind.FINGERPRINTS, EvidenceKind.PHOTO):
        return (_("done") if evidence.code == "done"
                else not_done_label(NotDoneReason(evidence.code)))
    if kind is EvidenceKind.CHIP:
        return _("the chip is this document's: %(outcome)s") % {
            "outcome": outcome_label(Outcome(str(details.get("same_document"))))}
    return evidence.code or evidence.note


def source_text(evidence: Evidence) -> str:
    """Return where a piece of evidence is from; a simulated device is named so."""
    if evidence.is_simulated:
        return _("%(source)s (SIMULATED: it looked at nothing)") % {"source": evidence.source}
    return evidence.source


def verdict_problem_text(problem: str) -> str:
    """Return why a verdict was refused, in the reader's language."""
    return {
        "settled": _("This examination is settled"),
        "no_reason": _("Say why"),
        "same_person": _("You have given your verdict; the second is another person's"),
        "evidence_against": _("A check failed: the document cannot be said to be genuine"),
    }[problem]


def limits() -> list[str]:
    """Return what the checks of a document do not prove."""
    return [
        _("Names in the machine-readable zone carry no check digit; in passports nothing of the "
          "first line does."),
        _("Characters whose values are equal modulo 10 (6 and G, F and P, for example) cannot be "
          "told apart by a check digit."),
        _("Check digits show misreadings. They do not show that a document is genuine."),
        _("A chip that verifies holds what its state signed; it may still be a copy of another "
          "chip."),
        _("Where no country signer is known or there is no chip, nothing is said to be genuine."),
        _("A document that is on no list may still be stolen: lists are as old as their import."),
        _("The device's result is one opinion."),
    ]

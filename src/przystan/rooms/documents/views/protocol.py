"""The protocol of an examination as a tagged PDF, for the Border Guard."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from przystan.platform.clock.public import OFFICE_ZONE
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.views.shown import state_name

TEMPLATE = Path(__file__).with_name("protocol.typ")


def protocol_pdf(found, *, at):
    """Return the protocol: the document, every piece of evidence, verdicts, and the limits."""
    content = {
        "language": (get_language() or "en")[:2], "day": ui.date_text(at.astimezone(OFFICE_ZONE)),
        "office": str(settings.OFFICE_NAME), "title": _("Protocol of examining a document"),
        "number": _("Examination %(number)s") % {"number": found.id},
        "facts": [
            [_("Document"), f"{found.document_code} {found.number}"],
            [_("Issued by"), f"{state_name(found.issuing_state)} ({found.issuing_state})"],
            [_("Valid until"), ui.date_text(found.expiry_date) if found.expiry_date else "–"],
            [_("Opened"), f"{_day(found.opened_at)}, {found.opened_by}"],
            [_("Worst of the evidence"), documents.outcome_label(found.worst)],
            [_("Verdict"), documents.examination_state_label(found.state)]],
        "evidence_title": _("Evidence"), "evidence_head": [
            _("What"), _("Outcome"), _("About"), _("Source"), _("When"), _("By")],
        "evidence": [
            [documents.evidence_kind_label(e.kind), documents.outcome_label(e.outcome),
             documents.evidence_text(e), documents.source_text(e), _day(e.recorded_at),
             e.recorded_by] for e in found.evidence],
        "steps_title": _("Steps of passive authentication"), "steps_head": [
            _("Step"), _("Outcome"), _("Reason"), _("About")],
        "steps": [
            [documents.step_label(documents.Step(step)),
             documents.outcome_label(documents.Outcome(outcome)),
             documents.step_reason_label(documents.StepReason(reason)), detail]
            for e in found.evidence if e.kind is documents.EvidenceKind.CHIP
            for step, outcome, reason, detail in e.details["steps"]],
        "verdicts_title": _("Verdicts"), "verdicts_head": [
            _("Verdict"), _("Why"), _("By"), _("When")],
        "verdicts": [[documents.judgement_label(v.judgement), v.reason, v.given_by,
                      _day(v.given_at)] for v in found.verdicts],
        "limits_title": _("What these checks do not prove"), "limits": documents.limits(),
        "none": _("None."),
    }
    return bytes(typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)}))


def _day(at):
    return ui.date_text(at.astimezone(OFFICE_ZONE))

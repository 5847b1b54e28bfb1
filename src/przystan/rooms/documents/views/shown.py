"""What several screens of documents show alike."""

from __future__ import annotations

from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people

TONES = {documents.Outcome.PASS: ui.Tone.GREEN, documents.Outcome.FAIL: ui.Tone.RED,
         documents.Outcome.NOT_POSSIBLE: ui.Tone.GREY}


def outcome_tag(outcome):
    return ui.Tag(documents.outcome_label(outcome), TONES[outcome])


def state_name(code):
    """The issuing state in words."""
    return people.country_label(documents.state_of(code)) if code else ""


def problem_row(cells, outcome):
    return ui.Row(cells, tone="problem" if outcome is documents.Outcome.FAIL else "")


def chip_table(steps):
    """The steps of passive authentication, as recorded or as just taken."""
    return ui.Table(
        caption=_("Steps of passive authentication"),
        columns=(ui.Column(_("Step"), ui.Kind.HEAD), ui.Column(_("Outcome")),
                 ui.Column(_("Reason")), ui.Column(_("About"))),
        rows=[problem_row(
            (documents.step_label(s.step), outcome_tag(s.outcome),
             documents.step_reason_label(s.reason), s.detail), s.outcome) for s in steps])


def recorded_steps(rows):
    return [documents.StepResult(
        documents.Step(step), documents.Outcome(outcome), documents.StepReason(reason), detail)
        for step, outcome, reason, detail in rows]

"""What the screens of training share: titles, numbers and the words of states."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.training import public as training

S, C = training.EnrolmentStep, training.CertificateState
STEPS = {
    S.REQUESTED: (_("waits for approval"), ui.Tone.AMBER),
    S.PLACED: (_("has a seat"), ui.Tone.GREEN),
    S.WAITLISTED: (_("on the waitlist"), ui.Tone.AMBER),
    S.REFUSED: (_("refused"), ui.Tone.RED),
    S.CANCELLED: (_("cancelled"), ui.Tone.GREY),
}
STATES = {
    C.VALID: (_("valid"), ui.Tone.GREEN), C.EXPIRED: (_("expired"), ui.Tone.AMBER),
    C.REVOKED: (_("revoked"), ui.Tone.RED),
}
KINDS = {
    training.OpinionKind.USEFUL: _("Was it useful?"),
    training.OpinionKind.USED: _("Do you use it at work?"),
}
ANSWERS = {
    training.OpinionAnswer.YES: _("yes"), training.OpinionAnswer.PARTLY: _("partly"),
    training.OpinionAnswer.NO: _("no"),
}


def title_of(row):
    """Return a course's title in the reader's language, English where there is no Polish one."""
    return row.title if get_language() == "pl" else row.title_en


def hours_text(value):
    """Return hours without needless zeros."""
    return int(value) if value == int(value) else value.normalize()


def when_text(at):
    """Return a beginning as the office says it: day and hour."""
    local = at.astimezone(clock.OFFICE_ZONE)
    return f"{ui.date_text(local.date())} {local:%H:%M}"


def not_done(day):
    """Return what was not done on a practised day, in words."""
    return ", ".join(training.practice_task_label(code) for code in day.tasks
                     if code not in day.done)

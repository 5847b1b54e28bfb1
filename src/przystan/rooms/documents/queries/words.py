"""What was put right and what stays in doubt, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from przystan.rooms.documents.queries.readings import field_label
from przystan.rooms.documents.types import (
    Correction,
    CorrectionReason,
    Doubt,
    PageState,
    PrintMatch,
)

WHY = {
    CorrectionReason.LETTER_HERE: gettext_lazy("only letters stand here"),
    CorrectionReason.DIGIT_HERE: gettext_lazy("only digits stand here"),
    CorrectionReason.CHECK_DIGIT: gettext_lazy("so that the check digit holds"),
    CorrectionReason.FILLERS: gettext_lazy("fillers were miscounted"),
}
PAGES = {
    PageState.READ: gettext_lazy("read"),
    PageState.DAMAGED: gettext_lazy("read, but checks fail: compare it with the document"),
    PageState.NO_ZONE: gettext_lazy("no machine-readable zone"),
    PageState.NOT_A_PICTURE: gettext_lazy("no picture that can be read"),
}

MATCHES = {
    PrintMatch.AGREES: gettext_lazy("printed so"),
    PrintMatch.SIMILAR: gettext_lazy("printed a little otherwise: look"),
    PrintMatch.NOT_FOUND: gettext_lazy("not seen on the page: look"),
}


def print_match_label(match: PrintMatch) -> str:
    """Return whether a part of the zone is printed on the page, in the reader's language."""
    return str(MATCHES[match])


def page_state_label(state: PageState) -> str:
    """Return what came of a page, in the reader's language."""
    return str(PAGES[state])


def correction_text(correction: Correction) -> str:
    """Return one correction as a sentence: where, from what, to what, why."""
    return _("%(field)s, line %(line)s, character %(place)s: %(seen)s became %(taken)s, "
             "%(why)s") % {
        "field": field_label(correction.field), "line": correction.line,
        "place": correction.place, "seen": correction.seen or "–", "taken": correction.taken,
        "why": WHY[correction.reason]}


def doubt_text(doubt: Doubt) -> str:
    """Return one doubt as a sentence: where, what was taken, what else it could be."""
    values = {"field": field_label(doubt.field), "line": doubt.line, "place": doubt.place,
              "character": doubt.character, "others": " / ".join(doubt.alternatives),
              "percent": round(doubt.confidence * 100)}
    if doubt.alternatives:
        return _("%(field)s, line %(line)s, character %(place)s: %(character)s could be "
                 "%(others)s") % values
    return _("%(field)s, line %(line)s, character %(place)s: %(character)s was seen with "
             "%(percent)s %% certainty") % values

"""How tagging, finding and keeping are called on screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records

PLACE_LABELS = {
    records.PlaceKind.BUILDING: _("building"), records.PlaceKind.ROOM: _("room"),
    records.PlaceKind.RACK: _("rack"), records.PlaceKind.SHELF: _("shelf"),
    records.PlaceKind.BOX: _("box"), records.PlaceKind.DESK: _("desk"),
    records.PlaceKind.TRANSIT: _("transit"), records.PlaceKind.OUTSIDE: _("outside"),
}
PROBLEM_LABELS = {
    records.TaggingProblem.NOT_A_TAG: _("This is no tag number that the office uses."),
    records.TaggingProblem.TAG_IN_USE: _(
        "This tag is or was on a folder. Take a new one: numbers are never used again."),
    records.TaggingProblem.WRONG_TAG: _(
        "This is another label's tag. Read the label that was made for this folder."),
    records.TaggingProblem.CHIP_KNOWN: _(
        "This chip is on another folder already: the label was moved or copied."),
    records.TaggingProblem.SPOILT: _("A label was spoilt."),
    records.TaggingProblem.TAKEN_BACK: _("An entry was taken back."),
}
GROUP_LABELS = {
    records.StackGroup.RESHELVE: _("To reshelve, in walking order"),
    records.StackGroup.WANTED: _("Wanted by a request"),
    records.StackGroup.OTHER_BRANCH: _("Belongs to the other branch"),
    records.StackGroup.NO_PLACE: _("Never on a shelf"),
    records.StackGroup.DUPLICATE: _("Duplicate tags"),
    records.StackGroup.RETIRED: _("Retired tags"),
    records.StackGroup.GONE: _("Destroyed or handed to the archive"),
    records.StackGroup.UNKNOWN: _("Unknown"),
}
HEAT_LABELS = {
    records.Heat.FOUND: (_("FOUND"), ui.Tone.GREEN), records.Heat.HOT: (_("HOT"), ui.Tone.RED),
    records.Heat.WARM: (_("WARM"), ui.Tone.AMBER), records.Heat.COLD: (_("COLD"), ui.Tone.TEAL),
    records.Heat.UNKNOWN: (_("UNKNOWN"), ui.Tone.GREY),
}
HOLD_LABELS = {
    records.HoldReason.UNKNOWN: _("no folder has this sign"),
    records.HoldReason.OPEN_CASE: _("the case is open"),
    records.HoldReason.NO_CLOSING_DATE: _("nobody said when the case was closed"),
    records.HoldReason.NOT_HERE: _("it is not on its shelf"),
    records.HoldReason.LEGAL_HOLD: _("a hold is set on it"),
    records.HoldReason.OTHER_BRANCH: _("it is of the other branch"),
    records.HoldReason.WRONG_CATEGORY: _("its category does not go this way"),
    records.HoldReason.NOT_DUE: _("its time is not over"),
    records.HoldReason.ON_A_LIST: _("it is on another list"),
    records.HoldReason.GONE: _("it is gone already"),
}
DISPOSAL_LABELS = {
    records.DisposalKind.DISPOSAL: _("to be destroyed"),
    records.DisposalKind.TRANSFER: _("to the state archive"),
}
STATE_LABELS = {
    records.DisposalState.OPEN: (_("being made"), ui.Tone.AMBER),
    records.DisposalState.SUBMITTED: (_("waits for approval"), ui.Tone.VIOLET),
    records.DisposalState.APPROVED: (_("approved"), ui.Tone.TEAL),
    records.DisposalState.CONSENTED: (_("the archive consents"), ui.Tone.TEAL),
    records.DisposalState.DONE: (_("done"), ui.Tone.GREEN),
    records.DisposalState.GIVEN_UP: (_("given up"), ui.Tone.GREY),
}
GAP_LABELS = {
    records.GapKind.NO_BEGINNING: _("Gap: the chain has no beginning"),
    records.GapKind.MISSING: _("Gap: nobody knew where the folder was"),
    records.GapKind.NOT_ALLOWED: _("Gap: a step between these two is missing"),
    records.GapKind.TIME_BACKWARDS: _("Gap: this step is dated after the next one"),
}

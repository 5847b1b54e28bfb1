"""The screen of the gates' alarms."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import CUSTODY_LABELS

ALARMS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")


@requires(Permission.RECORDS_VIEW)
@require_GET
def alarm_list(request):
    """Folders that a gate sounded for, the latest first."""
    state = ui.read_list(request, ALARMS)
    page = ui.cut_page(records.list_alarms(offset=state.offset, limit=state.limit), state)
    table = ui.Table(
        caption=_("Alarms"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("When"), ui.Kind.NOWRAP),
                 ui.Column(_("Gate")), ui.Column(_("Branch")), ui.Column(_("Why")),
                 ui.Column(_("It is now")), ui.Column(_("Place"), ui.Kind.CODE)),
        rows=[(_folder(a), a.at, a.reader, a.branch, _reason_tag(a.reason),
               ui.Tag(CUSTODY_LABELS[a.custody], ui.Tone.GREY) if a.custody else None,
               a.place or None)
              for a in page.rows],
        empty=ui.EmptyState(
            _("No gate has sounded"),
            _("An alarm is listed when a folder passes a gate without being lent or sent.")),
    )
    return render(request, "records/gate_alarms.html", {
        "table": table, "topic": records.ALARMS_TOPIC})


def _folder(alarm):
    if alarm.folder_id is None:
        return alarm.epc
    return ui.Link(reverse("records:folder", args=[alarm.folder_id]), alarm.case_sign)


def _reason_tag(reason):
    if reason is records.AlarmReason.NO_LIST:
        return ui.Tag(_("the gate had no list"), ui.Tone.AMBER)
    return ui.Tag(_("not lent or sent"), ui.Tone.RED)

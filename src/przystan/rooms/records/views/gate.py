"""The screen of the gates' alarms."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import ALARM_FINDINGS, CUSTODY_LABELS, SettleForm

ALARMS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id", filters=("all",))


@requires(Permission.RECORDS_VIEW)
@require_GET
def alarm_list(request):
    """Folders that a gate sounded for, the latest first: those that nobody settled, or all."""
    state = ui.read_list(request, ALARMS)
    is_all = bool(state.value("all"))
    page = ui.cut_page(records.list_alarms(
        unsettled=not is_all, offset=state.offset, limit=state.limit), state)
    may_settle = request.actor.can(Permission.RECORDS_EDIT)
    table = ui.Table(
        caption=_("Alarms"), caption_hidden=True, state=state, has_next=page.has_next,
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("When"), ui.Kind.NOWRAP),
                 ui.Column(_("Gate")), ui.Column(_("Branch")), ui.Column(_("Why")),
                 ui.Column(_("It is now")), ui.Column(_("Place"), ui.Kind.CODE),
                 ui.Column(_("What was found"))),
        rows=[(_folder(a), a.at, a.reader, a.branch, _reason_tag(a.reason),
               ui.Tag(CUSTODY_LABELS[a.custody], ui.Tone.GREY) if a.custody else None,
               a.place or None, _finding(a, may_settle))
              for a in page.rows],
        empty=_nothing(is_all),
    )
    return render(request, "records/gate_alarms.html", {
        "table": table, "topic": records.ALARMS_TOPIC, "is_all": is_all,
        "unsettled": records.count_unsettled_alarms()})


def _nothing(is_all):
    if is_all:
        return ui.EmptyState(
            _("No gate has sounded"),
            _("An alarm is listed when a folder passes a gate without being lent or sent."))
    return ui.EmptyState(_("Every alarm is settled"), _("New ones come here by themselves."))


def _finding(alarm, may_settle):
    words = ALARM_FINDINGS[alarm.finding] if alarm.finding else _("Settle")
    if may_settle:
        return ui.Link(ui.row_url("records:settle-alarm", alarm.id), words, str(alarm.id))
    return words if alarm.finding else None


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def settle_alarm(request, alarm_id):
    """Say what was found where a gate sounded; the latest word counts."""
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            records.settle_alarm(
                alarm_id=alarm_id, finding=records.AlarmFinding(form.cleaned_data["finding"]),
                note=form.cleaned_data["note"], actor=request.actor, at=clock.now())
        except records.AlarmUnknown as unknown:
            raise Http404 from unknown
        messages.success(request, _("The alarm is settled."))
        if form.cleaned_data["finding"] == records.AlarmFinding.NOT_FOUND:
            return redirect("records:hunts")
        return redirect("records:gate-alarms")
    return render(request, "records/settle_alarm.html", {"form": form})


def _folder(alarm):
    if alarm.folder_id is None:
        return alarm.epc
    return ui.Link(reverse("records:folder", args=[alarm.folder_id]), alarm.case_sign)


def _reason_tag(reason):
    if reason is records.AlarmReason.NO_LIST:
        return ui.Tag(_("the gate had no list"), ui.Tone.AMBER)
    return ui.Tag(_("not lent or sent"), ui.Tone.RED)

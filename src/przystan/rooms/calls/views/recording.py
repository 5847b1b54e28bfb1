"""The recording policy, and a recording heard by a supervisor with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import HearForm, PolicyForm
from przystan.rooms.calls.views.days import length


@requires(Permission.CALLS_MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def policies(request):
    form = PolicyForm(request.POST or None, initial={"valid_from": clock.local_date(clock.now())})
    if request.method == "POST" and form.is_valid():
        try:
            calls.set_recording_policy(**form.cleaned_data, actor=request.actor, at=clock.now())
        except calls.PolicyInThePast as refusal:
            form.add_error("valid_from", refusal.message)
        else:
            messages.success(request, _("The recording policy is kept."))
            return redirect("calls:recording")
    now = clock.now()
    return render(request, "calls/recording.html", {
        "form": form, "policy": calls.policy_on(on=clock.local_date(now)),
        "table": _policies_table(calls.list_recording_policies()),
        "troubles": troubles_of(now)})


def troubles_of(at):
    """What went on unrecorded today, as sentences for the supervisor."""
    return [_("%(time)s: a call went on unrecorded: %(why)s.") % {
        "time": t.at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M"),
        "why": calls.trouble_label(t.kind)} for t in calls.list_recording_troubles(at=at)[:5]]


def _policies_table(rows):
    return ui.Table(
        caption=_("Policies so far"), columns=(
            ui.Column(_("From day"), ui.Kind.HEAD), ui.Column(_("Recorded")),
            ui.Column(_("Lines")), ui.Column(_("Purpose")),
            ui.Column(_("Kept for"), ui.Kind.NOWRAP), ui.Column(_("Set by"))),
        rows=[(ui.show(r.valid_from), ui.Tag(_("yes"), ui.Tone.RED) if r.is_on else _("no"),
               ", ".join(r.lines) or _("all"), str(calls.purpose_label(r.purpose)),
               ngettext("%(count)s day", "%(count)s days", r.retention_days) % {
                   "count": r.retention_days}, r.actor_name) for r in rows],
        empty=ui.EmptyState(_("Nothing is recorded"),
                            _("Until a policy is set, no conversation is recorded.")))


def recordings_of(contact, *, may_hear):
    """The recordings of a contact with who heard them: what is said and the table."""
    rows = calls.list_call_recordings(call_key=contact.key)
    reads = [(r, read) for r in rows for read in r.reads]
    return {
        "is_refused": calls.has_refused_recording(call_key=contact.key),
        "recordings": [{
            "id": r.id, "words": _("%(time)s, %(length)s, kept until %(day)s") % {
                "time": r.started_at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S"),
                "length": length(r.seconds), "day": ui.show(r.erase_on)},
            "is_erased": r.is_erased, "may_hear": may_hear and not r.is_erased} for r in rows],
        "reads": ui.Table(
            caption=_("Who listened to the recording"), columns=(
                ui.Column(_("When"), ui.Kind.HEAD), ui.Column(_("Who")), ui.Column(_("Reason"))),
            rows=[(ui.show(read.at), read.actor_name, read.reason) for _row, read in reads],
            empty=ui.EmptyState(_("Nobody has listened"))) if rows else None}


@requires(Permission.CALLS_MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def hear(request, contact_id, recording_id):
    """Ask why, then give the sound: each time is a line in the access log."""
    form = HearForm(request.POST or None)
    try:
        contact = calls.get_contact(contact_id=contact_id).contact
    except calls.ContactNotFound as error:
        raise Http404 from error
    if recording_id not in {r.id for r in calls.list_call_recordings(call_key=contact.key)}:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            sound = calls.hear_recording(
                recording_id=recording_id, reason=form.cleaned_data["reason"],
                actor=request.actor, at=clock.now())
        except (calls.RecordingGone, calls.HearReasonNeeded) as refusal:
            form.add_error(None, refusal.message)
        else:
            return HttpResponse(sound, content_type=calls.sound_type(sound)[1])
    return render(request, "calls/form.html", {
        "form": form, "contact_id": contact_id, "title": _("Listen to the recording"),
        "button": _("Listen")})


@requires(Permission.CALLS_MANAGE)
@require_POST
def listen(request):
    """Have the supervisor's own phone hear a live conversation, or whisper into it."""
    wanted = request.POST.get("do", "")
    if wanted in {kind.value for kind in calls.LISTENER_ORDERS}:
        try:
            calls.order_listening(
                kind=calls.OrderKind(wanted), call_key=request.POST.get("call", ""),
                actor=request.actor, at=clock.now())
        except calls.NotNow:
            messages.error(request, _("Sign on at the operator's desk with your phone first, and "
                                      "finish your own call."))
        except calls.NotInCall:
            messages.error(request, _("This conversation is over."))
        else:
            if wanted == calls.OrderKind.LISTEN:
                messages.success(request, _("Your phone rings; pick up to listen."))
    return redirect("calls:wallboard")

"""The staff's calendar of bookings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.hall import LANGUAGE_NAMES
from przystan.rooms.reception.views.hall import branch_of, time_text


@requires(Permission.RECEPTION_VIEW)
@require_GET
def calendar(request):
    """The day's bookings at a branch, and how full the coming days are."""
    branches = sites.branch_choices()
    branch = branch_of(request, branches, request.GET.get("branch", ""))
    today = clock.local_date(clock.now())
    day = _day(request.GET.get("day", ""), today)
    names = reception.service_names()
    may_serve = request.actor.can(Permission.RECEPTION_SERVE, branch=branch)
    found = reception.list_bookings(branch=branch, day=day)
    bookings = ui.Table(
        caption=_("Bookings of the day"), caption_hidden=True,
        columns=(ui.Column(_("Time"), ui.Kind.HEAD), ui.Column(_("Service")),
                 ui.Column(_("Language")), ui.Column(_("State")), ui.Column(_("Ticket")),
                 ui.Column(_("Change"))),
        rows=[(time_text(b.starts_at), names[b.service_code],
               LANGUAGE_NAMES.get(b.language, b.language), _booking_tag(b),
               b.ticket_number or None,
               ui.Link(reverse("reception:cancel_booking", args=[b.id]), _("Cancel"))
               if b.is_live and may_serve else None)
              for b in found],
        empty=ui.EmptyState(_("Nothing is booked on this day"),
                            _("Bookings made on the public pages appear here.")))
    counts = reception.count_slots(branch=branch, first=today, days=21)
    days = ui.Table(
        caption=_("The next three weeks"), stacked=False,
        columns=(ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Booked"), ui.Kind.NUMBER),
                 ui.Column(_("Of places"), ui.Kind.NUMBER)),
        rows=[(ui.Link(f"?branch={branch}&day={d}", ui.date_text(d)), booked, every)
              for d, (every, booked) in counts.items()],
        empty=ui.EmptyState(_("No times are laid out"),
                            _("Booking rules of the branch say which services can be booked.")))
    return render(request, "reception/calendar.html", {
        "bookings": bookings, "days": days, "day": day, "branch": branch,
        "place": dict(branches)[branch], "before": day - timedelta(days=1),
        "after": day + timedelta(days=1), "branches": branches,
        "is_closed": reception.hours_on(branch=branch, day=day).opens is None,
        "live": sum(b.is_live for b in found),
        "may_manage": request.actor.can(Permission.RECEPTION_MANAGE, branch=branch)})


def _back(branch, day):
    return f"{reverse('reception:calendar')}?branch={branch}&day={day:%Y-%m-%d}"


@requires(Permission.RECEPTION_SERVE)
@require_http_methods(["GET", "POST"])
def cancel_booking(request, booking_id):
    """Cancel a booking for somebody who asks for it by phone."""
    try:
        found = reception.get_booking(booking_id=booking_id)
    except reception.BookingNotFound as missing:
        raise Http404 from missing
    if not request.actor.can(Permission.RECEPTION_SERVE, branch=found.branch):
        raise PermissionDenied(Permission.RECEPTION_SERVE.value)
    back = _back(found.branch, clock.local_date(found.starts_at))
    if request.method == "GET" or not request.POST.get("confirmed"):
        return render(request, "ui/confirm.html", {
            "question": _("Cancel the booking of %(time)s?") % {"time": time_text(found.starts_at)},
            "consequences": [_("The holder is told, and the time goes to somebody who waits.")],
            "yes": _("Cancel the booking"), "dangerous": True, "back": back})
    try:
        reception.cancel_booking(booking_id=booking_id, actor=request.actor, at=clock.now())
    except reception.BookingNotFound:
        messages.info(request, _("This booking was over already."))
    else:
        messages.success(request, _("The booking was cancelled, and the holder is told."))
    return redirect(back)


@requires(Permission.RECEPTION_MANAGE)
@require_POST
def cancel_day(request):
    """Cancel the bookings of a day on which the branch is closed."""
    branch = branch_of(request, sites.branch_choices(), request.POST.get("branch", ""))
    if not request.actor.can(Permission.RECEPTION_MANAGE, branch=branch):
        raise PermissionDenied(Permission.RECEPTION_MANAGE.value)
    day = _day(request.POST.get("day", ""), clock.local_date(clock.now()))
    if reception.hours_on(branch=branch, day=day).opens is not None:
        messages.error(request, _("The branch is open on this day: close it first."))
        return redirect(_back(branch, day))
    if not request.POST.get("confirmed"):
        return render(request, "ui/confirm.html", {
            "question": _("Cancel every booking of this day?"), "dangerous": True,
            "consequences": [_("Every holder is told.")], "yes": _("Cancel them all"),
            "kept": [("branch", branch), ("day", day.isoformat())], "back": _back(branch, day)})
    count = reception.cancel_day(branch=branch, day=day, actor=request.actor, at=clock.now())
    messages.success(request, ngettext(
        "%(n)s booking was cancelled.", "%(n)s bookings were cancelled.", count) % {"n": count})
    return redirect(_back(branch, day))


def _day(text, today):
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return today


def _booking_tag(booking):
    step = reception.BookingStep
    labels = {
        step.BOOKED: (_("booked"), ui.Tone.TEAL), step.CONFIRMED: (_("confirmed"), ui.Tone.GREEN),
        step.REMINDED: (_("reminded"), ui.Tone.TEAL), step.OFFERED: (_("offered"), ui.Tone.TEAL),
        step.CAME: (_("came"), ui.Tone.GREEN), step.NO_SHOW: (_("did not come"), ui.Tone.RED),
    }
    text, tone = labels.get(booking.last_step, (booking.last_step, ui.Tone.GREY))
    if booking.is_live and booking.is_confirmed:
        text, tone = labels[step.CONFIRMED]
    return ui.Tag(text, tone)

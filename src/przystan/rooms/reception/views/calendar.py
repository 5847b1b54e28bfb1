"""The staff's calendar of bookings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

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
    bookings = ui.Table(
        caption=_("Bookings of the day"), caption_hidden=True,
        columns=(ui.Column(_("Time"), ui.Kind.HEAD), ui.Column(_("Service")),
                 ui.Column(_("Language")), ui.Column(_("State")), ui.Column(_("Ticket"))),
        rows=[(time_text(b.starts_at), names[b.service_code],
               LANGUAGE_NAMES.get(b.language, b.language), _booking_tag(b),
               b.ticket_number or None)
              for b in reception.list_bookings(branch=branch, day=day)],
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
        "after": day + timedelta(days=1), "branches": branches})


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

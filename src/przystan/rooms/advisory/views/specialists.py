"""Screens of the rota: the calendar, who is free, booking and cancelling, hours of duty."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.specialists import (
    BookingForm,
    CalendarFilters,
    CancelForm,
    DutyForm,
    FreeForm,
)
from przystan.rooms.people import public as people

SPEC = ui.ListSpec(sorts={"day": ("period",)}, default_sort="day",
                   filters=("day", "branch", "profession"))
DAYS_SHOWN = 7
REFUSED = (advisory.InvalidHours, advisory.HourTaken, advisory.NotOnDuty, advisory.DutyOverlaps)


@requires(Permission.ADVISORY_VIEW)
@require_GET
def calendar(request):
    state = ui.read_list(request, SPEC)
    since = _day(state.value("day")) or clock.local_date(clock.now())
    wanted = state.value("profession")
    profession = advisory.Profession(wanted) if wanted in set(advisory.Profession) else None
    begins, ends = clock.day_start(since), clock.day_start(since + timedelta(days=DAYS_SHOWN))
    duties = advisory.list_duties(
        since=begins, until=ends, branch=state.value("branch"), profession=profession)
    bookings = advisory.list_bookings(since=begins, until=ends, branch=state.value("branch"))
    names = people.names_of([b.person_id for b in bookings if b.person_id])
    actions = [ui.Button(reverse("advisory:free"), _("Who is free?"))]
    if request.actor.can(Permission.ADVISORY_MANAGE):
        actions.append(ui.Button(reverse("advisory:add_duty"), _("Add hours of duty")))
    return render(request, "advisory/page.html", {
        "title": _("Interpreters and specialists"), "actions": actions,
        "lead": _("Hours of duty and what is booked, for %(days)d days.") % {"days": DAYS_SHOWN},
        "filters": ui.Filters(CalendarFilters(request.GET), state),
        "blocks": [_duties(request, duties, since),
                   _bookings(request, bookings, names, profession)]})


def _duties(request, duties, since):
    """A line a specialist, a column a day; a second stretch of one day takes a second line."""
    days = [since + timedelta(days=n) for n in range(DAYS_SHOWN)]
    lines = {}
    for duty in duties:
        day = duty.starts_at.astimezone(clock.OFFICE_ZONE).date()
        place = 0
        while day in lines.setdefault((duty.specialist, place), {}):
            place += 1
        lines[(duty.specialist, place)][day] = duty
    return ui.Table(
        caption=_("Hours of duty"),
        columns=(ui.Column(_("Who"), ui.Kind.HEAD), ui.Column(_("Languages")),
                 *(ui.Column(ui.date_text(d), ui.Kind.NOWRAP) for d in days)),
        rows=[(f"{who.display_name} ({advisory.word(who.profession)})", _pairs(who),
               *(_stretch(request.actor, by_day.get(d)) for d in days))
              for (who, _place), by_day in sorted(
                  lines.items(), key=lambda x: (x[0][0].profession, x[0][0].display_name,
                                                x[0][0].id, x[0][1]))],
        empty=ui.EmptyState(_("Nobody is on duty"), _("Choose another day.")))


def _stretch(actor, duty):
    if duty is None:
        return None
    begins, ends = (x.astimezone(clock.OFFICE_ZONE) for x in (duty.starts_at, duty.ends_at))
    where = duty.branch or advisory.interpreter_label(duty.mode)
    words = f"{begins:%H:%M}–{ends:%H:%M} {where}"
    may = actor.can(Permission.ADVISORY_MANAGE, branch=duty.branch or duty.specialist.branch)
    return ui.Link(reverse("advisory:remove_duty", args=[duty.id]), words,
                   _("take off the rota")) if may else words


def pair_text(pair):
    """Between which languages an interpreter works."""
    return f"{ui.language_name(pair.language)} – {ui.language_name(pair.into)}"


def _pairs(specialist):
    return ", ".join(pair_text(p) for p in specialist.pairs)


def _hours(begins, ends):
    local, until = (x.astimezone(clock.OFFICE_ZONE) for x in (begins, ends))
    return f"{ui.date_text(local.date())}, {local:%H:%M}–{until:%H:%M}"


def _bookings(request, bookings, names, profession):
    shown = [b for b in bookings if profession in (None, b.specialist.profession)]
    return ui.Table(
        caption=_("Booked hours"),
        columns=(ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Who"), ui.Kind.HEAD),
                 ui.Column(_("For")), ui.Column(_("Language")), ui.Column(_("Branch")),
                 ui.Column(_("Act"))),
        rows=[(_hours(b.starts_at, b.ends_at), b.specialist.display_name,
               _person(b, names), ui.language_name(b.language) if b.language else "–", b.branch,
               ui.Link(reverse("advisory:cancel_booking", args=[b.id]), _("Cancel"),
                       b.specialist.display_name)
               if request.actor.can(Permission.ADVISORY_RECORD, branch=b.branch) else "")
              for b in shown],
        empty=ui.EmptyState(_("Nothing is booked")))


def _person(booking, names):
    if booking.person_id is None:
        return booking.purpose or "–"
    return ui.Link(reverse("people:card", args=[booking.person_id]),
                   names.get(booking.person_id) or _("erased"))


def _day(text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@requires(Permission.ADVISORY_VIEW)
@require_GET
def free(request):
    today = clock.local_date(clock.now())
    form = FreeForm(request.GET if "day" in request.GET else None, initial={
        "day": today, "hour": "09:00", "minutes": 60,
        "profession": request.GET.get("profession", "interpreter"),
        "language": request.GET.get("language", "")})
    blocks = []
    if form.is_bound and form.is_valid():
        begins, ends = form.period()
        data = form.cleaned_data
        found = advisory.list_free(
            starts_at=begins, ends_at=ends, branch=data["branch"],
            profession=advisory.Profession(data["profession"]), language=data["language"])
        blocks = [_free(request, found, begins, ends)]
    return render(request, "advisory/free.html", {"form": form, "blocks": blocks})


def _free(request, found, begins, ends):
    may = request.actor.can(
        Permission.ADVISORY_RECORD, branch=request.GET.get("branch", "") or None)
    rest = {"begins": begins.isoformat(), "ends": ends.isoformat(),
            "branch": request.GET.get("branch", ""), "language": request.GET.get("language", ""),
            "person": request.GET.get("person", "")}
    return ui.Table(
        caption=_hours(begins, ends),
        columns=(ui.Column(_("Who"), ui.Kind.HEAD), ui.Column(_("Languages")),
                 ui.Column(_("Where")), ui.Column(_("Act"))),
        rows=[(s.display_name, _pairs(s), advisory.interpreter_label(mode),
               ui.Link(f"{reverse('advisory:book', args=[s.id])}?{urlencode(rest)}", _("Book"),
                       s.display_name) if may else "") for s, mode in found],
        empty=ui.EmptyState(_("Nobody is free then"), _("Try another hour, or by phone.")))


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def book(request, specialist_id):
    who = [s for s in advisory.list_specialists() if s.id == specialist_id]
    wanted = _wanted(request)
    if not who or wanted is None:
        raise Http404
    begins, ends, person_id = wanted
    form = BookingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.book_hour(actor=request.actor, at=clock.now(), booking=advisory.NewBooking(
                specialist_id, request.GET.get("branch", ""), begins, ends, person_id,
                request.GET.get("language", "")[:3], form.cleaned_data["purpose"]))
        except REFUSED as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The hour was booked."))
            return redirect(f"{reverse('advisory:calendar')}?day={begins.date().isoformat()}")
    return render(request, "advisory/page.html", {
        "title": _("Book an hour"), "form": form, "button": _("Book"),
        "lead": f"{who[0].display_name}, {_hours(begins, ends)}",
        "crumbs": [(reverse("advisory:calendar"), _("Interpreters and specialists"))]})


def _wanted(request):
    try:
        begins = datetime.fromisoformat(request.GET.get("begins", ""))
        ends = datetime.fromisoformat(request.GET.get("ends", ""))
        person = request.GET.get("person", "")
        return begins, ends, int(person) if person else None
    except ValueError:
        return None


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def cancel_booking(request, booking_id):
    try:
        booking = advisory.get_booking(booking_id=booking_id)
    except advisory.BookingNotFound as error:
        raise Http404 from error
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        advisory.cancel_booking(actor=request.actor, at=clock.now(), booking_id=booking_id,
                                reason=form.cleaned_data["reason"])
        messages.success(request, _("The hour is free again."))
        return redirect("advisory:calendar")
    return render(request, "advisory/page.html", {
        "title": _("Cancel a booked hour"), "form": form, "button": _("Cancel the hour"),
        "lead": f"{booking.specialist.display_name}, "
                f"{_hours(booking.starts_at, booking.ends_at)}",
        "crumbs": [(reverse("advisory:calendar"), _("Interpreters and specialists"))]})


@requires(Permission.ADVISORY_MANAGE)
@require_http_methods(["GET", "POST"])
def add_duty(request):
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.add_duty(actor=request.actor, at=clock.now(), duty=form.duty())
        except REFUSED as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The hours are on the rota."))
            return redirect("advisory:calendar")
    return render(request, "advisory/page.html", {
        "title": _("Add hours of duty"), "form": form, "button": _("Save the hours"),
        "crumbs": [(reverse("advisory:calendar"), _("Interpreters and specialists"))]})


@requires(Permission.ADVISORY_MANAGE)
@require_http_methods(["GET", "POST"])
def remove_duty(request, duty_id):
    if request.method == "POST":
        try:
            advisory.remove_duty(actor=request.actor, at=clock.now(), duty_id=duty_id)
        except advisory.InvalidHours as error:
            messages.error(request, _(str(error)))
        else:
            messages.success(request, _("The hours were taken off the rota."))
        return redirect("advisory:calendar")
    return render(request, "advisory/confirm.html", {
        "title": _("Take hours off the rota"), "button": _("Take off"),
        "back": reverse("advisory:calendar"), "consequences": [
            _("Nobody can book these hours any more."),
            _("Hours that are booked must be cancelled first.")]})

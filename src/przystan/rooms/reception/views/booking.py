"""Booking for everybody, without an account: by a link that only the holder has."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import public_form, public_page
from przystan.platform.clock import public as clock
from przystan.platform.limits.public import network_address
from przystan.platform.pages.public import kept_page
from przystan.platform.sites import public as sites
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.booking import AgainForm, BookForm
from przystan.rooms.reception.views.hall import time_text
from przystan.rooms.reception.views.public import branch_or_404, qr_svg

STAMP = "%Y%m%d-%H%M"
DAYS_SHOWN, OTHERS_SHOWN = 10, 12
# What the booking answers when somebody else was first: told at once, with other times.
TAKEN = 409


@public_page
@kept_page()
@require_GET
def choose(request):
    """Choose where and for what."""
    at = clock.now()
    names = reception.service_names()
    places = [
        {"branch": branch, "services": [
            {"code": r.service_code, "name": names[r.service_code], "minutes": r.minutes}
            for r in reception.list_booking_rules(branch=branch.code, day=clock.local_date(at))
            if r.daily_quota]}
        for branch in sites.list_branches()]
    return render(request, "reception/book.html", {
        "places": [p for p in reversed(places) if p["services"]]})


def service_or_404(code):
    name = reception.service_names().get(code)
    if name is None:
        raise Http404
    return name


def _days(branch, service, *, booking_id=None):
    """Return the days that have free times, each with its times."""
    at = clock.now()
    slots = reception.list_free_slots(
        branch=branch, service_code=service, at=at, first=clock.local_date(at),
        booking_id=booking_id)
    days = [
        (day, [{"time": time_text(s.starts_at), "stamp": stamp_of(s.starts_at), "free": s.free}
               for s in times])
        for day, times in groupby(slots, key=lambda s: clock.local_date(s.starts_at))]
    return days[:DAYS_SHOWN]


def stamp_of(at):
    return at.astimezone(clock.OFFICE_ZONE).strftime(STAMP)


def read_stamp(text):
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=clock.OFFICE_ZONE)
    except ValueError as wrong:
        raise Http404 from wrong


@public_page
@kept_page(seconds=1)
@never_cache
@require_GET
def times(request, branch, service):
    """Show the free times of a service."""
    return render(request, "reception/book_times.html", {
        "branch": branch_or_404(branch), "service": service, "name": service_or_404(service),
        "days": _days(branch, service)})


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def book(request, branch, service, stamp):
    """Take one time, bound to a name, a birth date and, where there is one, a case."""
    starts_at = read_stamp(stamp)
    if request.method == "POST" and not reception.is_slot_free(
            branch=branch, service_code=service, starts_at=starts_at, at=clock.now()):
        return _taken(request, branch, service, starts_at)
    form, status = BookForm(request.POST or None), 200
    if request.method == "POST":
        made, status = _book(request, branch, service, starts_at, form)
        if made:
            request.session["booked_code"] = [made.id, made.code]
            return redirect("hall:visit", token=made.token)
        if status == TAKEN:
            return _taken(request, branch, service, starts_at)
    return render(request, "reception/book_form.html", {
        "branch": branch_or_404(branch), "service": service, "name": service_or_404(service),
        "day": clock.local_date(starts_at), "time": time_text(starts_at),
        "form": form}, status=status)


def _taken(request, branch, service, starts_at):
    """Say at once that the time is gone; what was typed goes along to another time."""
    at = clock.now()
    reception.note_attempt(address=network_address(request), recipient="", outcome="taken", at=at)
    return render(request, "reception/taken.html", {
        "branch": branch, "service": service, "time": time_text(starts_at),
        "day": clock.local_date(starts_at),
        "kept": [(name, value[:200]) for name, value in request.POST.items()
                 if name not in ("csrfmiddlewaretoken", "once")],
        "others": _others(branch, service, at)}, status=TAKEN)


def _others(branch, service, at):
    free = reception.list_free_slots(
        branch=branch, service_code=service, at=at, first=clock.local_date(at),
        limit=OTHERS_SHOWN)
    return [(clock.local_date(s.starts_at), time_text(s.starts_at), stamp_of(s.starts_at))
            for s in free]


@public_page
@never_cache
@require_GET
def taken(request, branch, service):
    """Show the same without a reader's time: a crowd gets it with each one's put in (rush.py)."""
    return render(request, "reception/taken.html", {
        "branch": branch_or_404(branch).code, "service": service, "name": service_or_404(service),
        "others": _others(branch, service, clock.now())})


def _book(request, branch, service, starts_at, form):
    """Return the booking that was made, or None and the answer's status."""
    if not form.is_valid():
        return None, 422
    given, at = form.cleaned_data, clock.now()
    try:
        case_id = reception.case_of_holder(
            sign=given["case_sign"], number=given["status_number"], pin=given["status_pin"],
            full_name=given["full_name"], birth_date=given["birth_date"],
            address=network_address(request), actor=request.actor, at=at,
        ) if given["case_sign"] else None
        return reception.book_slot(actor=request.actor, at=at, booking=reception.NewBooking(
            branch, service, starts_at, given["full_name"], given["birth_date"], form.contact,
            given["recipient"], translation.get_language()[:2], case_id, given["wants_earlier"],
            network_address(request))), 200
    except reception.CaseNotYours as refused:
        form.add_error("case_sign", refused.message)
    except reception.InvalidBooking as wrong:
        form.add_error("full_name" if str(wrong) == "name" else "birth_date",
                       _("Check this, please."))
    except reception.SlotTaken:
        return None, TAKEN
    except reception.BookedAlready as refused:
        form.add_error(None, refused.message)
        return None, 422
    except reception.TooManyTries as refused:
        form.add_error(None, refused.message)
        return None, 429
    return None, 422


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def again(request):
    """Send code and link again to who has lost them, and tell nobody whether there is a visit."""
    form, status = AgainForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reception.send_again(
                    recipient=form.cleaned_data["recipient"], address=network_address(request),
                    actor=request.actor, at=clock.now())
            except reception.TooManyTries as refused:
                form.add_error(None, refused.message)
                status = 429
            else:
                messages.success(request, _(
                    "If a visit is booked with this address, its code and link are on their way."))
                return redirect("hall:book")
    return render(request, "reception/again.html", {"form": form}, status=status)


def _booking(token):
    try:
        return reception.booking_of_token(token=token)
    except reception.BookingNotFound as missing:
        raise Http404 from missing


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def visit(request, token):
    """Show a booking to whoever has its link: confirm it, cancel it, or go to move it."""
    found = _booking(token)
    if request.method == "POST":
        return _visit_act(request, found, token)
    kept = request.session.get("booked_code") or [None, ""]
    code = kept[1] if kept[0] == found.id else ""
    return render(request, "reception/visit.html", {
        "booking": found, "token": token, "code": code, "time": time_text(found.starts_at),
        "name": reception.service_name(found.service_code),
        "branch": branch_or_404(found.branch), "day": clock.local_date(found.starts_at),
        "step": found.last_step.value, "is_over": found.starts_at <= clock.now(),
        "address": request.build_absolute_uri(),
        "qr": qr_svg(request.build_absolute_uri(request.path), _("Link of this visit"))})


def _visit_act(request, found, token):
    act = request.POST.get("do", "")
    if act == "cancel" and not request.POST.get("confirmed"):
        return render(request, "ui/confirm.html", {
            "question": _("Cancel this visit?"), "yes": _("Cancel the visit"),
            "consequences": [_("The time goes to somebody who waits.")], "dangerous": True,
            "kept": [("do", "cancel")], "back": reverse("hall:visit", args=[token])})
    try:
        if act == "confirm":
            reception.confirm_booking(booking_id=found.id, actor=request.actor, at=clock.now())
            messages.success(request, _("Thank you. We expect you."))
        elif act == "cancel":
            reception.cancel_booking(booking_id=found.id, actor=request.actor, at=clock.now())
            messages.success(request, _("The visit is cancelled. Thank you for telling us."))
    except reception.BookingNotFound:
        messages.info(request, _("This visit is not live any more: nothing was changed."))
    return redirect("hall:visit", token=token)


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def move(request, token):
    """Choose another time for a booking."""
    found = _booking(token)
    if not found.is_live:
        return redirect("hall:visit", token=token)
    if request.method == "POST":
        try:
            made = reception.move_booking(
                booking_id=found.id, starts_at=read_stamp(request.POST.get("stamp", "")),
                actor=request.actor, at=clock.now())
        except (reception.SlotTaken, reception.BookedAlready) as taken:
            messages.error(request, taken.message)
            return redirect("hall:move", token=token)
        except reception.BookingNotFound:
            return redirect("hall:visit", token=token)
        request.session["booked_code"] = [made.id, made.code]
        messages.success(request, _("The visit was moved. The old link and code are over."))
        return redirect("hall:visit", token=made.token)
    return render(request, "reception/move.html", {
        "booking": found, "token": token, "days": _days(
            found.branch, found.service_code, booking_id=found.id),
        "name": reception.service_name(found.service_code),
        "day": clock.local_date(found.starts_at), "time": time_text(found.starts_at)})

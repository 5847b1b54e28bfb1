"""The kiosk: large, four languages, by touch, keyboard and screen reader, without scripts."""

from __future__ import annotations

import uuid

from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.limits.public import network_address
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.booking import CodeForm
from przystan.rooms.reception.views.hall import time_text
from przystan.rooms.reception.views.public import branch_or_404, page_of, qr_svg

RETURNS_AFTER_SECONDS = 45


@public_page
@require_GET
def choose_hall(request):
    """Say for which hall this kiosk gives tickets."""
    return render(request, "reception/kiosk_halls.html", {"branches": sites.list_branches()})


@public_page
@never_cache
@require_http_methods(["GET", "POST"])
def kiosk(request, branch):
    found, error, status = branch_or_404(branch), "", 200
    form = CodeForm(request.POST if request.POST.get("code") is not None else None)
    if request.method == "POST":
        taken, error = _take(request, branch, form)
        if taken:
            return redirect("hall:kiosk_ticket", branch=branch, token=taken.token)
        status = 422
    closed = _closed(branch)
    return render(request, "reception/kiosk.html", {
        "branch": found, "services": () if closed else _services(branch), "form": form,
        "error": error, "closed": closed,
        "press": uuid.uuid4().hex, "returns": RETURNS_AFTER_SECONDS,
        "has_paper": reception.has_paper(branch=branch, at=clock.now()),
        "share": None if closed else share_in_100(branch)}, status=status)


def _take(request, branch, form):
    """Return the ticket that was taken, or what to say instead."""
    given = {
        "branch": branch, "language": translation.get_language()[:2], "at": clock.now(),
        "press": request.POST.get("press", "")[:40], "site": request.build_absolute_uri("/ticket/"),
    }
    try:
        if form.is_bound:
            if not form.is_valid():
                return None, ""
            return reception.take_at_kiosk(
                code=form.cleaned_data["code"], address=network_address(request), **given), ""
        return reception.take_at_kiosk(
            service_code=request.POST.get("service", "")[:30], **given), ""
    except reception.CodeRefused as refused:
        return None, _code_words(refused)
    except (reception.UnknownService, reception.OfficeClosed, reception.TooManyTries) as refused:
        return None, refused.message


def _code_words(refused):
    at = refused.starts_at
    when = {"day": ui.date_text(at.astimezone(clock.OFFICE_ZONE).date()),
            "time": time_text(at)} if at else {}
    words = {
        "unknown": _("We do not know this code. Check it in your message, or choose a service."),
        "early": _("Your visit is on %(day)s at %(time)s. The code works from an hour before."),
        "late": _("Your visit was on %(day)s at %(time)s. Your time is over: choose a service, or "
                  "book again."),
    }
    return words[refused.reason] % when


def share_in_100(branch):
    """Return of how many in 100 the stated range was right lately; None when not known."""
    share = reception.published_share(branch=branch, at=clock.now())
    return None if share is None else round(100 * share)


def _services(branch):
    """Return the services with the wait that each would state now."""
    at = clock.now()
    return [
        {"code": code, "name": name,
         "wait": reception.estimate(branch=branch, service_code=code, at=at)}
        for code, name in reception.service_names().items()]


def _closed(branch):
    """Return what to say when the office is closed; empty when it is open."""
    at = clock.now()
    if reception.is_open(branch=branch, at=at):
        return ""
    today = clock.local_date(at)
    hours = reception.hours_on(branch=branch, day=today)
    if hours.opens and at.astimezone(clock.OFFICE_ZONE).time() < hours.opens:
        return _("The office opens today at %(time)s.") % {"time": f"{hours.opens:%H:%M}"}
    opens = reception.next_opening(branch=branch, day=today)
    if opens is None and not reception.list_hours(branch=branch):
        return _("The opening hours are not known here. Please ask the staff.")
    if opens is None:
        return _("The office is closed now.")
    hours = reception.hours_on(branch=branch, day=opens)
    return _("The office is closed now. It opens on %(day)s at %(time)s.") % {
        "day": ui.date_text(opens), "time": f"{hours.opens:%H:%M}"}


@public_page
@never_cache
@require_GET
def kiosk_ticket(request, branch, token):
    """Show the ticket that was just taken, with the code to take along on the phone."""
    try:
        found = reception.ticket_of_token(token=token)
    except reception.TicketNotFound:
        return redirect("hall:kiosk", branch=branch)
    if found.branch != branch or found.day != clock.local_date(clock.now()):
        return redirect("hall:kiosk", branch=branch)
    address = page_of(request, token)
    return render(request, "reception/kiosk_ticket.html", {
        "branch": branch_or_404(branch), "ticket": found, "returns": RETURNS_AFTER_SECONDS,
        "service": reception.service_name(found.service_code),
        "words": reception.estimate_words(found), "address": address,
        "has_paper": reception.has_paper(branch=branch, at=clock.now()),
        "qr": qr_svg(address, _("QR code of this ticket"))})

"""What everybody sees of the hall: the display, and one ticket on a phone. Never a name."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.views.hall import time_text

# As many as can be read from ten metres; the newest stands first and larger.
ROWS_ON_DISPLAY = 6
S = reception.TicketState


def branch_or_404(code):
    """Return a branch by its code."""
    known = {b.code: b for b in sites.list_branches()}
    if code not in known:
        raise Http404
    return known[code]


def page_of(request, token):
    """Return the address of a ticket's own page, as its QR code says it."""
    return request.build_absolute_uri(f"/ticket/{token}/")


def qr_svg(text, label):
    """Return a QR code as SVG with its name for those who do not see it."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=4, xmldecl=False, svgns=False, omitsize=True, title=label)
    return mark_safe(out.getvalue().decode())  # noqa: S308 - made here of an address


def spoken(call):
    """Return what is said aloud of a call, in the ticket's language."""
    with translation.override(call.language):
        return _("Number %(number)s, counter %(counter)s") % {
            "number": " ".join(call.number), "counter": call.counter}


@public_page
@never_cache
@require_GET
def display(request, branch):
    """Show the numbers called in a hall, and what is said aloud of each."""
    found = branch_or_404(branch)
    at = clock.now()
    day = clock.local_date(at)
    calls = [(call, spoken(call)) for call in reception.list_called(
        branch=branch, day=day, limit=ROWS_ON_DISPLAY)]
    part = request.headers.get("HX-Request") == "true"
    template = "reception/_called.html" if part else "reception/display.html"
    return render(request, template, {
        "branch": found, "called": calls, "topic": reception.TOPIC, "now": time_text(at),
        "waiting": reception.count_waiting(branch=branch, day=day)})


def _ticket(token):
    try:
        return reception.ticket_of_token(token=token)
    except reception.TicketNotFound as missing:
        raise Http404 from missing


@public_page
@never_cache
@require_GET
def ticket(request, token):
    """Show one ticket to whoever has its code: its state, its place, the range of its wait."""
    found, at = _ticket(token), clock.now()
    is_today = found.day == clock.local_date(at)
    ahead = reception.place_in_line(ticket=found, at=at) if is_today else None
    place = None if ahead is None else ngettext(
        "%(n)s person is before you.", "%(n)s persons are before you.", ahead) % {"n": ahead}
    wait = reception.estimate(
        branch=found.branch, service_code=found.service_code, at=at, before_id=found.id,
    ) if ahead is not None and found.booked_for is None and reception.is_open(
        branch=found.branch, at=at) else None
    share = reception.published_share(branch=found.branch, at=at) if wait else None
    return render(request, "reception/phone_ticket.html", {
        "share": round(100 * share) if share else None,
        "ticket": found, "is_today": is_today, "place": place, "wait": wait,
        "is_next": ahead == 0, "branch": branch_or_404(found.branch), "topic": reception.TOPIC,
        "service": reception.service_name(found.service_code),
        "booked": time_text(found.booked_for) if found.booked_for else "",
        "state": found.state.value, "since": time_text(found.since), "token": token})


@public_page
@require_GET
def ticket_pdf(request, token):
    """Give a ticket as a page of the width of a receipt."""
    found = _ticket(token)
    content = reception.ticket_pdf(ticket_id=found.id, address=page_of(request, token))
    return HttpResponse(content, content_type="application/pdf", headers={
        "Content-Disposition": f'inline; filename="{found.number}.pdf"'})

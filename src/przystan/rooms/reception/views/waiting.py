"""The waiting list for everybody: to join it, and the page of one place on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import public_form
from przystan.platform.clock import public as clock
from przystan.platform.limits.public import network_address
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.booking import WaitForm
from przystan.rooms.reception.views.booking import read_stamp, service_or_404, stamp_of
from przystan.rooms.reception.views.hall import time_text
from przystan.rooms.reception.views.public import branch_or_404


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def join(request, branch, service):
    """Wait for a time that somebody gives back."""
    place, name = branch_or_404(branch), service_or_404(service)
    form, status = WaitForm(request.POST or None), 200
    if request.method == "POST":
        token, status = _join(request, branch, service, form)
        if token:
            messages.success(request, _("You are on the waiting list. We write when a time is "
                                        "given back, three times at most."))
            return redirect("hall:waiting", token=token)
    return render(request, "reception/wait_form.html", {
        "branch": place, "service": service, "name": name, "form": form}, status=status)


def _join(request, branch, service, form):
    """Return the token of the place, or nothing and the answer's status."""
    if not form.is_valid():
        return "", 422
    given = form.cleaned_data
    try:
        return reception.join_waiting_list(
            branch=branch, service_code=service, full_name=given["full_name"],
            birth_date=given["birth_date"], contact=form.contact, recipient=given["recipient"],
            language=translation.get_language()[:2], address=network_address(request),
            actor=request.actor, at=clock.now()), 200
    except reception.InvalidBooking as wrong:
        form.add_error("full_name" if str(wrong) == "name" else "birth_date",
                       _("Check this, please."))
    except reception.WaitsAlready as refused:
        form.add_error(None, refused.message)
    except reception.TooManyTries as refused:
        form.add_error(None, refused.message)
        return "", 429
    return "", 422


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def waiting(request, token):
    """Show a place on the list to whoever has its link: take an offered time, or leave."""
    try:
        found = reception.waiting_of_token(token=token, at=clock.now())
    except reception.WaitingNotFound as missing:
        raise Http404 from missing
    if request.method == "POST":
        return _act(request, found, token)
    return render(request, "reception/waiting.html", {
        "found": found, "name": reception.service_name(found.service_code),
        "branch": branch_or_404(found.branch),
        "offers": [(clock.local_date(at), time_text(at), stamp_of(at)) for at in found.offered]})


def _act(request, found, token):
    who = {"waiting_id": found.id, "actor": request.actor, "at": clock.now()}
    if request.POST.get("do") == "leave":
        reception.leave_waiting_list(**who)
        messages.success(request, _("You wait no more. Thank you for telling us."))
        return redirect("hall:waiting", token=token)
    try:
        made = reception.take_offered(
            **who, starts_at=read_stamp(request.POST.get("stamp", "")))
    except (reception.SlotTaken, reception.BookedAlready) as refused:
        messages.error(request, refused.message)
    except reception.WaitingNotFound:
        messages.info(request, _("This place on the list is over: nothing was changed."))
    else:
        request.session["booked_code"] = [made.id, made.code]
        return redirect("hall:visit", token=made.token)
    return redirect("hall:waiting", token=token)

"""The counter's pad for staff: whom to call, and what became of who came."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.hall import (
    LANGUAGE_NAMES,
    CounterForm,
    HoldForm,
    RedirectForm,
    service_choices,
)
from przystan.rooms.reception.forms.pads import PadAskForm
from przystan.rooms.reception.views.hall import branch_of, priority_tag, state_tag, time_text

S = reception.TicketState
SHOWN = 12
# What the buttons do, in the order in which a visit goes.
MOVES = {"serve": S.SERVING, "done": S.SERVED, "no_show": S.NO_SHOW, "back": S.WAITING}
REFUSED = (
    reception.MoveNotAllowed, reception.TicketOfAnotherDay, reception.ReasonMissing,
    reception.CounterBusy, reception.UnknownService,
)


def _seat(request):
    """Return branch and counter at which the actor sits, None when not chosen yet."""
    kept = request.session.get("reception_seat")
    return tuple(kept) if kept else None


@requires(Permission.RECEPTION_SERVE)
@never_cache
@require_GET
def counter(request):
    branches, seat = sites.branch_choices(), _seat(request)
    at = clock.now()
    branch = seat[0] if seat else branch_of(request, branches, request.GET.get("branch", ""))
    counters = reception.list_counters(branch=branch, day=clock.local_date(at))
    mine = next((c for c in counters if seat and c.code == seat[1]), None)
    if mine is None:
        return render(request, "reception/seat.html", {
            "form": CounterForm(counters=counters), "branch": branch, "counters": counters,
            "place": dict(branches).get(branch, branch), "table": _seats(counters)})
    return render(request, "reception/counter.html", {
        **_at_hand(branch, mine, at), "place": dict(branches).get(branch, branch),
        "counters": counters, "topic": reception.TOPIC})


def _seats(counters):
    names = dict(service_choices())
    return ui.Table(
        caption=_("Counters today"),
        columns=(ui.Column(_("Counter"), ui.Kind.HEAD), ui.Column(_("Services")),
                 ui.Column(_("Languages")), ui.Column(_("Who"))),
        rows=[(c.code, ", ".join(names.get(s, s) for s in c.services),
               ", ".join(LANGUAGE_NAMES.get(x, x) for x in c.languages) or _("all"),
               c.staffed_by or None) for c in counters],
        empty=ui.EmptyState(_("No counter yet"), _("Counters are set on the page of the branch.")))


def _at_hand(branch, mine, at):
    day = clock.local_date(at)
    current = reception.at_counter(branch=branch, day=day, counter=mine.code)
    waiting = reception.list_waiting(branch=branch, at=at, day=day)
    services = service_choices()
    for_me = [t for t in waiting if t.to_counter == mine.code or (
        not t.to_counter and t.service_code in mine.services)]
    counters = reception.list_counters(branch=branch, day=day)
    left = reception.left_to_holders(for_me, counter=mine, counters=counters, day=day)
    theirs = sum((t.service_code, t.language) in left and not t.to_counter for t in for_me)
    return {
        "branch": branch, "counter": mine, "current": current,
        "service": dict(services).get(current.service_code) if current else "",
        "language": LANGUAGE_NAMES.get(current.language, current.language) if current else "",
        "turn": priority_tag(current) if current else None,
        "state": state_tag(current.state) if current else None,
        "since": time_text(current.since) if current else "",
        "is_called": current is not None and current.state is S.CALLED,
        "line": _line(for_me, services), "count": len(for_me), "everywhere": len(waiting),
        "theirs": theirs,
        "held": reception.list_aside(branch=branch, day=day),
        "hold_form": HoldForm(auto_id="hold_%s"),
        "redirect_form": RedirectForm(auto_id="to_%s", services=services, counters=counters),
        "pad": reception.pad_of(branch=branch, counter=mine.code),
        "pad_form": PadAskForm(auto_id="pad_%s", initial={
            "language": current.language if current else "pl"}),
    }


def _line(waiting, services):
    names = dict(services)
    return ui.Table(
        caption=_("Waiting for this counter"), stacked=False,
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("Service")),
                 ui.Column(_("Language")), ui.Column(_("Taken"), ui.Kind.NOWRAP),
                 ui.Column(_("Turn"))),
        rows=[(t.number, names.get(t.service_code, t.service_code),
               LANGUAGE_NAMES.get(t.language, t.language), time_text(t.taken_at),
               _("booked for %(time)s") % {"time": time_text(t.booked_for)} if t.booked_for
               else _("sent to this counter") if t.to_counter else priority_tag(t))
              for t in waiting[:SHOWN]],
        empty=ui.EmptyState(_("Nobody is waiting"), _("Who takes a ticket appears here at once.")))


@requires(Permission.RECEPTION_SERVE)
@require_POST
def sit_down(request):
    branch = branch_of(request, sites.branch_choices(), request.POST.get("branch", ""))
    if not request.actor.can(Permission.RECEPTION_SERVE, branch=branch):
        raise PermissionDenied(Permission.RECEPTION_SERVE.value)
    at = clock.now()
    form = CounterForm(request.POST, counters=reception.list_counters(
        branch=branch, day=clock.local_date(at)))
    if form.is_valid():
        code = form.cleaned_data["counter"]
        reception.staff_counter(
            branch=branch, counter=code, is_open=True, actor=request.actor, at=at)
        request.session["reception_seat"] = [branch, code]
    return redirect("reception:counter")


@requires(Permission.RECEPTION_SERVE)
@require_POST
def stand_up(request):
    seat = request.session.pop("reception_seat", None)
    if seat:
        reception.staff_counter(branch=seat[0], counter=seat[1], is_open=False,
                                actor=request.actor, at=clock.now())
    return redirect("reception:counter")


@requires(Permission.RECEPTION_SERVE)
@require_POST
def act(request):
    """Do what a button of the counter's pad says."""
    seat = _seat(request)
    if seat is None:
        return redirect("reception:counter")
    try:
        _do(request, seat, request.POST.get("do", ""))
    except REFUSED as refused:
        messages.error(request, refused.message)
    except reception.NobodyWaits as nobody:
        messages.info(request, nobody.message)
    except reception.CounterNotFound:
        del request.session["reception_seat"]
    except (reception.TicketNotFound, ValueError) as missing:
        raise Http404 from missing
    return redirect("reception:counter")


def _do(request, seat, what):
    who = {"actor": request.actor, "at": clock.now()}
    if what == "next":
        reception.call_next(branch=seat[0], counter=seat[1], **who)
        return
    ticket_id = int(request.POST.get("ticket", ""))
    if what == "call":
        reception.call_ticket(ticket_id=ticket_id, branch=seat[0], counter=seat[1], **who)
    elif what == "hold":
        reception.move_ticket(ticket_id=ticket_id, state=S.HELD,
                              reason=request.POST.get("reason", ""), **who)
    elif what == "redirect":
        _redirect(request, seat, ticket_id, who)
    elif what in MOVES:
        reception.move_ticket(ticket_id=ticket_id, state=MOVES[what], **who)
    else:
        raise ValueError(what)


def _redirect(request, seat, ticket_id, who):
    form = RedirectForm(
        request.POST, services=service_choices(), counters=reception.list_counters(
            branch=seat[0], day=clock.local_date(who["at"])))
    if not form.is_valid():
        messages.error(request, _("Choose a service or a counter, and say why."))
        return
    reception.redirect_ticket(ticket_id=ticket_id, **form.cleaned_data, **who)
    messages.success(request, _("The ticket was redirected and keeps its place."))

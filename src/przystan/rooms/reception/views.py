"""Screens of the waiting hall: the day's tickets, the counter, the public display."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from przystan.platform.accounts.public import Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms import (
    LANGUAGE_NAMES,
    MOVE_LABELS,
    STATE_LABELS,
    CounterForm,
    TicketFilters,
    TicketForm,
    service_choices,
)

SPEC = ui.ListSpec(
    sorts={"taken": ("taken_at",)}, default_sort="-taken", filters=("branch", "day", "state")
)
# As many as can be read from ten metres; the newest stands first and larger.
ROWS_ON_DISPLAY = 6
STATE_TONES = {
    reception.TicketState.WAITING: ui.Tone.AMBER, reception.TicketState.CALLED: ui.Tone.TEAL,
    reception.TicketState.SERVED: ui.Tone.GREEN, reception.TicketState.NO_SHOW: ui.Tone.RED,
}


def _branch(request, branches, asked=""):
    """Return the branch asked for, or the one at which the actor works."""
    own = sorted(request.actor.branches)
    if asked in dict(branches):
        return asked
    if not branches:
        raise Http404("no branch")
    return own[0] if own else branches[-1][0]


def _time(at):
    return f"{at.astimezone(clock.OFFICE_ZONE):%H:%M}"


@requires(Permission.RECEPTION_VIEW)
def ticket_list(request):
    state = ui.read_list(request, SPEC)
    branches, services = sites.branch_choices(), service_choices()
    branch, today = _branch(request, branches, state.value("branch")), clock.local_date(clock.now())
    shown = {"branch": branch, "day": today.isoformat()}
    filters = TicketFilters({**shown, **{k: v for k, v in request.GET.items() if v}},
                            branches=branches)
    day = (filters.cleaned_data.get("day") if filters.is_valid() else None) or today
    wanted = state.value("state")
    rows = reception.list_tickets(
        branch=branch, day=day, newest_first=state.sort.startswith("-"),
        offset=state.offset, limit=state.limit,
        state=reception.TicketState(wanted) if wanted in set(reception.TicketState) else None,
    )
    page = ui.cut_page(rows, state, total=None)
    names = dict(services)
    table = ui.Table(
        caption=_("Tickets of the day"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("Service")),
                 ui.Column(_("Language")), ui.Column(_("Taken"), ui.Kind.NOWRAP, sort="taken"),
                 ui.Column(_("State")), ui.Column(_("Since"), ui.Kind.NOWRAP),
                 ui.Column(_("Counter"), ui.Kind.NUMBER)),
        rows=[
            (ui.Link(reverse("reception:ticket", args=[t.id]), t.number),
             names[t.service_code], LANGUAGE_NAMES.get(t.language, t.language), _time(t.taken_at),
             ui.Tag(STATE_LABELS[t.state], STATE_TONES.get(t.state, ui.Tone.GREY)),
             _time(t.since), t.counter)
            for t in page.rows
        ],
        empty=ui.EmptyState(_("Nobody came yet"), _("Tickets of this day appear here.")),
    )
    return render(request, "reception/list.html", {
        "table": table, "filters": ui.Filters(filters, state), "branch": branch,
        "waiting": reception.count_waiting(branch=branch, day=today),
        "place": dict(branches)[branch],
        "ticket_form": TicketForm(auto_id="ticket_%s", services=services),
        "counter_form": CounterForm(auto_id="counter_%s", initial={
            "counter": request.session.get("counter", "1")}),
        "may_serve": request.actor.can(Permission.RECEPTION_SERVE, branch=branch),
    })


@requires(Permission.RECEPTION_SERVE)
@require_POST
def take_ticket(request):
    branch = _branch(request, sites.branch_choices(), request.POST.get("branch", ""))
    form = TicketForm(request.POST, services=service_choices())
    if form.is_valid():
        ticket_id = reception.take_ticket(
            branch=branch, actor=request.actor, at=clock.now(), **form.cleaned_data)
        ticket = reception.get_ticket(ticket_id=ticket_id)
        messages.success(request, _("Ticket %(number)s was taken.") % {"number": ticket.number})
    return redirect(f"{reverse('reception:list')}?branch={branch}")


@requires(Permission.RECEPTION_SERVE)
@require_POST
def call_next(request):
    branch = _branch(request, sites.branch_choices(), request.POST.get("branch", ""))
    form = CounterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the number of your counter."))
        return redirect(f"{reverse('reception:list')}?branch={branch}")
    request.session["counter"] = form.cleaned_data["counter"]
    try:
        ticket_id = reception.call_next(
            branch=branch, counter=form.cleaned_data["counter"], actor=request.actor,
            at=clock.now())
    except reception.NobodyWaits as empty:
        messages.info(request, empty.args and _("Nobody is waiting."))
        return redirect(f"{reverse('reception:list')}?branch={branch}")
    return redirect("reception:ticket", ticket_id=ticket_id)


@requires(Permission.RECEPTION_VIEW)
def ticket(request, ticket_id):
    try:
        found = reception.get_ticket(ticket_id=ticket_id)
    except reception.TicketNotFound as missing:
        raise Http404 from missing
    allowed = sorted(reception.MOVES[found.state]) if request.actor.can(
        Permission.RECEPTION_SERVE, branch=found.branch) else []
    return render(request, "reception/ticket.html", {
        "found": found,
        "moves": [(s.value, MOVE_LABELS[s]) for s in allowed
                  if s is not reception.TicketState.CALLED or found.counter],
        "facts": ui.KeyFacts((
            ui.Fact(_("Service"), dict(service_choices())[found.service_code]),
            ui.Fact(_("Language"), LANGUAGE_NAMES.get(found.language, found.language)),
            ui.Fact(_("Taken"), found.taken_at),
            ui.Fact(_("State"), ui.Tag(
                STATE_LABELS[found.state], STATE_TONES.get(found.state, ui.Tone.GREY))),
            ui.Fact(_("Counter"), found.counter),
        )),
    })


@requires(Permission.RECEPTION_SERVE)
@require_POST
def move(request, ticket_id):
    state = request.POST.get("state", "")
    try:
        reception.move_ticket(
            ticket_id=ticket_id, state=reception.TicketState(state), actor=request.actor,
            at=clock.now())
    except (reception.TicketNotFound, ValueError) as missing:
        raise Http404 from missing
    except reception.MoveNotAllowed as refused:
        messages.error(request, refused.message)
    return redirect("reception:ticket", ticket_id=ticket_id)


@public_page
def display(request, branch):
    """Show the numbers called in a hall: never a name."""
    known = {b.code: b for b in sites.list_branches()}
    if branch not in known:
        raise Http404
    day = clock.local_date(clock.now())
    called = reception.list_called(branch=branch, day=day, limit=ROWS_ON_DISPLAY)
    part = request.headers.get("HX-Request") == "true"
    template = "reception/_called.html" if part else "reception/display.html"
    return render(request, template, {
        "branch": known[branch], "called": called,
        "waiting": reception.count_waiting(branch=branch, day=day), "topic": reception.TOPIC,
    })

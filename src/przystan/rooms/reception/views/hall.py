"""Screens of the waiting hall for staff: the day's tickets and one ticket."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.hall import (
    LANGUAGE_NAMES,
    PRIORITY_LABELS,
    STATE_LABELS,
    HolderForm,
    PriorityForm,
    TicketFilters,
    TicketForm,
    service_choices,
)

S = reception.TicketState
SPEC = ui.ListSpec(
    sorts={"taken": ("taken_at",)}, default_sort="-taken", filters=("branch", "day", "state")
)
STATE_TONES = {
    S.WAITING: ui.Tone.AMBER, S.REDIRECTED: ui.Tone.AMBER, S.CALLED: ui.Tone.TEAL,
    S.SERVING: ui.Tone.TEAL, S.SERVED: ui.Tone.GREEN, S.NO_SHOW: ui.Tone.RED,
    S.HELD: ui.Tone.VIOLET,
}


def branch_of(request, branches, asked=""):
    """Return the branch asked for, or the one at which the actor works."""
    own = sorted(request.actor.branches)
    if asked in dict(branches):
        return asked
    if not branches:
        raise Http404("no branch")
    return own[0] if own else branches[-1][0]


def time_text(at):
    """Return an instant as the hall's clock shows it."""
    return f"{at.astimezone(clock.OFFICE_ZONE):%H:%M}"


def state_tag(state):
    """Return a state as a coloured word."""
    return ui.Tag(STATE_LABELS[state], STATE_TONES.get(state, ui.Tone.GREY))


def priority_tag(ticket):
    """Return why a ticket goes first, None when it goes in turn."""
    if ticket.priority is reception.Priority.ORDINARY:
        return None
    return ui.Tag(PRIORITY_LABELS[ticket.priority], ui.Tone.VIOLET)


@requires(Permission.RECEPTION_VIEW)
@require_GET
def ticket_list(request):
    state = ui.read_list(request, SPEC)
    branches, services = sites.branch_choices(), service_choices()
    branch = branch_of(request, branches, state.value("branch"))
    today = clock.local_date(clock.now())
    shown = {"branch": branch, "day": today.isoformat()}
    filters = TicketFilters({**shown, **{k: v for k, v in request.GET.items() if v}},
                            branches=branches)
    day = (filters.cleaned_data.get("day") if filters.is_valid() else None) or today
    wanted = state.value("state")
    rows = reception.list_tickets(
        branch=branch, day=day, newest_first=state.sort.startswith("-"),
        offset=state.offset, limit=state.limit,
        state=S(wanted) if wanted in set(S) else None,
    )
    page = ui.cut_page(rows, state, total=None)
    return render(request, "reception/list.html", {
        "table": _table(page, state, dict(services)), "filters": ui.Filters(filters, state),
        "branch": branch, "waiting": reception.count_waiting(branch=branch, day=today),
        "place": dict(branches)[branch],
        "ticket_form": TicketForm(auto_id="ticket_%s", services=services),
        "may_serve": request.actor.can(Permission.RECEPTION_SERVE, branch=branch),
        "may_manage": request.actor.can(Permission.RECEPTION_MANAGE, branch=branch),
        "no_paper": not reception.has_paper(branch=branch, at=clock.now()),
    })


def _table(page, state, names):
    return ui.Table(
        caption=_("Tickets of the day"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("Service")),
                 ui.Column(_("Language")), ui.Column(_("Taken"), ui.Kind.NOWRAP, sort="taken"),
                 ui.Column(_("State")), ui.Column(_("Turn")),
                 ui.Column(_("Since"), ui.Kind.NOWRAP),
                 ui.Column(_("Counter"), ui.Kind.NUMBER)),
        rows=[
            (ui.Link(ui.row_url("reception:ticket", t.id), t.number),
             names[t.service_code], LANGUAGE_NAMES.get(t.language, t.language),
             time_text(t.taken_at), state_tag(t.state), _turn(t), time_text(t.since),
             t.counter or t.to_counter)
            for t in page.rows
        ],
        empty=ui.EmptyState(_("Nobody came yet"), _("Tickets of this day appear here.")),
    )


def _turn(ticket):
    if ticket.booked_for is not None:
        return _("booked for %(time)s") % {"time": time_text(ticket.booked_for)}
    return priority_tag(ticket)


@requires(Permission.RECEPTION_SERVE)
@require_POST
def take_ticket(request):
    branch = branch_of(request, sites.branch_choices(), request.POST.get("branch", ""))
    form = TicketForm(request.POST, services=service_choices())
    if form.is_valid():
        ticket_id = reception.take_ticket(
            branch=branch, actor=request.actor, at=clock.now(), **form.cleaned_data)
        ticket = reception.get_ticket(ticket_id=ticket_id)
        messages.success(request, _("Ticket %(number)s was taken.") % {"number": ticket.number})
    return redirect(f"{reverse('reception:list')}?branch={branch}")


def ticket_or_404(ticket_id):
    """Return a ticket, or the page that says there is none."""
    try:
        return reception.get_ticket(ticket_id=ticket_id)
    except reception.TicketNotFound as missing:
        raise Http404 from missing


@requires(Permission.RECEPTION_VIEW)
@require_GET
def ticket(request, ticket_id):
    found = ticket_or_404(ticket_id)
    may_serve = request.actor.can(Permission.RECEPTION_SERVE, branch=found.branch)
    is_today = found.day == clock.local_date(clock.now())
    steps = [
        ui.Event(at=s.at, title=STATE_LABELS[s.state], by=s.by, text=s.reason or (
            _("Counter %(counter)s") % {"counter": s.counter} if s.counter else ""))
        for s in reversed(reception.steps_of(ticket_id=ticket_id))]
    return render(request, "reception/ticket.html", {
        "found": found, "facts": _facts(found), "steps": ui.Timeline(tuple(steps)),
        "answers": _answers(found), "may_serve": may_serve, "is_today": is_today,
        "priority_form": PriorityForm(auto_id="turn_%s", initial={
            "priority": found.priority.value}) if may_serve and is_today else None,
        "holder_form": HolderForm(auto_id="holder_%s") if found.booking_id else None,
    })


def _facts(found):
    return ui.KeyFacts((
        ui.Fact(_("Service"), dict(service_choices())[found.service_code]),
        ui.Fact(_("Language"), LANGUAGE_NAMES.get(found.language, found.language)),
        ui.Fact(_("Taken"), found.taken_at), ui.Fact(_("State"), state_tag(found.state)),
        ui.Fact(_("Turn"), _turn(found) or PRIORITY_LABELS[found.priority]),
        ui.Fact(_("Counter"), found.counter or found.to_counter),
        ui.Fact(_("Stated wait"), _("%(low)s to %(high)s min") % {
            "low": found.estimate[0], "high": found.estimate[1]} if found.estimate else None),
    ))


def _answers(found):
    return [
        {"task": t, "path": reception.path_of(t.strokes) if t.strokes else ""}
        for t in reception.pad_tasks_of(ticket_id=found.id) if t.answered_at]


def _ticket_to_serve(request, ticket_id):
    """Return a ticket of a branch in which the reader serves. Raises PermissionDenied."""
    found = ticket_or_404(ticket_id)
    if not request.actor.can(Permission.RECEPTION_SERVE, branch=found.branch):
        raise PermissionDenied(Permission.RECEPTION_SERVE.value)
    return found


@requires(Permission.RECEPTION_SERVE)
@require_POST
def priority(request, ticket_id):
    form = PriorityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why, in a few words."))
        return redirect("reception:ticket", ticket_id=ticket_id)
    _ticket_to_serve(request, ticket_id)
    reception.set_priority(
        ticket_id=ticket_id, priority=reception.Priority(form.cleaned_data["priority"]),
        reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
    messages.success(request, _("The turn was changed."))
    return redirect("reception:ticket", ticket_id=ticket_id)


@requires(Permission.RECEPTION_SERVE)
@require_POST
def check_holder(request, ticket_id):
    """Say whether whoever stands there is whom the booking was made for."""
    found, form = _ticket_to_serve(request, ticket_id), HolderForm(request.POST)
    if found.booking_id is None:
        raise Http404
    if form.is_valid() and reception.is_holder(booking_id=found.booking_id, **form.cleaned_data):
        messages.success(request, _("The booking was made for this person."))
    else:
        messages.error(request, _("The booking was made for somebody else: it cannot be passed "
                                  "on. Check the spelling and the birth date."))
    return redirect("reception:ticket", ticket_id=ticket_id)

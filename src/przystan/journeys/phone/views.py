"""Screens of the phone: the operator's desk with its screen pop, and call-backs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.journeys.phone.forms import CallForm, OrderForm, StateForm, WrapUpForm
from przystan.journeys.phone.pop import NotThisCaller, confirm_caller, names_by_number, open_pop
from przystan.journeys.views.colleagues import TONES, colleagues_now
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people

S = calls.AgentStatus
BY_HAND = {"ready": S.READY, "pause": S.PAUSE, "off": S.OFF}
IN_CALL = (S.RINGING, S.TALKING, S.WRAP_UP)


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_http_methods(["GET", "POST"])
def desk(request):
    agent = calls.get_agent(username=request.actor.username)
    seen = _seen(agent)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)  # nothing of this desk changed: what is typed stays
    if request.method == "POST":
        return _change(request, agent)
    return _page(request, agent)


def _seen(agent):
    """What a desk's picture depends on; where it is the same, the page is left as it is."""
    state = f"{agent.status}.{agent.since.timestamp()}" if agent else "none"
    if agent and agent.status is S.TALKING:
        state += f".{calls.phase_of(call_key=agent.call_key)}"
        state += f".{len(calls.list_listeners(call_keys=[agent.call_key]))}"
    return f"{state}.{int(calls.connected_engine().is_connected())}"


def _change(request, agent):
    wanted = BY_HAND.get(request.POST.get("do", ""))
    if wanted is None:
        return redirect("journeys:phone_desk")
    given = request.POST if "phone" in request.POST or not agent else _as_posted(agent)
    form = StateForm(given)
    if wanted is S.READY and not calls.connected_engine().is_connected():
        form.add_error(None, _("The engine is not connected: no call can reach you now."))
    elif wanted is not S.OFF and agent and agent.status in IN_CALL:
        form.add_error(None, calls.NotNow.message)
    elif form.is_valid():
        data = form.cleaned_data
        try:
            calls.set_agent_state(
                status=wanted, phone=data["phone"], languages=data["languages"],
                reason=data["reason"] if wanted is S.PAUSE else "",
                actor=request.actor, at=clock.now())
            return redirect("journeys:phone_desk")
        except calls.PauseReasonNeeded as refusal:
            form.add_error("reason", refusal.message)
        except calls.PhoneTaken as refusal:
            form.add_error("phone", refusal.message)
        except calls.NotNow as refusal:
            form.add_error(None, refusal.message)
    return _page(request, agent, form=form)


def _as_posted(agent):
    return {"phone": agent.phone, "languages": list(agent.languages), "reason": ""}


def _page(request, agent, *, form=None, wrap_up=None, moment=False, orders=None, call=None):
    status = agent.status if agent else S.OFF
    pop, restricted = _pop(request, agent) if status in IN_CALL else (None, False)
    refused = form.non_field_errors() if form and form.is_bound else ()
    if status in IN_CALL:
        form = None
    if status is S.WRAP_UP:
        wrap_up = wrap_up or WrapUpForm(topics=calls.list_topics())
    elif form is None and status not in IN_CALL:
        form = StateForm(initial=_as_posted(agent) if agent else None)
    return render(request, "journeys/phone_desk.html", {
        "seen": _seen(agent), "status": status.value, "agent": agent,
        "tag": ui.Tag(calls.status_label(status), TONES[status]),
        "reason": calls.pause_label(agent.reason) if agent else "",
        "is_connected": calls.connected_engine().is_connected(),
        "form": form, "refused": refused if form is None else (), "wrap_up": wrap_up,
        "moment": moment, "pop": pop,
        **_in_call(agent, orders, status), **_calls_out(request, status, call),
        "answers": _answers(request),
        "is_restricted": restricted, "caller": _caller(pop) if pop and pop.caller else None,
        "number": _number(pop) if pop else "",
        "priority": calls.priority_label(_priority(agent)) if pop else "",
        "may_be_recorded": bool(pop) and calls.may_record(call_key=pop.call_key),
        "language": calls.language_label(pop.language) if pop else "",
        "maybe": [_maybe(c) for c in pop.maybe] if pop else [],
        "contacts": _contacts(pop.contacts) if pop else None,
        "is_browser_phone": bool(agent and agent.phone.startswith("op9")),
        "topic": calls.LIVE_TOPIC, **colleagues_now(request.actor)})


def _in_call(agent, orders, status):
    """What can be done with the caller now: it depends on whether a unit is asked."""
    if status is not S.TALKING:
        return {"orders": None, "phase": "", "asked": "", "listeners": ""}
    units = calls.connected_engine().units()
    phase = calls.phase_of(call_key=agent.call_key)
    asked = calls.asked_order(call_key=agent.call_key)[0]
    return {"orders": orders or OrderForm(units=units), "phase": phase.value,
            "asked": f"{asked} {units.get(asked, '')}".strip(),
            "listeners": ", ".join(one.actor_name for one in calls.list_listeners(
                call_keys=[agent.call_key]))}


def _calls_out(request, status, call):
    """The form of a call out where one is possible, and how the last ones went."""
    may_call = status in (S.READY, S.PAUSE) and calls.connected_engine().is_connected()
    rows = calls.list_ordered_calls(username=request.actor.username, limit=5)
    return {"call": (call or CallForm()) if may_call else None, "calls_out": ui.Table(
        caption=_("Your last calls out"), columns=(
            ui.Column(_("When"), ui.Kind.HEAD), ui.Column(_("Number"), ui.Kind.NOWRAP),
            ui.Column(_("Why")), ui.Column(_("Outcome"))),
        rows=[_call_out(row) for row in rows]) if rows else None}


def _call_out(row):
    words = _("being placed") if row.is_placed else _("not placed")
    if row.contact_id is not None:
        told = _("answered") if row.was_answered else _("no answer")
        words = ui.Link(reverse("calls:contact", args=[row.contact_id]), told)
    return ui.show(row.at), f"… {row.number[-3:]}", calls.topic_label(row.reason), words


def _answers(request):
    """What units still owe this operator's callers, and what they answered last."""
    name = request.actor.username
    rows = [*calls.list_unit_tasks(opened_by=name, is_done=False, limit=5),
            *calls.list_unit_tasks(opened_by=name, is_done=True, limit=5)]
    if not rows:
        return None
    now = clock.now()
    return ui.Table(
        caption=_("Your questions to units"), columns=(
            ui.Column(_("Asked on"), ui.Kind.HEAD), ui.Column(_("Unit")), ui.Column(_("State")),
            ui.Column(_("Answer"))),
        rows=[(ui.Link(reverse("calls:task", args=[t.id]), ui.show(t.opened_at)), t.unit,
               calls.task_label(t, at=now), t.answer or None) for t in rows])


def _pop(request, agent):
    caller = request.GET.get("caller", "")
    wanted = {"actor": request.actor, "at": clock.now(), "call_key": agent.call_key}
    try:
        person_id = int(caller) if caller.isdigit() and len(caller) < 19 else None
        return open_pop(**wanted, person_id=person_id), False
    except people.PersonRestricted:
        return open_pop(**wanted), True


def _number(pop):
    """A reminder until the operator has asked who is calling."""
    if not pop.number:
        return _("withheld")
    return pop.number if pop.caller else f"… {pop.number[-3:]}"


def _priority(agent):
    """Why this caller went before others; "" for who did not."""
    route = calls.find_route(call_key=agent.call_key)
    return route.priority_reason if route else ""


def _maybe(candidate):
    return {
        "id": candidate.person_id, "name": candidate.name or _("erased"),
        "words": ", ".join(str(w) for w in (
            people.birth_text(candidate.birth_date, candidate.birth_precision)
            if candidate.birth_date else "",
            people.country_label(candidate.citizenship) if candidate.citizenship else "",
        ) if w)}


def _caller(pop):
    person = pop.caller.person
    return {
        "name": person.full_name or _("Erased person"),
        "facts": ui.KeyFacts((
            ui.Fact(_("Person"), ui.Link(reverse("journeys:person", args=[person.id]),
                                         person.full_name or _("Erased person"))),
            ui.Fact(_("Birth date"), people.birth_text(person.birth_date, person.birth_precision)),
            ui.Fact(_("Citizenship"), people.country_label(person.citizenship)),
            ui.Fact(_("Languages"), ", ".join(
                str(calls.language_label(code)) for code in person.languages) or None))),
        "cases": ui.Table(
            caption=_("Cases"), columns=(
                ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Stage")),
                ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Folder"))),
            rows=[(ui.Link(reverse("cases:case", args=[c.case.id]), c.case.sign),
                   cases.stage_label(c.case.stage), c.case.stage_on,
                   (c.folder.place or c.folder.holder or None) if c.folder else None)
                  for c in pop.caller.cases],
            empty=ui.EmptyState(_("No case is open for this person")))}


def _contacts(rows):
    return ui.Table(
        caption=_("Calls with this number before"), columns=(
            ui.Column(_("Start"), ui.Kind.HEAD), ui.Column(_("Outcome")),
            ui.Column(_("Topic")), ui.Column(_("What came of it"))),
        rows=[(ui.Link(reverse("calls:contact", args=[row.id]), ui.show(row.started_at)),
               calls.outcome_label(row.outcome), str(calls.topic_label(row.topic)) or None,
               row.note or None)
              for row in rows],
        empty=ui.EmptyState(_("No call from this number before")))


@requires(Permission.CALLS_OPERATE)
@require_POST
def confirm(request):
    """Note who the caller is, and show the desk with their cases."""
    agent = calls.get_agent(username=request.actor.username)
    person_id = request.POST.get("person", "")
    if agent and agent.call_key and person_id.isdigit() and len(person_id) < 19:
        try:
            confirm_caller(actor=request.actor, at=clock.now(), call_key=agent.call_key,
                           person_id=int(person_id))
            return redirect(f"{reverse('journeys:phone_desk')}?caller={person_id}")
        except NotThisCaller:
            messages.error(request, _("This person does not have the number of the call."))
    return redirect("journeys:phone_desk")


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_POST
def order(request):
    """Have the switchboard hold the caller, take them back, pass them on or hang up."""
    agent = calls.get_agent(username=request.actor.username)
    wanted = request.POST.get("do", "")
    if wanted not in set(calls.OrderKind) - {calls.OrderKind.CALL}:
        return redirect("journeys:phone_desk")
    form = OrderForm(request.POST, units=calls.connected_engine().units())
    names_unit = wanted in (calls.OrderKind.TRANSFER, calls.OrderKind.ASK)
    if names_unit and not form.is_valid():
        return _page(request, agent, orders=form)
    data = form.cleaned_data if names_unit else {"target": "", "note": ""}
    try:
        calls.give_order(kind=calls.OrderKind(wanted), target=data["target"], note=data["note"],
                         actor=request.actor, at=clock.now())
    except calls.NotInCall as refusal:
        messages.error(request, refusal.message)
    return redirect("journeys:phone_desk")


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_POST
def call_out(request):
    """Have the operator's phone rung and then a number: one typed, or one who asked for it."""
    agent = calls.get_agent(username=request.actor.username)
    form = CallForm(_asked_back(request) or request.POST)
    if not form.is_valid():
        return _page(request, agent, call=form)
    data = form.cleaned_data
    try:
        calls.order_call(number=data["number"], reason=calls.CallReason(data["call_reason"]),
                         actor=request.actor, at=clock.now())
        messages.success(request, _("Your phone rings; pick up, and the number is called."))
    except calls.NotANumber as refusal:
        form.add_error("number", refusal.message)
        return _page(request, agent, call=form)
    except calls.NotNow:
        messages.error(request, _("Sign on and finish the call and its wrap-up first."))
    return redirect("journeys:phone_desk")


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_POST
def browser_phone(request):
    """Make a telephone for this browser: what it signs on with, once, for half an hour."""
    try:
        login = calls.issue_browser_phone(actor=request.actor, at=clock.now())
    except calls.EngineSilent:
        return JsonResponse({}, status=503)
    return JsonResponse({
        "phone": login.phone, "password": login.password, "domain": login.domain,
        "websocket": login.websocket,
        "seconds": int((login.until_at - clock.now()).total_seconds())})


def _asked_back(request):
    """The number of a call-back, which the page need not know."""
    wanted = request.POST.get("call_back", "")
    found = next((r for r in calls.list_call_backs() if str(r.id) == wanted), None)
    return {"number": found.e164, "call_reason": "call_back"} if found else None


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_POST
def wrap_up(request):
    """Note the topic at the contact of the call, and be ready for the next."""
    agent = calls.get_agent(username=request.actor.username)
    if agent is None or agent.status is not S.WRAP_UP:
        return redirect("journeys:phone_desk")
    form = WrapUpForm(request.POST, topics=calls.list_topics())
    if not form.is_valid():
        return _page(request, agent, wrap_up=form)
    contact = calls.find_contact(key=agent.call_key)
    if contact is None:
        # The engine's log closes a call within a second or two; the text typed stays.
        return _page(request, agent, wrap_up=form, moment=True)
    data = form.cleaned_data
    if data["case"]:
        cases.add_note(case_id=data["case"], source=cases.NoteSource.CALL, reference=contact.id,
                       text=data["note"], actor=request.actor, at=clock.now())
    if not contact.topic:
        calls.finish_call(contact_id=contact.id, topic=data["topic"], note=data["note"],
                          actor=request.actor, at=clock.now())
    calls.end_wrap_up(actor=request.actor, at=clock.now())
    messages.success(request, _("The call is wrapped up. You are ready."))
    return redirect("journeys:phone_desk")


# --- call-backs


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_GET
def call_backs(request):
    rows = calls.list_call_backs()
    now = clock.now()
    hints = names_by_number(actor=request.actor, at=now, numbers=[r.e164 for r in rows])
    return render(request, "journeys/call_backs.html", {
        "topic": calls.LIVE_TOPIC, "is_connected": calls.connected_engine().is_connected(),
        "rows": [{
            "id": r.id, "number": r.number or _("withheld"), "e164": r.e164,
            "language": calls.language_label(r.language) if r.language else "",
            "asked_at": ui.show(r.asked_at),
            "minutes": int((now - r.asked_at).total_seconds() // 60),
            "maybe": [_maybe(c) for c in hints.get(r.e164, ())]} for r in rows]})


@requires(Permission.CALLS_OPERATE)
@require_POST
def end_call_back(request, call_back_id):
    """Record how a call-back ended."""
    outcome = request.POST.get("outcome", "")
    if outcome in set(calls.CallBackOutcome):
        try:
            calls.end_call_back(call_back_id=call_back_id, actor=request.actor, at=clock.now(),
                                outcome=calls.CallBackOutcome(outcome))
            messages.success(request, _("The call-back is recorded."))
        except calls.CallBackEnded as refusal:
            messages.error(request, refusal.message)
    return redirect("journeys:call_backs")

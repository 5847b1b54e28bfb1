"""The wallboard: who waits, who serves, how the day goes. No caller's name, no number."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, kept_open, requires, shown_names
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.views.helpline_words import route_words
from przystan.rooms.calls.views.offers import offers_table
from przystan.rooms.calls.views.recording import troubles_of

LAST_OFFERS = 10
S = calls.AgentStatus
TONES = {S.READY: ui.Tone.GREEN, S.PAUSE: ui.Tone.AMBER, S.RINGING: ui.Tone.RED,
         S.TALKING: ui.Tone.TEAL, S.WRAP_UP: ui.Tone.VIOLET}


@kept_open
@requires(Permission.CALLS_VIEW)
@never_cache
@require_GET
def wallboard(request):
    now = clock.now()
    day = calls.day_so_far(at=now)
    agents = [a for a in calls.list_agents() if a.status is not calls.AgentStatus.OFF]
    return render(request, "calls/wallboard.html", {
        "topic": calls.LIVE_TOPIC, "now": now,
        "is_connected": calls.connected_engine().is_connected(),
        "queue": ui.BigNumbers(_queue(day, agents, now)), "day": ui.BigNumbers(_day(day)),
        "waiting": _waiting(day, now), "agents": agents_table(agents, now),
        "talks": _talks(request.actor, agents), "troubles": troubles_of(now) if (
            request.actor.can(Permission.CALLS_MANAGE)) else (),
        "offers": offers_table(calls.list_last_offers(at=now, limit=LAST_OFFERS)),
        "minutes": settings.IDLE_MINUTES, "hours": settings.SESSION_COOKIE_AGE // 3600})


def _queue(day, agents, now):
    longest = max((now - w.since for w in day.waiting), default=None)
    ready = sum(1 for a in agents if a.status is calls.AgentStatus.READY)
    return (
        ui.BigNumber(_("wait now"), len(day.waiting)),
        ui.BigNumber(_("longest wait"), _length(longest) if longest is not None else "–"),
        ui.BigNumber(_("operators ready"), ready,
                     note=_("of %(count)s signed on") % {"count": len(agents)}))


def _day(day):
    share = f"{round(100 * day.quick / day.counted)} %" if day.counted else "–"
    return (
        ui.BigNumber(_("offered today"), day.offered,
                     note=_("%(up)s still in the helpline or waiting") % {"up": day.up}),
        ui.BigNumber(_("answered"), day.answered, note=_of_queued(day)),
        ui.BigNumber(_("gave up waiting"), day.abandoned, note=_of_queued(day)),
        ui.BigNumber(_("ended in the helpline"), day.contained,
                     note=_("of %(count)s offered") % {"count": day.offered}),
        ui.BigNumber(_("service level"), share, note=_("%(quick)s of %(counted)s") % {
            "quick": day.quick, "counted": day.counted}))


def _of_queued(day):
    return _("of %(count)s queued") % {"count": day.queued}


def _length(length):
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def _waiting(day, now):
    return ui.Table(
        caption=_("Who waits"), columns=(
            ui.Column(_("Turn"), ui.Kind.NUMBER), ui.Column(_("Language"), ui.Kind.HEAD),
            ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Wait"), ui.Kind.NUMBER),
            ui.Column(_("Asks for"))),
        rows=[(str(turn), calls.language_label(w.language) or _("not known"), _clock(w.since),
               _length(now - w.since), route_words(w.route) or None)
              for turn, w in enumerate(day.waiting, 1)],
        empty=ui.EmptyState(_("Nobody waits")))


def _talks(actor, agents):
    """The conversations that a supervisor may listen to, and those that they do."""
    if not actor.can(Permission.CALLS_MANAGE):
        return ()
    talking = [a for a in agents if a.status is S.TALKING and a.username != actor.username]
    names = shown_names(usernames=[a.username for a in talking])
    listeners = calls.list_listeners(call_keys=[a.call_key for a in talking])
    mine = next((a.phone for a in agents if a.username == actor.username), "")
    return [{
        "call": a.call_key, "operator": names[a.username], "phone": a.phone,
        "is_mine": any(one.call_key == a.call_key and one.phone == mine for one in listeners),
        "others": ", ".join(one.actor_name for one in listeners if one.call_key == a.call_key),
    } for a in talking]


def agents_table(agents, now):
    """Every operator given, with where they stand now and for how long."""
    names = shown_names(usernames=[a.username for a in agents])
    return ui.Table(
        caption=_("Operators"), columns=(
            ui.Column(_("Operator"), ui.Kind.HEAD), ui.Column(_("State")),
            ui.Column(_("Since"), ui.Kind.NOWRAP),
            ui.Column(_("Time in this state"), ui.Kind.NUMBER),
            ui.Column(_("Languages"))),
        rows=[(names[a.username], _state(a), _clock(a.since), _length(now - a.since),
               ", ".join(str(calls.language_label(code)) for code in a.languages) or _("all"))
              for a in agents],
        empty=ui.EmptyState(_("No operator is signed on")))


def _state(agent):
    word = calls.status_label(agent.status)
    if agent.reason:
        word = f"{word}: {calls.pause_label(agent.reason)}"
    return ui.Tag(word, TONES[agent.status])


def _clock(at):
    return at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S")

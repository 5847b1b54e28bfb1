"""Who is on the phone now: every operator's state, for their colleagues."""

from __future__ import annotations

from collections import Counter

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires, shown_names
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls

S = calls.AgentStatus
TONES = {S.OFF: ui.Tone.GREY, S.READY: ui.Tone.GREEN, S.PAUSE: ui.Tone.AMBER,
         S.RINGING: ui.Tone.RED, S.TALKING: ui.Tone.TEAL, S.WRAP_UP: ui.Tone.VIOLET}
FREE_FIRST = (S.READY, S.RINGING, S.TALKING, S.WRAP_UP, S.PAUSE)


@requires(Permission.CALLS_OPERATE)
@never_cache
@require_GET
def colleagues(request):
    return render(request, "journeys/phone_colleagues.html", {
        **colleagues_now(request.actor), "topic": calls.LIVE_TOPIC})


def colleagues_now(actor):
    """The table of everybody signed on, who is free first, and a count by state in words."""
    here = sorted((a for a in calls.list_agents() if a.status is not S.OFF),
                  key=lambda a: (FREE_FIRST.index(a.status), a.since, a.username))
    names = shown_names(usernames=[a.username for a in here])
    count = Counter(a.status for a in here)
    return {
        "colleagues_count": ", ".join(
            f"{calls.status_label(status)}: {count[status]}"
            for status in FREE_FIRST if count[status]),
        "colleagues": ui.Table(
            caption=_("Colleagues now"), caption_hidden=True, columns=(
                ui.Column(_("Operator"), ui.Kind.HEAD), ui.Column(_("State")),
                ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Languages"))),
            rows=[_row(agent, actor, names) for agent in here],
            empty=ui.EmptyState(_("No operator is signed on")))}


def _row(agent, actor, names):
    name = names[agent.username]
    if agent.username == actor.username:
        name = _("%(name)s (you)") % {"name": name}
    word = calls.status_label(agent.status)
    if agent.reason:
        word = f"{word}: {calls.pause_label(agent.reason)}"
    languages = ", ".join(str(calls.language_label(code)) for code in agent.languages)
    return (name, ui.Tag(word, TONES[agent.status]),
            agent.since.astimezone(clock.OFFICE_ZONE).strftime("%H:%M"), languages or _("all"))

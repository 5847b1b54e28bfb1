"""Screens of readers: the agents beside them, their keys, and what each antenna looks at."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import AntennaForm, CodeForm

# A clock that differs by more than this puts reads and custody in the wrong order.
SKEW_SHOWN_MS = 2_000


@requires(Permission.PLATFORM_OPERATE)
@require_GET
def reader_list(request):
    return _page(request)


def _page(request, *, code="", code_form=None, antenna_form=None):
    return render(request, "records/readers.html", {
        "agents": _agents(), "readers": _readers(), "antennas": _antennas(), "code": code,
        "code_form": code_form or CodeForm(auto_id="code_%s"),
        "antenna_form": antenna_form or AntennaForm(auto_id="antenna_%s"),
        "office_address": request.build_absolute_uri("/").rstrip("/"),
    })


def _agents():
    return ui.Table(
        caption=_("Agents"),
        columns=(ui.Column(_("Name"), ui.Kind.HEAD), ui.Column(_("Branch")),
                 ui.Column(_("Heard from"), ui.Kind.NOWRAP), ui.Column(_("Its clock")),
                 ui.Column(_("Sightings"), ui.Kind.NUMBER), ui.Column(_("Enrolled")),
                 ui.Column(_("Key"))),
        rows=[(a.name, a.branch, a.last_seen_at, _clock_words(a.skew_ms), a.last_seq,
               a.enrolled_at, _key(a)) for a in records.list_agents()],
        empty=ui.EmptyState(
            _("No agent is enrolled"),
            _("Make a code, and enrol the program that runs beside the readers with it.")),
    )


def _readers():
    return ui.Table(
        caption=_("Readers"),
        columns=(ui.Column(_("Reader"), ui.Kind.HEAD), ui.Column(_("Agent")),
                 ui.Column(_("State")), ui.Column(_("Its clock"))),
        rows=[(r.name, a.name, _state_tag(r.state), _clock_words(r.skew_ms))
              for a in records.list_agents() if not a.revoked_at for r in a.readers],
        empty=ui.EmptyState(
            _("No agent has told of a reader"),
            _("Readers are named in the settings of the agent beside them.")),
    )


def _state_tag(state):
    if state.startswith("away"):
        return ui.Tag(_("away"), ui.Tone.RED)
    if state == "reading":
        return ui.Tag(_("at work"), ui.Tone.GREEN)
    return ui.Tag(_("waiting"), ui.Tone.GREY)


def _key(agent):
    if agent.revoked_at:
        return ui.Tag(_("revoked"), ui.Tone.GREY)
    return ui.Link(reverse("records:readers-revoke", args=[agent.uuid]), _("Revoke"), agent.name)


def _clock_words(skew_ms):
    if skew_ms is None:
        return None
    if abs(skew_ms) < SKEW_SHOWN_MS:
        return ui.Tag(_("right"), ui.Tone.GREEN)
    words = _("%(seconds)s s ahead") if skew_ms > 0 else _("%(seconds)s s behind")
    return ui.Tag(words % {"seconds": abs(skew_ms) // 1000}, ui.Tone.AMBER)


def _antennas():
    return ui.Table(
        caption=_("Antennas"),
        columns=(ui.Column(_("Reader"), ui.Kind.HEAD), ui.Column(_("Antenna"), ui.Kind.NUMBER),
                 ui.Column(_("Looks at"), ui.Kind.CODE)),
        rows=[(a.reader, a.number, a.place) for a in records.list_antennas()],
        empty=ui.EmptyState(
            _("No antenna has a place"), _("Reads of fixed readers then have no place either.")),
    )


@requires(Permission.PLATFORM_OPERATE)
@require_POST
def make_code(request):
    form = CodeForm(request.POST, auto_id="code_%s")
    if not form.is_valid():
        return _page(request, code_form=form)
    code = records.make_enrolment_code(
        branch=form.cleaned_data["branch"], actor=request.actor, at=clock.now())
    # Shown once: the office keeps its hash only.
    return _page(request, code=code)


@requires(Permission.PLATFORM_OPERATE)
@require_POST
def place_antenna(request):
    form = AntennaForm(request.POST, auto_id="antenna_%s")
    if form.is_valid():
        try:
            records.place_antenna(**form.cleaned_data, actor=request.actor, at=clock.now())
        except records.PlaceNotFound as refused:
            form.add_error("place", refused.message)
        else:
            messages.success(request, _("The antenna's place was noted."))
            return redirect("records:readers")
    return _page(request, antenna_form=form)


@requires(Permission.PLATFORM_OPERATE)
@require_http_methods(["GET", "POST"])
def revoke(request, agent):
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Revoke the key of this agent?"),
            "consequences": [
                _("The office takes nothing more from it; what it sees waits in its own file."),
                _("To bring it back, enrol it anew."),
            ],
            "dangerous": True, "yes": _("Revoke"), "back": reverse("records:readers"),
        })
    try:
        records.revoke_agent(agent=str(agent), actor=request.actor, at=clock.now())
    except records.AgentUnknown as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The key was revoked."))
    return redirect("records:readers")

"""A person's own rights: who looked, everything held (JSON, PDF), erasure with its report."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from przystan.journeys.erase_form import EraseForm
from przystan.journeys.person_data import (
    erase_person_data,
    export_person_data,
    plan_erasure,
    who_looked,
)
from przystan.journeys.person_pdf import person_pdf
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

PAGE = 50
OFFERED = {"pl": "Polski", "en": "English", "uk": "Українська", "ru": "Русский"}
ROOMS = {
    "people": gettext_lazy("Identity"), "advisory": gettext_lazy("Advisory point"),
    "documents": gettext_lazy("Document readings"), "cases": gettext_lazy("Cases"),
    "reception": gettext_lazy("Waiting hall"), "calls": gettext_lazy("Calls"),
}
# Rooms say what stays in English; these are the words of the report on the screen.
KEPT = (
    gettext_lazy("sex"), gettext_lazy("year of birth"), gettext_lazy("citizenship"),
    gettext_lazy("registration date and branch"), gettext_lazy("merges"),
    gettext_lazy("judgements without their reasons"),
    gettext_lazy("which information clauses were given and when"),
    gettext_lazy("flags and corrections without their texts"),
    gettext_lazy("beneficiary cards by number"), gettext_lazy("visits"),
    gettext_lazy("services"), gettext_lazy("checks and verdicts of document readings"),
    gettext_lazy("contacts without numbers"), gettext_lazy("legs"),
)


def _name(person_id):
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    return names[person_id]


@requires(Permission.PEOPLE_RIGHTS)
@require_GET
def lookers(request, person_id):
    """Who looked at this person, was shown them in a list, or changed something, page by page."""
    name = _name(person_id)
    before = request.GET.get("before", "")
    try:
        lines = who_looked(
            actor=request.actor, at=clock.now(), person_id=person_id, limit=PAGE,
            before_seq=int(before) if before.isdigit() else None)
    except people.PersonRestricted as restricted:
        return render(request, "journeys/restricted.html", {"since": restricted.since}, status=403)
    table = ui.Table(
        caption=_("Who looked at this person and what was done"), caption_hidden=True,
        columns=(ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Who"), ui.Kind.HEAD),
                 ui.Column(_("What")), ui.Column(_("Act"), ui.Kind.CODE)),
        rows=[(x.at, x.actor_name, _said(x), x.action) for x in lines],
        empty=ui.EmptyState(_("Nobody looked")))
    return render(request, "journeys/lookers.html", {
        "name": name, "person_id": person_id, "table": table,
        "older": lines[-1].seq if len(lines) == PAGE else None})


def _said(line):
    if line.is_read:
        return _("read") if line.person_id else _("shown in a list")
    return _("changed")


@requires(Permission.PEOPLE_RIGHTS)
@require_GET
def held(request, person_id):
    """Offer everything held about a person as JSON and PDF."""
    return render(request, "journeys/held.html", {
        "name": _name(person_id), "person_id": person_id, "offered": OFFERED.items()})


def _export(request, person_id):
    _name(person_id)
    return export_person_data(actor=request.actor, at=clock.now(), person_id=person_id)


@requires(Permission.PEOPLE_RIGHTS)
@require_GET
def held_json(request, person_id):
    """Give everything held about a person as JSON."""
    text = json.dumps(_export(request, person_id), ensure_ascii=False, indent=2, default=str)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="person-{person_id}.json"'
    return answer


@requires(Permission.PEOPLE_RIGHTS)
@require_GET
def held_pdf(request, person_id):
    """Give everything held about a person as a tagged PDF."""
    language = request.GET.get("language", "")
    held_now = _export(request, person_id)
    with translation.override(language if language in OFFERED else translation.get_language()):
        content = person_pdf(
            held_now, day=clock.local_date(clock.now()),
            notice=_("Synthetic data: nobody is meant.") if settings.IS_DEMO else "")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="person-{person_id}.pdf"'
    return answer


@requires(Permission.PEOPLE_RIGHTS)
@require_http_methods(["GET", "POST"])
def erase(request, person_id):
    """Show what an erasure would leave and what forbids it; erase after a reason and a yes."""
    name = _name(person_id)
    form = EraseForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            erase_person_data(actor=request.actor, at=clock.now(), person_id=person_id,
                              reason=form.cleaned_data["reason"])
            messages.success(request, _("The identity was erased."))
            return redirect("people:card", person_id=person_id)
        plan = plan_erasure(actor=request.actor, at=clock.now(), person_id=person_id)
    except people.PersonRestricted as restricted:
        return render(request, "journeys/restricted.html", {"since": restricted.since}, status=403)
    except people.ErasedAlready:
        messages.info(request, _("The identity was erased before."))
        return redirect("people:card", person_id=person_id)
    except people.ErasureHeld:
        return redirect(reverse("journeys:erase", args=[person_id]))
    return render(request, "journeys/erase.html", {
        "form": form, "name": name, "person_id": person_id, "plan": plan,
        "holds": _holds(plan), "kept": _kept(plan)})


def _holds(plan):
    return ui.Table(
        caption=_("What forbids it now"), columns=(
            ui.Column(_("Room"), ui.Kind.HEAD), ui.Column(_("Because of")),
            ui.Column(_("Until"), ui.Kind.NOWRAP)),
        rows=[(str(ROOMS.get(h.room, h.room)), h.basis, h.until_date) for h in plan.holds])


def _kept(plan):
    return ui.Table(
        caption=_("What stays, without a name"), columns=(
            ui.Column(_("Room"), ui.Kind.HEAD), ui.Column(_("Stays"))),
        rows=[(str(ROOMS[room]), ", ".join(_(text) for text in kept))
              for room, kept in plan.kept.items() if kept])

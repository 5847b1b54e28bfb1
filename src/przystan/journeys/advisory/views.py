"""Screens of the advisory point that need two or more rooms."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from przystan.journeys.advisory.card import LANGUAGES, print_card
from przystan.journeys.advisory.desk import open_desk, read_scan
from przystan.journeys.advisory.forms import DeskForm, RegisterForm, ScanForm
from przystan.journeys.advisory.registers import Register, as_csv, as_pdf, as_xlsx, open_register
from przystan.journeys.advisory_visit import NoOpenProject, NotEligible, record_visit_at_desk
from przystan.journeys.views.matches import match_table
from przystan.journeys.views.person import person_facts, refusal_words, timeline_event
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

# The document whose zone was scanned waits here for the visit: in the session, which ends with
# the sign-out, and in no address, which logs would keep.
SCANNED = "desk_document"
TIMELINE_SHOWN, ROWS_SHOWN = 15, 25
INVALID = (advisory.InvalidVisit, advisory.InvalidCard, advisory.InvalidDocument,
           advisory.InvalidFollowUp, advisory.InvalidHours)
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx,
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (as_pdf, "application/pdf"),
}


def notice_on_paper():
    """Return what a demo prints on every paper."""
    return _("Demonstration with invented persons: not a document.") if settings.IS_DEMO else ""


@requires(Permission.ADVISORY_RECORD)
@never_cache
@require_http_methods(["GET", "POST"])
def desk(request):
    form, candidates, remarks = ScanForm(request.POST or None), None, ()
    is_anybody = False
    if request.method == "POST" and form.is_valid():
        found = read_scan(actor=request.actor, at=clock.now(), text=form.cleaned_data["text"])
        request.session.pop(SCANNED, None)
        if found.document:
            request.session[SCANNED] = _kept(found.document)
        if found.person_id:
            return redirect("journeys:desk_person", person_id=found.person_id)
        candidates, remarks = _candidates(found.matches), found.remarks
        is_anybody = bool(found.matches)
    return render(request, "journeys/desk.html", {
        "form": form, "candidates": candidates, "remarks": remarks, "done": _done(request),
        "is_anybody": is_anybody, "may_register": request.actor.can(Permission.PEOPLE_EDIT),
        "due": advisory.count_due(until=clock.local_date(clock.now()),
                                  branch=next(iter(sorted(request.actor.branches)), ""))})


def _kept(document):
    return {**asdict(document), "valid_until": str(document.valid_until or ""),
            "seen_on": str(document.seen_on)}


def _scanned(request):
    kept = request.session.get(SCANNED)
    if not kept:
        return None
    return advisory.DocumentSeen(
        advisory.DocumentKind(kept["kind"]), kept["number"], kept["issuing_state"],
        parse_date(kept["valid_until"]), parse_date(kept["seen_on"]))


def _done(request):
    done = request.GET.get("done", "")
    return f"visit-{request.actor.user_id}-{int(done)}" if done.isdigit() else ""


def _candidates(matches):
    return match_table(
        matches, caption=_("Is it one of these?"), to="journeys:desk_person",
        empty=ui.EmptyState(
            _("Nobody is found"), _("Try another spelling, or register the person.")))


@requires(Permission.ADVISORY_RECORD)
@never_cache
@require_http_methods(["GET", "POST"])
def desk_person(request, person_id):
    try:
        found = open_desk(actor=request.actor, at=clock.now(), person_id=person_id)
    except people.PersonNotFound as error:
        raise Http404 from error
    except people.PersonRestricted as restricted:
        return render(request, "journeys/restricted.html", {"since": restricted.since}, status=403)
    person = found.person.person
    if person.id != person_id:
        return redirect("journeys:desk_person", person_id=person.id)
    form = DeskForm(
        request.POST or None, today=clock.local_date(clock.now()), person_id=person_id,
        branches=request.actor.branches, desk=found, document=_scanned(request))
    if request.method == "POST" and form.is_valid():
        answer = _record(request, person_id, form)
        if answer:
            return answer
    return render(request, "journeys/desk_person.html", {
        "form": form, "person": person, "name": person.full_name or _("Erased person"),
        "facts": _desk_facts(found), "more": person_facts(person), "card": found.card,
        "survey_languages": _survey_languages(person),
        "draft": f"visit-{request.actor.user_id}-{person_id}",
        "timeline": ui.Timeline(tuple(
            timeline_event(e) for e in found.person.timeline[:TIMELINE_SHOWN])),
        "has_timeline": bool(found.person.timeline)})


def _survey_languages(person):
    """The languages of the survey with their own names, the person's first."""
    spoken = [code for code in person.languages if code in LANGUAGES]
    return [(code, get_language_info(code)["name_local"])
            for code in dict.fromkeys((*spoken, *LANGUAGES))]


def _record(request, person_id, form):
    try:
        visit_id = record_visit_at_desk(
            actor=request.actor, at=clock.now(), person_id=person_id, visit=form.visit())
    except NoOpenProject:
        form.add_error("visited_on", _("No project runs on this day"))
        return None
    except NotEligible as refusal:
        form.add_error("stay_basis", refusal_words(refusal))
        return None
    except INVALID as error:
        form.add_error(None, _(str(error)))
        return None
    request.session.pop(SCANNED, None)
    visit = advisory.get_visit(visit_id=visit_id)
    if visit.closed_at:
        messages.success(request, _("The visit was recorded and closed."))
        return redirect(f"{reverse('journeys:desk')}?done={person_id}")
    messages.warning(request, _("The visit was recorded. It stays open until the card is signed."))
    return redirect("advisory:pad", card_id=visit.card_id)


def _desk_facts(found):
    facts = []
    if found.card:
        facts = [
            ui.Fact(_("Card"), ui.Link(reverse("advisory:card", args=[found.card.id]),
                                       found.card.number)),
            ui.Fact(_("Signed"), ui.Tag(_("signed"), ui.Tone.GREEN) if found.card.is_signed
                    else ui.Tag(_("not signed"), ui.Tone.AMBER)),
            ui.Fact(_("Target group"), advisory.word(found.check.result.outcome)
                    if found.check else _("not checked"))]
    else:
        facts = [ui.Fact(_("Card"), _("The first visit opens it"))]
    facts += [ui.Fact(_("To be done"), ui.Link(
        reverse("advisory:followup", args=[f.id]), f"{f.task} ({ui.date_text(f.due_on)})"))
        for f in found.due]
    return ui.KeyFacts(tuple(facts))


@requires(Permission.ADVISORY_RECORD)
@never_cache
@require_GET
def desk_alive(request):
    """Say that the office can be reached and that the reader is signed in; nothing else."""
    return HttpResponse(status=204)


@requires(Permission.PEOPLE_VIEW)
@never_cache
@require_GET
def card_print(request, card_id):
    if not request.actor.can(Permission.ADVISORY_VIEW):
        raise PermissionDenied(Permission.ADVISORY_VIEW.value)
    language = request.GET.get("in", "")
    try:
        printed = print_card(
            actor=request.actor, at=clock.now(), card_id=card_id,
            language=language if language in LANGUAGES else "", notice=notice_on_paper())
    except advisory.CardNotFound as error:
        raise Http404 from error
    return _file(printed.content, "application/pdf", printed.file_name, "inline")


@requires(Permission.ADVISORY_REGISTERS)
@require_GET
def registers(request):
    form = RegisterForm(request.GET if "register" in request.GET else None)
    table = None
    if form.is_bound and form.is_valid():
        wanted = request.GET.get("as", "")
        found = open_register(
            actor=request.actor, at=clock.now(), register=Register(form.cleaned_data["register"]),
            project_code=form.cleaned_data["project"],
            scope=form.scope(limit=None if wanted in FILES else ROWS_SHOWN))
        if wanted in FILES:
            return _download(found, wanted, form.cleaned_data["register"])
        table = ui.Table(
            caption=found.title, columns=_columns(found),
            rows=found.rows, empty=ui.EmptyState(_("No row in these days")))
    return render(request, "journeys/registers.html", {
        "form": form, "table": table, "shown": ROWS_SHOWN})


def _columns(found):
    kinds = {int: ui.Kind.NUMBER, date: ui.Kind.NOWRAP}
    first = found.rows[0] if found.rows else ("",) * len(found.header)
    return tuple(
        ui.Column(words, ui.Kind.HEAD if place == 0 else kinds.get(type(cell), ui.Kind.TEXT))
        for place, (words, cell) in enumerate(zip(found.header, first)))


def _download(found, wanted, name):
    make, media_type = FILES[wanted]
    content = make(found, notice=notice_on_paper()) if wanted == "pdf" else make(found)
    return _file(content, media_type, f"{name}.{wanted}", "attachment")


def _file(content, media_type, name, disposition):
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return answer

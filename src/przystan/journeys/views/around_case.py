"""The page around a case: folder, appointments, notes, letters, visits; each with its act."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from przystan.journeys import around_case_forms as forms
from przystan.journeys.around_case import AppointmentRefused, book_for_case, open_around_case
from przystan.journeys.views.person import STATES
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records

SOURCES = {
    cases.NoteSource.CASE: gettext_lazy("Note"),
    cases.NoteSource.CALL: gettext_lazy("Telephone call"),
    cases.NoteSource.VISIT: gettext_lazy("Visit to the advisory point")}
STEPS = {
    reception.BookingStep.BOOKED: (gettext_lazy("booked"), ui.Tone.TEAL),
    reception.BookingStep.CONFIRMED: (gettext_lazy("confirmed"), ui.Tone.GREEN),
    reception.BookingStep.CAME: (gettext_lazy("came"), ui.Tone.GREEN),
    reception.BookingStep.NO_SHOW: (gettext_lazy("did not come"), ui.Tone.RED),
    reception.BookingStep.CANCELLED: (gettext_lazy("cancelled"), ui.Tone.GREY)}
REFUSALS = (cases.NoteRefused, records.RequestedAlready, AppointmentRefused)


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def around_case(request, case_id):
    """Show what the office has of a case elsewhere, or do what was sent."""
    try:
        found = cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing
    around = open_around_case(found=found, actor=request.actor, at=clock.now())
    panels = _panels(request, found, around)
    if request.method == "POST":
        sent = panels.get(request.POST.get("act", ""))
        if sent is None:
            raise PermissionDenied
        if sent.is_valid() and _done(request, found, around, sent):
            return redirect("journeys:around_case", case_id=case_id)
    return render(request, "journeys/around_case.html", {
        "found": found, "tabs": cases.pages_of_case("journeys:around_case"), "panels": panels,
        "notes": _notes(request, around.notes), "folder": _folder(around.folder),
        "bookings": _bookings(around.bookings), "letters": _letters(around.letters),
        "visits": _visits(around.visits), "services": _services(request, found)})


def _panels(request, found, around):
    """The forms that the reader may send, by name; the one that was sent holds what was typed."""
    can, act = request.actor.can, request.POST.get("act")

    def form(name, kind, **options):
        return kind(request.POST if act == name else None, prefix=name, **options)

    panels = {}
    if can(Permission.CASES_EDIT, branch=found.branch):
        panels["note"] = form("note", forms.NoteForm)
        if any(not n.struck_reason for n in around.notes):
            panels["strike"] = form("strike", forms.StrikeForm, notes=around.notes)
        if found.person_id and not any(b.is_live for b in around.bookings):
            panels["book"] = form("book", forms.AppointmentForm, branch=found.branch,
                                  service=_service(request, found))
    if around.folder and can(Permission.RECORDS_REQUEST):
        panels["folder"] = form("folder", forms.FolderForm)
    return panels


def _done(request, found, around, form):
    """Do what a form says; a refusal stands at its field."""
    data, who, at = form.cleaned_data, request.actor, clock.now()
    try:
        if form.prefix == "note":
            cases.add_note(case_id=found.id, text=data["text"], actor=who, at=at)
            words = _("The note is left at the case.")
        elif form.prefix == "strike":
            cases.strike_note(case_id=found.id, note_id=data["note"], reason=data["reason"],
                              actor=who, at=at)
            words = _("The note is struck.")
        elif form.prefix == "folder":
            records.request_folder(folder_id=around.folder.id, actor=who, at=at, **data)
            words = _("The folder was asked for. It is on the pull list.")
        else:
            book_for_case(found=found, service=data["service"], starts_at=data["starts_at"],
                          actor=who, at=at)
            words = _("The appointment is booked; the person gets a message.")
    except REFUSALS as refused:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else None, refused.message)
        return False
    messages.success(request, words)
    return True


def _rules(found):
    return [r.service_code for r in reception.list_booking_rules(
        branch=found.branch, day=clock.local_date(clock.now())) if r.daily_quota]


def _service(request, found):
    """The service whose times are offered: the one chosen, else the branch's first."""
    rules = _rules(found)
    wanted = request.POST.get("book-service") or request.GET.get("service", "")
    return wanted if wanted in rules else next(iter(rules), "")


def _services(request, found):
    names, chosen = reception.service_names(), _service(request, found)
    return [(code, names.get(code, code), code == chosen) for code in _rules(found)]


def _notes(request, notes):
    return ui.Timeline(tuple(ui.Event(
        at=n.at, title=_note_title(request, n), by=n.by,
        tone=ui.Tone.GREY if n.struck_reason else "",
        text=_("Struck by %(name)s: %(reason)s") % {
            "name": n.struck_by, "reason": n.struck_reason} if n.struck_reason else n.text)
        for n in notes))


def _note_title(request, note):
    words = SOURCES[note.source]
    if note.source is cases.NoteSource.CALL and request.actor.can(Permission.CALLS_VIEW):
        return ui.Link(reverse("calls:contact", args=[note.reference]), words)
    return words


def _folder(folder):
    return folder and ui.KeyFacts((
        ui.Fact(_("Folder"), ui.Link(reverse("records:folder", args=[folder.id]),
                                     folder.case_sign)),
        ui.Fact(_("Custody"), STATES.get(folder.custody.value, folder.custody.value)),
        ui.Fact(_("Place"), folder.place or folder.holder or None),
        ui.Fact(_("Since"), folder.since)))


def _bookings(bookings):
    names = reception.service_names()
    return bookings and ui.Table(
        caption=_("Appointments"), columns=(
            ui.Column(_("Time"), ui.Kind.HEAD), ui.Column(_("Service")), ui.Column(_("State"))),
        rows=[(ui.show(b.starts_at), names.get(b.service_code, b.service_code),
               ui.Tag(*STEPS[b.last_step]) if b.last_step in STEPS else b.last_step.value)
              for b in bookings])


def _letters(letters):
    return letters and ui.Table(
        caption=_("Scanned letters"), columns=(
            ui.Column(_("Scanned"), ui.Kind.HEAD), ui.Column(_("Pages"), ui.Kind.NUMBER),
            ui.Column(_("To look at")), ui.Column(_("File"))),
        rows=[(at, x.pages, "; ".join(documents.letter_problem_label(p) for p in x.problems),
               ui.Link(reverse("documents:letter", args=[stack, x.id]), _("Show"), ui.show(at))
               if x.sha256 else None) for stack, at, x in letters])


def _visits(visits):
    return visits and ui.Table(
        caption=_("Visits to the advisory point"), columns=(
            ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Branch")), ui.Column(_("Card"))),
        rows=[(v.visited_on, v.branch,
               ui.Link(reverse("advisory:card", args=[v.card_id]), _("Show"),
                       ui.date_text(v.visited_on))) for v in visits])

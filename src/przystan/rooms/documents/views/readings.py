"""Screens of documents: the list of readings, and reading a machine-readable zone."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.forms.readings import MrzForm, ReadingFilters
from przystan.rooms.documents.views.shown import outcome_tag, problem_row
from przystan.rooms.people import public as people

SPEC = ui.ListSpec(
    sorts={"read": ("read_at",), "expiry": ("expiry_date",)}, default_sort="-read",
    filters=("q", "verdict"), words=("q",))
# What else the room has: each from the list of readings.
PLACES = (
    ("documents:examinations", _lazy("Examinations")), ("documents:stations", _lazy(
        "Workstations and devices")), ("documents:assets", _lazy("Equipment and consumables")),
    ("documents:letters", _lazy("Letters")), ("documents:trust", _lazy("Country signers")),
    ("documents:checklists", _lazy("Checklists and lists of lost documents")),
)


@requires(Permission.DOCUMENTS_VIEW)
@require_http_methods(["GET", "POST"])
def reading_list(request):
    if led := ui.keep_words(request, SPEC.words):
        return led
    state = ui.read_list(request, SPEC)
    rows = documents.list_readings(
        number=state.value("q").upper(), verdict=state.value("verdict"), order=state.order,
        offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    table = ui.Table(
        caption=_("Document readings"), state=state, has_next=page.has_next,
        columns=(
            ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Kind"), ui.Kind.NOWRAP),
            ui.Column(_("Issued by")), ui.Column(_("Valid until"), ui.Kind.NOWRAP, sort="expiry"),
            ui.Column(_("Verdict")), ui.Column(_("Failed")),
            ui.Column(_("Read"), ui.Kind.NOWRAP, sort="read"), ui.Column(_("By"))),
        rows=[
            (r.number or _("erased"), r.kind.value, people.country_label(
                documents.state_of(r.issuing_state)), r.expiry_date,
             outcome_tag(r.verdict),
             ", ".join(documents.field_label(documents.Field(f)) for f in r.failed),
             r.read_at, f"{r.read_by} {r.workstation}".strip())
            for r in page.rows],
        empty=ui.EmptyState(_("No reading"), _("Read a document, or clear the filters.")))
    return render(request, "documents/list.html", {
        "table": table, "filters": ui.Filters(
            ReadingFilters({**request.GET.dict(), "q": state.value("q")}), state),
        "may_read": request.actor.can(Permission.DOCUMENTS_READ), "places": PLACES})


@requires(Permission.DOCUMENTS_READ)
@require_http_methods(["GET", "POST"])
def read(request):
    is_sent = request.method == "POST"
    form = MrzForm(request.POST, request.FILES) if is_sent else MrzForm()
    shown = {}
    if is_sent and form.is_valid():
        take = _from_picture if form.cleaned_data["picture"] else _from_text
        shown = take(request, form)
        if shown:
            form = MrzForm(initial={"workstation": form.cleaned_data["workstation"]})
            # The eye stays on the result; without this the browser scrolls past it.
            del form.fields["text"].widget.attrs["autofocus"]
    return render(request, "documents/read.html", {
        "form": form, "may_register": request.actor.can(Permission.PEOPLE_EDIT), **shown})


def _from_text(request, form):
    try:
        reading = documents.read_document(
            actor=request.actor, at=clock.now(), text=form.cleaned_data["text"],
            workstation=form.cleaned_data["workstation"])
    except documents.NotAnMrz as error:
        form.add_error("text", _(
            "Expected 3 lines of 30, 2 of 36 or 2 of 44 characters; found %(found)s")
            % {"found": " + ".join(map(str, error.lengths))})
        return {}
    return _shown(reading, form.cleaned_data)


def _from_picture(request, form):
    found = documents.read_picture(
        actor=request.actor, at=clock.now(), content=form.cleaned_data["picture"].read(),
        workstation=form.cleaned_data["workstation"])
    read_pages = [page for page in found.pages if page.fit]
    if not read_pages:
        form.add_error("picture", _no_zone(found))
        return {}
    best = read_pages[0]
    shown = _shown(best.fit.reading, form.cleaned_data, best.printed)
    return shown | {
        "state": documents.page_state_label(best.state), "page_number": best.page,
        "is_damaged": best.state is documents.PageState.DAMAGED,
        "corrections": [documents.correction_text(c) for c in best.fit.corrections],
        "ambiguities": [documents.doubt_text(d) for d in best.fit.doubts],
        "pages": _pages(found) if len(found.pages) > 1 else None, "left_out": found.left_out}


def _no_zone(found):
    if found.problem or not found.pages:
        return _("This is no picture and no PDF that can be read")
    if found.left_out:
        return _("No machine-readable zone on the first %(looked)s of %(all)s pages. A stack of "
                 "letters is scanned under Letters.") % {
            "looked": len(found.pages), "all": found.pages_in_file}
    return _("No machine-readable zone was found on it. Lay the document flat, with its lower "
             "edge in the picture, or scan the lines with the reader.")


def _pages(found):
    return ui.Table(
        caption=_("Pages of the file"),
        columns=(ui.Column(_("Page"), ui.Kind.HEAD), ui.Column(_("What came of it")),
                 ui.Column(_("Document"))),
        rows=[(p.page, documents.page_state_label(p.state),
               p.fit.reading.number if p.fit else None) for p in found.pages])


def _shown(reading, typed, printed=()):
    compared = documents.compare_visual(
        reading=reading, number=typed["visual_number"], birth_date=typed["visual_birth"],
        expiry_date=typed["visual_expiry"])
    return {
        "reading": reading, "verdict": outcome_tag(reading.verdict), "facts": _facts(reading),
        "checks": _checks(reading), "ambiguities": _ambiguities(reading),
        "compared": _compared(compared, printed) if compared or _seen(printed) else None,
        "is_page_read": bool(printed), "is_other_side": bool(printed) and not _seen(printed),
        "prefill": documents.registration_fields(reading)}


PRINTED = {documents.PrintMatch.AGREES: ui.Tone.GREEN, documents.PrintMatch.SIMILAR: ui.Tone.AMBER,
           documents.PrintMatch.NOT_FOUND: ui.Tone.AMBER}


def _seen(printed):
    """A back side bears the zone and nothing of what it says."""
    return any(p.match is not documents.PrintMatch.NOT_FOUND for p in printed)


def _compared(rows, printed):
    typed = {field for field, *_rest in rows}
    seen = [(documents.field_label(p.field), p.page or "–", p.zone,
             ui.Tag(documents.print_match_label(p.match), PRINTED[p.match]))
            for p in printed if p.field not in typed and _seen(printed)]
    return ui.Table(
        caption=_("The page and the zone"),
        columns=(ui.Column(_("Part"), ui.Kind.HEAD), ui.Column(_("Page"), ui.Kind.CODE),
                 ui.Column(_("Zone"), ui.Kind.CODE), ui.Column(_("Outcome"))),
        rows=[*(problem_row((documents.field_label(f), page, zone, outcome_tag(o)), o)
                for f, page, zone, o in rows), *seen])


def _facts(reading):
    return ui.KeyFacts((
        ui.Fact(_("Family name"), reading.family_name),
        ui.Fact(_("Given names"), reading.given_names),
        ui.Fact(_("Document"), f"{reading.document_code} {reading.number}"),
        ui.Fact(_("Issued by"), people.country_label(
            documents.state_of(reading.issuing_state))),
        ui.Fact(_("Nationality"), people.country_label(
            documents.state_of(reading.nationality))),
        ui.Fact(_("Born"), reading.birth_date or reading.birth_text),
        ui.Fact(_("Sex"), people.sex_label(people.Sex(reading.sex)) if reading.sex else None),
        ui.Fact(_("Valid until"), reading.expiry_date),
        ui.Fact(_("Optional data"), reading.optional)))


def _checks(reading):
    return ui.Table(
        caption=_("Checks"),
        columns=(
            ui.Column(_("Part"), ui.Kind.HEAD), ui.Column(_("Text"), ui.Kind.CODE),
            ui.Column(_("Digit read")), ui.Column(_("Computed")), ui.Column(_("Outcome")),
            ui.Column(_("Reason"))),
        rows=[
            problem_row((documents.field_label(c.field), _short(c), c.digit, c.computed,
                         outcome_tag(c.outcome), documents.reason_label(c.reason)), c.outcome)
            for c in reading.checks])


def _short(check):
    # The whole line is above; its last digit covers most of it.
    return "" if check.field is documents.Field.COMPOSITE else check.text.rstrip("<")


def _ambiguities(reading):
    return [
        _("%(field)s, character %(place)s: %(character)s could be %(others)s") % {
            "field": documents.field_label(a.field), "place": a.place,
            "character": a.character, "others": " / ".join(a.alternatives)}
        for a in reading.ambiguities]

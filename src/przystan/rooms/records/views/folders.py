"""Screens of records: folders, one folder with its chain of custody, places, tagging sessions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import (
    CUSTODY_LABELS,
    KIND_LABELS,
    AskLabelForm,
    CustodyForm,
    FolderFilters,
    FolderForm,
    ReasonForm,
    RequestForm,
)
from przystan.rooms.records.rules.places import beneath_of, pace_by_week, rack_of

SPEC = ui.ListSpec(
    sorts={"sign": ("case_sign",), "registered": ("registered_at",)}, default_sort="sign",
    filters=("q", "kind", "custody", "branch", "place"),
)
SESSIONS = ui.ListSpec(sorts={"day": ("work_date",)}, default_sort="-day")
# Tags of one office differ at their end; the whole number stands on the folder's page.
TAG_ENDING = 8
ALL_SESSIONS = 1000
CUSTODY_TONES = {
    records.Custody.SHELVED: ui.Tone.GREEN, records.Custody.LENT: ui.Tone.AMBER,
    records.Custody.MISSING: ui.Tone.RED,
}
SHELF_KINDS = (records.PlaceKind.BUILDING, records.PlaceKind.ROOM, records.PlaceKind.RACK)


def _member(kind, text):
    return kind(text) if text in set(kind) else None


def _custody_tag(custody):
    return ui.Tag(CUSTODY_LABELS[custody], CUSTODY_TONES.get(custody, ui.Tone.TEAL))


@requires(Permission.RECORDS_VIEW)
def folder_list(request):
    state = ui.read_list(request, SPEC)
    place = state.value("place")
    rows = records.list_folders(
        text=state.value("q"), kind=_member(records.FolderKind, state.value("kind")),
        custody=_member(records.Custody, state.value("custody")), branch=state.value("branch"),
        place_id=int(place) if place.isdigit() else None, order=state.order[0],
        offset=state.offset, limit=state.limit,
    )
    page = ui.cut_page(rows, state, total=None)
    table = ui.Table(
        caption=_("Case records"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD, sort="sign"), ui.Column(_("Kind")),
                 ui.Column(_("Branch")), ui.Column(_("Where")), ui.Column(_("Place or holder")),
                 ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Tag"), ui.Kind.CODE)),
        rows=[
            (ui.Link(reverse("records:folder", args=[f.id]), f.case_sign), KIND_LABELS[f.kind],
             f.branch, _custody_tag(f.custody), f.place or f.holder,
             clock.local_date(f.since),
             f"…{f.epc[-TAG_ENDING:]}" if f.epc else None)
            for f in page.rows
        ],
        empty=ui.EmptyState(
            _("No folder matches"), _("Clear a filter, or scan the folder's label.")),
    )
    return render(request, "records/list.html", {
        "table": table, "filters": ui.Filters(FolderFilters(request.GET), state),
        "may_edit": request.actor.can(Permission.RECORDS_EDIT),
    })


def _folder(folder_id):
    try:
        return records.get_folder(folder_id=folder_id)
    except records.FolderNotFound as missing:
        raise Http404 from missing


@requires(Permission.RECORDS_VIEW)
def folder(request, folder_id):
    return _folder_page(request, _folder(folder_id), None)


def _last_seen(folder_id):
    """Where its tag answered last: not custody, but where to look first."""
    seen = records.last_seen(folder_id=folder_id)
    if seen is None:
        return ()
    where = seen.place or seen.reader or _("at an unknown place")
    return (ui.Fact(_("Last seen"), f"{where}, {ui.show(seen.seen_at)}"),)


def _folder_page(request, found, form):
    may_edit = request.actor.can(Permission.RECORDS_EDIT, branch=found.branch)
    return render(request, "records/folder.html", {
        "found": found,
        "facts": ui.KeyFacts((
            ui.Fact(_("Where"), _custody_tag(found.custody)),
            *((ui.Fact(_("Place"), found.place),) if found.place else ()),
            *((ui.Fact(_("Holder"), found.holder),) if found.holder else ()),
            ui.Fact(_("Since"), found.since), *_last_seen(found.id),
            ui.Fact(_("Kind"), KIND_LABELS[found.kind]),
            ui.Fact(_("Branch"), dict(sites.branch_choices()).get(found.branch, found.branch)),
            ui.Fact(_("Case"), _("open") if found.is_open else _("closed")),
        )),
        "tags": ui.Table(
            caption=_("Tags"),
            columns=(ui.Column(_("Number"), ui.Kind.CODE), ui.Column(_("Labelled")),
                     ui.Column(_("Retired")), ui.Column(_("Reason"))),
            rows=[(t.epc, t.labelled_at, t.retired_at, t.reason)
                  for t in records.list_tags(folder_id=found.id)],
            empty=ui.EmptyState(_("No tag yet"), _("The folder is registered but not labelled.")),
        ),
        "custody": ui.Timeline(tuple(
            ui.Event(at=e.at, title=capfirst(CUSTODY_LABELS[e.custody]), by=e.recorded_by,
                     tone=CUSTODY_TONES.get(e.custody, ""),
                     text=" ".join(x for x in (e.place, e.holder, e.note) if x))
            for e in reversed(records.list_custody(folder_id=found.id))
        )),
        "form": (form or CustodyForm()) if may_edit else None, "may_edit": may_edit,
        "request_form": RequestForm(auto_id="request_%s") if request.actor.can(
            Permission.RECORDS_REQUEST) else None,
        "label_form": AskLabelForm(auto_id="label_%s"),
        "waiting": next((x for x in records.list_labels(folder_id=found.id)
                         if x.outcome is None), None),
    })


@requires(Permission.RECORDS_EDIT)
@require_POST
def pass_folder(request, folder_id):
    found = _folder(folder_id)
    form = CustodyForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        code = data["place"].strip().upper()
        place = next((p.id for p in records.list_places() if p.code == code), None)
        if code and place is None:
            form.add_error("place", _("There is no place with this code."))
            return _folder_page(request, found, form)
        try:
            records.pass_folder(
                folder_id=folder_id, custody=records.Custody(data["custody"]), place_id=place,
                holder=data["holder"], note=data["note"], actor=request.actor, at=clock.now(),
            )
        except (records.CustodyNotAllowed, records.PlaceNeeded) as refused:
            form.add_error("custody", refused.message)
        else:
            messages.success(request, _("The step was recorded."))
            return redirect("records:folder", folder_id=folder_id)
    return _folder_page(request, found, form)


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def remove(request, folder_id):
    found = _folder(folder_id)
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Strike out the folder %(sign)s?") % {"sign": found.case_sign},
            "consequences": [
                _("It leaves the lists and the figures; its rows stay."),
                _("Use this only for a folder that was registered in error."),
            ],
            "form": ReasonForm(), "dangerous": True, "yes": _("Strike out"),
            "back": reverse("records:folder", args=[folder_id]),
        })
    try:
        records.remove_folder(
            folder_id=folder_id, reason=request.POST.get("reason", ""), actor=request.actor,
            at=clock.now(),
        )
    except records.ReasonNeeded as needed:
        messages.error(request, needed.message)
        return redirect("records:folder", folder_id=folder_id)
    except records.FolderNotFound as missing:
        raise Http404 from missing
    messages.success(request, _("The folder was struck out."))
    return redirect("records:list")


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def register(request):
    form = FolderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            folder_id = records.register_folder(
                case_sign=data["case_sign"], kind=records.FolderKind(data["kind"]),
                branch=data["branch"], is_open=data["is_open"], actor=request.actor,
                at=clock.now(),
            )
        except records.FolderRegisteredBefore as twice:
            form.add_error("case_sign", twice.message)
        else:
            messages.success(request, _("The folder was registered. Label it now."))
            return redirect("records:folder", folder_id=folder_id)
    return render(request, "records/register.html", {"form": form})


@requires(Permission.RECORDS_VIEW)
def places(request):
    found = records.list_places()
    rack = request.GET.get("rack", "")
    inside = next((p for p in found if rack.isdigit() and p.id == int(rack)), None)
    beneath = beneath_of(found)
    shown = [p for p in found
             if (p.parent_id == inside.id if inside else p.kind in SHELF_KINDS)]
    table = ui.Table(
        caption=_("Shelves") if inside else _("Places"),
        columns=(ui.Column(_("Code"), ui.Kind.HEAD), ui.Column(_("Name")), ui.Column(_("Branch")),
                 ui.Column(_("Folders"), ui.Kind.NUMBER), ui.Column(_("Room for"), ui.Kind.NUMBER),
                 ui.Column(_("Full"), ui.Kind.NUMBER)),
        rows=[(_place_link(p), p.name, p.branch, *_filled(*beneath[p.id])) for p in shown],
        empty=ui.EmptyState(_("No place yet"), ""),
    )
    return render(request, "records/places.html", {
        "table": table, "inside": inside, "rooms": () if inside else _rooms(found),
    })


def _filled(folders, capacity):
    return folders, capacity or None, f"{100 * folders / capacity:.0f}\u00a0%" if capacity else None


def _rooms(found):
    """Return every room that has racks, with its racks as the map draws them."""
    inside = {}
    for place in found:
        inside.setdefault(place.parent_id, []).append(place)
    pictures = [
        (place, [rack_of(p, inside.get(p.id, ())) for p in inside.get(place.id, ())
                 if p.kind is records.PlaceKind.RACK])
        for place in found
    ]
    return [(place, racks) for place, racks in pictures if racks]


def _place_link(place):
    if place.kind is records.PlaceKind.RACK:
        return ui.Link(f"{reverse('records:places')}?rack={place.id}", place.code)
    if place.kind in SHELF_KINDS:
        return place.code
    return ui.Link(f"{reverse('records:list')}?place={place.id}", place.code)


def _hours(value):
    return int(value) if value == int(value) else value.normalize()


@requires(Permission.RECORDS_VIEW)
def tagging(request):
    state = ui.read_list(request, SESSIONS)
    page = ui.cut_page(
        records.list_tagging_sessions(offset=state.offset, limit=state.limit), state, total=None)
    table = ui.Table(
        caption=_("Sessions"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Branch")),
                 ui.Column(_("Persons"), ui.Kind.NUMBER), ui.Column(_("Hours"), ui.Kind.NUMBER),
                 ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Folders an hour"), ui.Kind.NUMBER),
                 ui.Column(_("Errors"), ui.Kind.NUMBER)),
        rows=[(s.work_date, s.branch, s.persons, _hours(s.hours), s.folders,
               ui.number_text(s.folders / float(s.hours), 1), s.errors) for s in page.rows],
        empty=ui.EmptyState(_("No session yet"), ""),
    )
    return render(request, "records/tagging.html", {"table": table, "chart": _pace_chart()})


def _pace_chart():
    weeks = pace_by_week(records.list_tagging_sessions(limit=ALL_SESSIONS))
    if len(weeks) < 2:
        return None
    best = max(weeks, key=lambda week: week[1])
    return ui.Chart(
        title=_("Folders labelled in an hour of work, by week"),
        description=_("Most in the week of %(day)s: %(value)s.") % {
            "day": ui.date_text(best[0]), "value": ui.number_text(best[1], 1)},
        labels=[f"{monday:%d.%m}" for monday, _pace in weeks],
        series=(ui.Series(_("Folders an hour"), [pace for _monday, pace in weeks]),),
        kind=ui.ChartKind.LINE, label_heading=_("Week of"),
    )

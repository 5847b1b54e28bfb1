"""Screens of places: the map, one place with what stands in it, and what is done to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import PLACE_LABELS, MovePlaceForm, NewPlaceForm, PlaceForm
from przystan.rooms.records.rules.places import Fill, beneath_of, fill_of, paths_of, rack_of
from przystan.rooms.records.views.branches import must_edit

SHELF_KINDS = (records.PlaceKind.BUILDING, records.PlaceKind.ROOM, records.PlaceKind.RACK)


def _fill_tag(folders, capacity):
    words = {
        Fill.EMPTY: (_("empty"), ui.Tone.GREY), Fill.ROOM: (_("has room"), ui.Tone.GREEN),
        Fill.NEARLY_FULL: (_("nearly full"), ui.Tone.AMBER), Fill.FULL: (_("full"), ui.Tone.RED),
        Fill.OVERFULL: (_("more than it holds"), ui.Tone.RED),
    }
    fill = fill_of(folders, capacity)
    return ui.Tag(*words[fill]) if fill else None


def _share(folders, capacity):
    return f"{100 * folders / capacity:.0f}\u00a0%" if capacity else None


@requires(Permission.RECORDS_VIEW)
@require_GET
def places(request):
    found = records.list_places()
    beneath = beneath_of(found)
    may_edit = request.actor.can(Permission.RECORDS_EDIT)
    return render(request, "records/places.html", {
        "table": _table(_("Places"), [p for p in found if p.kind in SHELF_KINDS], beneath),
        "rooms": _rooms(found), "may_edit": may_edit,
    })


def _table(caption, shown, beneath):
    return ui.Table(
        caption=caption,
        columns=(ui.Column(_("Code"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("What it is")), ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Room for"), ui.Kind.NUMBER), ui.Column(_("Full"), ui.Kind.NUMBER),
                 ui.Column(_("In words"))),
        rows=[(ui.Link(reverse("records:place", args=[p.id]), p.code), p.name,
               PLACE_LABELS[p.kind], beneath[p.id][0], beneath[p.id][1] or None,
               _share(*beneath[p.id]), _fill_tag(*beneath[p.id]))
              for p in shown],
        empty=ui.EmptyState(_("No place yet"), _("Nothing stands in it.")),
    )


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


@requires(Permission.RECORDS_VIEW)
@require_GET
def place(request, place_id):
    return _page(request, place_id)


def _page(request, place_id, change_form=None, move_form=None):
    found = records.list_places(is_whole=True)
    here = next((p for p in found if p.id == place_id), None)
    if here is None:
        raise Http404
    known = {p.code: p for p in found}
    may_edit = request.actor.can(Permission.RECORDS_EDIT, branch=here.branch)
    is_open = here.closed_at is None
    children = [p for p in found if p.parent_id == place_id and p.closed_at is None]
    return render(request, "records/place.html", {
        "here": here, "above": [known[code] for code in paths_of(found)[place_id][:-1]],
        "facts": _facts(here, beneath_of(found)[place_id]),
        "rooms": [(room, racks) for room, racks in _rooms(found) if room.id == place_id],
        "table": _table(_("What stands in it"), children, beneath_of(found))
        if children else None,
        "moves": _moves(place_id), "may_edit": may_edit, "is_open": is_open,
        "change_form": change_form or PlaceForm(initial={
            "name": here.name, "capacity": here.capacity, "reference_epc": here.reference_epc}),
        "move_form": move_form or MovePlaceForm(auto_id="move_%s"),
        "may_move": here.kind is not records.PlaceKind.BUILDING,
    })


def _facts(here, beneath):
    folders, capacity = beneath
    return ui.KeyFacts((
        ui.Fact(_("What it is"), PLACE_LABELS[here.kind]),
        ui.Fact(_("Branch"), dict(sites.branch_choices()).get(here.branch, here.branch)),
        ui.Fact(_("Folders"), ui.Link(
            f"{reverse('records:list')}?place={here.id}", ui.number_text(folders))
            if here.folders else folders),
        *((ui.Fact(_("Room for"), capacity),
           ui.Fact(_("Full"), _share(folders, capacity)),
           ui.Fact(_("In words"), _fill_tag(folders, capacity))) if capacity else ()),
        *((ui.Fact(_("Reference tag"), here.reference_epc),) if here.reference_epc else ()),
        *((ui.Fact(_("Closed"), here.closed_at),) if here.closed_at else ()),
    ))


def _moves(place_id):
    moves = records.list_place_moves(place_id=place_id)
    return ui.Timeline(tuple(
        ui.Event(at=m.at, title=_("Moved from %(before)s to %(after)s") % {
            "before": m.before or "–", "after": m.after or "–"}, by=m.by)
        for m in moves)) if moves else None


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def add(request):
    """A new place, in the one that the address names."""
    within = request.GET.get("within", "")
    parent = next((p for p in records.list_places() if str(p.id) == within), None)
    form = NewPlaceForm(request.POST or None)
    if parent is None:
        return redirect("records:places")  # where the one to add it in is chosen
    must_edit(request, parent.branch)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = records.add_place(
                place=records.NewPlace(
                    data["code"], data["name"], records.PlaceKind(data["kind"]), parent.branch,
                    parent.code, data["capacity"], data["reference_epc"] or None),
                actor=request.actor, at=clock.now())
        except records.PlaceCodeTaken as refused:
            form.add_error("code", refused.message)
        except records.PlaceDoesNotFit as refused:
            form.add_error("kind", refused.message)
        except records.ReferenceTagRefused as refused:
            form.add_error("reference_epc", refused.message)
        else:
            messages.success(request, _("The place was added."))
            return redirect("records:place", place_id=made)
    return render(request, "records/place_add.html", {"form": form, "parent": parent})


def _found(request, place_id):
    try:
        found = records.get_place(place_id=place_id)
    except records.PlaceNotFound as missing:
        raise Http404 from missing
    must_edit(request, found.branch)
    return found


@requires(Permission.RECORDS_EDIT)
@require_POST
def change(request, place_id):
    _found(request, place_id)
    form = PlaceForm(request.POST)
    if form.is_valid():
        try:
            records.change_place(place_id=place_id, actor=request.actor, at=clock.now(),
                                 **form.cleaned_data)
        except records.ReferenceTagRefused as refused:
            form.add_error("reference_epc", refused.message)
        except records.PlaceNotFound as missing:
            raise Http404 from missing
        else:
            messages.success(request, _("Saved."))
            return redirect("records:place", place_id=place_id)
    return _page(request, place_id, change_form=form)


@requires(Permission.RECORDS_EDIT)
@require_POST
def move(request, place_id):
    """A place with everything in it: one deed, undone by moving it back."""
    found = _found(request, place_id)
    form = MovePlaceForm(request.POST, auto_id="move_%s")
    if form.is_valid():
        try:
            records.move_place(place_id=place_id, into=form.cleaned_data["into"],
                               actor=request.actor, at=clock.now())
        except (records.PlaceNotFound, records.PlaceDoesNotFit,
                records.PlaceBeingCounted) as refused:
            form.add_error("into", refused.message)
        else:
            messages.success(request, _("%(code)s was moved with everything in it.") % {
                "code": found.code})
            return redirect("records:place", place_id=place_id)
    return _page(request, place_id, move_form=form)


@requires(Permission.RECORDS_EDIT)
@require_POST
def close(request, place_id):
    """Close an empty place, or open it again."""
    found = _found(request, place_id)
    try:
        if found.closed_at is None:
            records.close_place(place_id=place_id, actor=request.actor, at=clock.now())
            messages.success(request, _("The place is closed: nothing is put there any more."))
        else:
            records.reopen_place(place_id=place_id, actor=request.actor, at=clock.now())
            messages.success(request, _("The place is open again."))
    except records.PlaceNotEmpty as refused:
        messages.error(request, refused.message)
    return redirect("records:place", place_id=place_id)

"""The helpline's screens: its map, its versions, a trial, a new version, putting one in service."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import KINDS, HelplineForm, TrialForm
from przystan.rooms.calls.views.helpline_edit import (
    sound_url,
    text_of,
    texts_table,
    wanted_version,
)
from przystan.rooms.calls.views.helpline_words import (
    WAYS,
    fault_words,
    route_words,
    then_words,
    way_words,
)

KEYPAD = tuple("123456789*0#")
BOX, ROW, WIDE, HIGH = 164, 112, 150, 62
LETTERS = 24


@requires(Permission.CALLS_MANAGE)
@require_GET
def helpline(request):
    return _page(request, wanted_version(request.GET.get("version", "")))


def _page(request, version_id, *, trial=None, steps=()):
    rows = calls.list_helpline_versions()
    tree = calls.spoken_tree(text=text_of(version_id))
    shown = next((r for r in rows if r.id == version_id or (
        version_id is None and r.is_current)), None)
    faults = [fault_words(fault) for fault in calls.find_faults(text=text_of(version_id))]
    return render(request, "calls/helpline.html", {
        "versions": _versions(rows), "shown": shown, "faults": faults, "tree": tree,
        "map": _drawn(tree, version_id), "places": _places(tree, version_id),
        "texts": texts_table(tree, version_id), "version": version_id, "keypad": KEYPAD,
        "trial": trial or TrialForm(auto_id="trial-%s"), "is_tried": bool(steps), "steps": [
            {"pressed": s.pressed, "place": s.place, "language": s.language or "pl",
             "heard": s.heard, "then": then_words(s), "sounds": [
                 sound_url(version_id, name, language) for name, language in s.said]}
            for s in steps]})


def _versions(rows):
    return ui.Table(
        caption=_("Versions"), columns=(
            ui.Column(_("Version"), ui.Kind.HEAD), ui.Column(_("What is new")),
            ui.Column(_("By")), ui.Column(_("Written"), ui.Kind.NOWRAP),
            ui.Column(_("Last put into service"), ui.Kind.NOWRAP), ui.Column(_("State"))),
        rows=[(ui.Link(f"{reverse('calls:helpline')}?version={r.id}", str(r.id)), r.note or None,
               r.actor_name, ui.show(r.at), ui.show(r.released_at) if r.released_at else None,
               ui.Tag(_("in service"), ui.Tone.GREEN) if r.is_current else None)
              for r in rows],
        empty=ui.EmptyState(_("No version of your own yet"),
                            _("Callers hear the helpline that ships.")))


# --- the map


def _drawn(tree, version_id):
    laid = calls.draw_map(tree)
    at = {box.id: (round(box.column * BOX), box.layer * ROW) for box in laid.boxes}
    return {
        "width": max(laid.columns, 1) * BOX - BOX + WIDE + 4,
        "height": max(laid.layers, 1) * ROW - ROW + HIGH + 8,
        "box_width": WIDE, "box_height": HIGH,
        "boxes": [{
            "x": at[b.id][0], "y": at[b.id][1], "text_x": at[b.id][0] + 9,
            "name_y": at[b.id][1] + 19, "kind_y": at[b.id][1] + 36, "also_y": at[b.id][1] + 53,
            "url": _place_url(b.id, version_id),
            "name": _cut(b.id), "kind": _cut(str(KINDS[b.kind])), "tone": b.kind.value,
            "also": _below(b, tree.nodes[b.id])} for b in laid.boxes],
        "lines": [_line(line, at) for line in laid.lines]}


def _cut(text):
    return text if len(text) <= LETTERS else f"{text[:LETTERS - 1]}…"


def _line(way, at):
    x1, y1 = at[way.source][0] + WIDE // 2, at[way.source][1] + HIGH
    x2, y2 = at[way.to][0] + WIDE // 2, at[way.to][1]
    half = (y1 + y2) // 2
    return {"path": f"M{x1} {y1}C{x1} {half} {x2} {half} {x2} {y2}", "y": y2 - 8,
            "x": x2 + 7 if x2 >= x1 else x2 - 9, "anchor": "start" if x2 >= x1 else "end",
            "key": WAYS.get(way.key, way.key)}


def _place_url(name, version_id):
    return f"{reverse('calls:helpline_place')}?version={version_id or ''}&place={name}"


def _places(tree, version_id):
    language = get_language() if get_language() in tree.languages else tree.languages[0]
    return ui.Table(
        caption=_("Places of the helpline"), columns=(
            ui.Column(_("Place"), ui.Kind.HEAD), ui.Column(_("Kind")), ui.Column(_("Ways")),
            ui.Column(_("What is said"))),
        rows=[(ui.Link(_place_url(node.id, version_id), node.id), _kind(node),
               ", ".join(way_words(way) for way in calls.ways_of(tree, node)) or None,
               tree.prompts.get(node.prompt, {}).get(language) or None)
              for node in tree.nodes.values()])


def _kind(node):
    route = route_words(node.route)
    return f"{KINDS[node.kind]}: {route}" if route else KINDS[node.kind]


def _below(box, node):
    """The last line of a box: its other ways, or what a queue asks for its callers."""
    ways = "  ".join(way_words(way) for way in box.also)
    return _cut(ways or route_words(node.route))


# --- trying, writing, putting into service


@requires(Permission.CALLS_MANAGE)
@require_POST
def try_it(request):
    """Walk the shown version with the keys that were typed: by POST, for they may hold a PIN."""
    version_id = wanted_version(request.POST.get("version", ""))
    given = request.POST.copy()
    if "again" in given:
        given["keys"] = ""
    elif given.get("press") in KEYPAD:
        given["keys"] = f"{given.get('keys', '')}{given['press']}"
    form = TrialForm(given, auto_id="trial-%s")
    steps = ()
    if form.is_valid():
        steps = calls.try_helpline(
            tree=calls.spoken_tree(text=text_of(version_id)), **form.cleaned_data)
    return _page(request, version_id, trial=form, steps=steps)


@requires(Permission.CALLS_MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request):
    """Write a new version from an older one; what cannot be read is said beside the text."""
    if request.method == "POST":
        form = HelplineForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version_id = calls.save_helpline(
                    text=form.cleaned_data["text"], note=form.cleaned_data["note"],
                    actor=request.actor, at=clock.now())
            except calls.BadTree as wrong:
                form.add_error("text", _("This is no helpline: %(why)s") % {"why": wrong})
            else:
                messages.success(request, _("The version is kept. Look at it, try it, publish it."))
                return redirect(f"{reverse('calls:helpline')}?version={version_id}")
    else:
        version_id = wanted_version(request.GET.get("version", ""))
        form = HelplineForm(initial={"text": text_of(version_id)})
    return render(request, "calls/helpline_edit.html", {"form": form})


@requires(Permission.CALLS_MANAGE)
@require_POST
def release(request, version_id):
    """Put a version into service, an older one too, once that is confirmed."""
    back = f"{reverse('calls:helpline')}?version={version_id}"
    if "confirmed" not in request.POST:
        return render(request, "ui/confirm.html", {
            "question": _("Put version %(number)s into service?") % {"number": version_id},
            "consequences": [_("Callers who ring from now on hear this version; the others "
                               "stay in theirs.")],
            "yes": _("Put into service"), "back": back})
    try:
        calls.release_helpline(version_id=version_id, actor=request.actor, at=clock.now())
    except calls.VersionNotFound as missing:
        raise Http404 from missing
    except calls.HelplineFaulty as faulty:
        messages.error(request, faulty.message)
        return redirect(back)
    messages.success(request, _("Version %(number)s is in service.") % {"number": version_id})
    return redirect("calls:helpline")

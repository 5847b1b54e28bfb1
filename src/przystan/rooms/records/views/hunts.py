"""Screens of finding: what to scan first, hunts, and the page that a handheld shows."""

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
from przystan.rooms.records.forms import HEAT_LABELS, HandheldForm, HuntForm
from przystan.rooms.records.rules import truth
from przystan.rooms.records.views.branches import must_edit, own_branch

LIST = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
RACKS_SHOWN = 20


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def hunt_list(request):
    form = HuntForm(request.POST or None, initial={
        "tags": request.GET.get("sign", ""),
        "branch": own_branch(request)})
    if request.method == "POST" and form.is_valid():
        branch = form.cleaned_data["branch"]
        must_edit(request, branch)
        try:
            hunt_id, unknown = records.open_hunt(
                branch=branch, texts=form.cleaned_data["tags"].split(), actor=request.actor,
                at=clock.now())
        except records.HuntEmpty as refused:
            form.add_error("tags", refused.message)
        else:
            if unknown:
                messages.warning(request, _("No folder: %(texts)s") % {
                    "texts": ", ".join(unknown)})
            return redirect("records:hunt", hunt_id=hunt_id)
    return render(request, "records/hunts.html", {"form": form, "table": _hunts(request)})


def _hunts(request):
    state = ui.read_list(request, LIST)
    page = ui.cut_page(records.list_hunts(offset=state.offset, limit=state.limit), state)
    return ui.Table(
        caption=_("Hunts"), state=state, has_next=page.has_next,
        columns=(ui.Column(_("Opened"), ui.Kind.HEAD), ui.Column(_("Branch")),
                 ui.Column(_("By")), ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Found"), ui.Kind.NUMBER), ui.Column(_("Over"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("records:hunt", args=[h.id]), ui.show(h.opened_at)), h.branch,
               h.opened_by, h.folders, h.found, h.closed_at) for h in page.rows],
        empty=ui.EmptyState(
            _("Nothing was looked for yet"),
            _("Write case signs above: their list opens on a handheld as it is.")),
    )


def _hunt(request, hunt_id):
    try:
        found = records.get_hunt(hunt_id=hunt_id)
    except records.HuntNotFound as missing:
        raise Http404 from missing
    must_edit(request, found.branch)
    return found


def _lines(request, hunt_id):
    found = _hunt(request, hunt_id)
    lines = records.list_hunt_lines(hunt_id=hunt_id)
    answers = records.last_answers(hunt_id=hunt_id)
    return {
        "hunt": found, "is_open": found.closed_at is None,
        "wanted": [x for x in lines if x.found_at is None],
        "found_lines": [x for x in lines if x.found_at is not None],
        "progress": ui.Progress(_("Found"), found.found, found.folders),
        "answers": [{"tag": ui.Tag(*HEAT_LABELS[a.heat]), "answer": a} for a in answers],
    }


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def hunt(request, hunt_id):
    """The handheld's page: one field for its reads, the answer in large letters, the list."""
    _hunt(request, hunt_id)
    answer = None
    form = HandheldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = records.read_in_hunt(
                hunt_id=hunt_id, text=form.cleaned_data["scan"], actor=request.actor,
                at=clock.now())
        except records.HuntClosed as over:
            messages.error(request, over.message)
            return redirect("records:hunt", hunt_id=hunt_id)
    return render(request, "records/hunt.html", {
        **_lines(request, hunt_id), "form": HandheldForm(), "topic": records.HUNTS_TOPIC,
        "answer": answer, "heat": HEAT_LABELS[answer.heat][0] if answer else "",
        "heat_name": answer.heat.value if answer else "",
    })


@requires(Permission.RECORDS_EDIT)
@require_GET
def lines(request, hunt_id):
    """The part of the page that changes when another handheld finds something."""
    return render(request, "records/_hunt.html", _lines(request, hunt_id))


@requires(Permission.RECORDS_EDIT)
@require_POST
def act(request, hunt_id):
    """Found by hand, not found after all, or the hunt is over."""
    _hunt(request, hunt_id)
    line = request.POST.get("line", "")
    wanted, now = request.POST.get("act", ""), clock.now()
    try:
        if wanted == "close":
            left = records.close_hunt(hunt_id=hunt_id, actor=request.actor, at=now)
            messages.success(request, _("The hunt is over. Not found: %(count)s.") % {
                "count": left})
        elif line.isdigit() and wanted == "found":
            records.say_found(line_id=int(line), actor=request.actor, at=now)
        elif line.isdigit() and wanted == "again":
            records.look_again(line_id=int(line), actor=request.actor, at=now)
    except records.HuntNotFound as missing:
        raise Http404 from missing
    except records.HuntClosed as over:
        messages.error(request, over.message)
    return redirect("records:hunt", hunt_id=hunt_id)


@requires(Permission.RECORDS_VIEW)
@require_GET
def shelf_truth(request):
    """Which racks to scan first, and how far the shelves may be believed."""
    branches = sites.branch_choices()
    branch = request.GET.get("branch", "")
    branch = branch if branch in dict(branches) else ""
    racks = records.list_rack_doubts(today=clock.local_date(clock.now()), branch=branch)
    wrong, read = records.share_out_of_place()
    return render(request, "records/truth.html", {
        "branch": branch, "branches": [("", _("All")), *branches],
        "first": [(r, round(r.doubtful), _number(r.minutes, 1))
                  for r in racks[:truth.SCAN_FIRST]], "table": _rack_table(racks),
        "share": round(100 * truth.share_of_first(racks)), "numbers": _truth_numbers(racks),
        "measured": _number(100 * wrong / read, 2) if read else "",
        "read": read, "rules": _rules(),
        "may_count": request.actor.can(Permission.RECORDS_EDIT),
    })


def _number(value, decimals):
    """A number as it is shown: rounded, where the reader's format would only cut it."""
    return ui.number_text(round(value, decimals), decimals)


def _truth_numbers(racks):
    folders = sum(r.folders for r in racks)
    doubtful = sum(r.doubtful for r in racks)
    return ui.BigNumbers((
        ui.BigNumber(_("folders on shelves"), folders),
        ui.BigNumber(_("of them probably not in their place"), _number(doubtful, 0)),
        ui.BigNumber(_("confidence of a folder, on average"), (
            f"{_number(100 * (1 - doubtful / folders), 1)}\u00a0%" if folders else "–")),
    ))


def _rack_table(racks):
    return ui.Table(
        caption=_("Racks, the most worthwhile first"),
        columns=(ui.Column(_("Rack"), ui.Kind.HEAD), ui.Column(_("Name")),
                 ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Probably elsewhere"), ui.Kind.NUMBER),
                 ui.Column(_("Minutes of scanning"), ui.Kind.NUMBER),
                 ui.Column(_("Found a minute"), ui.Kind.NUMBER),
                 ui.Column(_("Confidence"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("records:place", args=[r.place_id]), r.code), r.name, r.folders,
               _number(r.doubtful, 1), _number(r.minutes, 1),
               _number(r.yield_per_minute, 2),
               f"{_number(100 * r.confidence, 1)}\u00a0%")
              for r in racks[:RACKS_SHOWN]],
        empty=ui.EmptyState(_("No folder with a tag is on a shelf"),
                            _("Tag folders and put them on their shelves first.")),
    )


def _rules():
    return ui.Details(_("How this is computed"), _(
        "A folder just read is believed with %(fresh)s %%. Each year without a read takes "
        "%(year)s %% of that, each step of custody that no read has confirmed %(move)s %%. A "
        "folder whose tag answered elsewhere is believed with %(elsewhere)s %%. A scan takes "
        "%(walk)s minute a rack and a minute for %(pace)s folders. These are assumptions; the "
        "office's own counts say whether they hold.") % {
            "fresh": _number(100 * truth.FRESH, 1),
            "year": _number(100 * truth.LOST_PER_YEAR, 0),
            "move": _number(100 * truth.MISPLACED_PER_MOVE, 0),
            "elsewhere": _number(100 * truth.ELSEWHERE, 0),
            "walk": _number(truth.MINUTES_PER_RACK, 0),
            "pace": _number(truth.FOLDERS_PER_MINUTE, 0)})

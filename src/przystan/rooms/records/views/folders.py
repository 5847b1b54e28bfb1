"""Screens of records: the list of folders, one folder with its chain of custody."""

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
    GAP_LABELS,
    KIND_LABELS,
    AskLabelForm,
    CustodyForm,
    FolderFilters,
    FolderForm,
    ReasonForm,
    RequestForm,
)
from przystan.rooms.records.rules.custody import can_undo
from przystan.rooms.records.views.retention import keeping_facts

SPEC = ui.ListSpec(
    sorts={"sign": ("case_sign",), "registered": ("registered_at",)}, default_sort="sign",
    filters=("q", "kind", "custody", "branch", "place"),
)
# Tags of one office differ at their end; the whole number stands on the folder's page.
TAG_ENDING = 8
CUSTODY_TONES = {
    records.Custody.SHELVED: ui.Tone.GREEN, records.Custody.LENT: ui.Tone.AMBER,
    records.Custody.MISSING: ui.Tone.RED, records.Custody.DISPOSED: ui.Tone.GREY,
    records.Custody.ARCHIVED: ui.Tone.GREY,
}
ENDS = (records.Custody.DISPOSED, records.Custody.ARCHIVED)


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
            (ui.Link(ui.row_url("records:folder", f.id), f.case_sign), KIND_LABELS[f.kind],
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
    """Where its tag answered last: not custody, but where to look first; and how far to believe."""
    seen = records.last_seen(folder_id=folder_id)
    believed = records.confidence_of(
        folder_id=folder_id, today=clock.local_date(clock.now()))
    facts = []
    if seen is not None:
        where = seen.place or seen.reader or _("at an unknown place")
        facts.append(ui.Fact(_("Last seen"), f"{where}, {ui.show(seen.seen_at)}"))
    if believed is not None:
        share = ui.number_text(round(100 * believed, 1), 1)
        facts.append(ui.Fact(_("Confidence"), f"{share}\u00a0%"))
    return facts


def _chain(folder_id):
    """The chain of custody, the latest step first, each gap beside the step that it follows."""
    chain = records.list_custody(folder_id=folder_id)
    gaps = {}
    for gap in records.gaps_of(chain):
        gaps.setdefault(gap.after, []).append(str(GAP_LABELS[gap.kind]))
    return ui.Timeline(tuple(
        ui.Event(at=e.at, title=capfirst(CUSTODY_LABELS[e.custody]), by=e.recorded_by,
                 tone=ui.Tone.RED if number in gaps else CUSTODY_TONES.get(e.custody, ""),
                 text=" · ".join(x for x in (
                     e.place, e.holder, _("due back on %(day)s") % {
                         "day": ui.date_text(e.due_date)} if e.due_date else "",
                     e.note, *gaps.get(number, ())) if x))
        for number, e in reversed(list(enumerate(chain, 1)))
    )), sum(map(len, gaps.values())), can_undo([e.custody for e in chain])


def _signal(folder_id):
    """How strongly the tag answered lately; None when a line would say nothing."""
    points = [p for p in records.signal_of(folder_id=folder_id) if p.rssi_dbm is not None]
    if len(points) < 2:
        return None
    best = max(points, key=lambda p: p.rssi_dbm)
    return ui.Chart(
        title=_("Signal of the tag, in dBm"),
        description=_("Strongest at %(place)s: %(value)s.") % {
            "place": best.place or best.reader, "value": ui.number_text(best.rssi_dbm, 0)},
        labels=[f"{p.at.astimezone(clock.OFFICE_ZONE):%d.%m %H:%M}" for p in points],
        series=(ui.Series(_("Signal, stronger is higher"),
                          [round(100 + p.rssi_dbm, 1) for p in points]),),
        kind=ui.ChartKind.LINE, label_heading=_("When"),
    )


def _folder_page(request, found, form):
    chain, gaps, may_undo = _chain(found.id)
    may_edit = request.actor.can(Permission.RECORDS_EDIT, branch=found.branch)
    is_here = found.custody not in ENDS
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
        "custody": chain, "gaps": gaps, "may_undo": may_undo, "signal": _signal(found.id),
        "keeping": keeping_facts(found.id),
        "form": (form or CustodyForm()) if may_edit and is_here else None,
        "may_edit": may_edit and is_here,
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
        try:
            place = records.place_id_of(code=data["place"]) if data["place"].strip() else None
            _pass(request, folder_id, data, place)
        except records.PlaceNotFound as refused:
            form.add_error("place", refused.message)
        except records.DueDatePast as refused:
            form.add_error("due_date", refused.message)
        except (records.CustodyNotAllowed, records.PlaceNeeded) as refused:
            form.add_error("custody", refused.message)
        else:
            messages.success(request, _("The step was recorded."))
            return redirect("records:folder", folder_id=folder_id)
    return _folder_page(request, found, form)


def _pass(request, folder_id, data, place):
    """A loan has a term, so it is lent and not only passed on."""
    more = {"folder_id": folder_id, "holder": data["holder"], "note": data["note"],
            "actor": request.actor, "at": clock.now()}
    if data["custody"] == records.Custody.LENT:
        records.lend_folder(due_date=data["due_date"], **more)
    else:
        records.pass_folder(custody=records.Custody(data["custody"]), place_id=place, **more)


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

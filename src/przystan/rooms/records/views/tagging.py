"""Screens of tagging: sessions and their pace, one session while it is worked, corrections."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms import (
    PROBLEM_LABELS,
    HoursForm,
    ReasonForm,
    ScanForm,
    SessionFolderForm,
    SessionForm,
    TaggingForm,
)
from przystan.rooms.records.rules.places import pace_by_week
from przystan.rooms.records.views.branches import must_edit, own_branch

SESSIONS = ui.ListSpec(sorts={"day": ("work_date",)}, default_sort="-day")
ALL_SESSIONS = 1000
QUARTERS = 4


def _hours(value):
    return int(value) if value == int(value) else value.normalize()


@requires(Permission.RECORDS_VIEW)
@require_http_methods(["GET", "POST"])
def tagging(request):
    may_edit = request.actor.can(Permission.RECORDS_EDIT)
    form = TaggingForm(request.POST or None, initial={"branch": own_branch(request)})
    if request.method == "POST" and form.is_valid():
        must_edit(request, form.cleaned_data["branch"])
        try:
            run_id = records.open_tagging(
                actor=request.actor, at=clock.now(), **form.cleaned_data)
        except records.RunOpen as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("records:tagging-run", run_id=run_id)
    return render(request, "records/tagging.html", {
        "table": _session_table(request, may_edit=may_edit), "chart": _pace_chart(),
        "form": form if may_edit else None, "open_runs": _open_runs(),
    })


def _open_runs():
    found = records.list_open_taggings()
    return ui.Table(
        caption=_("Sessions that go on"),
        columns=(ui.Column(_("Opened"), ui.Kind.HEAD), ui.Column(_("Branch")),
                 ui.Column(_("By")), ui.Column(_("Persons"), ui.Kind.NUMBER),
                 ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Errors"), ui.Kind.NUMBER)),
        rows=[(ui.Link(reverse("records:tagging-run", args=[r.id]), ui.show(r.started_at)),
               r.branch, r.started_by, r.persons, r.folders, r.errors) for r in found],
    ) if found else None


def _session_table(request, *, may_edit):
    state = ui.read_list(request, SESSIONS)
    page = ui.cut_page(
        records.list_tagging_sessions(offset=state.offset, limit=state.limit), state, total=None)
    return ui.Table(
        caption=_("Sessions"), state=state, total=page.total, has_next=page.has_next,
        columns=(ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Branch")),
                 ui.Column(_("Persons"), ui.Kind.NUMBER), ui.Column(_("Hours"), ui.Kind.NUMBER),
                 ui.Column(_("Folders"), ui.Kind.NUMBER),
                 ui.Column(_("Folders an hour"), ui.Kind.NUMBER),
                 ui.Column(_("Errors"), ui.Kind.NUMBER),
                 *((ui.Column(_("Correct")),) if may_edit else ())),
        rows=[(s.work_date, s.branch, s.persons, _hours(s.hours), s.folders,
               ui.number_text(s.folders / float(s.hours), 1), s.errors,
               *((ui.Link(reverse("records:session-correct", args=[s.id]), _("Correct"),
                          ui.date_text(s.work_date)),) if may_edit else ()))
              for s in page.rows],
        empty=ui.EmptyState(_("No session yet"), _("Open one to tag folders.")),
    )


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


def _run(request, run_id):
    try:
        found = records.get_tagging(run_id=run_id)
    except records.RunNotFound as missing:
        raise Http404 from missing
    must_edit(request, found.branch)
    return found


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def run(request, run_id):
    """The desk: one field, Enter after each scan; the page says what comes next."""
    _run(request, run_id)
    scan = None
    form = ScanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            scan = records.scan_at_desk(
                run_id=run_id, text=form.cleaned_data["scan"],
                pending_sign=request.POST.get("sign", ""), actor=request.actor, at=clock.now())
        except records.RunEnded as ended:
            messages.error(request, ended.message)
            return redirect("records:tagging-run", run_id=run_id)
    return _run_page(request, run_id, scan)


def _run_page(request, run_id, scan, folder_form=None, hours_form=None):
    found = _run(request, run_id)
    now = clock.now()
    outcome = scan.outcome if scan else None
    waits = outcome in (records.ScanOutcome.SIGN, records.ScanOutcome.REFUSED)
    unknown = outcome is records.ScanOutcome.UNKNOWN_SIGN
    proposed = _proposed_hours(found, now)
    return render(request, "records/tagging_run.html", {
        "run": found, "is_open": found.ended_at is None, "form": ScanForm(),
        "scan": scan, "said": _said(scan), "pending": scan.sign if waits else "",
        "problem": PROBLEM_LABELS[scan.problem] if scan and scan.problem else "",
        "folder_form": (folder_form or SessionFolderForm(auto_id="new_%s")) if unknown else None,
        "numbers": _numbers(found, now), "entries": _entries(run_id),
        "hours_form": hours_form or HoursForm(
            initial={"hours": proposed}, auto_id="hours_%s"),
    })


def _said(scan):
    """What the page says of a scan, in words that are read out, and its tone."""
    if scan is None:
        return _("Scan a case sign."), "info"
    outcome = scan.outcome
    words = {
        records.ScanOutcome.SIGN: (_("Now read the tag of %(sign)s."), "info"),
        records.ScanOutcome.TAGGED: (_("%(sign)s is tagged. Scan the next case sign."), "info"),
        records.ScanOutcome.HAS_TAG: (
            _("%(sign)s has a tag already. A dead one is replaced on the folder's page."),
            "error"),
        records.ScanOutcome.UNKNOWN_SIGN: (
            _("No folder has the sign %(sign)s. Register it here, or scan again."), "error"),
        records.ScanOutcome.REFUSED: (
            _("Refused. Read another tag for %(sign)s."), "error"),
    }
    text, kind = words[outcome]
    return text % {"sign": scan.sign}, kind


def _elapsed_hours(found, now):
    return max(((found.ended_at or now) - found.started_at).total_seconds() / 3600, 0.0)


def _proposed_hours(found, now):
    """Persons times the time since the opening, to the quarter of an hour, never nothing."""
    quarters = Decimal(_elapsed_hours(found, now) * found.persons * QUARTERS).to_integral_value(
        ROUND_HALF_UP)
    return max(quarters, Decimal(1)) / QUARTERS


def _numbers(found, now):
    hours = max(_elapsed_hours(found, now) * found.persons, 1 / 60)
    return ui.BigNumbers((
        ui.BigNumber(_("folders tagged"), found.folders),
        ui.BigNumber(_("errors"), found.errors),
        ui.BigNumber(_("folders an hour of one person"), ui.number_text(found.folders / hours, 1)),
    ))


def _entries(run_id):
    return ui.Table(
        caption=_("Tagged last"),
        columns=(ui.Column(_("Folder"), ui.Kind.HEAD), ui.Column(_("Tag"), ui.Kind.CODE),
                 ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Take back"))),
        rows=[(ui.Link(reverse("records:folder", args=[e.folder_id]), e.case_sign), e.epc, e.at,
               ui.Tag(_("taken back: %(reason)s") % {"reason": e.reason}, ui.Tone.GREY)
               if e.undone_at else
               ui.Link(reverse("records:tagging-take-back", args=[run_id, e.id]),
                       _("Take back"), e.case_sign))
              for e in records.list_tagging_entries(run_id=run_id)],
        empty=ui.EmptyState(_("Nothing tagged yet"), _("Scan a case sign, then its tag.")),
    )


@requires(Permission.RECORDS_EDIT)
@require_POST
def register(request, run_id):
    """Register the folder whose sign was scanned, and go on to its tag."""
    found = _run(request, run_id)
    form = SessionFolderForm(request.POST, auto_id="new_%s")
    sign = request.POST.get("sign", "").strip().upper()[:60]
    if not sign or not form.is_valid():
        return redirect("records:tagging-run", run_id=run_id)
    try:
        folder_id = records.register_folder(
            case_sign=sign, kind=records.FolderKind(form.cleaned_data["kind"]),
            branch=found.branch, is_open=form.cleaned_data["is_open"], actor=request.actor,
            at=clock.now())
    except records.FolderRegisteredBefore as twice:
        messages.error(request, twice.message)
        return redirect("records:tagging-run", run_id=run_id)
    return _run_page(request, run_id, records.Scan(records.ScanOutcome.SIGN, sign, folder_id))


@requires(Permission.RECORDS_EDIT)
@require_POST
def spoilt(request, run_id):
    _run(request, run_id)
    try:
        records.add_tagging_error(
            run_id=run_id, problem=records.TaggingProblem.SPOILT, actor=request.actor,
            at=clock.now())
    except records.RunEnded as ended:
        messages.error(request, ended.message)
    return redirect("records:tagging-run", run_id=run_id)


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def take_back(request, run_id, entry_id):
    _run(request, run_id)
    back = reverse("records:tagging-run", args=[run_id])
    if request.method == "GET":
        return render(request, "ui/confirm.html", {
            "question": _("Take this entry back?"),
            "consequences": [
                _("The folder is untagged again and leaves the figure of tagged folders."),
                _("The tag's number is spent. Destroy the label, so that nobody uses it."),
            ],
            "form": ReasonForm(), "dangerous": True, "yes": _("Take back"), "back": back,
        })
    try:
        sign = records.take_back_entry(
            entry_id=entry_id, reason=request.POST.get("reason", ""), actor=request.actor,
            at=clock.now())
    except (records.EntryNotFound, records.ReasonNeeded) as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Taken back: %(sign)s. Tag it anew.") % {"sign": sign})
    return redirect(back)


@requires(Permission.RECORDS_EDIT)
@require_POST
def close(request, run_id):
    found = _run(request, run_id)
    if request.POST.get("act") == "abandon":
        return _abandon(request, run_id)
    form = HoursForm(request.POST, auto_id="hours_%s")
    if form.is_valid():
        try:
            records.close_tagging(run_id=run_id, hours=form.cleaned_data["hours"],
                                  actor=request.actor, at=clock.now())
        except (records.HoursNotPossible, records.RunEnded) as refused:
            form.add_error("hours", refused.message)
        else:
            messages.success(request, _("The session is closed. Folders: %(count)s.") % {
                "count": found.folders})
            return redirect("records:tagging")
    return _run_page(request, run_id, None, hours_form=form)


def _abandon(request, run_id):
    try:
        records.abandon_tagging(run_id=run_id, actor=request.actor, at=clock.now())
    except (records.HoursNotPossible, records.RunEnded):
        messages.error(request, _("Folders were tagged: close the session with its hours."))
        return redirect("records:tagging-run", run_id=run_id)
    return redirect("records:tagging")


@requires(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request, session_id):
    """A session that was recorded wrongly is struck out and recorded anew."""
    found = records.get_tagging_session(session_id=session_id)
    if found is None:
        raise Http404
    must_edit(request, found.branch)
    form = SessionForm(request.POST or None, initial={
        "persons": found.persons, "hours": found.hours, "errors": found.errors})
    if request.method == "POST" and form.is_valid():
        try:
            records.correct_session(
                session_id=session_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except records.HoursNotPossible as refused:
            form.add_error("hours", refused.message)
        except records.SessionNotFound as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The session was corrected."))
            return redirect("records:tagging")
    return render(request, "records/session_correct.html", {"form": form, "found": found})

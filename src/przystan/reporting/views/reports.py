"""Writing a report's own text with its evidence, and sending reports by themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.claims import Evidence, paragraphs
from przystan.reporting.forms.reports import NarrativeForm, ScheduleForm
from przystan.reporting.reports import KIND_NAMES, NARRATED

LANGUAGES = ("pl", "en")
MARKS = {Evidence.EVIDENCED: ui.Tone.GREEN, Evidence.NOT_EVIDENCED: ui.Tone.RED,
         Evidence.PLAIN: ui.Tone.GREY}


@requires(Permission.REPORTING_PUBLISH)
@require_http_methods(["GET", "POST"])
def narrative(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Write a report's own text; beside each sentence stands what it rests on."""
    if kind not in NARRATED or language not in LANGUAGES:
        raise Http404(kind)
    known = reporting.narrative_of(kind=kind, language=language)
    form = NarrativeForm(request.POST or None, initial={"text": known.text})
    if request.method == "POST" and form.is_valid():
        try:
            with transactions.transaction():
                reporting.write_narrative(
                    actor=request.actor, at=clock.now(), kind=kind, language=language,
                    text=form.cleaned_data["text"])
        except reporting.TextRefused as refused:
            form.add_error("text", refused.message)
        else:
            messages.success(request, _("The text was saved as a new version."))
            return redirect("reporting:narrative", kind=kind, language=language)
    return render(request, "reporting/narrative.html", {
        "form": form, "title": _(KIND_NAMES[kind]), "known": known, "kind": kind,
        "others": [(code, name, reverse("reporting:narrative", args=[kind, code]))
                      for code, name in settings.LANGUAGES if code in LANGUAGES],
        "kinds": [(k, _(KIND_NAMES[k])) for k in NARRATED], "table": _judged(known.text),
        "codes": [(d.code, _(d.label)) for d in (*reporting.DEFINITIONS, *reporting.RATIOS)]})


def _judged(text: str) -> ui.Table:
    words = {Evidence.EVIDENCED: _("rests on a figure"),
             Evidence.NOT_EVIDENCED: _("not evidenced"), Evidence.PLAIN: _("claims nothing")}
    return ui.Table(
        caption=_("Sentences and what they rest on"),
        columns=(ui.Column(_("Sentence"), ui.Kind.HEAD), ui.Column(_("Evidence")),
                 ui.Column(_("Figures"))),
        rows=[(s.text, ui.Tag(words[s.evidence], MARKS[s.evidence]), ", ".join(s.codes) or None)
              for paragraph in paragraphs(text) for s in paragraph],
        empty=ui.EmptyState(_("No text yet"), _("The report goes without one.")))


@requires(Permission.REPORTING_PUBLISH)
@require_http_methods(["GET", "POST"])
def schedules(request: HttpRequest) -> HttpResponse:
    """List the reports that are sent by themselves, and add one."""
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transactions.transaction():
                reporting.add_schedule(
                    actor=request.actor, at=clock.now(), **form.cleaned_data)
        except reporting.ScheduleRefused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, _("Recorded."))
            return redirect("reporting:schedules")
    return render(request, "reporting/schedules.html", {
        "form": form, "sent": _sent_table(), "schedules": [
            (s, _(KIND_NAMES[s.kind]), _("month") if s.every == "month" else _("quarter"))
            for s in reporting.list_schedules()]})


def _sent_table() -> ui.Table:
    states = {"delivered": ui.Tag(_("delivered"), ui.Tone.GREEN),
              "failed": ui.Tag(_("to be tried again"), ui.Tone.AMBER),
              "waiting": ui.Tag(_("waiting"), ui.Tone.GREY)}
    return ui.Table(
        caption=_("What was sent"),
        columns=(ui.Column(_("Report"), ui.Kind.HEAD), ui.Column(_("As of"), ui.Kind.NOWRAP),
                 ui.Column(_("To")), ui.Column(_("File")), ui.Column(_("State"))),
        rows=[(_(KIND_NAMES[s.schedule.kind]), s.as_of, s.schedule.recipient, _file(s),
               states.get(s.outcome) or ui.Tag(_refusal(s.said), ui.Tone.RED))
              for s in reporting.list_sent()],
        empty=ui.EmptyState(_("Nothing was sent yet"),
                            _("Reports appear here when their month or quarter is over.")))


def _refusal(said: str) -> str:
    return _("the recipient may not see reports any more") if said == outbox.MAY_NOT_READ else _(
        "refused")


def _file(sent: reporting.SentReport) -> object:
    if sent.file is None:
        return _("without a file")
    return ui.Link(reverse("reporting:sent_file", args=[sent.message_id]),
                   f"{sent.file.name} ({filesizeformat(sent.file.size)})")


@requires(Permission.REPORTING_PUBLISH)
@require_GET
def sent_file(request: HttpRequest, message_id: int) -> HttpResponse:
    """Return the file that a report was sent as, to the byte."""
    try:
        name, found = reporting.read_sent(message_id=message_id)
    except reporting.SentFileNotFound as missing:
        raise Http404(message_id) from missing
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@requires(Permission.REPORTING_PUBLISH)
@require_POST
def stop_schedule(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """Send nothing more by one schedule."""
    try:
        with transactions.transaction():
            reporting.stop_schedule(
                actor=request.actor, at=clock.now(), schedule_id=schedule_id)
    except reporting.ScheduleRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Nothing more is sent."))
    return redirect("reporting:schedules")

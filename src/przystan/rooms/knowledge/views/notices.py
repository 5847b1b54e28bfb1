"""News, what letters mean, places of help: for everybody, and their editors' page."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from przystan.platform.accounts.public import Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.forms.notices import KINDS, OUTREACH, NoticeForm, OutreachForm
from przystan.rooms.knowledge.types import LANGUAGE_NAMES
from przystan.rooms.knowledge.views.portal import read_language

Kind = knowledge.NoticeKind


def _today():
    return clock.local_date(clock.now())


def _shown(request, kind, title, lead, empty):
    language = read_language()
    return render(request, "knowledge/notices.html", {
        "title": title, "lead": lead, "empty": empty, "language": language,
        "notices": knowledge.list_notices(kind=kind, language=language, on=_today())})


@public_page
@kept_page()
@require_safe
def news(request):
    return _shown(request, Kind.ANNOUNCEMENT, _("News"), _(
        "What has changed at the office and in the procedures."), _("There is no news."))


@public_page
@kept_page()
@require_safe
def letters(request):
    return _shown(
        request, Kind.LETTER, _("What does my letter mean?"),
        _("Find your letter by its title or by the article that it names. Keep the envelope: "
          "time runs from the day on which you collected the letter."),
        _("No letter is explained yet. Ask at the Information and Advisory Point."))


@public_page
@kept_page()
@require_safe
def help_places(request):
    return _shown(
        request, Kind.HELP, _("Where to find help"),
        _("Organisations, schools and health: free of charge unless they say otherwise."),
        _("No place is listed yet. Ask at the Information and Advisory Point."))


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def editors(request):
    if request.POST.get("end"):
        return _end(request)
    form = NoticeForm(request.POST or None, initial={"starts_on": _today()})
    if request.method == "POST" and form.is_valid():
        try:
            knowledge.publish_notice(
                notice=form.notice(), actor=request.actor, at=clock.now())
        except knowledge.NoticeNotPossible as refused:
            form.add_error("ends_on", refused.message)
        else:
            messages.success(request, _("It is published."))
            return redirect("knowledge:notices")
    today = _today()
    listed = [
        {"notice": n, "kind": words, "is_shown": n.ends_on is None or n.ends_on >= today}
        for kind, words in KINDS.items()
        for n in knowledge.list_notices(kind=kind, language=read_language())]
    return render(request, "knowledge/notices_edit.html", {"form": form, "listed": listed})


def _end(request):
    number = request.POST["end"]
    if not (number.isascii() and number.isdigit()):
        raise Http404
    try:
        knowledge.end_notice(
            notice_id=int(number), on=_today(), actor=request.actor, at=clock.now())
    except knowledge.NoticeNotFound as missing:
        raise Http404 from missing
    messages.success(request, _("Today is its last day."))
    return redirect("knowledge:notices")


@requires(Permission.KNOWLEDGE_EDIT)
@require_http_methods(["GET", "POST"])
def outreach(request):
    form = OutreachForm(request.POST or None, initial={"day": _today()})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "kind": knowledge.OutreachKind(form.cleaned_data["kind"])}
        knowledge.record_outreach(
            outreach=knowledge.NewOutreach(**given), actor=request.actor, at=clock.now())
        messages.success(request, _("It is recorded."))
        return redirect("knowledge:outreach")
    today = _today()
    table = ui.Table(
        caption=_("Persons reached since the first of January last year"),
        columns=(ui.Column(_("Kind"), ui.Kind.HEAD), ui.Column(_("Language")),
                 ui.Column(_("Persons"), ui.Kind.NUMBER)),
        rows=[(OUTREACH[o.kind], LANGUAGE_NAMES.get(o.language, o.language), o.reached)
              for o in knowledge.sum_outreach(since=date(today.year - 1, 1, 1), until=today)],
        empty=ui.EmptyState(_("Nothing is recorded yet"), _("Record the first one above.")))
    return render(request, "knowledge/outreach.html", {"form": form, "table": table})

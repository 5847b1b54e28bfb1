"""How the telephone did: measures by half-hour, who gave up, what a page would have told."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import AbandonedFilters, DayFilters, MeasureFilters
from przystan.rooms.calls.views.days import length, masked, share, shown, span_of

SPANS = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id",
                    filters=("day", "until", "language", "aftermath"))
MEASURES = (
    ("answered", gettext_lazy("Answered"), gettext_lazy("an operator spoke"),
     gettext_lazy("calls offered"), share),
    ("service_level", gettext_lazy("Service level"),
     gettext_lazy("answered within 20 s of joining the queue"),
     gettext_lazy("queued, without who gave up within 5 s"), share),
    ("asa_seconds", gettext_lazy("Average speed of answer (ASA)"),
     gettext_lazy("waiting of answered calls"), gettext_lazy("answered, wait known"), None),
    ("abandonment", gettext_lazy("Gave up waiting"), gettext_lazy("waited and met nobody"),
     gettext_lazy("queued, without call-backs"), share),
    ("aht_seconds", gettext_lazy("Average handling time (AHT)"),
     gettext_lazy("talk and wrap-up"), gettext_lazy("answered, talk known"), None),
    ("occupancy", gettext_lazy("Occupancy"),
     gettext_lazy("operators' time ringing, talking, wrapping up"),
     gettext_lazy("the same and ready"), share),
    ("automated_helpline", gettext_lazy("Automated helpline"),
     gettext_lazy("ended in the helpline, office open"), gettext_lazy("calls offered"), share),
    ("containment", gettext_lazy("Containment"), gettext_lazy("ended in the helpline"),
     gettext_lazy("ended in the helpline, and queued"), share),
    ("redirected", gettext_lazy("Passed on"), gettext_lazy("answered, then passed to a unit"),
     gettext_lazy("answered"), share),
    ("repeat_calls", gettext_lazy("Repeat calls"),
     gettext_lazy("the number called in the 7 days before"),
     gettext_lazy("calls whose number is known"), share),
    ("outgoing", gettext_lazy("Calls out"), gettext_lazy("calls out that were answered"),
     gettext_lazy("calls out"), share),
)
IN_SECONDS = ("asa_seconds", "aht_seconds", "occupancy")
AFTER = {
    calls.Aftermath.CALLED_BACK: (gettext_lazy("We called back"), ui.Tone.GREEN),
    calls.Aftermath.CAME_AGAIN: (gettext_lazy("Called again"), ui.Tone.TEAL),
    calls.Aftermath.STILL_TIME: (gettext_lazy("Still time"), ui.Tone.AMBER),
    calls.Aftermath.NEVER_HEARD: (gettext_lazy("Never heard of again"), ui.Tone.RED),
    calls.Aftermath.NUMBER_UNKNOWN: (gettext_lazy("Number unknown"), ui.Tone.GREY),
}
MOST_TOPICS = 3


# --- measures by half-hour


@requires(Permission.CALLS_VIEW)
@require_GET
def metrics(request):
    form = MeasureFilters(request.GET)
    first, last = span_of(form, days=28)
    language = _language(form)
    found = calls.call_metrics(first_date=first, last_date=last, language=language)
    rows = calls.list_half_hours(first_date=first, last_date=last, language=language)
    return render(request, "calls/metrics.html", {
        "first": first, "last": last,
        "filters": ui.Filters(shown(form, first, last), ui.read_list(request, SPANS)),
        "numbers": ui.BigNumbers(_numbers(found)), "table": _measures(found),
        "chart": _chart(rows) if rows else None, "half_hours": _half_hours(rows)})


def _language(form):
    return form.cleaned_data.get("language", "") if form.is_valid() else ""


def _numbers(found):
    return [
        ui.BigNumber(_("offered"), found.offered),
        *(ui.BigNumber(word, shown, note=_("%(part)s of %(whole)s") % {
            "part": ui.number_text(ratio.numerator), "whole": ui.number_text(ratio.denominator)})
          for word, shown, ratio in (
              (_("answered"), share(found.answered), found.answered),
              (_("service level"), share(found.service_level), found.service_level),
              (_("gave up waiting"), share(found.abandonment), found.abandonment))),
        ui.BigNumber(_("average wait"), length(found.asa_seconds.value),
                     note=_("of %(count)s answered") % {
                         "count": ui.number_text(found.asa_seconds.denominator)}),
    ]


def _measures(found):
    return ui.Table(
        caption=_("Every measure with what it is made of"),
        columns=(ui.Column(_("Measure"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
                 ui.Column(_("Numerator")), ui.Column(_("Denominator"))),
        rows=[_measure(getattr(found, name), name, *words) for name, *words in MEASURES])


def _measure(ratio, name, title, above, below, told):
    value = told(ratio) if told else length(ratio.value)
    return (title, value, _part(ratio.numerator, above, in_seconds=name in IN_SECONDS),
            _part(ratio.denominator, below, in_seconds=name == "occupancy"))


def _part(number, words, *, in_seconds):
    figure = ui.number_text(round(number))
    if in_seconds:
        figure = _("%(seconds)s s") % {"seconds": figure}
    return f"{figure} – {words}"


def _chart(rows):
    return ui.Chart(
        title=_("Calls by half-hour"), kind=ui.ChartKind.STACKED, label_heading=_("Half-hour"),
        description=_("Incoming calls of the days chosen, added up by the half-hour in which they "
                      "began: answered, gave up waiting, neither."),
        labels=[f"{row.starts:%H:%M}" for row in rows],
        series=[
            ui.Series(_("answered"), [row.answered.numerator for row in rows]),
            ui.Series(_("gave up waiting"), [row.abandonment.numerator for row in rows]),
            ui.Series(_("helpline or closed"), [
                row.offered - row.answered.numerator - row.abandonment.numerator
                for row in rows])])


def _half_hours(rows):
    return ui.Table(
        caption=_("Half-hours"), columns=(
            ui.Column(_("Half-hour"), ui.Kind.HEAD), ui.Column(_("Offered"), ui.Kind.NUMBER),
            ui.Column(_("Answered"), ui.Kind.NUMBER),
            ui.Column(_("Service level"), ui.Kind.NUMBER),
            ui.Column(_("Gave up waiting"), ui.Kind.NUMBER),
            ui.Column(_("ASA"), ui.Kind.NUMBER), ui.Column(_("AHT"), ui.Kind.NUMBER)),
        rows=[(f"{row.starts:%H:%M}", row.offered, _of(row.answered), _of(row.service_level),
               _of(row.abandonment), _mean(row.asa_seconds), _mean(row.aht_seconds))
              for row in rows],
        empty=ui.EmptyState(_("No calls in these days"), _("Choose other days.")))


def _of(ratio):
    """A share with both its numbers: 80.0 % (8/10)."""
    if ratio.value is None:
        return None
    part, whole = (ui.number_text(int(n)) for n in (ratio.numerator, ratio.denominator))
    return f"{share(ratio)} ({part}/{whole})"


def _mean(ratio):
    if ratio.value is None:
        return None
    return f"{length(ratio.value)} ({ui.number_text(int(ratio.denominator))})"


# --- callers who gave up


@requires(Permission.CALLS_VIEW)
@require_GET
def abandoned(request):
    state = ui.read_list(request, SPANS)
    form = AbandonedFilters(request.GET)
    first, last = span_of(form, days=7)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = {"first_date": first, "last_date": last, "at": clock.now(),
              "language": given.get("language", "")}
    counts = calls.count_abandoned(**wanted)
    after = given.get("aftermath", "")
    rows = calls.list_abandoned(
        **wanted, aftermath=calls.Aftermath(after) if after else None,
        offset=state.offset, limit=state.limit)
    total = counts[after] if after else sum(counts.values())
    page = ui.cut_page(rows, state, total=total)
    return render(request, "calls/abandoned.html", {
        "first": first, "last": last,
        "filters": ui.Filters(shown(form, first, last), state),
        "counts": ui.BigNumbers(_counts(counts)),
        "table": _abandoned(page, state)})


def _counts(counts):
    total = sum(counts.values())
    return [ui.BigNumber(AFTER[after][0], count, note=_("of %(count)s who gave up") % {
        "count": ui.number_text(total)}) for after, count in counts.items()]


def _abandoned(page, state):
    return ui.Table(
        caption=_("Callers who gave up waiting"), state=state, total=page.total,
        columns=(ui.Column(_("Call"), ui.Kind.HEAD), ui.Column(_("Number"), ui.Kind.NOWRAP),
                 ui.Column(_("Language")), ui.Column(_("Waited"), ui.Kind.NUMBER),
                 ui.Column(_("What happened after")), ui.Column(_("When"), ui.Kind.NOWRAP),
                 ui.Column(_("Spoke with us"))),
        rows=[_abandoned_cells(row) for row in page.rows],
        empty=ui.EmptyState(_("Nobody gave up waiting in these days"),
                            _("Choose other days, or clear a filter.")))


def _abandoned_cells(row):
    word, tone = AFTER[row.aftermath]
    later = None
    if row.next_contact_id is not None:
        later = ui.Link(reverse("calls:contact", args=[row.next_contact_id]), ui.show(row.next_at))
    spoke = None
    if row.next_contact_id is not None:
        spoke = _("yes") if row.was_reached else _("no")
    return (ui.Link(reverse("calls:contact", args=[row.contact_id]), ui.show(row.started_at)),
            masked(row.number), str(calls.language_label(row.language)) or None,
            length(row.wait_seconds), ui.Tag(word, tone), later, spoke)


# --- what a page would have saved


@requires(Permission.CALLS_VIEW)
@require_GET
def topics(request):
    form = DayFilters(request.GET)
    first, last = span_of(form, days=28)
    rows = calls.list_savable_topics(first_date=first, last_date=last)
    sums = _summed(rows)
    return render(request, "calls/topics.html", {
        "first": first, "last": last,
        "filters": ui.Filters(shown(form, first, last), ui.read_list(request, SPANS)),
        "chart": _topic_chart(rows, sums) if sums else None, "table": _topic_table(sums),
        "weeks": _topic_weeks(rows) if rows else None})


def _summed(rows):
    """Add the weeks up: topic → calls, all calls, minutes; the most minutes first."""
    sums = {}
    for row in rows:
        before = sums.get(row.topic, (0, 0, 0.0))
        sums[row.topic] = (before[0] + row.calls, before[1] + row.all_calls,
                           before[2] + row.minutes)
    return sorted(((topic, *found) for topic, found in sums.items()),
                  key=lambda one: (-one[3], one[0]))


def _topic_chart(rows, sums):
    """Minutes by week: the three topics that took most of them, and all the others."""
    weeks = sorted({row.week for row in rows})
    most = [topic for topic, *_rest in sums[:MOST_TOPICS]]
    names = [*most, *([""] if len(sums) > MOST_TOPICS else [])]

    def minutes(name, week):
        return round(sum(row.minutes for row in rows if row.week == week and (
            row.topic == name or not name and row.topic not in most)))

    return ui.Chart(
        title=_("Minutes that a page would have saved"), label_heading=_("Week from"),
        kind=ui.ChartKind.STACKED,
        description=_("Talk and wrap-up of answered calls that the operator ended alone, by week "
                      "and topic."),
        labels=[f"{week:%d.%m}" for week in weeks],
        series=[ui.Series(calls.topic_label(name) if name else _("all other topics"),
                          [minutes(name, week) for week in weeks]) for name in names])


def _topic_table(sums):
    return ui.Table(
        caption=_("Topics"), columns=(
            ui.Column(_("Topic"), ui.Kind.HEAD),
            ui.Column(_("Ended by the operator alone"), ui.Kind.NUMBER),
            ui.Column(_("of calls about it"), ui.Kind.NUMBER),
            ui.Column(_("Minutes"), ui.Kind.NUMBER)),
        rows=[(calls.topic_label(topic), count, total, round(minutes))
              for topic, count, total, minutes in sums],
        empty=ui.EmptyState(_("No topic was noted in these days"),
                            _("Topics come from the wrap-up of answered calls.")))


def _topic_weeks(rows):
    table = ui.Table(
        caption=_("Topics by week"), caption_hidden=True, columns=(
            ui.Column(_("Week from"), ui.Kind.HEAD), ui.Column(_("Topic")),
            ui.Column(_("Ended by the operator alone"), ui.Kind.NUMBER),
            ui.Column(_("of calls about it"), ui.Kind.NUMBER),
            ui.Column(_("Minutes"), ui.Kind.NUMBER)),
        rows=[(row.week, calls.topic_label(row.topic), row.calls, row.all_calls,
               round(row.minutes)) for row in rows])
    return ui.Details(_("Week by week"), table)

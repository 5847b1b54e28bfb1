"""Screens of calls: contacts, one contact with its legs, the daily balance, imported logs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.forms import (
    LANGUAGES,
    OUTCOMES,
    ContactFilters,
    LedgerFilters,
    RemovalForm,
    WrapUpForm,
)
from przystan.rooms.calls.views.days import last_day, length, masked
from przystan.rooms.calls.views.offers import offers_table
from przystan.rooms.calls.views.recording import recordings_of

CONTACTS = ui.ListSpec(
    sorts={"start": ("started_at",)}, default_sort="-start",
    filters=("day", "until", "outcome", "language", "number", "operator"), words=("number",))
LEDGER = ui.ListSpec(
    sorts={"day": ("local_date",)}, default_sort="-day", filters=("until", "day"))
PAGES = ui.ListSpec(sorts={"id": ("pk",)}, default_sort="-id")
LEDGER_DAYS = 31
SHOWN_LINES = 200

TONES = {
    calls.Outcome.ANSWERED: ui.Tone.GREEN,
    calls.Outcome.ABANDONED: ui.Tone.AMBER,
    calls.Outcome.CONTAINED: ui.Tone.TEAL,
    calls.Outcome.CLOSED: ui.Tone.GREY,
    calls.Outcome.OUTGOING_ANSWERED: ui.Tone.VIOLET,
    calls.Outcome.OUTGOING_UNANSWERED: ui.Tone.GREY,
    calls.Outcome.CUT_BY_RESTART: ui.Tone.RED,
}


# --- contacts


@requires(Permission.CALLS_VIEW)
@require_http_methods(["GET", "POST"])
def contact_list(request):
    if led := ui.keep_words(request, CONTACTS.words):
        return led
    state = ui.read_list(request, CONTACTS)
    form = ContactFilters({**request.GET.dict(), "number": state.value("number")})
    wanted = _wanted(form)
    rows = calls.list_contacts(wanted=wanted, after=_cursor(state.after), limit=state.limit)
    page = ui.cut_page(rows, state)
    table = ui.Table(
        caption=_("Contacts"), state=state, has_next=page.has_next,
        next_after=_after(page.rows[-1]) if page.has_next else "",
        columns=(
            ui.Column(_("Start"), ui.Kind.HEAD), ui.Column(_("Number"), ui.Kind.NOWRAP),
            ui.Column(_("Line")), ui.Column(_("Language")), ui.Column(_("Outcome")),
            ui.Column(_("Operator")), ui.Column(_("Wait"), ui.Kind.NUMBER),
            ui.Column(_("Talk"), ui.Kind.NUMBER), ui.Column(_("Passed to"))),
        rows=[_contact_cells(row) for row in page.rows],
        empty=ui.EmptyState(_("No contact matches"), _("Clear a filter, or choose other days.")),
    )
    return render(request, "calls/list.html", {
        "table": table, "filters": ui.Filters(form, state)})


def _wanted(form):
    given = form.cleaned_data if form.is_valid() else {}
    return calls.ContactFilter(
        first_date=given.get("day"), last_date=given.get("until"),
        outcome=given.get("outcome", ""), language=given.get("language", ""),
        number=given.get("number", ""), operator=given.get("operator", ""))


def _after(row):
    return f"{row.started_at.isoformat()} {row.id}"


def _cursor(text):
    at, _gap, last_id = text.rpartition(" ")
    try:
        started_at = datetime.fromisoformat(at)
        return (started_at, int(last_id)) if started_at.tzinfo else None
    except ValueError:
        return None


def _contact_cells(row):
    cells = (
        ui.Link(ui.row_url("calls:contact", row.id), ui.show(row.started_at)),
        masked(row.number), row.line or None, _language(row.language), _outcome(row),
        ", ".join(row.operators) or None, length(row.wait_seconds), length(row.talk_seconds),
        _passed(row))
    is_cut = row.outcome is calls.Outcome.CUT_BY_RESTART
    return ui.Row(cells, tone="problem") if is_cut else cells


def _language(code):
    return str(LANGUAGES.get(code, code)) or None


def _outcome(row):
    word = OUTCOMES[row.outcome]
    if row.removed_reason:
        word = _("%(outcome)s, does not count") % {"outcome": word}
    return ui.Tag(word, TONES[row.outcome])


def _passed(row):
    if not row.redirected_to:
        return None
    return row.redirected_to if row.redirect_answered else (
        _("%(unit)s, no answer") % {"unit": row.redirected_to})


@requires(Permission.CALLS_VIEW)
@require_GET
def contact_card(request, contact_id):
    card = _card(request, contact_id)
    contact = card.contact
    return render(request, "calls/contact.html", {
        "contact": contact, "facts": _facts(contact), "legs": _legs(card.legs),
        "offers": offers_table(calls.list_offers(call_key=contact.key)),
        "events": _events(card.events), "differences": _differences_of(card.disagreements),
        "may_operate": request.actor.can(Permission.CALLS_OPERATE) and not contact.topic,
        "may_manage": request.actor.can(Permission.CALLS_MANAGE) and not contact.removed_reason,
        **recordings_of(contact, may_hear=request.actor.can(Permission.CALLS_MANAGE)),
    })


def _card(request, contact_id):
    try:
        return calls.open_contact(actor=request.actor, at=clock.now(), contact_id=contact_id)
    except calls.ContactNotFound as error:
        raise Http404 from error


def _facts(contact):
    facts = [
        ui.Fact(_("Outcome"), _outcome(contact)),
        ui.Fact(_("Number"), contact.number or None),
        ui.Fact(_("Start"), contact.started_at),
        ui.Fact(_("End"), contact.ended_at or _("not known")),
        ui.Fact(_("Line dialled"), contact.line or None),
        ui.Fact(_("Language"), _language(contact.language)),
        ui.Fact(_("Operators"), ", ".join(contact.operators) or None),
        ui.Fact(_("Wait"), length(contact.wait_seconds)),
        ui.Fact(_("Talk"), length(contact.talk_seconds)),
        ui.Fact(_("Passed to"), _passed(contact)),
        ui.Fact(_("Topic"), str(calls.topic_label(contact.topic)) or None),
        ui.Fact(_("What came of it"), contact.note or None),
        ui.Fact(_("Engine"), f"{contact.engine} {contact.key}"),
    ]
    if contact.removed_reason:
        facts.append(ui.Fact(_("Does not count because"), contact.removed_reason))
    return ui.KeyFacts(tuple(facts))


def _leg_title(leg):
    titles = {
        calls.LegKind.HELPLINE: _("Automated helpline"),
        calls.LegKind.CLOSED: _("Message: the office is closed"),
        calls.LegKind.QUEUE: _("Waiting in the queue"),
        calls.LegKind.OPERATOR: _("Operator %(who)s") % {"who": leg.who},
        calls.LegKind.CONSULTATION: _("%(who)s asks %(target)s") % {
            "who": leg.who, "target": leg.target},
        calls.LegKind.UNIT: _("Unit %(who)s") % {"who": leg.who},
        calls.LegKind.OUTGOING: _("%(who)s calls out") % {"who": leg.who},
    }
    return titles[leg.kind]


ANSWERED_KINDS = (calls.LegKind.OPERATOR, calls.LegKind.CONSULTATION, calls.LegKind.UNIT,
                  calls.LegKind.OUTGOING)


def _legs(legs):
    return ui.Timeline(tuple(
        ui.Event(at=leg.started_at, title=_leg_title(leg), text=_leg_text(leg),
                 tone=ui.Tone.GREEN if leg.answered_at and leg.kind in ANSWERED_KINDS else "")
        for leg in legs))


def _leg_text(leg):
    words = [leg.started_at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S")]
    talked_at = leg.started_at
    if leg.kind in ANSWERED_KINDS:
        if leg.answered_at:
            talked_at = leg.answered_at
            rang = (leg.answered_at - leg.started_at).total_seconds()
            words.append(_("rang %(length)s, then answered") % {"length": length(rang)})
        else:
            words.append(_("no answer"))
    if leg.ended_at is None:
        words.append(_("the log does not tell its end"))
    else:
        seconds = (leg.ended_at - talked_at).total_seconds()
        words.append(_("lasted %(length)s") % {"length": length(seconds)})
    return ", ".join(words)


def _events(events):
    table = ui.Table(
        caption=_("Lines of the engine's logs"), caption_hidden=True, stacked=False,
        columns=(ui.Column(_("Time"), ui.Kind.HEAD), ui.Column(_("Log")), ui.Column(_("Kind")),
                 ui.Column(_("As written"), ui.Kind.CODE)),
        rows=[(event.at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S.%f")[:-3], event.source,
               event.kind, event.raw) for event in events[:SHOWN_LINES]],
        empty=ui.EmptyState(_("No lines are kept"),
                            _("This contact was handed over already counted.")),
    )
    return ui.Details(_("Show the lines (%(count)s)") % {"count": len(events)}, table)


def _differences_of(found):
    return [ui.Notice(_difference_text(d), "info" if d.is_explained else "error") for d in found]


def _difference_text(difference):
    words = {"log": difference.log, "says": difference.says, "instead": difference.instead_of,
             "reason": difference.reason.replace("_", " ")}
    if not difference.instead_of:
        return _("%(log)s says %(says)s: %(reason)s") % words
    return _("%(log)s says %(says)s instead of %(instead)s: %(reason)s") % words


@requires(Permission.CALLS_OPERATE)
@require_http_methods(["GET", "POST"])
def wrap_up(request, contact_id):
    return _one_field(
        request, contact_id, WrapUpForm(request.POST or None), calls.finish_call,
        (calls.TopicNeeded, calls.WrappedUpBefore),
        {"title": _("Topic of the contact"), "button": _("Save"), "done": _("The topic is noted.")})


@requires(Permission.CALLS_MANAGE)
@require_http_methods(["GET", "POST"])
def remove(request, contact_id):
    return _one_field(
        request, contact_id, RemovalForm(request.POST or None), calls.remove_contact,
        (calls.ReasonNeeded, calls.RemovedBefore),
        {"title": _("Leave the contact out of figures"), "button": _("Leave it out"),
         "done": _("The contact is left out of every figure from now on.")})


def _one_field(request, contact_id, form, act, refusals, words):
    """Ask what an act on a contact needs, do it, and go back to the contact."""
    if request.method == "POST" and form.is_valid():
        try:
            act(contact_id=contact_id, **form.cleaned_data, actor=request.actor, at=clock.now())
        except calls.ContactNotFound as error:
            raise Http404 from error
        except refusals as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, words["done"])
            return redirect("calls:contact", contact_id=contact_id)
    return render(request, "calls/form.html", {"form": form, "contact_id": contact_id, **words})


# --- ledger


@requires(Permission.CALLS_VIEW)
@require_GET
def ledger(request):
    state = ui.read_list(request, LEDGER)
    form = LedgerFilters(request.GET)
    last = (form.cleaned_data.get("until") if form.is_valid() else None) or last_day()
    first = last - timedelta(days=LEDGER_DAYS - 1)
    days = calls.daily_balance(first_date=first, last_date=last)
    earlier = f"{state.path}?until={(first - timedelta(days=1)).isoformat()}"
    books = calls.reconcile_day(local_date=_day_of(state.value("day"), last), at=clock.now())
    return render(request, "calls/ledger.html", {
        "filters": ui.Filters(form, state), "table": _ledger_table(days),
        "earlier": earlier, "first": first, "last": last, "books": books,
        "books_day": ui.show(books.balance.local_date),
        "books_facts": _books_facts(books), "books_table": _books_table(books),
        "wrong": [day for day in days if day.difference]})


def _day_of(text, otherwise):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _ledger_table(days):
    headings = (_("Offered"), _("Answered"), _("Abandoned"), _("Helpline"), _("Closed"), _("Cut"),
                _("Left out"), _("Difference"), _("Calls out"))
    return ui.Table(
        caption=_("Balance by day"), caption_hidden=True,
        columns=(ui.Column(_("Day"), ui.Kind.HEAD),
                 *(ui.Column(word, ui.Kind.NUMBER) for word in headings)),
        rows=[_ledger_cells(day) for day in days],
        footer=(_("All days"), *(sum(column) for column in zip(*map(_ledger_numbers, days)))),
        empty=ui.EmptyState(_("No calls in these days"), _("Choose other days.")),
    )


def _ledger_numbers(day):
    return (day.offered, day.answered, day.abandoned, day.contained, day.closed, day.cut,
            day.removed, day.difference, day.outgoing)


def _ledger_cells(day):
    numbers = list(_ledger_numbers(day))
    if day.difference:
        numbers[7] = ui.Tag(f"{day.difference:+}", ui.Tone.RED)
    text = date.isoformat(day.local_date)
    link = ui.Link(f"?day={text}&until={text}#books", ui.show(day.local_date))
    return ui.Row((link, *numbers), tone="problem" if day.difference else "")


BOOK_REASONS = {
    calls.BookReason.STILL_UP: gettext_lazy("The call is still up."),
    calls.BookReason.LOG_NOT_READ: gettext_lazy(
        "The engine's log has not been read up to this call yet."),
    calls.BookReason.SWITCHBOARD_AWAY: gettext_lazy(
        "The switchboard was away; the engine served the call by itself."),
    calls.BookReason.SWITCHBOARD_STOPPED: gettext_lazy(
        "The switchboard stopped during the call and did not see its end."),
    calls.BookReason.ENGINE_NOT_SERVED: gettext_lazy("The switchboard does not serve this engine."),
    calls.BookReason.ENGINE_RESTARTED: gettext_lazy(
        "The engine was started anew and cannot say what became of the call."),
    calls.BookReason.CLOSING_NOT_NOTED: gettext_lazy(
        "The closing message was played; the switchboard made no note of it."),
    calls.BookReason.LEFT_AT_ONCE: gettext_lazy(
        "The caller left before the first word; only the line tells the language."),
    calls.BookReason.ONLY_SEEN_LIVE: gettext_lazy("The engine's log does not have the call."),
    calls.BookReason.ONLY_IN_ENGINE_LOG: gettext_lazy(
        "The switchboard was there and did not see the call."),
    calls.BookReason.END_NOT_SEEN: gettext_lazy(
        "The switchboard was there and did not see the end."),
    calls.BookReason.OUTCOME_DIFFERS: gettext_lazy("The outcomes differ."),
    calls.BookReason.LANGUAGE_DIFFERS: gettext_lazy("The languages differ."),
    calls.BookReason.OPERATORS_DIFFER: gettext_lazy("The operators differ."),
}


def _books_facts(books):
    wrong = books.unexplained
    return ui.KeyFacts((
        ui.Fact(_("Calls in the engine's log"), books.booked),
        ui.Fact(_("Calls that the switchboard saw"), books.seen),
        ui.Fact(_("Both say the same"), books.equal),
        ui.Fact(_("Explained differences"), len(books.differences) - wrong),
        ui.Fact(_("Unexplained"), ui.Tag(str(wrong), ui.Tone.RED) if wrong else 0),
        ui.Fact(_("Handed over already counted"), books.handed_over)))


def _books_table(books):
    return ui.Table(
        caption=_("Calls about which the logs differ"), caption_hidden=True,
        columns=(ui.Column(_("Time"), ui.Kind.HEAD), ui.Column(_("Call"), ui.Kind.CODE),
                 ui.Column(_("Switchboard says")), ui.Column(_("Engine says")),
                 ui.Column(_("Reason"))),
        rows=[_book_cells(found) for found in books.differences[:SHOWN_LINES]],
        empty=ui.EmptyState(_("Nothing differs"), _(
            "Both logs say the same of every call, or only one log exists for this day.")),
    )


def _book_cells(found):
    at = found.at.astimezone(clock.OFFICE_ZONE).strftime("%H:%M:%S")
    call = (ui.Link(reverse("calls:contact", args=[found.contact_id]), found.key)
            if found.contact_id else found.key)
    reason = BOOK_REASONS[found.reason]
    if not found.is_explained:  # whole sentences: a tag would be cut on a narrow screen
        reason = _("not explained: %(reason)s") % {"reason": reason}
    cells = (at, call, _said(found.live), _said(found.engine), reason)
    return cells if found.is_explained else ui.Row(cells, tone="problem")


def _said(word):
    """Outcomes and languages are told in words; phones and operators stay as they are."""
    known = {**OUTCOMES, **LANGUAGES, "up": _("still up")}
    return str(known.get(word, word)) or None


# --- imports


@requires(Permission.CALLS_MANAGE)
@require_GET
def import_list(request):
    state = ui.read_list(request, PAGES)
    page = ui.cut_page(calls.list_imports(offset=state.offset, limit=state.limit), state)
    table = ui.Table(
        caption=_("Imported logs"), state=state, has_next=page.has_next, caption_hidden=True,
        columns=(
            ui.Column(_("Read"), ui.Kind.HEAD), ui.Column(_("File")), ui.Column(_("Log")),
            ui.Column(_("Lines"), ui.Kind.NUMBER), ui.Column(_("New"), ui.Kind.NUMBER),
            ui.Column(_("Contacts"), ui.Kind.NUMBER), ui.Column(_("Still up"), ui.Kind.NUMBER),
            ui.Column(_("Explained differences"), ui.Kind.NUMBER),
            ui.Column(_("Unexplained"), ui.Kind.NUMBER),
            ui.Column(_("Refused"), ui.Kind.NUMBER)),
        rows=[
            (ui.Link(reverse("calls:import", args=[run.id]), ui.show(run.imported_at)),
             run.file_name or _("live"), run.source, run.lines, run.added, run.contacts,
             run.open_calls, run.disagreements,
             ui.Tag(str(run.unexplained), ui.Tone.RED) if run.unexplained else 0,
             run.refused_count)
            for run in page.rows],
        empty=ui.EmptyState(_("No log was read yet"),
                            _("Run przystan import calls on the engine's files.")),
    )
    return render(request, "calls/imports.html", {"table": table})


@requires(Permission.CALLS_MANAGE)
@require_GET
def import_card(request, run_id):
    state = ui.read_list(request, PAGES)
    try:
        run = calls.get_import(run_id=run_id)
    except calls.ImportNotFound as error:
        raise Http404 from error
    rows = calls.list_disagreements(run_id=run_id, offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    table = ui.Table(
        caption=_("Differences between the logs"), state=state, has_next=page.has_next,
        columns=(ui.Column(_("Call"), ui.Kind.HEAD), ui.Column(_("Log")), ui.Column(_("Says")),
                 ui.Column(_("Contact says")), ui.Column(_("Reason"))),
        rows=[_difference_cells(found, contact_id) for found, contact_id in page.rows],
        empty=ui.EmptyState(_("The logs agree"), _("Nothing differs, or only one log was read.")),
    )
    facts = ui.KeyFacts((
        ui.Fact(_("File"), run.file_name or _("live")), ui.Fact(_("Read"), run.imported_at),
        ui.Fact(_("By"), run.actor_name), ui.Fact(_("Engine"), run.engine),
        ui.Fact(_("Lines"), run.lines), ui.Fact(_("New lines"), run.added),
        ui.Fact(_("Contacts"), run.contacts), ui.Fact(_("Restarts of the engine"), run.restarts),
        ui.Fact(_("Calls still up"), run.open_calls), ui.Fact(_("Refused lines"),
                                                               run.refused_count),
        ui.Fact(_("SHA-256"), run.sha256 or None)))
    return render(request, "calls/import.html", {"run": run, "facts": facts, "table": table})


def _difference_cells(found, contact_id):
    call = (ui.Link(reverse("calls:contact", args=[contact_id]), found.id)
            if contact_id else found.id)
    reason = found.reason.replace("_", " ")
    word = reason if found.is_explained else ui.Tag(
        _("not explained: %(reason)s") % {"reason": reason}, ui.Tone.RED)
    cells = (call, found.log, found.says, found.instead_of or None, word)
    return cells if found.is_explained else ui.Row(cells, tone="problem")

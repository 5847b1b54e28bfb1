"""Screens of advisory: cards and visits of the day, one card, services."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.cards import ListFilters, RemovalForm, ServiceForm
from przystan.rooms.people import public as people

VISITS = ui.ListSpec(
    sorts={"day": ("visited_on",), "branch": ("branch_id",)}, default_sort="-day",
    filters=("q", "day", "branch", "kind"), words=("q",))
CARDS = ui.ListSpec(
    sorts={"opened": ("opened_on",), "number": ("number",)}, default_sort="-opened",
    filters=("q", "branch"), words=("q",))


@requires(Permission.ADVISORY_VIEW)
@require_http_methods(["GET", "POST"])
def advisory_list(request):
    if led := ui.keep_words(request, VISITS.words):
        return led
    state = ui.read_list(request, VISITS)
    text = state.value("q")
    table = _found_cards(request, text) if text else _visits(state)
    return render(request, "advisory/list.html", {
        "table": table, "filters": ui.Filters(
            ListFilters({**request.GET.dict(), "q": text}), state)})


def _found_cards(request, text):
    state = ui.read_list(request, CARDS)
    found = people.search_persons(actor=request.actor, at=clock.now(), text=text)
    ids = [m for c in found for m in (c.person_id, c.via_id) if m]
    rows = advisory.list_cards(
        text=text.upper(), person_ids=ids, branch=state.value("branch"), order=state.order,
        offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    names = people.names_of([r.card.person_id for r in page.rows])
    return ui.Table(
        caption=_("Beneficiary cards"), state=state, has_next=page.has_next,
        columns=(
            ui.Column(_("Card"), ui.Kind.HEAD, sort="number"), ui.Column(_("Person")),
            ui.Column(_("Project")), ui.Column(_("Opened"), ui.Kind.NOWRAP, sort="opened"),
            ui.Column(_("Visits"), ui.Kind.NUMBER), ui.Column(_("Last visit"), ui.Kind.NOWRAP)),
        rows=[
            (ui.Link(ui.row_url("advisory:card", r.card.id), r.card.number),
             ui.Link(ui.row_url("people:card", r.card.person_id),
                     names.get(r.card.person_id) or _("erased")),
             r.card.project_code, r.card.opened_on, r.visits, r.last_visit_on)
            for r in page.rows],
        empty=ui.EmptyState(
            _("No card is found"),
            _("Search the person and record the visit from their card: it opens one."),
            ui.Button(f"{reverse('people:list')}?words=1", _("Search persons"))))


def _visits(state):
    rows = advisory.list_visits(
        day=_day(state.value("day")), branch=state.value("branch"), kind=state.value("kind"),
        order=state.order, offset=state.offset, limit=state.limit)
    page = ui.cut_page(rows, state)
    names = people.names_of([r.card.person_id for r in page.rows])
    # The busiest list: its few words are looked up once, not once a row.
    erased, closed, still_open = _("erased"), closed_tag(True), closed_tag(False)
    kinds = {k: advisory.kind_label(k) for k in advisory.ServiceKind}
    modes = {m: advisory.interpreter_label(m) for m in advisory.InterpreterMode}
    address = reverse("advisory:card", args=[0]).removesuffix("0/")
    return ui.Table(
        caption=_("Visits"), state=state, has_next=page.has_next,
        columns=(
            ui.Column(_("Person"), ui.Kind.HEAD), ui.Column(_("Card"), ui.Kind.NOWRAP),
            ui.Column(_("Day"), ui.Kind.NOWRAP, sort="day"),
            ui.Column(_("Branch"), sort="branch"), ui.Column(_("Services")),
            ui.Column(_("Interpreter")), ui.Column(_("State"))),
        rows=[
            (names.get(r.card.person_id) or erased,
             ui.Link(f"{address}{r.card.id}/", r.card.number), r.visit.visited_on,
             r.visit.branch,
             ", ".join(kinds[s.kind] for s in r.visit.services if s.removed_at is None),
             modes[r.visit.interpreter_mode], closed if r.visit.closed_at else still_open)
            for r in page.rows],
        empty=ui.EmptyState(_("No visit"), _("Choose another day, or clear the filters.")))


def _day(text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def closed_tag(is_closed):
    return ui.Tag(_("closed"), ui.Tone.GREEN) if is_closed else ui.Tag(_("open"), ui.Tone.AMBER)


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def add_service(request, visit_id):
    try:
        visit = advisory.get_visit(visit_id=visit_id)
    except advisory.VisitNotFound as error:
        raise Http404 from error
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.record_service(
                actor=request.actor, at=clock.now(), visit_id=visit_id, service=form.service())
        except advisory.InvalidVisit as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(request, _("The service was recorded."))
            return redirect("advisory:card", card_id=visit.card_id)
    return render(request, "advisory/form.html", {
        "form": form, "card_id": visit.card_id, "title": _("Record a service"),
        "lead": _("Visit of %(day)s") % {"day": ui.date_text(visit.visited_on)},
        "button": _("Save the service")})


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def remove_service(request, service_id):
    try:
        service = advisory.get_service(service_id=service_id)
    except advisory.ServiceNotFound as error:
        raise Http404 from error
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            advisory.remove_service(actor=request.actor, at=clock.now(), service_id=service_id,
                                    reason=form.cleaned_data["reason"])
        except advisory.RemovalRefused as error:
            form.add_error(None, _(str(error)))
        else:
            messages.success(
                request, _("The service was removed. Record it again to bring it back."))
            return redirect("advisory:card", card_id=_card_of(service))
    return render(request, "advisory/form.html", {
        "form": form, "card_id": _card_of(service), "title": _("Remove a service"),
        "lead": f"{advisory.kind_label(service.kind)}, {ui.date_text(service.provided_on)}",
        "button": _("Remove the service")})


def _card_of(service):
    return advisory.get_visit(visit_id=service.visit_id).card_id


@requires(Permission.ADVISORY_RECORD)
@require_POST
def sign(request, card_id):
    try:
        advisory.sign_card(actor=request.actor, at=clock.now(), card_id=card_id)
    except advisory.CardNotFound as error:
        raise Http404 from error
    messages.success(request, _("The signature was recorded."))
    return redirect("advisory:card", card_id=card_id)


@requires(Permission.ADVISORY_RECORD)
@require_POST
def close_visit(request, visit_id):
    try:
        visit = advisory.get_visit(visit_id=visit_id)
        advisory.close_visit(actor=request.actor, at=clock.now(), visit_id=visit_id)
    except advisory.VisitNotFound as error:
        raise Http404 from error
    except advisory.VisitIncomplete as error:
        messages.error(request, _("The visit cannot be closed: %(why)s") % {"why": error})
    else:
        messages.success(request, _("The visit was closed."))
    return redirect("advisory:card", card_id=visit.card_id)

"""The screen that links a ticket to a person and a case."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from przystan.journeys.advisory.desk import read_scan
from przystan.journeys.hall import NoSuchCase, link_visit
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception


class LinkForm(forms.Form):
    """Who it is, as the desk looks for persons; or the sign of the case."""

    text = forms.CharField(
        label=gettext_lazy("Name, birth date, card or document number"), max_length=200,
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    case_sign = forms.CharField(
        label=gettext_lazy("Case sign"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}))


@requires(Permission.RECEPTION_SERVE)
@never_cache
@require_http_methods(["GET", "POST"])
def link_ticket(request, ticket_id):
    if not request.actor.can(Permission.PEOPLE_VIEW):
        raise PermissionDenied(Permission.PEOPLE_VIEW.value)
    try:
        ticket = reception.get_ticket(ticket_id=ticket_id)
    except reception.TicketNotFound as missing:
        raise Http404 from missing
    if not request.actor.can(Permission.RECEPTION_SERVE, branch=ticket.branch):
        raise PermissionDenied(Permission.RECEPTION_SERVE.value)
    form, found = LinkForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.get("person", "")
        if chosen.isdigit() or form.cleaned_data["case_sign"]:
            answer = _link(request, ticket_id, int(chosen) if chosen.isdigit() else None, form)
            if answer:
                return answer
        elif form.cleaned_data["text"]:
            found = _found(request, form.cleaned_data["text"])
    return render(request, "journeys/link_ticket.html", {
        "ticket": ticket, "form": form, "found": found, "linked": _linked(ticket),
        "looked": request.method == "POST" and not found})


def _found(request, text):
    scan = read_scan(actor=request.actor, at=clock.now(), text=text)
    ids = [scan.person_id] if scan.person_id else [
        m.candidate.person_id for m in scan.matches]
    names = people.names_of(ids)
    return [(n, names.get(n) or _("Erased person")) for n in ids]


def _link(request, ticket_id, person_id, form):
    try:
        link_visit(ticket_id=ticket_id, person_id=person_id, actor=request.actor,
                   case_sign=form.cleaned_data["case_sign"], at=clock.now())
    except NoSuchCase as missing:
        form.add_error("case_sign", missing.message)
        return None
    messages.success(request, _("The ticket was linked."))
    return redirect("journeys:link_ticket", ticket_id=ticket_id)


def _linked(ticket):
    names = people.names_of([ticket.person_id]) if ticket.person_id else {}
    refs = cases.case_refs(ids=[ticket.case_id]) if ticket.case_id else {}
    return ui.KeyFacts((
        ui.Fact(_("Person"), ui.Link(reverse("journeys:person", args=[ticket.person_id]), names.get(
            ticket.person_id) or _("Erased person")) if ticket.person_id else None),
        ui.Fact(_("Case"), ui.Link(reverse("cases:case", args=[ticket.case_id]),
                                   refs[ticket.case_id].sign) if ticket.case_id else None)))

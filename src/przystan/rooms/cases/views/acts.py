"""A page of a case with what may be done there: one form for each act, one answer for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Permission
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people

REFUSALS = (
    cases.CardRefused, cases.DeliveryRefused, cases.DraftRefused, cases.EventRefused,
    cases.FeeRefused, cases.HearingRefused, cases.LinkRefused, cases.OpinionRefused,
    cases.NoOfficer, cases.PartyRefused, cases.ReceiptRefused,
    cases.SummonsRefused)


@dataclass(frozen=True)
class Act:
    """Something that may be done to a case, by whom, and what is said afterwards."""

    name: str
    title: Any
    button: Any
    done: Any
    form: Callable[..., Any]
    do: Callable[..., None]
    permission: Permission = Permission.CASES_EDIT


def case_or_404(case_id):
    """The case of an address."""
    try:
        return cases.get_case(case_id=case_id)
    except cases.CaseNotFound as missing:
        raise Http404 from missing


def act_page(request, case_id, *, address, title, acts, blocks):
    """Show a page of a case, or do what was sent; the answer to a deed is an address."""
    found = case_or_404(case_id)
    allowed = [a for a in acts if request.actor.can(a.permission, branch=found.branch)]
    sent = None
    if request.method == "POST":
        act = next((a for a in allowed if a.name == request.POST.get("act")), None)
        if act is None:
            raise PermissionDenied
        sent = act.form(found, request.POST, prefix=act.name)
        if sent.is_valid() and _done(request, found, act, sent):
            messages.success(request, act.done)
            return redirect(address, case_id=case_id)
    panels = [(a, sent if sent is not None and sent.prefix == a.name
               else a.form(found, None, prefix=a.name)) for a in allowed]
    return render(request, "cases/acts.html", {
        "found": found, "title": title, "tabs": cases.pages_of_case(address),
        "blocks": blocks(found),
        "panels": [(a, f) for a, f in panels if getattr(f, "is_of_use", True)]})


def _done(request, found, act, form):
    try:
        act.do(case_id=found.id, data=form.cleaned_data, actor=request.actor, at=clock.now())
    except REFUSALS as refused:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else None, refused.message)
        return False
    except people.PersonNotFound:
        form.add_error("person_id", _("There is no card of this number."))
        return False
    return True

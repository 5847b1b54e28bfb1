"""Without an account: how a case stands, and a wish to be called back.

What is typed travels in the form and is answered by the page itself: it stands in no address, and
so in no history, log or bookmark.
"""

from __future__ import annotations

import secrets

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from przystan.journeys.helpline import status_number_of, status_words
from przystan.journeys.self_service_forms import CallBackForm, StatusForm
from przystan.platform.accounts.public import public_form, public_page
from przystan.platform.clock import public as clock
from przystan.platform.limits import public as limits
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases

# A shared line serves a house or a shelter; who guesses PINs sends more.
STATUS_AN_HOUR, CALL_BACKS_AN_HOUR = 20, 5


def _too_many():
    return _("Too many tries from this network. Please try again in an hour, or call the "
             "helpline.")


@public_page
@never_cache
@require_http_methods(["GET", "POST"])
def status(request):
    """Say how a case stands to whoever has its code and PIN: the stage and its day, no more."""
    form, answer, code = StatusForm(request.POST or None), "", 200
    if request.method == "POST" and not form.is_valid():
        code = 422
    elif request.method == "POST" and not limits.may_send(
            request, purpose="journeys.status", an_hour=STATUS_AN_HOUR, at=clock.now()):
        form.add_error(None, _too_many())
        code = 429
    elif request.method == "POST":
        answer, code = _answer(form)
    return render(request, "journeys/status.html", {
        "form": StatusForm() if answer else form, "answer": answer,
        "today": clock.local_date(clock.now())}, status=code)


def _answer(form):
    """Return the sentence and the status; the form takes the refusal. Every try is kept."""
    try:
        return status_words(cases.case_by_status_code(
            number=status_number_of(form.cleaned_data["case"]), pin=form.cleaned_data["pin"],
            at=clock.now())), 200
    except cases.StatusLocked as refused:
        form.add_error(None, refused.message)
        return "", 429
    except cases.StatusRefused as refused:
        form.add_error(None, refused.message)
        return "", 422


@public_form
@never_cache
@require_http_methods(["GET", "POST"])
def call_back(request):
    """Take the wish to be called back. Whether a number waits already is told to nobody."""
    language = (get_language() or "pl")[:2]
    form, code = CallBackForm(request.POST or None, initial={"language": language}), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            if limits.may_send(request, purpose="journeys.call_back",
                               an_hour=CALL_BACKS_AN_HOUR, at=clock.now()):
                calls.take_call_back(
                    call_key=f"portal:{secrets.token_hex(16)}",
                    number=form.cleaned_data["phone"], language=form.cleaned_data["language"],
                    at=clock.now())
                return redirect(f"{reverse('offices:call_back')}?asked=1")
            form.add_error(None, _too_many())
            code = 429
    return render(request, "journeys/call_back.html", {
        "form": form, "is_asked": request.method == "GET" and "asked" in request.GET}, status=code)

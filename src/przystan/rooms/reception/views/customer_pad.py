"""The customer's pad: the second screen beside a counter, and what the counter asks on it."""

from __future__ import annotations

import json

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.pads import PadAskForm, PairForm, statement_words

KEPT = "reception_pad"
RATINGS = (1, 2, 3, 4, 5)


@public_page
@never_cache
@require_http_methods(["GET", "POST"])
def pad(request):
    """Ask for the counter's code on a new screen; on a paired one show what is asked."""
    pairing = _pairing(request)
    if pairing is None:
        return _pair(request)
    task = reception.latest_task(pairing_id=pairing.id)
    if task is None:
        return _show(request, "pl", {"pairing": pairing, "task": None})
    return _show(request, task.language, {"pairing": pairing, "task": task})


def _pairing(request):
    token = request.session.get(KEPT, "")
    try:
        return reception.pairing_of_token(token=token) if token else None
    except reception.PadNotFound:
        return None


def _pair(request):
    form = PairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = reception.pair_pad(code=form.cleaned_data["code"], at=clock.now())
        except reception.PadNotFound:
            form.add_error("code", _("This code is not known, or it is older than ten minutes."))
        else:
            request.session[KEPT] = token
            return redirect("hall:pad")
    return render(request, "reception/pad_pair.html", {"form": form},
                  status=422 if form.is_bound else 200)


def _show(request, language, context, status=200):
    with translation.override(language):
        task = context["task"]
        return render(request, "reception/pad.html", {
            "topic": reception.PAD_TOPIC, "ratings": RATINGS, "language": language,
            "words": statement_words(task) if task else "", **context}, status=status)


@public_page
@never_cache
@require_POST
def answer(request):
    pairing = _pairing(request)
    if pairing is None:
        return redirect("hall:pad")
    given = request.POST
    try:
        reception.answer_pad(
            token=request.session[KEPT], task_id=int(given.get("task") or 0), at=clock.now(),
            strokes=json.loads(given.get("strokes") or "[]") or None,
            typed=given.get("typed", ""), rating=int(given.get("rating") or 0) or None,
            is_refused=bool(given.get("refuse")))
    except (reception.AnswerMissing, reception.InvalidSignature, ValueError):
        task = reception.latest_task(pairing_id=pairing.id)
        if task is None:
            return redirect("hall:pad")
        with translation.override(task.language):
            error = _("Sign in the box, or write your name.")
        return _show(request, task.language, {
            "pairing": pairing, "task": task, "error": error}, status=422)
    except (reception.PadAnswered, reception.PadNotFound):
        pass
    return redirect("hall:pad")


def _seat(request):
    kept = request.session.get("reception_seat") or ["", ""]
    return {"branch": kept[0], "counter": kept[1]}


@requires(Permission.RECEPTION_SERVE)
@require_POST
def offer(request):
    """Give the code with which a screen becomes this counter's pad."""
    try:
        code = reception.offer_pairing(actor=request.actor, at=clock.now(), **_seat(request))
    except reception.CounterNotFound:
        return redirect("reception:counter")
    messages.info(request, _("Open /pad/ on the second screen and type the code %(code)s. It works "
                             "for ten minutes.") % {"code": code})
    return redirect("reception:counter")


@requires(Permission.RECEPTION_SERVE)
@require_POST
def ask(request):
    form, seat = PadAskForm(request.POST), _seat(request)
    if not form.is_valid():
        messages.error(request, _("Choose what the pad asks."))
        return redirect("reception:counter")
    at = clock.now()
    current = reception.at_counter(day=clock.local_date(at), **seat)
    try:
        reception.ask_on_pad(
            kind=reception.PadKind(form.cleaned_data["kind"]),
            statement=reception.Statement(form.cleaned_data["statement"]),
            values=form.values(), language=form.cleaned_data["language"],
            ticket_id=current.id if current else None, actor=request.actor, at=at, **seat)
    except reception.PadNotFound:
        messages.error(request, _("No pad is paired with this counter."))
    else:
        messages.success(request, _("The question is on the pad."))
    return redirect("reception:counter")

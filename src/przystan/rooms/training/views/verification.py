"""What everybody sees of a certificate: whether it holds. The name is compared, never shown."""

from __future__ import annotations

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.rooms.training import public as training
from przystan.rooms.training.forms.verification import NameForm
from przystan.rooms.training.views.words import STATES, title_of


# Nothing is changed by a comparison, so the page needs no token and sets no cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, code):
    try:
        found = training.get_certificate(code=code, on=clock.local_date(clock.now()))
    except training.CertificateNotFound:
        return render(request, "training/verify.html", {"found": None}, status=404)
    form = NameForm(request.POST or None)
    is_same = None
    if request.method == "POST" and form.is_valid():
        is_same = _folded(form.cleaned_data["name"]) == _folded(found.participant)
    state = STATES[found.state]
    return render(request, "training/verify.html", {
        "found": found, "title": title_of(found), "state": state[0], "tone": state[1],
        "form": form, "is_same": is_same, "issuer": training.issuer_did()})


certificate = public_page(certificate)


def _folded(name):
    return " ".join(name.split()).casefold()


def _download(content, name):
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/vc+json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public_page
@require_safe
def badge(request, code):
    try:
        return _download(training.get_badge(code=code), "badge.json")
    except (training.CertificateNotFound, training.NoBadge) as missing:
        raise Http404 from missing


@public_page
@require_safe
def status(request):
    try:
        return _download(training.get_status_list(at=clock.now()), "status.json")
    except training.NoBadge as missing:
        raise Http404 from missing

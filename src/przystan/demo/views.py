"""One click to sign in to the demo office as a persona. Mounted only by the demo's settings."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from przystan.demo.personas import PERSONAS
from przystan.platform.accounts.models import User
from przystan.platform.accounts.public import public_page, role_label


@public_page
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """List the personas; a click signs in as one of them."""
    if not settings.IS_DEMO:
        raise Http404
    if request.method == "POST":
        known = {p.username: p for p in PERSONAS}
        persona = known.get(request.POST.get("username", ""))
        if persona is None:
            raise Http404
        user = User.objects.get(username=persona.username)
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("office")
    personas = [(p, role_label(p.role)) for p in PERSONAS]
    return render(request, "demo/sign_in.html", {"personas": personas})

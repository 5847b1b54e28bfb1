"""The locks on views. Every view declares a permission, or says that it is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from przystan.platform.accounts import idle
from przystan.platform.accounts.types import Actor, Permission
from przystan.platform.clock import public as clock
from przystan.platform.once import public as once

View = Callable[..., HttpResponse]


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a view only to signed-in users who hold the permission, with their second factor.

    Raises PermissionDenied (a page that says which permission) for others; who has not signed in
    goes to the sign-in page and comes back.
    """

    def lock(view: View) -> View:
        @wraps(view)
        def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return idle.lead_back(request, permission)
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not actor.can(permission):
                raise PermissionDenied(permission.value)
            if (settings.SECOND_FACTOR_REQUIRED and actor.reads_personal_data
                    and not is_mfa_enabled(user)):
                return redirect("mfa_activate_totp")
            if request.method == "POST":
                idle.forget(request)
            return _act(view, request, *args, **kwargs)

        locked.przystan_permission = permission  # type: ignore[attr-defined]
        return locked

    return lock


def kept_open(view: View) -> View:
    """Let a page be read to the session's end however long nobody acts: it hangs on a wall.

    For pages that name no person whom the office serves. Every other page, and every form, of such
    a session leads to the sign-in page.
    """
    view.przystan_kept_open = True  # type: ignore[attr-defined]
    return view


def _act(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    key = request.POST.get(once.FIELD, "") if request.method == "POST" else ""
    # A script that posts a part of a page answers for itself.
    if not key or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return view(request, *args, **kwargs)
    return _once(request, key, lambda: view(request, *args, **kwargs))


def _once(request: HttpRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act once for this key and content; a second delivery is led where the first one led."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values
              if name not in (once.FIELD, "csrfmiddlewaretoken")]
    fields += [(name, f"{file.name} {file.size}") for name, files in request.FILES.lists()
               for file in files]
    digest = once.digest_of(
        key=key, user_id=int(request.user.pk or 0), path=request.get_full_path(), fields=fields)
    led = once.claim(digest=digest, at=clock.now())
    if led is not None:
        messages.info(request, _("This form was received already: nothing was done twice."))
        return redirect(led)
    response = act()
    location = response.headers.get("Location", "")
    if 300 <= response.status_code < 400 and location:
        once.keep(digest=digest, location=location)
    else:
        once.release(digest=digest)
    return response


def public_page(view: View) -> View:
    """Mark a view as open to everybody: it shows nothing personal."""
    view.przystan_permission = None  # type: ignore[attr-defined]
    return view


def public_form(view: View) -> View:
    """Mark a view as open to everybody, with a form that acts once: it leads on when it has."""

    @wraps(view)
    def open_form(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.has_public_form = True  # type: ignore[attr-defined]
        return _act(view, request, *args, **kwargs)

    return public_page(open_form)


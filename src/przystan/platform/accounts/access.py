"""The locks on views. Every view declares a permission, or says that it is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from przystan.platform.accounts.types import Actor, Permission

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
                return redirect_to_login(request.get_full_path())
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not actor.can(permission):
                raise PermissionDenied(permission.value)
            if (settings.SECOND_FACTOR_REQUIRED and actor.reads_personal_data
                    and not is_mfa_enabled(user)):
                return redirect("mfa_activate_totp")
            return view(request, *args, **kwargs)

        locked.przystan_permission = permission  # type: ignore[attr-defined]
        return locked

    return lock


def public_page(view: View) -> View:
    """Mark a view as open to everybody: it shows nothing personal."""
    view.przystan_permission = None  # type: ignore[attr-defined]
    return view


"""Gives every request its actor, read at most once."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from przystan.platform.accounts import idle
from przystan.platform.accounts.queries import actor_of_request
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock

NOBODY = Actor(None, "public")


class ActorMiddleware:
    """Sets request.actor: who asks, with what they may do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def actor() -> Actor:
            if not request.user.is_authenticated:
                return NOBODY
            return actor_of_request(request.user, clock.now())

        # Who brings no cookie has no session that could end.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            idle.end_if_over(request)
        request.actor = SimpleLazyObject(actor)  # type: ignore[attr-defined]
        response = self.get_response(request)
        # What a signed-in reader was shown stays in no cache of the browser.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

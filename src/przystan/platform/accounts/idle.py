"""A session that nobody uses ends; what was being typed waits for whoever comes back.

Counted is what a person does: pages opened, forms sent. What a page fetches by itself is not. A
page on a wall, which nobody touches, may be read on in such a session: it alone, and to the
session's end.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from przystan.platform.accounts.types import NEVER_BY_GLASS, Permission

# When a session began and when it was last used; written once a minute at most.
TIMES, KEPT, STEP_SECONDS = "przystan_times", "przystan_kept", 60
KEPT_CHARACTERS = 100_000
SECRET = re.compile("password|phrase|secret|credential|^(csrfmiddlewaretoken|once)$")


@dataclass(frozen=True)
class Kept:
    """A form that was sent after its session had ended."""

    path: str
    fields: tuple[tuple[str, str], ...]


def end_if_over(request: HttpRequest) -> None:
    """Sign out whoever was idle for too long, or signed in too long ago; else note the use.

    The time is the machine's, not the demo office's, whose clock may be set anywhere.
    """
    if not settings.IDLE_MINUTES or SESSION_KEY not in request.session:
        return
    now = int(time.time())
    began, seen = request.session.get(TIMES, (now, 0))
    is_idle = bool(seen) and now - seen > settings.IDLE_MINUTES * 60
    is_old = bool(seen) and now - began > settings.SESSION_COOKIE_AGE
    if is_old or (is_idle and not stays_open(request)):
        request.idle_user = str(request.session[SESSION_KEY])  # type: ignore[attr-defined]
        logout(request)
    elif not is_idle and _is_act(request) and now - seen > STEP_SECONDS:
        request.session[TIMES] = (began, now)


def seconds_left(request: HttpRequest) -> int:
    """Return after how many seconds without an act the session will end."""
    _began, seen = request.session.get(TIMES, (0, int(time.time())))
    return max(0, int(seen) + int(settings.IDLE_MINUTES) * 60 - int(time.time()))


def stays_open(request: HttpRequest) -> bool:
    """Whether this reads a page that idleness does not close (`kept_open`)."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return request.method == "GET" and getattr(view, "przystan_kept_open", False)


def _is_act(request: HttpRequest) -> bool:
    return request.method != "GET" or request.headers.get(
        "Sec-Fetch-Mode", "navigate") == "navigate"


def lead_back(request: HttpRequest, permission: Permission) -> HttpResponse:
    """Lead to the sign-in page, and from there to the page asked for or to the form sent.

    The form is kept in the new, nameless session of this browser. What no emergency may open is
    not kept anywhere unsealed, nor are pass phrases.
    """
    user = getattr(request, "idle_user", None)
    if request.method != "POST" or user is None or permission in NEVER_BY_GLASS:
        return redirect_to_login(request.get_full_path())
    fields = [(name, value) for name, values in request.POST.lists() for value in values
              if not SECRET.search(name) and isinstance(value, str)]
    if sum(len(value) for _name, value in fields) <= KEPT_CHARACTERS:
        request.session[KEPT] = {
            "user": user, "path": request.get_full_path(), "fields": fields}
    return redirect_to_login(reverse("accounts:again"))


def kept(request: HttpRequest) -> Kept | None:
    """Return the form that waits for this very user; another's is forgotten."""
    found = request.session.get(KEPT)
    if found is None:
        return None
    if found["user"] != str(request.user.pk):
        del request.session[KEPT]
        return None
    return Kept(found["path"], tuple((name, value) for name, value in found["fields"]))


def forget(request: HttpRequest) -> None:
    """Forget a form that was kept, once it is sent."""
    found = request.session.get(KEPT)
    if found is not None and found["path"] == request.get_full_path():
        del request.session[KEPT]

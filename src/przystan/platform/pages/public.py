"""The door of pages: a view says that its page may be kept, an operation that pages changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from przystan.platform.live import public as live

__all__ = ["MARK", "TOPIC", "announce_change", "kept_page"]

# Between the view and the keeper only: no reader gets this header.
MARK = "X-Przystan-Kept"
TOPIC = "pages"
# What no operation announces (the office's name, a new version's words) is seen after this.
LONGEST_SECONDS = 600

View = Callable[..., HttpResponse]


def announce_change(*, at: datetime) -> None:
    """Tell every process, after the commit, that its kept public pages are over.

    Each looks before it answers, twice a second at the most: within a second nobody gets an old
    page any more.
    """
    live.announce(topic=TOPIC, at=at)


def kept_page(seconds: int = LONGEST_SECONDS) -> Callable[[View], View]:
    """Let a public view's page be kept for so many seconds; 0 keeps nothing.

    Never for a request with a query or with a cookie other than the language's, and never an
    answer that sets a cookie. A page that shows what changes without being published (who waits
    now) is kept for a second.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            is_plain = request.COOKIES.keys() <= {settings.LANGUAGE_COOKIE_NAME}
            if seconds and is_plain and response.status_code == 200:
                response[MARK] = str(seconds)
                response.headers.setdefault("Cache-Control", "no-cache")
                patch_vary_headers(response, ("Accept-Language", "Cookie"))
            return response

        return keeping

    return marked

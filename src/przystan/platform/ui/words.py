"""Words by which a person is sought: they go by POST and wait in the session, not in an address.

An address stands in the browser's history, in logs of proxies and on shared screens. The page that
answers is asked for by `?words=1` and reads them from the session: Back and Reload work as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

KEPT, SESSION, LONGEST = "words", "przystan_words", 200
NOT_WORDS = ("csrfmiddlewaretoken", "once")


def keep_words(request: HttpRequest, names: Sequence[str] = ("q",)) -> HttpResponse | None:
    """Keep what a search form sent and lead to its page; None where there is nothing to keep.

    A part of a page that is fetched while somebody types is answered at once.
    """
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    words = {name: _clean(request.POST.get(name, "")) for name in names}
    others = [(name, value) for name, values in request.POST.lists() for value in values
              if value and name not in (*names, *NOT_WORDS)]
    if any(words.values()):
        request.session[SESSION] = words
        others.append((KEPT, "1"))
    return redirect(f"{request.path}?{urlencode(others)}" if others else request.path)


def word(request: HttpRequest, name: str = "q") -> str:
    """Return what was sought: as sent, as an address names it (a case sign), or as kept."""
    given = request.POST.get(name) if request.method == "POST" else request.GET.get(name)
    if given is None and request.GET.get(KEPT):
        given = request.session.get(SESSION, {}).get(name)
    return _clean(given or "")


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST].strip()

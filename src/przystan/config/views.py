"""The first pages: the office's start by role, and the search box that stands on every page."""

from __future__ import annotations

import sys

import psycopg
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.defaults import bad_request
from django.views.defaults import server_error as broken

from przystan.config.desk import desk_of
from przystan.journeys.search import Found, search_office
from przystan.platform.accounts.public import Permission, public_page, requires
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.reporting.views.figures import figure_route, figures_for_screen
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

# The published labels are long; a desk shows the same figures under short names.
HOME_FIGURES = {
    "advisory.persons_assisted": gettext_lazy("persons assisted"),
    "calls.answered_incoming": gettext_lazy("calls answered"),
    "calls.automated_helpline": gettext_lazy("calls ended by the helpline"),
    "records.tagged_folders": gettext_lazy("folders labelled"),
}


RETRY_AFTER_SECONDS = 10


@public_page
def forbidden(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """Say which permission an act needs, or whose object it is that the reader may not act on."""
    towns = {b.code: b.town for b in sites.list_branches()}
    branches = [towns.get(b, b) for b in getattr(exception, "branches", ())]
    return render(request, "403.html", {
        "exception": str(exception), "branches": ", ".join(branches)}, status=403)


@public_page
def server_error(request: HttpRequest) -> HttpResponse:
    """Say in the reader's language that something broke, or that the database is away just now.

    Neither page asks the database anything. A browser or a program that is told 503 tries again.
    """
    failure = sys.exc_info()[1]
    if isinstance(failure, DataError) and "NUL" in str(failure):
        # No text of PostgreSQL holds this sign, and nobody types it: a program tries the door.
        return bad_request(request, failure)
    if not _is_away(failure):
        return broken(request)
    text = get_template("503.html").render({"was_sent": request.method == "POST"})
    return HttpResponse(text, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


def _is_away(failure: BaseException | None) -> bool:
    """Whether the database is away, or has just ceased to be the one that may be written to."""
    # Rows that go by COPY fail in the words of the driver itself.
    if isinstance(failure, (OperationalError, InterfaceError, psycopg.OperationalError)):
        return True
    return isinstance(getattr(failure, "__cause__", None), psycopg.errors.ReadOnlySqlTransaction)


@public_page
def root(request: HttpRequest) -> HttpResponse:
    """Send everybody to the public pages in their language."""
    return redirect("portal:start")


@requires(Permission.STAFF)
def office(request: HttpRequest) -> HttpResponse:
    """Show what this role works with, and the year's figures to those who may see them."""
    as_of = clock.local_date(clock.now())
    numbers = counted_at = None
    if request.actor.can(Permission.REPORTING_VIEW) and finance.list_projects():
        route = figure_route(request.actor)
        # Counted a moment ago: a start page must not read every row there ever was.
        found = figures_for_screen(request, tuple(HOME_FIGURES), as_of)
        counted_at = found.at
        numbers = ui.BigNumbers(tuple(
            ui.BigNumber(HOME_FIGURES[f.code], int(f.value), reverse(route, args=[f.code]))
            for f in found.value
        ))
    return render(request, "config/office.html", {
        "numbers": numbers, "counted_at": counted_at, "desk": desk_of(request.actor),
        "as_of": as_of,
    })


@requires(Permission.STAFF)
def search(request: HttpRequest) -> HttpResponse:
    """Find a person, case, folder, tag or phone; a scanned label goes straight to its folder."""
    if led := ui.keep_words(request):
        return led
    text = ui.word(request)
    found = search_office(text=text, actor=request.actor, at=clock.now())
    if found.exact_folder:
        return redirect("records:folder", folder_id=found.exact_folder.id)
    if found.exact_case:
        return redirect("cases:case", case_id=found.exact_case.id)
    return render(request, "ui/search.html", {"search_text": text, "groups": _groups(found)})


def _groups(found: Found) -> list[dict[str, object]]:
    groups = (
        (_("Persons"), [
            {"url": reverse("journeys:person", args=[p.person_id]), "title": p.name,
             "text": "; ".join(people.match_label(r.kind, r.text) for r in p.reasons)}
            for p in found.persons
        ]),
        (_("Cases"), [
            {"url": reverse("cases:case", args=[c.id]), "title": c.sign,
             "text": c.type_name if get_language() == "pl" else c.type_name_en}
            for c in found.cases
        ]),
        (_("Case records"), [
            {"url": reverse("records:folder", args=[f.id]), "title": f.case_sign,
             "text": " ".join(x for x in (f.place, f.holder) if x)}
            for f in found.folders
        ]),
    )
    return [{"title": title, "results": results, "total": len(results)}
            for title, results in groups if results]

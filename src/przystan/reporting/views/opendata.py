"""Open data: a page for people, a DCAT-AP record for catalogues, files at stable addresses."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.reporting import opendata
from przystan.reporting import public as reporting
from przystan.reporting.views.everybody import publication_or_404, publication_state
from przystan.reporting.views.figures import with_project

JSON, CSV = "application/json", "text/csv; charset=utf-8"


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    # Read by other sites' programs, without cookies.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@public_page
@kept_page(seconds=1)
@require_GET
@with_project
def data(request: HttpRequest) -> HttpResponse:
    """Tell everybody which files there are, under which licence, and what they mean."""
    at = clock.now()
    table = ui.Table(
        caption=_("Published figures as files"),
        columns=(ui.Column(_("As of"), ui.Kind.HEAD), ui.Column(_("State")),
                 ui.Column(_("Files")), ui.Column(_("Reason of the revision"))),
        rows=[(ui.Link(ui.row_url("statistics:publication", p.id), ui.date_text(p.as_of),
                       str(p.id)), publication_state(p, at),
               ui.Link(reverse("statistics:publication_file", args=[p.id, "csv"]), "CSV"),
               p.reason or None)
              for p in reporting.list_public(at=at)],
        empty=ui.EmptyState(_("Nothing is published yet"), ""))
    return render(request, "reporting/data.html", {
        "table": table, "licence": settings.DATA_LICENCE,
        "facts": ui.KeyFacts((
            ui.Fact(_("Record for data catalogues (DCAT-AP)"), ui.Link(
                reverse("statistics:dcat"), reverse("statistics:dcat"))),
            ui.Fact(_("Definitions of the figures"), ui.Link(
                reverse("statistics:definitions"), reverse("statistics:definitions"))),
            ui.Fact(_("The newest figures"), ui.Link(
                reverse("statistics:latest", args=["csv"]),
                reverse("statistics:latest", args=["csv"]))),
            ui.Fact(_("Interface for programs (OpenAPI)"), ui.Link(
                reverse("api:openapi"), reverse("api:openapi"))),
            ui.Fact(_("Licence"), ui.Link(settings.DATA_LICENCE, settings.DATA_LICENCE)),
        ))})


@public_page
@require_GET
def dcat(request: HttpRequest) -> HttpResponse:
    """Return the DCAT-AP record of everything published."""
    record = opendata.dcat(reporting.list_public(at=clock.now()))
    return _file(opendata.dumped(record), "application/ld+json", "catalogue.jsonld")


@public_page
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """Return the definitions of the published figures in every language."""
    return _file(opendata.dumped({"definitions": opendata.definitions()}), JSON,
                 "definitions.json")


def publication_answer(p: reporting.Publication, ending: str) -> HttpResponse:
    """Return one publication in a format of open data, or say that there is no such."""
    name = f"figures-{p.as_of.isoformat()}-{p.id}.{ending}"
    if ending == "csv":
        return _file(opendata.as_csv(p), CSV, name)
    if ending == "json":
        return _file(opendata.dumped(opendata.as_json(p)), JSON, name)
    raise Http404(ending)


@public_page
@require_GET
def publication_file(request: HttpRequest, publication_id: int, ending: str) -> HttpResponse:
    """Return one publication; its content never changes."""
    found = publication_or_404(publication_id)
    if not found.is_public(clock.now()):
        raise Http404
    return publication_answer(found, ending)


@public_page
@require_GET
def day_file(request: HttpRequest, as_of: str, ending: str) -> HttpResponse:
    """Return the publication in force for a day."""
    try:
        day = date.fromisoformat(as_of)
    except ValueError as odd:
        raise Http404(as_of) from odd
    found = reporting.published_on(as_of=day, at=clock.now())
    if found is None:
        raise Http404(as_of)
    return publication_answer(found, ending)


@public_page
@require_GET
def latest(request: HttpRequest, ending: str) -> HttpResponse:
    """Return what was published for the latest day."""
    found = [p for p in reporting.list_public(at=clock.now()) if p.revised_by is None]
    if not found:
        raise Http404
    return publication_answer(found[0], ending)

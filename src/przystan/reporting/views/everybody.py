"""What was published, for everybody: the list with its revisions, and one set of values."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.types import Unit
from przystan.reporting.views.figures import with_project

D = reporting.Decision


def publication_state(p: reporting.Publication, at: datetime) -> ui.Tag:
    """Show how far a publication is."""
    if p.decision is None:
        return ui.Tag(_("waits for a second person"), ui.Tone.AMBER)
    if p.decision is D.REFUSED:
        return ui.Tag(_("refused"), ui.Tone.GREY)
    if p.revised_by is not None:
        return ui.Tag(_("revised"), ui.Tone.VIOLET)
    if not p.is_public(at):
        return ui.Tag(_("approved, not public yet"), ui.Tone.TEAL)
    return ui.Tag(_("published"), ui.Tone.GREEN)


def publication_or_404(publication_id: int) -> reporting.Publication:
    """Return a publication, or answer that there is none."""
    try:
        return reporting.get_publication(publication_id=publication_id)
    except reporting.PublicationNotFound as missing:
        raise Http404 from missing


def shown_value(value: object, unit: Unit) -> object:
    """Show money to the cent, and what is counted without decimals."""
    return value if unit is Unit.PLN else int(value)  # type: ignore[call-overload]


@public_page
@kept_page(seconds=1)
@require_GET
@with_project
def public_list(request: HttpRequest) -> HttpResponse:
    """List what was published, with what was revised and why."""
    at = clock.now()
    table = ui.Table(
        caption=_("Published figures"), caption_hidden=True,
        columns=(ui.Column(_("As of"), ui.Kind.HEAD),
                 ui.Column(_("Public from"), ui.Kind.NOWRAP),
                 ui.Column(_("State")), ui.Column(_("Reason of the revision"))),
        rows=[(ui.Link(ui.row_url("statistics:publication", p.id), ui.date_text(p.as_of),
                       str(p.id)),
               p.public_from, publication_state(p, at), p.reason or None)
              for p in reporting.list_public(at=at)],
        empty=ui.EmptyState(_("Nothing is published yet"), ""))
    return render(request, "reporting/public_publications.html", {"table": table})


@public_page
@kept_page(seconds=1)
@require_GET
@with_project
def public_publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Show one publication's values to everybody; they never change."""
    found, at = publication_or_404(publication_id), clock.now()
    if not found.is_public(at):
        raise Http404
    values = reporting.published_values(publication_id=publication_id)
    table = ui.Table(
        caption=_("Values as of %(day)s") % {"day": ui.date_text(found.as_of)},
        columns=(ui.Column(_("Figure"), ui.Kind.HEAD), ui.Column(_("Value"), ui.Kind.NUMBER),
                 ui.Column(_("Unit")), ui.Column(_("Version"), ui.Kind.NUMBER),
                 ui.Column(_("Rows"), ui.Kind.NUMBER), ui.Column(_("Hash"), ui.Kind.CODE)),
        rows=[(ui.Link(reverse("statistics:figure", args=[v.code]), _(v.label)),
               shown_value(v.value, v.unit), _(str(v.unit)), v.definition_version, v.rows,
               v.rows_hash[:12]) for v in values])
    return render(request, "reporting/public_publication.html", {
        "p": found, "state": publication_state(found, at), "table": table, "facts": _facts(found)})


def _facts(p: reporting.Publication) -> ui.KeyFacts:
    facts = [ui.Fact(_("Public from"), p.public_from)]
    if p.reason:
        facts.append(ui.Fact(_("Reason of the revision"), p.reason))
    for title, other in ((_("Revises"), p.revises), (_("Revised by"), p.revised_by)):
        if other is not None:
            facts.append(ui.Fact(title, ui.Link(
                ui.row_url("statistics:publication", other), str(other))))
    return ui.KeyFacts(tuple(facts))

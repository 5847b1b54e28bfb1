"""What was published: the list, one publication with its drift, proposing and deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.reporting.forms.publishing import DecisionForm, ProposalForm
from przystan.reporting.views.everybody import (
    publication_or_404,
    publication_state,
    shown_value,
)
from przystan.reporting.views.figures import figure_route, with_project

D = reporting.Decision
ROWS_SHOWN = 200


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def publications(request: HttpRequest) -> HttpResponse:
    """List everything proposed and published, the latest day first."""
    at = clock.now()
    table = ui.Table(
        caption=_("Published figures"), caption_hidden=True,
        columns=(ui.Column(_("As of"), ui.Kind.HEAD), ui.Column(_("State")),
                 ui.Column(_("Public from"), ui.Kind.NOWRAP), ui.Column(_("Proposed by")),
                 ui.Column(_("Decided by")), ui.Column(_("Reason"))),
        rows=[(ui.Link(ui.row_url("reporting:publication", p.id), ui.date_text(p.as_of),
                       str(p.id)),
               publication_state(p, at), p.public_from, p.proposed_by, p.decided_by or None,
               p.decision_reason or p.reason or None)
              for p in reporting.list_publications()],
        empty=ui.EmptyState(_("Nothing is published yet"),
                            _("Propose the figures of a day that is over.")))
    return render(request, "reporting/publications.html", {
        "table": table, "locked": reporting.locked_until(),
        "may_publish": request.actor.can(Permission.REPORTING_PUBLISH)})  # type: ignore[attr-defined]


@requires(Permission.REPORTING_VIEW)
@require_GET
@with_project
def publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Show what was published, and where the rows of today say something else."""
    found, at = publication_or_404(publication_id), clock.now()
    drifts = reporting.drift_of(publication_id=publication_id, today=clock.local_date(at))
    actor = request.actor  # type: ignore[attr-defined]
    may_decide = found.decision is None and actor.can(Permission.REPORTING_PUBLISH)
    may_see_rows = actor.can(Permission.REPORTING_ROWS)
    return render(request, "reporting/publication.html", {
        "p": found, "state": publication_state(found, at), "table": _values(request, found, drifts),
        "moved": [_moved(d) for d in drifts if d.is_any] if may_see_rows else [],
        "is_drift": any(d.is_any for d in drifts), "facts": _facts(found),
        "form": DecisionForm() if may_decide else None,
        "may_revise": (found.decision is D.APPROVED and found.revised_by is None
                       and actor.can(Permission.REPORTING_PUBLISH)),
    })


def _facts(p: reporting.Publication) -> ui.KeyFacts:
    facts = [ui.Fact(_("Proposed"), f"{p.proposed_by}, {ui.date_text(p.proposed_at)}"),
             ui.Fact(_("Public from"), p.public_from)]
    if p.decided_at:
        facts.append(ui.Fact(_("Decided"), f"{p.decided_by}, {ui.date_text(p.decided_at)}"))
    if p.reason:
        facts.append(ui.Fact(_("Reason of the revision"), p.reason))
    if p.decision_reason:
        facts.append(ui.Fact(_("Reason of the decision"), p.decision_reason))
    for title, other in ((_("Revises"), p.revises), (_("Revised by"), p.revised_by)):
        if other is not None:
            facts.append(ui.Fact(title, ui.Link(
                ui.row_url("reporting:publication", other), str(other))))
    return ui.KeyFacts(tuple(facts))


def _values(
    request: HttpRequest, p: reporting.Publication, drifts: tuple[reporting.Drift, ...]
) -> ui.Table:
    route = figure_route(request.actor)  # type: ignore[attr-defined]
    return ui.Table(
        caption=_("Values as of %(day)s") % {"day": ui.date_text(p.as_of)},
        columns=(ui.Column(_("Figure"), ui.Kind.HEAD), ui.Column(_("Published"), ui.Kind.NUMBER),
                 ui.Column(_("The same day, today"), ui.Kind.NUMBER),
                 ui.Column(_("Late rows"), ui.Kind.NUMBER), ui.Column(_("State")),
                 ui.Column(_("Hash"), ui.Kind.CODE)),
        rows=[(ui.Link(f"{reverse(route, args=[d.published.code])}?as_of={p.as_of}",
                       _(d.published.label)),
               shown_value(d.published.value, d.published.unit),
               shown_value(d.same_day.value, d.published.unit),
               len(d.late) + len(d.late_gone),
               ui.Tag(_("differs"), ui.Tone.RED) if d.rewritten
               else ui.Tag(_("late rows"), ui.Tone.AMBER) if d.is_any
               else ui.Tag(_("as published"), ui.Tone.GREEN),
               d.published.rows_hash[:12])
              for d in drifts])


def _moved(d: reporting.Drift) -> ui.Table:
    rows = [(str(i), _("rewritten"), None, then, now) for i, then, now in d.rewritten]
    rows += [(str(r.row_id), _("late"), r.event_date, None, r.amount) for r in d.late]
    rows += [(str(r.row_id), _("taken back since"), r.event_date, r.amount, None)
             for r in d.late_gone]
    return ui.Table(
        caption=_(d.published.label), total=len(rows),
        columns=(ui.Column(_("Row"), ui.Kind.HEAD), ui.Column(_("What happened")),
                 ui.Column(_("Event"), ui.Kind.NOWRAP),
                 ui.Column(_("Published"), ui.Kind.NUMBER), ui.Column(_("Now"), ui.Kind.NUMBER)),
        rows=rows[:ROWS_SHOWN])


@requires(Permission.REPORTING_PUBLISH)
@require_http_methods(["GET", "POST"])
@with_project
def propose(request: HttpRequest) -> HttpResponse:
    """Propose the figures of a day, or a revision of what was published for it."""
    revises = request.GET.get("revises", "")
    revised = publication_or_404(int(revises)) if revises.isdigit() else None
    form = ProposalForm(request.POST or None, revised=revised)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        public_from = data["public_from"]
        try:
            with transactions.transaction():
                made = reporting.propose_publication(
                    actor=request.actor, at=clock.now(),  # type: ignore[attr-defined]
                    as_of=revised.as_of if revised else data["as_of"],
                    public_from=clock.day_start(public_from) if public_from else None,
                    revises=revised.id if revised else None, reason=data.get("reason", ""))
        except reporting.NotToBePublished as refused:
            form.add_error(None, _(str(refused)))
        else:
            messages.success(request, _("Proposed. Somebody else approves it."))
            return redirect("reporting:publication", publication_id=made)
    return render(request, "reporting/propose.html", {"form": form, "revised": revised})


@requires(Permission.REPORTING_PUBLISH)
@require_POST
def decide(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Approve or refuse, as a second person."""
    found = publication_or_404(publication_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            with transactions.transaction():
                reporting.decide_publication(
                    actor=request.actor, at=clock.now(),  # type: ignore[attr-defined]
                    publication_id=found.id, decision=D(form.cleaned_data["decision"]),
                    reason=form.cleaned_data["reason"])
        except reporting.RowsMoved as moved:
            messages.error(request, _("Rows changed since the proposal: %(codes)s. Refuse it, and"
                                      " propose anew.") % {"codes": moved})
        except (reporting.SecondPersonNeeded, reporting.DecidedAlready,
                reporting.NotToBePublished) as refused:
            messages.error(request, _(str(refused)))
        else:
            messages.success(request, _("Decided."))
    return redirect("reporting:publication", publication_id=publication_id)

"""The page of one beneficiary card."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.eligibility import CheckForm
from przystan.rooms.advisory.views.cards import closed_tag
from przystan.rooms.advisory.views.eligibility import outcome_tag
from przystan.rooms.advisory.views.specialists import pair_text
from przystan.rooms.people import public as people

K = advisory.ServiceKind


@requires(Permission.ADVISORY_VIEW)
@require_GET
def card(request, card_id):
    try:
        found = advisory.open_card_page(actor=request.actor, at=clock.now(), card_id=card_id)
    except advisory.CardNotFound as error:
        raise Http404 from error
    may_serve = may_serve_card(request.actor, found.card)
    name = people.names_of([found.card.person_id]).get(found.card.person_id) or _("erased")
    signed = {s.visit_id for s in found.signatures}
    return render(request, "advisory/card.html", {
        "card": found.card, "name": name, "facts": _facts(found, name),
        "may_visit": request.actor.can(Permission.ADVISORY_RECORD), "may_serve": may_serve,
        "check_form": CheckForm(auto_id="check_%s"), "eligibility": _eligibility(found.checks),
        "documents": _documents(found.documents), "followups": _followups(found.followups),
        "referrals": _referrals(found.referrals), "has_followups": bool(found.followups),
        "has_referrals": bool(found.referrals),
        "visits": [
            (v, _visit_facts(v, found.interpreters.get(v.id)),
             _services(request.actor, v, found.sealed), v.id in signed,
             request.actor.can(Permission.ADVISORY_RECORD, branch=v.branch))
            for v in found.visits]})


def may_serve_card(actor, card):
    """Whether the reader records in one of the card's branches."""
    return any(actor.can(Permission.ADVISORY_RECORD, branch=b)
               for b in advisory.branches_of_card(card))


def _facts(found, name):
    one = found.card
    latest = found.checks[0] if found.checks else None
    return ui.KeyFacts((
        ui.Fact(_("Person"), ui.Link(reverse("people:card", args=[one.person_id]), name)),
        ui.Fact(_("Project"), one.project_code), ui.Fact(_("Branch"), one.branch),
        ui.Fact(_("Opened"), one.opened_on), ui.Fact(_("Recorded"), one.recorded_at),
        ui.Fact(_("Basis of stay"), advisory.stay_basis_label(one.stay_basis)),
        ui.Fact(_("Target group"), outcome_tag(latest.result.outcome) if latest
                else ui.Tag(_("not checked"), ui.Tone.AMBER)),
        ui.Fact(_("Signed"), ui.Tag(_("signed"), ui.Tone.GREEN) if one.is_signed
                else ui.Tag(_("not signed"), ui.Tone.AMBER))))


def _eligibility(checks):
    return ui.Table(
        caption=_("Eligibility checks"), caption_hidden=True,
        columns=(ui.Column(_("Checked"), ui.Kind.NOWRAP), ui.Column(_("Result"), ui.Kind.HEAD),
                 ui.Column(_("Why")), ui.Column(_("Rules"), ui.Kind.CODE),
                 ui.Column(_("By"))),
        rows=[(c.checked_at, outcome_tag(c.result.outcome),
               "; ".join(advisory.reason_words(line) for line in c.result.reasons),
               " ".join(c.result.rules), c.checked_by) for c in checks],
        empty=ui.EmptyState(_("Not checked yet"), _(
            "The check reads the citizenship, the basis of stay and the documents seen.")))


def _documents(documents):
    return ui.Table(
        caption=_("Documents seen"), caption_hidden=True,
        columns=(ui.Column(_("Document"), ui.Kind.HEAD), ui.Column(_("Number"), ui.Kind.CODE),
                 ui.Column(_("Issued by")), ui.Column(_("Valid until"), ui.Kind.NOWRAP),
                 ui.Column(_("Seen on"), ui.Kind.NOWRAP), ui.Column(_("By"))),
        rows=[(advisory.word(d.kind), d.number or "–", people.country_label(d.issuing_state),
               d.valid_until, d.seen_on, d.seen_by) for d in documents],
        empty=ui.EmptyState(_("No document was seen"), _("No copies are kept, only what is here.")))


def _followups(followups):
    return ui.Table(
        caption=_("Follow-ups"), caption_hidden=True,
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Due"), ui.Kind.NOWRAP),
                 ui.Column(_("State"))),
        rows=[(ui.Link(reverse("advisory:followup", args=[f.id]), f.task or "–"), f.due_on,
               ui.Tag(_("done"), ui.Tone.GREEN) if f.done_at else ui.Tag(_("due"), ui.Tone.AMBER))
              for f in followups])


def _referrals(referrals):
    return ui.Table(
        caption=_("Referrals"), caption_hidden=True,
        columns=(ui.Column(_("Referred to"), ui.Kind.HEAD), ui.Column(_("Purpose")),
                 ui.Column(_("State"))),
        rows=[(ui.Link(reverse("advisory:referral", args=[r.id]), r.organisation), r.purpose,
               advisory.word(r.state)) for r in referrals])


def _visit_facts(visit, interpreter):
    mode = advisory.interpreter_label(visit.interpreter_mode)
    if interpreter:
        who, pair = interpreter
        mode = f"{mode}: {who.display_name} ({pair_text(pair)})"
    return ui.KeyFacts((
        ui.Fact(_("Branch"), visit.branch),
        ui.Fact(_("Language"), ui.language_name(visit.language)),
        ui.Fact(_("Interpreter"), mode),
        ui.Fact(_("How the person came"), advisory.channel_label(visit.channel)),
        ui.Fact(_("State"), closed_tag(visit.closed_at))))


def _services(actor, visit, sealed):
    may = actor.can(Permission.ADVISORY_RECORD, branch=visit.branch)
    return ui.Table(
        caption=_("Services"), caption_hidden=True,
        columns=(ui.Column(_("Service"), ui.Kind.HEAD), ui.Column(_("Topic")),
                 ui.Column(_("Minutes"), ui.Kind.NUMBER), ui.Column(_("Provided")),
                 ui.Column(_("Note")), ui.Column(_("State"))),
        rows=[(advisory.kind_label(s.kind), advisory.topic_label(s.topic), s.minutes,
               s.provided_on, _note(actor, visit, s, sealed.get(s.id, ())), _state(s, may))
              for s in visit.services],
        empty=ui.EmptyState(_("No service")))


def _note(actor, visit, service, sealed):
    """Return a link for who may read, and for others that there is something, or nothing."""
    if service.kind is K.LEGAL and actor.can(Permission.ADVISORY_LEGAL, branch=visit.branch):
        return ui.Link(reverse("advisory:legal_notes", args=[service.id]), _("Restricted notes"))
    if service.kind is not K.PSYCHOLOGICAL:
        return ""
    words = _("Sealed notes: %(count)d") % {"count": len(sealed)}
    if actor.can(Permission.ADVISORY_SEALED, branch=visit.branch):
        return ui.Link(reverse("advisory:sealed_notes", args=[service.id]), words)
    return words


def _state(service, may):
    if service.removed_at:
        return _("removed: %(reason)s") % {"reason": service.removal_reason}
    if not may:
        return ""
    return ui.Link(reverse("advisory:remove_service", args=[service.id]), _("Remove"),
                   advisory.kind_label(service.kind))

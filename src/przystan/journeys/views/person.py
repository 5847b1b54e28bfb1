"""The person's card, and a visit recorded from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from przystan.journeys.advisory_visit import NoOpenProject, NotEligible, record_visit_at_desk
from przystan.journeys.forms import VisitForm
from przystan.journeys.person_card import open_person_card
from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people


@requires(Permission.PEOPLE_VIEW)
@require_GET
def person(request, person_id):
    # A card merged away leads to its survivor before anybody's data are read: one opening.
    canonical = people.canonical_ids([person_id])[person_id]
    if canonical != person_id:
        messages.info(request, _("Card %(number)s was merged into this one.")
                      % {"number": person_id})
        return redirect("journeys:person", person_id=canonical)
    now = clock.now()
    try:
        card = open_person_card(actor=request.actor, at=now, person_id=person_id)
    except people.PersonNotFound as error:
        raise Http404 from error
    except people.PersonRestricted as restricted:
        return render(request, "journeys/restricted.html", {"since": restricted.since}, status=403)
    one, can = card.person, request.actor.can
    return render(request, "journeys/person.html", {
        "person": one, "name": one.full_name or _("Erased person"),
        "facts": person_facts(one), "numbers": _numbers(one),
        "names": _names(one), "merges": _merges(request, one),
        "cards": _cards(card.cards), "marks": _marks(one, clock.local_date(now)),
        "flags": _flags(one) if one.flags else None, "family": _family(card),
        "clauses": _clauses(one), "corrections": _corrections(one) if one.corrections else None,
        "pairs": [ui.Link(reverse("journeys:pair", args=[p.id]), _("Judge"), str(p.id))
                  for p in card.pairs] if can(Permission.PEOPLE_MERGE) else [],
        "timeline": ui.Timeline(tuple(timeline_event(e) for e in card.timeline)),
        "has_timeline": bool(card.timeline),
        "may_edit": can(Permission.PEOPLE_EDIT) and not one.erased_at,
        "may_merge": can(Permission.PEOPLE_MERGE),
        "has_rights": can(Permission.PEOPLE_RIGHTS),
        "may_record": can(Permission.ADVISORY_RECORD),
    })


def _marks(one, today):
    """What whoever opens the card must know first."""
    found = []
    deceased = one.flag(people.FlagKind.DECEASED)
    restricted = one.flag(people.FlagKind.RESTRICTED)
    if deceased:
        found.append(_("Deceased since %(day)s.") % {"day": ui.date_text(deceased.from_date)})
    if restricted:
        found.append(
            _("The processing of these data is restricted since %(day)s (GDPR, article 18): "
              "%(reason)s") % {"day": ui.date_text(restricted.from_date),
                               "reason": restricted.reason})
    if one.is_minor(today) and not one.has_guardian and not one.erased_at:
        found.append(_("A minor without a parent or guardian on record."))
    if one.birth_date is None and not one.erased_at:
        found.append(_("No birth date is known."))
    for name in one.names:
        if name.script == "Zxxx":
            found.append(_("The name %(name)s mixes letters of two scripts.")
                         % {"name": name.full})
    return found


def _flags(one):
    return ui.Table(
        caption=_("Marks"), columns=(
            ui.Column(_("Mark"), ui.Kind.HEAD), ui.Column(_("Since"), ui.Kind.NOWRAP),
            ui.Column(_("Reason")), ui.Column(_("By")), ui.Column(_("State"))),
        rows=[(people.flag_label(f.kind), f.from_date, f.reason, f.set_by,
               ui.Link(reverse("people:end_flag", args=[one.id, f.id]), _("End"),
                       people.flag_label(f.kind)) if f.is_in_force
               else _("ended on %(day)s") % {"day": ui.date_text(f.to_date)})
              for f in one.flags])


def _family(card):
    if not card.person.links:
        return None
    return ui.Table(
        caption=_("Family"), columns=(
            ui.Column(_("Person"), ui.Kind.HEAD), ui.Column(_("Is the person's")),
            ui.Column(_("Since"), ui.Kind.NOWRAP), ui.Column(_("Until"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("people:card", args=[x.relative_id]),
                       card.relatives.get(x.relative_id) or str(x.relative_id)),
               people.link_label(x.role), x.since_date,
               (x.until_date or _("a mistake")) if x.is_ended else None)
              for x in card.person.links])


def _clauses(one):
    return ui.Table(
        caption=_("Information on personal data"), columns=(
            ui.Column(_("Given"), ui.Kind.HEAD), ui.Column(_("Version"), ui.Kind.NUMBER),
            ui.Column(_("Language")), ui.Column(_("How")), ui.Column(_("By"))),
        rows=[(ui.date_text(g.given_at), g.version, ui.language_name(g.language),
               people.given_how_label(g.how),
               g.actor_name) for g in one.clauses],
        empty=ui.EmptyState(_("Not given yet")))


def _corrections(one):
    return ui.Table(
        caption=_("Corrections"), columns=(
            ui.Column(_("When"), ui.Kind.NOWRAP), ui.Column(_("Part"), ui.Kind.HEAD),
            ui.Column(_("Was")), ui.Column(_("Became")), ui.Column(_("Reason")),
            ui.Column(_("By"))),
        rows=[(c.corrected_at, people.part_label(c.part), c.was, c.became or _("withdrawn"),
               c.reason, c.actor_name) for c in one.corrections])


def person_facts(one):
    return ui.KeyFacts((
        ui.Fact(_("Card number"), str(one.id)),
        ui.Fact(_("Born"), people.birth_text(one.birth_date, one.birth_precision)),
        ui.Fact(_("Sex"), people.sex_label(one.sex)),
        ui.Fact(_("Citizenship"), people.country_label(one.citizenship)),
        ui.Fact(_("Phone"), ", ".join(
            _("%(number)s (shared)") % {"number": p.number} if p.shared_by else p.number
            for p in one.phone_rows)),
        ui.Fact(_("Languages"), ", ".join(ui.language_name(code) for code in one.languages)),
        ui.Fact(_("Registered"), one.registered_at),
    ))


def _names(one):
    return ui.Table(
        caption=_("Names"), columns=(
            ui.Column(_("Full name"), ui.Kind.HEAD), ui.Column(_("Form")),
            ui.Column(_("Recorded"), ui.Kind.NOWRAP)),
        rows=[(n.full, people.name_kind_label(n.kind), clock.local_date(n.recorded_at))
              for n in one.names])


def _numbers(one):
    return ui.Table(
        caption=_("Numbers"), columns=(
            ui.Column(_("Number"), ui.Kind.HEAD), ui.Column(_("Kind")),
            ui.Column(_("Issued by")), ui.Column(_("Valid until"), ui.Kind.NOWRAP)),
        rows=[(i.value, people.identifier_kind_label(i.kind),
               people.country_label(i.issuing_state), i.valid_until) for i in one.identifiers],
        empty=ui.EmptyState(_("No document or PESEL is recorded")))


def _merges(request, one):
    if not one.merges:
        return None
    may = request.actor.can(Permission.PEOPLE_MERGE)
    return ui.Table(
        caption=_("Merged cards"), columns=(
            ui.Column(_("Card"), ui.Kind.HEAD), ui.Column(_("Reason")), ui.Column(_("Merged")),
            ui.Column(_("By")), ui.Column(_("State"))),
        rows=[(str(m.duplicate_id), m.reason, m.merged_at, m.actor_name, _state(m, one, may))
              for m in one.merges])


def _state(merge, one, may):
    if merge.undone_at:
        return _("undone by %(name)s") % {"name": merge.undone_by}
    if not may:
        return _("in force")
    return ui.Link(reverse("people:undo_merge", args=[one.id, merge.id]), _("Undo"),
                   _("the merge of card %(number)s") % {"number": merge.duplicate_id})


def _cards(cards):
    return [ui.Link(reverse("advisory:card", args=[c.id]), c.number, c.project_code)
            for c in cards]


def timeline_event(entry):
    title = KINDS.get(entry.kind, entry.kind)
    words = f"{title}: {entry.reference}" if entry.reference else str(title)
    return ui.Event(
        at=entry.at, title=ui.Link(entry.url, words) if entry.url else words,
        text=STATES.get(entry.text, entry.text))


KINDS = {
    "visit": gettext_lazy("Visit to the advisory point, card"),
    "beneficiary_card": gettext_lazy("Beneficiary card opened"),
    "case": gettext_lazy("Case"),
    "folder": gettext_lazy("Folder of case"),
    "ticket": gettext_lazy("Ticket in the waiting hall"),
    "document": gettext_lazy("Document read"),
    "call": gettext_lazy("Phone call of the number"),
    "callback": gettext_lazy("Call back"),
    "specialist_booking": gettext_lazy("Hour booked with"),
    "followup": gettext_lazy("To be done"), "followup_done": gettext_lazy("Done"),
    "referral": gettext_lazy("Referred to"),
}
# Rooms give their states as codes; the person's card says them in words.
STATES = {
    "received": gettext_lazy("received"), "summoned": gettext_lazy("summoned"),
    "complete": gettext_lazy("formally complete"), "evidence": gettext_lazy("evidence"),
    "decided": gettext_lazy("decided"), "appealed": gettext_lazy("appealed"),
    "card_ordered": gettext_lazy("residence card ordered"), "closed": gettext_lazy("closed"),
    "registered": gettext_lazy("registered"), "shelved": gettext_lazy("on its shelf"),
    "lent": gettext_lazy("lent"), "in_transit": gettext_lazy("on its way"),
    "at_second_instance": gettext_lazy("at the second instance"),
    "at_court": gettext_lazy("at court"), "missing": gettext_lazy("missing"),
    "answered": gettext_lazy("answered"), "contained": gettext_lazy("ended in the helpline"),
    "abandoned": gettext_lazy("given up in the queue"),
    "outgoing_answered": gettext_lazy("we called, answered"),
    "outgoing_unanswered": gettext_lazy("we called, not answered"),
    "cut_by_restart": gettext_lazy("cut by a restart of the engine"),
}


def refusal_words(refusal):
    reasons = "; ".join(advisory.reason_words(line) for line in refusal.result.reasons)
    return _("The person does not belong to the Fund's target group: %(why)s") % {"why": reasons}


@requires(Permission.ADVISORY_RECORD)
@require_http_methods(["GET", "POST"])
def record_visit(request, person_id):
    names = people.names_of([person_id])
    if person_id not in names:
        raise Http404
    today = clock.local_date(clock.now())
    form = VisitForm(request.POST or None, today=today, person_id=person_id,
                     branches=request.actor.branches)
    if request.method == "POST" and form.is_valid():
        try:
            visit_id = record_visit_at_desk(
                actor=request.actor, at=clock.now(), person_id=person_id, visit=form.visit())
        except NoOpenProject:
            form.add_error("visited_on", _("No project runs on this day"))
        except NotEligible as refusal:
            form.add_error("stay_basis", refusal_words(refusal))
        except (advisory.InvalidVisit, advisory.InvalidCard) as error:
            form.add_error(None, _(str(error)))
        else:
            visit = advisory.get_visit(visit_id=visit_id)
            messages.success(
                request, _("The visit was recorded and closed.") if visit.closed_at
                else _("The visit was recorded. It stays open until the card is signed."))
            return redirect("advisory:card", card_id=visit.card_id)
    return render(request, "journeys/visit.html", {
        "form": form, "name": names[person_id], "person_id": person_id})

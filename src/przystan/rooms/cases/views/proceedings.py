"""The pages of one case: its papers, its parties, its decision and card, its fees."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms import proceedings as forms
from przystan.rooms.cases.forms.cases import DECISION_LABELS
from przystan.rooms.cases.forms.post import AddressForm
from przystan.rooms.cases.views.acts import Act, act_page

CONFIRMATIONS = {cases.Confirmation.STAMP: gettext_lazy("stamp in the travel document"),
                 cases.Confirmation.CERTIFICATE: gettext_lazy("electronic certificate")}
REGIMES = {cases.Regime.PAPER: gettext_lazy("on paper"),
           cases.Regime.ELECTRONIC: gettext_lazy("electronically")}
KINDS = {cases.ItemKind.FORMAL: gettext_lazy("formal requirement"),
         cases.ItemKind.DOCUMENT: gettext_lazy("document")}


def _tick(*, case_id, data, actor, at):
    cases.tick_item(case_id=case_id, code=data["code"], on=data["on"], actor=actor, at=at)


def _summon(*, case_id, data, actor, at):
    cases.send_summons(
        case_id=case_id, codes=data["items"], on=data["on"], language=data["language"],
        days=data["days"], entry_key=data["entry_key"], actor=actor, at=at)


def _deliver(*, case_id, data, actor, at):
    cases.record_delivery(
        case_id=case_id, letter_id=data["letter"], step=cases.DeliveryStep(data["step"]),
        on=data["on"], actor=actor, at=at)


PAPERS = (
    Act("tick", gettext_lazy("What came"), gettext_lazy("Tick"),
        gettext_lazy("Ticked; the term is counted anew."), forms.TickForm, _tick),
    Act("summons", gettext_lazy("Summons"), gettext_lazy("Make the summons"),
        gettext_lazy("The summons is made and waits to be printed."), forms.SummonsForm, _summon),
    Act("delivery", gettext_lazy("Delivery"), gettext_lazy("Record"),
        gettext_lazy("Recorded; the term is counted anew."), forms.DeliveryForm, _deliver))


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def papers(request, case_id):
    """The checklist, what is missing, the letters and their way."""
    return act_page(request, case_id, address="cases:papers", acts=PAPERS, blocks=_papers,
                    title=_("Papers and summonses"))


def _papers(found):
    checklist = ui.Table(
        caption=_("Checklist"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Kind")),
                 ui.Column(_("Article")), ui.Column(_("Asked for"), ui.Kind.NOWRAP),
                 ui.Column(_("Received"), ui.Kind.NOWRAP)),
        rows=[(forms.item_text(x), KINDS[x.kind],
               x.article if x.is_confirmed
               else _("%(article)s (not confirmed)") % {"article": x.article},
               x.asked_on, x.came_on or ui.Tag(_("missing"), ui.Tone.AMBER))
              for x in cases.checklist_of(case_id=found.id)],
        empty=ui.EmptyState(_("No checklist"), _("The catalogue has no version of this type that "
                                                 "was in force when the case was received.")))
    letters = ui.Table(
        caption=_("Letters"),
        columns=(ui.Column(_("Letter"), ui.Kind.HEAD), ui.Column(_("Way")),
                 ui.Column(_("Counts as delivered")), ui.Column(_("Last day"), ui.Kind.NOWRAP)),
        rows=[(ui.Link(reverse("cases:letter", args=[found.id, x.id]),
                       f"{forms.LETTERS[x.kind]} {ui.date_text(x.made_on)}"),
               ", ".join(_step(s) for s in x.steps)
               or ui.Tag(_("to be printed"), ui.Tone.AMBER),
               f"{ui.date_text(x.delivered.on)} ({x.delivered.article})" if x.delivered else None,
               x.due_on) for x in cases.letters_of(case_id=found.id)],
        empty=ui.EmptyState(_("No letter yet"), _("A summons and a decision appear here.")))
    return [checklist, letters]


def _step(step):
    is_registered = step.step is cases.DeliveryStep.SENT and step.reference
    number = f" ({step.reference})" if is_registered else ""
    return f"{forms.STEPS[step.step]} {ui.date_text(step.on)}{number}"


@requires(Permission.CASES_VIEW)
def letter(request, case_id, letter_id):
    """One letter with its plain-language sheet as a PDF; the reading is audited."""
    try:
        content = cases.letter_pdf(case_id=case_id, letter_id=letter_id)
    except cases.LetterNotFound as missing:
        raise Http404 from missing
    audit.record_read(actor=request.actor, at=clock.now(), action="cases.read_letter",
                      subject=f"cases.case:{case_id}", person_id=None)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="letter-{letter_id}.pdf"'
    return answer


def ui_page(request, title, blocks, lead=""):
    """A page of components under one title."""
    return render(request, "cases/blocks.html", {"title": title, "blocks": blocks, "lead": lead})


def _confirm(*, case_id, data, actor, at):
    cases.confirm_receipt(case_id=case_id, on=data["on"], actor=actor, at=at)


def _party(*, case_id, data, actor, at):
    cases.add_party(
        case_id=case_id, role=cases.PartyRole(data["role"]), since=data["since"],
        person_id=data["person_id"], organisation=data["organisation"], actor=actor, at=at)


def _end_party(*, case_id, data, actor, at):
    cases.end_party(case_id=case_id, party_id=data["party"], on=data["on"],
                    reason=data["reason"], actor=actor, at=at)


def _address(*, case_id, data, actor, at):
    cases.set_address(
        case_id=case_id, party_id=data.pop("party"), actor=actor, at=at,
        address=cases.Address(**{**data, "electronic": data["electronic"].strip().upper()}))


def _link(*, case_id, data, actor, at):
    cases.link_cases(case_id=case_id, other_id=data["sign"], kind=cases.LinkKind(data["kind"]),
                     actor=actor, at=at)


PARTIES = (
    Act("confirm", gettext_lazy("Confirm the receipt"), gettext_lazy("Record"),
        gettext_lazy("The receipt is confirmed."), forms.ConfirmForm, _confirm),
    Act("party", gettext_lazy("Add a party"), gettext_lazy("Add"),
        gettext_lazy("The party was added."), forms.PartyForm, _party),
    Act("address", gettext_lazy("Address for letters"), gettext_lazy("Record"),
        gettext_lazy("The address was recorded."), AddressForm, _address),
    Act("end", gettext_lazy("A party takes part no more"), gettext_lazy("Record"),
        gettext_lazy("The end was recorded."), forms.PartyEndForm, _end_party),
    Act("link", gettext_lazy("A case that belongs to this one"), gettext_lazy("Link"),
        gettext_lazy("The cases are linked."), forms.LinkForm, _link))


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def parties(request, case_id):
    """When and how the application came, who takes part, which cases belong together."""
    return act_page(request, case_id, address="cases:parties", acts=PARTIES, blocks=_parties,
                    title=_("Receipt and parties"))


def _parties(found):
    parties = cases.parties_of(case_id=found.id)
    addresses = cases.addresses_of(party_ids=[p.id for p in parties])
    table = ui.Table(
        caption=_("Parties"),
        columns=(ui.Column(_("Party"), ui.Kind.HEAD), ui.Column(_("Since"), ui.Kind.NOWRAP),
                 ui.Column(_("Until")), ui.Column(_("Address for letters"))),
        rows=[(capfirst(forms.party_text(p)), p.since,
               f"{ui.date_text(p.ended_on)}: {p.end_reason}" if p.ended_on else None,
               _address_text(addresses.get(p.id))) for p in parties],
        empty=ui.EmptyState(_("No party yet"), _("The applicant comes with the receipt.")))
    links = ui.Table(
        caption=_("Cases that belong to this one"),
        columns=(ui.Column(_("Case sign"), ui.Kind.HEAD), ui.Column(_("Why"))),
        rows=[(ui.Link(reverse("cases:case", args=[x.case_id]), x.sign), forms.LINKS[x.kind])
              for x in cases.linked_cases(case_id=found.id)],
        empty=ui.EmptyState(_("No linked case"), _("Link the cases of a family.")))
    return [ui.KeyFacts(tuple(_receipt_facts(cases.receipt_of(case_id=found.id)))), table, links]


def _address_text(at):
    if at is None:
        return None
    postal = f"{at.street}, {at.postcode} {at.town}" if at.street else ""
    return "; ".join(x for x in (postal, at.country, at.electronic) if x)


def _receipt_facts(receipt):
    if receipt is None:
        yield ui.Fact(_("Receipt"), _("recorded before receipts were kept"))
        return
    yield ui.Fact(_("Received"), receipt.received_at)
    yield ui.Fact(_("Filed"), REGIMES[receipt.regime])
    yield ui.Fact(_("Last day of lawful stay"), receipt.last_stay_date or _("not known"))
    if receipt.in_time is not None:
        yield ui.Fact(_("In time"), ui.Tag(_("in time"), ui.Tone.GREEN) if receipt.in_time
                      else ui.Tag(_("too late"), ui.Tone.RED))
    yield ui.Fact(_("Confirmed"), f"{CONFIRMATIONS[receipt.confirmation]}, "
                  f"{ui.date_text(receipt.confirmed_on)}" if receipt.confirmation else _("not yet"))


def _draft(*, case_id, data, actor, at):
    cases.draft_decision(
        case_id=case_id, outcome=cases.Decision(data["outcome"]), grounds=data["grounds"],
        entry_key=data["entry_key"], actor=actor, at=at)


def _review(*, case_id, data, actor, at):
    cases.review_draft(
        case_id=case_id, draft_id=data["draft_id"], verdict=cases.Verdict(data["verdict"]),
        note=data["note"], actor=actor, at=at)


def _sign(*, case_id, data, actor, at):
    cases.sign_decision(
        case_id=case_id, draft_id=data["draft_id"], on=data["on"], language=data["language"],
        entry_key=data["entry_key"], actor=actor, at=at)


def _card(*, case_id, data, actor, at):
    cases.record_card_step(case_id=case_id, step=cases.CardStep(data["step"]), on=data["on"],
                           actor=actor, at=at)


DECISION = (
    Act("draft", gettext_lazy("Draft a decision"), gettext_lazy("Send to review"),
        gettext_lazy("The draft waits for the head's review."), forms.DraftForm, _draft),
    Act("review", gettext_lazy("Review the draft"), gettext_lazy("Record the review"),
        gettext_lazy("The review was recorded."), forms.ReviewForm, _review,
        Permission.CASES_MANAGE),
    Act("sign", gettext_lazy("Sign the decision"), gettext_lazy("Sign"),
        gettext_lazy("The case is decided; the letter waits to be printed."), forms.SignForm,
        _sign, Permission.CASES_MANAGE),
    Act("card", gettext_lazy("Residence card"), gettext_lazy("Record"),
        gettext_lazy("The step was recorded."), forms.CardForm, _card))


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def decision(request, case_id):
    """Drafts, their review and signature; the card."""
    return act_page(request, case_id, address="cases:decision", acts=DECISION, blocks=_decision,
                    title=_("Decision and card"))


def _decision(found):
    drafts = ui.Table(
        caption=_("Drafts and decisions"),
        columns=(ui.Column(_("Decision"), ui.Kind.HEAD), ui.Column(_("Grounds")),
                 ui.Column(_("Drafted by")), ui.Column(_("Review")), ui.Column(_("Signed"))),
        rows=[(DECISION_LABELS[d.outcome], d.grounds, d.drafted_by,
               " ".join(filter(None, (str(forms.VERDICTS[d.verdict]), d.reviewed_by,
                                      d.review_note))) if d.verdict
               else ui.Tag(_("waits"), ui.Tone.AMBER),
               f"{ui.date_text(d.signed_on)}, {d.signed_by}" if d.signed_on else None)
              for d in cases.drafts_of(case_id=found.id)],
        empty=ui.EmptyState(_("No draft yet"), _("An officer drafts, the head reviews and signs.")))
    done = {c.step: c.on for c in cases.card_of(case_id=found.id)}
    card = ui.Stepper(tuple(
        ui.Step(capfirst(forms.CARD_STEPS[s]), ui.StepState.DONE if s in done
                else ui.StepState.AHEAD, note=ui.date_text(done[s]) if s in done else "")
        for s in cases.CardStep), _("Residence card"))
    return [drafts, card]


def _fee(*, case_id, data, actor, at):
    cases.record_fee(case_id=case_id, actor=actor, at=at, entry=cases.NewFeeEntry(
        cases.FeeEntryKind(data["kind"]), data["fee"], data["amount"], data["on"], data["note"],
        data["entry_key"]))


FEES = (Act("fee", gettext_lazy("A line of the ledger"), gettext_lazy("Record"),
            gettext_lazy("The line was recorded."), forms.FeeForm, _fee),)


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def fees(request, case_id):
    """What was due, remitted, paid and given back."""
    return act_page(request, case_id, address="cases:fees", acts=FEES, blocks=_fees,
                    title=_("Fees"))


def _fees(found):
    ledger = cases.fees_of(case_id=found.id)
    table = ui.Table(
        caption=_("Ledger"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Fee")),
                 ui.Column(_("PLN"), ui.Kind.NUMBER), ui.Column(_("Day"), ui.Kind.NOWRAP),
                 ui.Column(_("Note"))),
        rows=[(forms.FEE_KINDS[e.kind], e.fee, e.amount, e.on, e.note) for e in ledger.entries],
        empty=ui.EmptyState(_("No line yet"), _("Record what is due, then what was paid.")))
    return [ui.KeyFacts((
        ui.Fact(_("Due"), ledger.due), ui.Fact(_("Relief"), ledger.relief),
        ui.Fact(_("Paid"), ledger.paid), ui.Fact(_("Given back"), ledger.refunded),
        ui.Fact(_("Still to pay"), ledger.balance))), table]

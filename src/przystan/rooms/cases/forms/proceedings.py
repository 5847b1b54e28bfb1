"""Forms of what may be done to a case. Each takes the case, so that it offers what is of use."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import DECISION_LABELS

ROLES = {
    cases.PartyRole.APPLICANT: _("applicant"), cases.PartyRole.PROXY: _("proxy"),
    cases.PartyRole.GUARDIAN: _("guardian"), cases.PartyRole.EMPLOYER: _("employer"),
    cases.PartyRole.SPONSOR: _("sponsor")}
LINKS = {cases.LinkKind.FAMILY: _("family"), cases.LinkKind.RENEWAL: _("renewal"),
         cases.LinkKind.CHANGE: _("change of permit")}
STEPS = {
    cases.DeliveryStep.SENT: _("posted"),
    cases.DeliveryStep.FIRST_NOTICE: _("first notice left"),
    cases.DeliveryStep.SECOND_NOTICE: _("second notice left"),
    cases.DeliveryStep.DELIVERED: _("handed over"), cases.DeliveryStep.REFUSED: _("refused"),
    cases.DeliveryStep.E_QUEUED: _("to be sent electronically"),
    cases.DeliveryStep.E_SENT: _("sent electronically"),
    cases.DeliveryStep.E_OPENED: _("opened"),
    cases.DeliveryStep.E_DEEMED: _("not opened in its term")}
# The service says what became of an electronic letter; a person records the rest.
BY_HAND = frozenset(s for s in cases.DeliveryStep if not s.value.startswith("e_"))
CARD_STEPS = {
    cases.CardStep.ORDERED: _("ordered"), cases.CardStep.PRODUCED: _("produced"),
    cases.CardStep.READY: _("ready to collect"), cases.CardStep.COLLECTED: _("collected")}
FEE_KINDS = {
    cases.FeeEntryKind.DUE: _("due"), cases.FeeEntryKind.RELIEF: _("relief"),
    cases.FeeEntryKind.PAID: _("paid"), cases.FeeEntryKind.REFUND: _("given back")}
LETTERS = {cases.LetterKind.SUMMONS: _("Summons"), cases.LetterKind.DECISION: _("Decision")}
VERDICTS = {cases.Verdict.APPROVED: _("approved"), cases.Verdict.RETURNED: _("returned")}


def item_text(line):
    """A thing of the checklist in the reader's language."""
    return line.text.get(get_language() or "pl") or line.text["pl"]


def _choices(labels, known=None):
    return [(k.value, t) for k, t in labels.items() if known is None or k in known]


class ActForm(forms.Form):
    """A form about one case."""

    def __init__(self, found, data, **options):
        super().__init__(data, **options)
        self.found = found
        today = clock.local_date(clock.now())
        for name in ("on", "since"):
            if name in self.fields:
                self.fields[name].initial = today
        if "entry_key" in self.fields:
            self.fields["entry_key"].initial = uuid4()
        self.offer()

    def offer(self):
        """Fill in what there is to choose."""


class TickForm(ActForm):
    """A thing of the checklist that came."""

    code = forms.ChoiceField(label=_("What came"))
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())

    def offer(self):
        lines = [x for x in cases.checklist_of(case_id=self.found.id) if not x.came_on]
        self.fields["code"].choices = [(x.code, item_text(x)) for x in lines]
        self.is_of_use = bool(lines)


class SummonsForm(ActForm):
    """What is asked for, in which language it is explained, and within how many days."""

    items = forms.MultipleChoiceField(
        label=_("What is missing"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("Day of the letter"), widget=ui.DayInput())
    language = forms.ChoiceField(label=_("Language of the explanation"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("Days from delivery"), required=False, min_value=1, max_value=180,
        help_text=_("Empty: the longest term that a thing among these has."))
    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    def offer(self):
        lines = [x for x in cases.checklist_of(case_id=self.found.id) if not x.came_on]
        self.fields["items"].choices = [
            (x.code, f"{item_text(x)} ({x.article})") for x in lines]
        self.is_of_use = bool(lines)


class DeliveryForm(ActForm):
    """One step of a letter's way."""

    letter = forms.TypedChoiceField(label=_("Letter"), coerce=int)
    step = forms.ChoiceField(label=_("What happened"))
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())

    def offer(self):
        self.fields["step"].choices = _choices(STEPS, BY_HAND)
        letters = [x for x in cases.letters_of(case_id=self.found.id) if not x.delivered]
        self.fields["letter"].choices = [
            (x.id, f"{LETTERS[x.kind]} {ui.date_text(x.made_on)}") for x in letters]
        self.is_of_use = bool(letters)


class ConfirmForm(ActForm):
    """The stamp or the certificate."""

    on = forms.DateField(label=_("Day"), widget=ui.DayInput())

    def offer(self):
        receipt = cases.receipt_of(case_id=self.found.id)
        self.is_of_use = receipt is not None and receipt.confirmation is None


class PartyForm(ActForm):
    """Who takes part."""

    role = forms.ChoiceField(label=_("As"), choices=_choices(ROLES))
    person_id = forms.IntegerField(label=_("Person card number"), required=False, min_value=1)
    organisation = forms.CharField(
        label=_("Organisation"), required=False, max_length=200,
        help_text=_("An employer or an organisation that stands in for the person."))
    since = forms.DateField(label=_("Since"), widget=ui.DayInput())


class PartyEndForm(ActForm):
    """Who takes part no more."""

    party = forms.TypedChoiceField(label=_("Party"), coerce=int)
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def offer(self):
        parties = [p for p in cases.parties_of(case_id=self.found.id)
                   if p.ended_on is None and p.role is not cases.PartyRole.APPLICANT]
        self.fields["party"].choices = [(p.id, party_text(p)) for p in parties]
        self.is_of_use = bool(parties)


def party_text(party):
    """A party without a name: the role with the organisation or the card's number."""
    who = party.organisation or _("Card %(number)s") % {"number": party.person_id}
    return f"{ROLES[party.role]}: {who}"


class LinkForm(ActForm):
    """A case that belongs to this one."""

    sign = forms.CharField(label=_("Sign of the other case"), max_length=40)
    kind = forms.ChoiceField(label=_("Why"), choices=_choices(LINKS))

    def clean_sign(self):
        """The case of the sign."""
        try:
            other = cases.find_case(sign=str(cases.parse_sign(self.cleaned_data["sign"])))
        except cases.NotACaseSign as wrong:
            raise forms.ValidationError(
                _("This is no case sign: write it like SOC-II.6151.97.2023.")) from wrong
        if other is None:
            raise forms.ValidationError(_("There is no case of this sign."))
        return other.id


class DraftForm(ActForm):
    """A decision for the head's review."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=_choices(DECISION_LABELS))
    grounds = forms.CharField(label=_("Grounds"), widget=forms.Textarea(attrs={"rows": 6}))
    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    def offer(self):
        entry = cases.entry_of_case(case_id=self.found.id)
        if entry:
            self.fields["outcome"].choices = _choices(DECISION_LABELS, entry.results)
        draft = next(iter(cases.drafts_of(case_id=self.found.id)), None)
        waits = draft and draft.verdict is not cases.Verdict.RETURNED and not draft.signed_on
        self.is_of_use = not waits and cases.Stage.DECIDED in cases.TRANSITIONS[self.found.stage]


class ReviewForm(ActForm):
    """What the head says of a draft."""

    verdict = forms.ChoiceField(label=_("Review"), choices=_choices(VERDICTS))
    note = forms.CharField(label=_("Why it is returned"), required=False, max_length=300)

    def offer(self):
        self.draft = next((d for d in cases.drafts_of(case_id=self.found.id) if not d.verdict),
                          None)
        self.is_of_use = self.draft is not None

    def clean(self):
        """Say which draft is meant."""
        return {**super().clean(), "draft_id": self.draft.id if self.draft else 0}


class SignForm(ActForm):
    """The signature."""

    on = forms.DateField(label=_("Day of the decision"), widget=ui.DayInput())
    language = forms.ChoiceField(label=_("Language of the explanation"), choices=settings.LANGUAGES)
    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    def offer(self):
        self.draft = next(
            (d for d in cases.drafts_of(case_id=self.found.id)
             if d.verdict is cases.Verdict.APPROVED and not d.signed_on), None)
        self.is_of_use = self.draft is not None

    def clean(self):
        """Say which draft is meant."""
        return {**super().clean(), "draft_id": self.draft.id if self.draft else 0}


class CardForm(ActForm):
    """The next step of a card."""

    step = forms.ChoiceField(label=_("The card is"))
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())

    def offer(self):
        done = {c.step for c in cases.card_of(case_id=self.found.id)}
        ahead = [s for s in cases.CardStep if s not in done][:1]
        self.fields["step"].choices = _choices(CARD_STEPS, ahead)
        ready = self.found.stage in (cases.Stage.DECIDED, cases.Stage.CARD_ORDERED)
        self.is_of_use = bool(ahead) and (ready or bool(done))


class FeeForm(ActForm):
    """A line of the ledger."""

    kind = forms.ChoiceField(label=_("What"), choices=_choices(FEE_KINDS))
    fee = forms.ChoiceField(label=_("Fee"))
    amount = forms.DecimalField(label=_("PLN"), max_digits=9, decimal_places=2)
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
    entry_key = forms.UUIDField(widget=forms.HiddenInput)

    def offer(self):
        entry = cases.entry_of_case(case_id=self.found.id)
        names = list(entry.fees) if entry else []
        self.fields["fee"].choices = [(n, n) for n in (*names, "power_of_attorney", "other")]

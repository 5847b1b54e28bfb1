"""Forms about a card: documents seen, the visa's purpose, a new version of a rule."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people

# What the rules refuse, in their words: rules know no Django, so screens translate for them.
REFUSALS = (
    noop("a document number has 1 to 40 characters"),
    noop("the issuing state is a code of three letters"),
    noop("a document is not seen on a day to come"),
    noop("this document is on the card for this day already"),
    noop("a rule names its code, its article and its source"),
    noop("a rule names a basis of stay or the states that it leaves out"),
    noop("a rule does not end before it begins"),
    noop("help with legalisation only names its topics, and nothing else does"),
    noop("a new version begins after the one before it"),
    noop("nothing was drawn on the pad"),
    noop("the signature is too long for the pad"),
    noop("the signature is too short: please sign with the full name"),
    noop("the pad sent something that is not a signature"),
    noop("the visit is signed already"),
)


class DocumentForm(forms.Form):
    """A document that is shown at the desk. No copy is asked for."""

    kind = forms.ChoiceField(label=_("Document"))
    number = forms.CharField(label=_("Number"), max_length=40, widget=forms.TextInput(
        attrs={"autocomplete": "off", "spellcheck": "false"}))
    issuing_state = forms.ChoiceField(label=_("Issued by"))
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=ui.DateParts)
    seen_on = forms.DateField(label=_("Seen on"), widget=ui.DayInput)

    ui_layout = ((None, (("kind", "number"), "issuing_state", "valid_until", "seen_on")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = advisory.choices_of(advisory.DocumentKind)
        self.fields["issuing_state"].choices = [("", "–"), *people.list_citizenships()]

    def document(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return advisory.DocumentSeen(
            advisory.DocumentKind(data["kind"]), data["number"], data["issuing_state"],
            data["valid_until"], data["seen_on"])


class CheckForm(forms.Form):
    """What the check cannot read from the card."""

    visa_code = forms.CharField(
        label=_("Purpose on the visa sticker"), required=False, max_length=4,
        help_text=_("Two digits, sometimes with a letter. Only for visas."))


class RuleForm(forms.Form):
    """A new version of a rule of the target group."""

    code = forms.SlugField(
        label=_("Code of the rule"), max_length=40,
        help_text=_("The code of a known rule makes its next version."))
    group_number = forms.IntegerField(
        label=_("Number in the Fund's list"), min_value=0, max_value=20,
        help_text=_("0 for states that are left out."))
    stay_basis = forms.ChoiceField(label=_("Basis of stay"), required=False)
    states = forms.CharField(
        label=_("States left out"), required=False,
        help_text=_("Codes of three letters, with spaces between them."))
    visa_codes = forms.CharField(
        label=_("Purposes on the visa sticker"), required=False,
        help_text=_("With spaces between them; empty means any."))
    support = forms.ChoiceField(label=_("Support"))
    topics = forms.MultipleChoiceField(
        label=_("Topics that count as legalisation"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for help with legalisation only. The published list names none."))
    article = forms.CharField(label=_("Article"), max_length=300)
    source = forms.CharField(label=_("Source"), max_length=300)
    is_confirmed = forms.BooleanField(
        label=_("Confirmed against the programme's manual"), required=False)
    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput)
    valid_until = forms.DateField(
        label=_("In force until"), required=False, widget=ui.DayInput)

    ui_layout = (
        (_("Rule"), (("code", "group_number"), "stay_basis", "states", "visa_codes", "support",
                     "topics")),
        (_("Law"), ("article", "source", "is_confirmed", ("valid_from", "valid_until"))),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stay_basis"].choices = [("", "–")] + [
            (b.value, advisory.stay_basis_label(b)) for b in advisory.StayBasis]
        self.fields["support"].choices = advisory.choices_of(advisory.Support)
        self.fields["topics"].choices = [
            (t.value, advisory.topic_label(t)) for t in advisory.Topic if t]

    def rule(self):
        """Return what the form describes."""
        data = self.cleaned_data
        basis = data["stay_basis"]
        return advisory.NewEligibilityRule(
            code=data["code"], group_number=data["group_number"],
            stay_basis=advisory.StayBasis(basis) if basis else None,
            states=tuple(data["states"].upper().split()),
            visa_codes=tuple(data["visa_codes"].lower().split()),
            support=advisory.Support(data["support"]), article=data["article"],
            source=data["source"], is_confirmed=data["is_confirmed"],
            valid_from=data["valid_from"], valid_until=data["valid_until"],
            topics=tuple(advisory.Topic(t) for t in data["topics"]))


class PadForm(forms.Form):
    """A signature: strokes as JSON from the pad, or that it stands on paper."""

    strokes = forms.JSONField(required=False, widget=forms.HiddenInput)
    on_paper = forms.BooleanField(required=False)

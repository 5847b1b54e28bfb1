"""Forms of the survey and of complaints; the public ones are read in four languages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.specialists import branch_choices

REFUSALS = (
    noop("a complaint says what happened"),
    noop("a complaint has at most 5,000 characters"),
    noop("the complaint is in a state that does not allow this"),
    noop("an answer or dismissal says why"),
    noop("somebody else has just moved this complaint"),
)


class SurveyForm(forms.Form):
    """Two questions; nothing that could say who answers."""

    helpful = forms.ChoiceField(
        label=_("Was the support helpful for your integration in Poland?"),
        widget=forms.RadioSelect)
    clear = forms.ChoiceField(
        label=_("Did you understand what you were told?"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["helpful"].choices = advisory.choices_of(advisory.Helpfulness)
        self.fields["clear"].choices = advisory.choices_of(advisory.Clarity)

    def answer(self):
        """Return what the form says."""
        return advisory.SurveyAnswer(
            advisory.Helpfulness(self.cleaned_data["helpful"]),
            advisory.Clarity(self.cleaned_data["clear"]))


class InvitationForm(forms.Form):
    """What the desk says of an invitation: its language, and whether it goes by SMS too."""

    language = forms.ChoiceField()
    by_sms = forms.BooleanField(required=False)

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, code) for code in languages]


class ComplaintForm(forms.Form):
    """A complaint. Contact is not needed; the confidential lane is."""

    branch = forms.ChoiceField(label=_("Which office"))
    category = forms.ChoiceField(label=_("What it is about"))
    text = forms.CharField(
        label=_("What happened"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    contact = forms.CharField(
        label=_("How we can reach you"), required=False, max_length=200,
        help_text=_("Phone or e-mail. Leave it empty to stay unknown; then we cannot answer."))
    is_confidential = forms.BooleanField(
        label=_("Confidential: only the complaint officer may read it"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branch_choices()
        self.fields["category"].choices = advisory.choices_of(advisory.ComplaintCategory)

    def complaint(self, language):
        """Return what the form says."""
        data = self.cleaned_data
        return advisory.NewComplaint(
            data["branch"], advisory.ComplaintCategory(data["category"]), data["text"],
            language, data["is_confidential"], data["contact"])


class ComplaintStepForm(forms.Form):
    """The next state of a complaint."""

    state = forms.ChoiceField(label=_("New state"))
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args, allowed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(s.value, advisory.word(s)) for s in allowed]

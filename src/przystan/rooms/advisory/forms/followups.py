"""Forms of follow-ups and referrals."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.forms.specialists import branch_choices

REFUSALS = (
    noop("a follow-up says what is to be done"),
    noop("a follow-up is due today or later"),
    noop("the follow-up was done already"),
    noop("a referral names the organisation"),
    noop("a referral needs the consent of the person"),
    noop("the referral is in a state that does not allow this"),
    noop("a refusal or withdrawal needs a reason"),
    noop("somebody else has just moved this referral"),
)


class FollowUpFilters(forms.Form):
    """Which follow-ups the list shows."""

    branch = forms.ChoiceField(label=_("Branch"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("due")), ("late", _("overdue")), ("done", _("done"))])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("all")), *branch_choices()]


class FollowUpForm(forms.Form):
    """Something to be done for a beneficiary by a day."""

    task = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = forms.DateField(label=_("Due on"), widget=ui.DayInput)


class OutcomeForm(forms.Form):
    """What came of a follow-up."""

    outcome = forms.CharField(label=_("What came of it"), required=False, max_length=300)


class ReferralForm(forms.Form):
    """A referral to another organisation."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    purpose = forms.CharField(label=_("Purpose"), required=False, max_length=300)
    has_consent = forms.BooleanField(
        label=_("The person agrees that their data are passed on for this"), required=False)


class ReferralStepForm(forms.Form):
    """The next state of a referral."""

    state = forms.ChoiceField(label=_("New state"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300,
        help_text=_("Needed where it is refused or withdrawn."))

    def __init__(self, *args, allowed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(s.value, advisory.word(s)) for s in allowed]

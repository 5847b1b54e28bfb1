"""Forms of publishing: what is proposed, and what a second person decides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.ui import public as ui


class ProposalForm(forms.Form):
    """Which day's figures are to be published, and from when."""

    as_of = forms.DateField(label=_("As of"), widget=ui.DayInput())
    reason = forms.CharField(
        label=_("Reason of the revision"), max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody reads it."))
    public_from = forms.DateField(
        label=_("Public from"), required=False, widget=ui.DayInput(),
        help_text=_("Empty: at once when it is approved. Until then only staff see the values."))

    def __init__(self, *args, revised=None, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason" if revised is None else "as_of"]


class DecisionForm(forms.Form):
    """What a second person decides."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("approved", _("approve")), ("refused", _("refuse"))])
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=400,
        help_text=_("A refusal needs one."))


# What publishing refuses, in its words: operations know no screen, so it translates for them.
REFUSALS = (
    noop("a day is published when it is over"),
    noop("the project had not begun on that day"),
    noop("this day is published or proposed already: revise that"),
    noop("a revision says its reason"),
    noop("what is revised is approved, and of the same day"),
    noop("this publication is revised already: revise its revision"),
    noop("a refusal says its reason"),
    noop("somebody else than who proposed the figures approves them"),
    noop("the publication was decided on before"),
)

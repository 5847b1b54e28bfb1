"""Forms that everybody fills: search, the calculator of fees, one question of the chooser."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge

K = knowledge.FeeKind


class SearchForm(forms.Form):
    """What a reader looks for."""

    ui_marks_optional = False
    q = forms.CharField(label=_("Search procedures"), required=False, max_length=200)


class FeesForm(forms.Form):
    """For what, and on which day, one pays."""

    ui_marks_optional = False
    kind = forms.ChoiceField(label=_("What do you pay for?"))
    with_card = forms.BooleanField(label=_("also the residence card"), required=False)
    has_relief = forms.BooleanField(
        label=_("I have a right to relief on the card"), required=False,
        help_text=_("Hardship, pupils and students, children under 16: one half."))
    with_proxy = forms.BooleanField(label=_("also a power of attorney"), required=False)
    day = forms.DateField(label=_("Day of payment"), required=False, widget=ui.DayInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, knowledge.fee_label(k)) for k in K]

    def kinds(self):
        """Return every kind that was asked for, the main one first."""
        given = self.cleaned_data
        return [K(given["kind"]), *([K.CARD] if given["with_card"] else []),
                *([K.POWER_OF_ATTORNEY] if given["with_proxy"] else [])]


class QuestionForm(forms.Form):
    """One question of the chooser."""

    ui_marks_optional = False

    def __init__(self, *args, question, label, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[question] = forms.ChoiceField(
            label=label, choices=answers, widget=forms.RadioSelect,
            error_messages={"required": _("Choose one answer.")})

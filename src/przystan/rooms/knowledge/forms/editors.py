"""Forms of the editors: one text in one language, a synonym, a rate."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge


class TextForm(forms.Form):
    """One procedure card in one language."""

    title = forms.CharField(label=_("Title"), max_length=160)
    summary = forms.CharField(label=_("In one sentence"), widget=forms.Textarea(attrs={"rows": 2}))
    who = forms.CharField(label=_("For whom and when"), widget=forms.Textarea(attrs={"rows": 4}))
    where = forms.CharField(label=_("Where"), widget=forms.Textarea(attrs={"rows": 3}))
    documents = forms.CharField(
        label=_("Documents"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One document a line."),
    )
    fee = forms.CharField(label=_("Fee"), widget=forms.Textarea(attrs={"rows": 2}))
    term = forms.CharField(label=_("How long it takes"), widget=forms.Textarea(attrs={"rows": 3}))
    after = forms.CharField(label=_("What comes after"), widget=forms.Textarea(attrs={"rows": 3}))

    def clean_documents(self):
        lines = [x.strip() for x in self.cleaned_data["documents"].splitlines() if x.strip()]
        return tuple(lines)


class WithdrawForm(forms.Form):
    """Why readers no longer get a procedure, and which one answers instead."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("In Polish: readers see it."))
    instead = forms.ChoiceField(label=_("Read instead"), required=False)

    def __init__(self, *args, procedures=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instead"].choices = [("", _("no other page")), *procedures]


class SettleForm(forms.Form):
    """Which procedure answers words that found nothing; none sets them aside."""

    ui_marks_optional = False
    text = forms.CharField(max_length=80, widget=forms.HiddenInput)
    slug = forms.ChoiceField(label=_("Answered by"), required=False)

    def __init__(self, *args, procedures=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].choices = [("", _("nothing: set aside")), *procedures]


class RateForm(forms.Form):
    """One amount of a fee, its act and the days in force."""

    kind = forms.ChoiceField(label=_("Fee"))
    amount = forms.DecimalField(
        label=_("Amount in PLN"), min_value=0, max_digits=8, decimal_places=2)
    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput())
    valid_until = forms.DateField(
        label=_("In force until"), required=False, widget=ui.DayInput(),
        help_text=_("The last day; empty when no end is known."))
    act = forms.CharField(label=_("Act"), max_length=200)
    article = forms.CharField(label=_("Article or item"), max_length=80, required=False)
    is_confirmed = forms.BooleanField(
        label=_("Compared with the published act"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, knowledge.fee_label(k)) for k in knowledge.FeeKind]

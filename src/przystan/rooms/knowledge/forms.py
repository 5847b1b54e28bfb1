"""Forms of knowledge: search, and one text in one language."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What a reader looks for."""

    ui_marks_optional = False
    q = forms.CharField(label=_("Search procedures"), required=False, max_length=200)


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

"""Forms of the customer's pad, and its fixed words; the public reads them in four languages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.hall import LANGUAGES

K, T = reception.PadKind, reception.Statement
KIND_LABELS = {K.CONFIRM: gettext_lazy("confirm"), K.SIGN: gettext_lazy("sign"),
               K.RATE: gettext_lazy("rate the visit")}
STATEMENT_LABELS = {
    T.HANDED_IN: gettext_lazy("papers handed in"), T.COLLECTED: gettext_lazy("document collected"),
    T.DATA_CHECKED: gettext_lazy("data checked"), T.INFORMED: gettext_lazy("informed about data"),
    T.VISIT: gettext_lazy("the visit"),
}


def statement_words(task):
    """Return what a pad's question says, in the active language."""
    count = task.values.get("count", "")
    sign = task.values.get("case_sign", "")
    words = {
        T.HANDED_IN: _("I hand in my application with %(count)s attachments.") % {
            "count": count or "0"},
        T.COLLECTED: _("I have received my document and checked the data printed on it."),
        T.DATA_CHECKED: _("I have checked my data with the member of staff. They are right."),
        T.INFORMED: _("I have received the information on how the office uses my data."),
        T.VISIT: _("How was your visit today?"),
    }[task.statement]
    return words + (" " + _("Case: %(sign)s.") % {"sign": sign} if sign else "")


class PadAskForm(forms.Form):
    """What the counter asks on the pad."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ask to"), choices=[(k.value, t) for k, t in KIND_LABELS.items()])
    statement = forms.ChoiceField(
        label=gettext_lazy("What"), choices=[(s.value, t) for s, t in STATEMENT_LABELS.items()])
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    count = forms.IntegerField(
        label=gettext_lazy("Attachments"), min_value=0, max_value=999, required=False)
    case_sign = forms.CharField(
        label=gettext_lazy("Case number"), max_length=60, required=False)

    def values(self):
        """Return what fills the words."""
        given = self.cleaned_data
        return {name: str(given[name]) for name in ("count", "case_sign")
                if given.get(name) not in (None, "")}


class PairForm(forms.Form):
    """The code that the counter shows."""

    code = forms.RegexField(
        r"^\s*[A-Za-z]{4}\s*$", label=gettext_lazy("Code from the counter"),
        error_messages={"invalid": gettext_lazy("The code has four letters.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                      "class": "govuk-input--width-10"}))

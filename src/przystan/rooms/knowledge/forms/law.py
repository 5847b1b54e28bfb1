"""The form of a change of law."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge

L = knowledge.LawAct
ACTS = {
    L.FOREIGNERS: _("Act on Foreigners"), L.UKRAINE_AID: _("Act on assistance to Ukraine"),
    L.PROCEDURE: _("Code of Administrative Procedure"), L.STAMP_DUTY: _("Act on stamp duty"),
    L.POLISH_CARD: _("Act on the Polish Card"), L.CITIZENSHIP: _("Act on Polish citizenship"),
    L.WORK: _("Act on entrusting work to foreigners"),
    L.EU_CITIZENS: _("Act on entry and stay of EU citizens"),
}


class LawChangeForm(forms.Form):
    """What changes, and from which day on."""

    act = forms.ChoiceField(label=_("Legal act"), choices=[(a.value, t) for a, t in ACTS.items()])
    article = forms.RegexField(
        r"^\d+[a-zA-Z]{0,2}$", label=_("Article"), max_length=20, required=False,
        help_text=_("Its number alone, for example 112a; empty for the whole act."))
    in_force_on = forms.DateField(label=_("In force from"), widget=ui.DayInput())
    note = forms.CharField(label=_("What changes"), max_length=300, required=False)

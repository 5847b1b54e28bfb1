"""Forms of notes: sealed ones and their keys, restricted ones and their parties."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.rooms.advisory import public as advisory

REFUSALS = (
    noop("a key belongs to a member of staff"),
    noop("the pass phrase has at least 12 characters"),
    noop("you have a key already: retire it first"),
    noop("a colleague vouches for a key, not its owner"),
    noop("this key does not wait for anybody"),
    noop("you have no key yet"),
    noop("a sealed note belongs to a psychological service"),
    noop("the note is empty"),
    noop("make your key first, and let a colleague vouch for it"),
    noop("this note is not sealed to your key: ask a colleague to seal it anew"),
    noop("the pass phrase does not open your key"),
    noop("the machine is too busy to open a key now: try again in a minute"),
    noop("a legal note says what was advised"),
    noop("a party has a name"),
    noop("legal notes are for the legal advisers of the branch"),
    noop("the office advised the other side: say why you go on, or refuse advice"),
)
SECRET = {"autocomplete": "off", "data-przystan-no-draft": ""}


class PassPhraseForm(forms.Form):
    """The pass phrase of the specialist's own key."""

    pass_phrase = forms.CharField(
        label=_("Your pass phrase"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs=SECRET))


class NewKeyForm(forms.Form):
    """A pass phrase chosen now, twice: nobody can set it anew."""

    pass_phrase = forms.CharField(
        label=_("Pass phrase"), min_length=12, max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={**SECRET, "autocomplete": "new-password"}),
        help_text=_("At least 12 characters: a sentence is best. It is stored nowhere. Whoever"
                    " forgets it cannot open the notes any more."))
    again = forms.CharField(
        label=_("Once more"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={**SECRET, "autocomplete": "new-password"}))

    def clean(self):
        data = super().clean()
        if data.get("pass_phrase") and data.get("pass_phrase") != data.get("again"):
            self.add_error("again", _("The two pass phrases differ"))
        return data


class SealedNoteForm(forms.Form):
    """A psychologist's note: sealed before it is stored."""

    text = forms.CharField(
        label=_("Note"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10, **SECRET}))


class LegalNoteForm(forms.Form):
    """What was advised, who the other parties are, and why to go on in spite of a conflict."""

    advice = forms.CharField(
        label=_("Advice given"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8, "data-przystan-no-draft": ""}))
    referral = forms.CharField(
        label=_("Referral"), required=False, max_length=300,
        help_text=_("For example: to the bar's free legal aid."))
    opposing = forms.CharField(
        label=_("Opposing party"), required=False, max_length=200,
        help_text=_("A person or a firm, for example an employer. It is compared with whom the"
                    " office advised."))
    opposing_number = forms.CharField(
        label=_("NIP, KRS or PESEL of the opposing party"), required=False, max_length=40)
    other = forms.CharField(label=_("Other party"), required=False, max_length=200)
    conflict_reason = forms.CharField(
        label=_("Why advice is given in spite of the conflict"), required=False, max_length=300)

    ui_layout = (
        (_("Advice"), ("advice", "referral")),
        (_("Parties"), (("opposing", "opposing_number"), "other")),
    )

    def __init__(self, *args, has_conflict=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_conflict:
            self.fields["conflict_reason"].widget = forms.HiddenInput()

    def note(self, service_id):
        """Return what the form describes."""
        data = self.cleaned_data
        parties = []
        if data["opposing"].strip():
            parties.append(advisory.Party(
                data["opposing"].strip(), number=data["opposing_number"].strip()))
        if data["other"].strip():
            parties.append(advisory.Party(data["other"].strip(), advisory.PartyRole.OTHER))
        return advisory.NewLegalNote(
            service_id=service_id, advice=data["advice"], referral=data["referral"],
            parties=tuple(parties), conflict_reason=data["conflict_reason"])

"""Forms of letters that leave."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.proceedings import ActForm, party_text


class PostForm(forms.Form):
    """On which day the chosen letters were posted."""

    on = forms.DateField(
        label=_("Posted on"), widget=ui.DayInput(), required=False,
        help_text=_("For letters that were taken to the post."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = clock.local_date(clock.now())


class AddressForm(ActForm):
    """Where a party gets letters."""

    party = forms.TypedChoiceField(label=_("Party"), coerce=int)
    street = forms.CharField(label=_("Street and number"), required=False, max_length=120)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=12)
    town = forms.CharField(label=_("Town"), required=False, max_length=80)
    country = forms.CharField(
        label=_("Country"), required=False, max_length=60, help_text=_("Empty for Poland."))
    electronic = forms.CharField(
        label=_("Address for electronic deliveries"), required=False, max_length=40,
        help_text=_("Written like AE:PL-12345-67890-ABCDE-12."))

    def offer(self):
        parties = [p for p in cases.parties_of(case_id=self.found.id) if p.ended_on is None]
        self.fields["party"].choices = [(p.id, party_text(p)) for p in parties]
        self.is_of_use = bool(parties)

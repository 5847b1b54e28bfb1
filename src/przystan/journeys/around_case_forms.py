"""Forms of the page around a case."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.reception import public as reception

DAYS_AHEAD, TIMES = 21, 120


class NoteForm(forms.Form):
    """A note for the officer of the case."""

    ui_marks_optional = False
    text = forms.CharField(
        label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the officer should know. No health, no origin, no third persons."))


class StrikeForm(forms.Form):
    """A note that was wrong."""

    ui_marks_optional = False
    note = forms.TypedChoiceField(label=_("Note"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *arguments, notes=(), **options):
        super().__init__(*arguments, **options)
        self.fields["note"].choices = [
            (n.id, f"{ui.show(n.at)}, {n.by}: {n.text[:60]}") for n in notes
            if not n.struck_reason]


class FolderForm(forms.Form):
    """The folder is asked for."""

    purpose = forms.CharField(label=_("What for"), max_length=200, required=False)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)


class AppointmentForm(forms.Form):
    """A time for the person of the case."""

    ui_marks_optional = False
    service = forms.CharField(widget=forms.HiddenInput)
    starts_at = forms.TypedChoiceField(
        label=_("Time"), coerce=datetime.fromisoformat,
        help_text=_("The person gets a message with the time, a code and a link."))

    def __init__(self, *arguments, branch, service, **options):
        super().__init__(*arguments, initial={"service": service}, **options)
        at = clock.now()
        slots = reception.list_free_slots(
            branch=branch, service_code=service, at=at, first=clock.local_date(at),
            days=DAYS_AHEAD, limit=TIMES) if service else ()
        self.fields["starts_at"].choices = [
            (s.starts_at.isoformat(), ui.show(s.starts_at)) for s in slots]


class CaseField(forms.CharField):
    """The sign of a case for whose officer something is left. Its value is the case's id."""

    def __init__(self, **options):
        super().__init__(max_length=60, required=False, label=_("Case sign"), **options)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value):
        """Return the id of the case with the sign, None for none."""
        sign = super().clean(value)
        try:
            return cases.case_of_sign(sign).id if sign else None
        except cases.SignRefused as refused:
            raise forms.ValidationError(refused.message) from refused

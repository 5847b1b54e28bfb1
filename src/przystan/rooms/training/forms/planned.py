"""Forms of sessions to come, of question banks, certificates and languages of staff."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.finance import public as finance
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.training.forms.sessions import course_choices


def unit_choices():
    """Return every unit as a choice, and all of them together."""
    return [("", _("every unit")), *((u.code, u.name) for u in sites.list_units())]


def budget_choices():
    """Return the budget lines of all projects, as "project / line"."""
    return [("", _("no budget line")), *(
        (f"{p.code} / {line.code}", f"{p.code} / {line.code} {line.name}")
        for p in finance.list_projects() for line in finance.list_budget_lines(code=p.code))]


class PlanForm(forms.Form):
    """One session to come."""

    course_code = forms.ChoiceField(label=_("Course"), choices=course_choices)
    day = forms.DateField(label=_("Day"), widget=ui.DayInput())
    time = forms.TimeField(label=_("Hour"), help_text=_("For example 09:00."))
    hours = forms.DecimalField(label=_("Hours"), min_value=0.25, max_value=12, decimal_places=2)
    trainer = forms.CharField(label=_("Trainer"), max_length=120)
    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    room = forms.CharField(label=_("Training room"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500)
    budget_line = forms.ChoiceField(
        label=_("Budget line"), choices=budget_choices, required=False)
    unit = forms.ChoiceField(label=_("For which unit"), choices=unit_choices, required=False)
    roles = forms.MultipleChoiceField(
        label=_("For which roles"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(r.value, accounts.ROLE_LABELS[r]) for r in accounts.Role],
        help_text=_("None chosen: for everybody."))

    def starts_at(self):
        """Return the instant of the beginning."""
        given = self.cleaned_data
        return datetime.combine(given["day"], given["time"], clock.OFFICE_ZONE)


class PresentForm(forms.Form):
    """Who of those with a seat came."""

    ui_marks_optional = False
    present = forms.MultipleChoiceField(
        label=_("Who came"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one person.")})

    def __init__(self, *args, placed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = placed


class QuestionForm(forms.Form):
    """One question of a bank; the first line is the right answer, the page mixes them."""

    course_code = forms.ChoiceField(label=_("Course"), choices=course_choices)
    text = forms.CharField(label=_("Question"), max_length=400)
    choices = forms.CharField(
        label=_("Answers"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One answer a line; the right one first."))

    def clean_choices(self):
        lines = [x.strip() for x in self.cleaned_data["choices"].splitlines() if x.strip()]
        if not 2 <= len(lines) <= 8 or any(len(x) > 200 for x in lines):
            raise forms.ValidationError(_("Write 2 to 8 answers of at most 200 characters."))
        return lines


class RevokeForm(forms.Form):
    """Why a certificate no longer holds."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class CourseForm(forms.Form):
    """What a course asks of its participants and gives them."""

    valid_months = forms.IntegerField(
        label=_("The certificate holds so many months"), min_value=1, max_value=240,
        required=False, help_text=_("Empty: without end."))
    pass_mark = forms.IntegerField(
        label=_("Pass mark in per cent"), min_value=1, max_value=100, required=False,
        help_text=_("Empty: no test."))
    procedures = forms.MultipleChoiceField(
        label=_("Procedures that its holder may serve"), required=False,
        widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["procedures"].choices = [
            (p.slug, p.title) for p in knowledge.list_statuses()]


class LanguageForm(forms.Form):
    """In which language somebody serves."""

    user_id = forms.TypedChoiceField(label=_("Full name"), coerce=int)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES[1:])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [
            (u.id, u.display_name) for u in accounts.list_users() if u.is_active]


class TestForm(forms.Form):
    """The questions of one sitting, each with its choices in an order of its own."""

    ui_marks_optional = False

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for q in questions:
            # In the alphabet's order: the bank writes the right one first.
            order = sorted(enumerate(q.choices), key=lambda x: x[1].casefold())
            self.fields[f"q{q.id}"] = forms.TypedChoiceField(
                label=q.text, choices=order, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")})

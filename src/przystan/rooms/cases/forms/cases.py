"""Forms of cases and clocks, and how stages and decisions are called on screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases

STAGE_LABELS = {stage: cases.stage_label(stage) for stage in cases.Stage}
DECISION_LABELS = {
    cases.Decision.GRANTED: _("granted"), cases.Decision.REFUSED: _("refused"),
    cases.Decision.DISCONTINUED: _("discontinued"),
    cases.Decision.LEFT_UNEXAMINED: _("left without examination"),
}
CHANNEL_LABELS = {
    cases.Channel.IN_PERSON: _("in person"), cases.Channel.POST: _("by post"),
    cases.Channel.ELECTRONIC: _("electronically"),
}


def type_choices():
    """Return the catalogue as choices in the reader's language."""
    polish = get_language() == "pl"
    return [(t.code, t.name if polish else t.name_en) for t in cases.list_case_types()]


class CaseFilters(forms.Form):
    """Filters of the list."""

    q = forms.CharField(label=_("Case sign begins with"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        stages = ((s.value, t) for s, t in STAGE_LABELS.items())
        self.fields["stage"].choices = [("", _("All")), *stages]
        self.fields["type"].choices = [("", _("All")), *type_choices()]
        self.fields["branch"].choices = [("", _("All")), *sites.branch_choices()]


class CaseForm(forms.Form):
    """One application as received."""

    type_code = forms.ChoiceField(label=_("Type"), choices=type_choices)
    unit = forms.RegexField(
        r"^[A-Z]+(-[A-Z0-9]+)*$", label=_("Unit"), max_length=16, initial="SOC-II",
        help_text=_("The unit's sign, for example SOC-II."),
    )
    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    received_on = forms.DateField(label=_("Received on"), widget=ui.DayInput())
    received_time = forms.TimeField(
        label=_("At"), initial="12:00", widget=forms.TimeInput(attrs={"type": "time"}))
    last_stay_date = forms.DateField(
        label=_("Last day of lawful stay"), required=False, widget=ui.DayInput(),
        help_text=_("From the visa, the card or the stamp: it shows whether the application came "
                    "in time."))
    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=[(c.value, t) for c, t in CHANNEL_LABELS.items()]
    )
    person_id = forms.IntegerField(
        label=_("Person card number"), required=False, min_value=1,
        help_text=_("From the person's card; may be added later."),
    )


class StageForm(forms.Form):
    """The next step of a case."""

    stage = forms.ChoiceField(label=_("Next stage"))
    on = forms.DateField(label=_("Date"), widget=ui.DayInput())
    decision = forms.ChoiceField(
        label=_("Decision"), required=False,
        choices=[("", _("none")), *((d.value, t) for d, t in DECISION_LABELS.items())],
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args, stages, **options):
        super().__init__(*args, **options)
        self.fields["stage"].choices = [(s.value, STAGE_LABELS[s]) for s in stages]


WINDOWS = {"overdue": _("Overdue"), "week": _("This week"), "suspended": _("Suspended"),
           "running": _("Running"), "not_started": _("Not started")}


class NextFilters(forms.Form):
    """Filters of the list of what runs out next."""

    when = forms.ChoiceField(
        label=_("Term"), required=False, choices=[("", _("All")), *WINDOWS.items()])
    branch = forms.ChoiceField(label=_("Branch"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["branch"].choices = [("", _("All")), *sites.branch_choices()]


# What has a page of its own: opinions and hearings.
ELSEWHERE = frozenset(k for k in cases.EventKind if k.value.startswith(("opinion_", "hearing_")))


class ClockEventForm(forms.Form):
    """One event that the clock reacts to."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[(k.value, cases.event_label(k)) for k in cases.EventKind if k not in ELSEWHERE])
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())
    due_on = forms.DateField(
        label=_("Last day"), required=False, widget=ui.DayInput(),
        help_text=_("For a summons, or a later day that was set."))
    note = forms.CharField(
        label=_("Reason or authority"), required=False, max_length=200,
        help_text=_("Why the proceedings stop or take longer."))


class StrikeForm(forms.Form):
    """Why an event is struck."""

    reason = forms.CharField(label=_("Why it is wrong"), max_length=200)


class LawRuleForm(forms.Form):
    """A new version of a dated rule."""

    length = forms.IntegerField(label=_("Length"), min_value=0, max_value=400)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[
        (cases.Unit.DAYS.value, _("days")), (cases.Unit.MONTHS.value, _("months"))])
    article = forms.CharField(label=_("Article"), max_length=120)
    source = forms.CharField(label=_("Source"), max_length=300)
    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput())
    valid_until = forms.DateField(
        label=_("In force until"), required=False, widget=ui.DayInput(),
        help_text=_("Empty while no last day is known."))
    is_confirmed = forms.BooleanField(label=_("Read in the act and confirmed"), required=False)

    def __init__(self, *args, is_term, **options):
        super().__init__(*args, **options)
        if not is_term:
            del self.fields["length"], self.fields["unit"]

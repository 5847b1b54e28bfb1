"""Forms of the catalogue, of letters' texts and of the work on cases."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.cases import DECISION_LABELS, STAGE_LABELS

NAMES = (("pl", _("Name in Polish")), ("en", _("Name in English")),
         ("uk", _("Name in Ukrainian")), ("ru", _("Name in Russian")))
UNCONFIRMED = (("legal_basis", _("Legal basis")), ("file_class", _("File class")),
               ("archive_category", _("Archive category")), ("checklist", _("Checklist")),
               ("fees", _("Fees")), ("term", _("Term")))
SEVERAL = {"widget": forms.CheckboxSelectMultiple, "required": False}


class EntryForm(forms.Form):
    """A further version of a case type."""

    name_pl, name_en, name_uk, name_ru = (
        forms.CharField(label=label, max_length=160) for _code, label in NAMES)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=200)
    file_class = forms.CharField(label=_("File class"), max_length=4)
    archive_category = forms.CharField(
        label=_("Archive category"), max_length=5,
        help_text=_("A, B and years, BE and years, or Bc."))
    formal_days = forms.IntegerField(label=_("Days to mend formal defects"), min_value=1)
    document_days = forms.IntegerField(label=_("Days to bring documents"), min_value=1)
    checklist = forms.MultipleChoiceField(label=_("Checklist"), **SEVERAL)
    stages = forms.MultipleChoiceField(
        label=_("Stages"), choices=[(s.value, t) for s, t in STAGE_LABELS.items()], **SEVERAL)
    results = forms.MultipleChoiceField(
        label=_("Results"), choices=[(d.value, t) for d, t in DECISION_LABELS.items()], **SEVERAL)
    unconfirmed = forms.MultipleChoiceField(
        label=_("Not confirmed in an act"), choices=UNCONFIRMED, **SEVERAL)
    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput())

    def __init__(self, entry, data=None):
        self.entry = entry
        self.known = {i.code: i for v in cases.list_entries() for i in v.entry.checklist}
        self.known.update({i.code: i for i in entry.checklist})
        simple = ("legal_basis", "file_class", "archive_category", "formal_days", "document_days",
                  "valid_from")
        super().__init__(data, initial={
            **{f"name_{code}": entry.name[code] for code, _label in NAMES},
            **{name: getattr(entry, name) for name in simple},
            "checklist": [i.code for i in entry.checklist], "stages": list(entry.stages),
            "results": list(entry.results), "unconfirmed": sorted(entry.unconfirmed)})
        self.fields["checklist"].choices = [(c, i.text["pl"]) for c, i in self.known.items()]

    def wanted(self):
        """The entry as the form asks for it. Things chosen before keep their order."""
        data = self.cleaned_data
        before = [i.code for i in self.entry.checklist]
        codes = [c for c in before if c in data["checklist"]]
        codes += [c for c in data["checklist"] if c not in before]
        return replace(
            self.entry, name={code: data[f"name_{code}"] for code, _label in NAMES},
            legal_basis=data["legal_basis"], file_class=data["file_class"],
            archive_category=data["archive_category"], formal_days=data["formal_days"],
            document_days=data["document_days"], valid_from=data["valid_from"],
            checklist=tuple(self.known[c] for c in codes),
            stages=tuple(s for s in cases.Stage if s in data["stages"]),
            results=tuple(d for d in cases.Decision if d in data["results"]),
            unconfirmed=frozenset(data["unconfirmed"]))


class TemplateForm(forms.Form):
    """A further version of a letter's text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("In Polish. Fields stand in braces; a blank line begins a paragraph."))


class AssignForm(forms.Form):
    """Who gets a case."""

    officer = forms.TypedChoiceField(label=_("Officer"), coerce=int)

    def __init__(self, *args, officers, **options):
        super().__init__(*args, **options)
        self.fields["officer"].choices = [(o.user_id, f"{o.name} ({o.load})") for o in officers]


class StandInForm(forms.Form):
    """Who stands in for whom."""

    officer = forms.TypedChoiceField(label=_("Who is away"), coerce=int)
    substitute = forms.TypedChoiceField(label=_("Who stands in"), coerce=int)
    since = forms.DateField(label=_("First day"), widget=ui.DayInput())
    until = forms.DateField(label=_("Last day"), widget=ui.DayInput())

    def __init__(self, *args, officers, **options):
        super().__init__(*args, **options)
        for name in ("officer", "substitute"):
            self.fields[name].choices = [("", _("Choose"))] + [
                (o.user_id, o.name) for o in officers]


class SimulationForm(forms.Form):
    """How many more officers."""

    extra = forms.IntegerField(label=_("Officers more"), min_value=0, max_value=50, initial=2)
    ui_marks_optional = False

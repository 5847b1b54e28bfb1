"""Forms of the desk and of the registers."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.journeys.advisory.registers import Register, register_label
from przystan.journeys.forms import VisitForm
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance


class ScanForm(forms.Form):
    """One field for everything: a reader types into it, or a person does."""

    text = forms.CharField(
        label=_("Scan a document or a card, or type a name, number or phone"), required=False,
        max_length=200, strip=True, widget=forms.Textarea(attrs={
            "rows": 2, "autofocus": True, "autocomplete": "off", "spellcheck": "false",
            "data-przystan-scan": ""}))

    ui_marks_optional = False


class DeskForm(VisitForm):
    """A visit as the desk records it: also the interpreter, the document shown, what is due."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    specialist = forms.TypedChoiceField(
        label=_("Interpreter's name"), coerce=int, empty_value=None, required=False)
    document_seen = forms.BooleanField(label=_("Document seen"), required=False)
    follow_up = forms.CharField(
        label=_("To be done afterwards"), required=False, max_length=300)
    follow_up_on = forms.DateField(label=_("By which day"), required=False, widget=ui.DayInput)

    ui_layout = (
        (_("Services"), (
            ("information", "information_topic"),
            ("legal", "legal_topic"), ("psychological", "interpreting"),
            ("legal_minutes", "psychological_minutes"))),
        (_("Visit"), (("language", "channel"), ("interpreter_mode", "specialist"),
                      ("visited_on", "branch"))),
        (_("Card"), ("document_seen", "stay_basis", "is_signed")),
        (_("Afterwards"), (("follow_up", "follow_up_on"), "case")),
    )
    ui_marks_optional = False

    def __init__(self, *args, desk, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        self.fields["entry_key"].initial = uuid4()
        self.fields["legal_minutes"].label = _("Minutes of legal advice")
        self.fields["psychological_minutes"].label = _("Minutes of counselling")
        # The hands are here when the page opens: the topic, then Ctrl+Enter.
        self.fields["information_topic"].widget.attrs["autofocus"] = True
        self.fields["specialist"].choices = [("", "–")] + [
            (s.id, f"{s.display_name} ({', '.join(ui.language_name(p.language) for p in s.pairs)})")
            for s in advisory.list_specialists(profession=advisory.Profession.INTERPRETER)]
        self._from_last_time(desk)
        if document:
            self.fields["document_seen"].initial = True
            self.fields["document_seen"].label = _("Seen: %(kind)s %(number)s") % {
                "kind": advisory.word(document.kind), "number": document.number}
        else:
            del self.fields["document_seen"]
        self.ui_layout = tuple(
            (legend, tuple(row for row in rows if isinstance(row, tuple) or row in self.fields))
            for legend, rows in self.ui_layout)

    def _from_last_time(self, desk):
        """What was so last time is likely so again: the language, the branch of the card."""
        spoken = [s for s in desk.person.person.languages
                  if s in dict(self.fields["language"].choices)]
        language = desk.last_visit.language if desk.last_visit else next(iter(spoken), None)
        if language in dict(self.fields["language"].choices):
            self.fields["language"].initial = language
        if desk.card:
            self.basis_is(desk.card.stay_basis)
        if desk.card and desk.card.is_signed:
            del self.fields["is_signed"]

    def clean(self):
        data = super().clean()
        if data.get("follow_up_on") and not data.get("follow_up"):
            self.add_error("follow_up", _("Say what is to be done by this day"))
        if data.get("follow_up") and not data.get("follow_up_on"):
            self.add_error("follow_up_on", _("Say by which day"))
        return data

    def visit(self):
        """Return what the form describes."""
        data = self.cleaned_data
        data.setdefault("is_signed", False)
        who = data["specialist"]
        return replace(
            super().visit(), entry_key=data["entry_key"],
            interpreter=(who, data["language"][:3]) if who else None,
            follow_up=(data["follow_up_on"], data["follow_up"]) if data["follow_up"] else None,
            document=self.document if data.get("document_seen") else None)


class RegisterForm(forms.Form):
    """Which register, of which project and days, in which form."""

    register = forms.ChoiceField(label=_("Register"))
    project = forms.ChoiceField(label=_("Project"))
    since = forms.DateField(label=_("From"), required=False, widget=ui.DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=ui.DayInput)
    branch = forms.ChoiceField(label=_("Branch"), required=False)

    ui_layout = ((None, (("register", "project", "branch"), ("since", "until"))),)
    ui_marks_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.projects = {p.code: p for p in finance.list_projects()}
        self.fields["register"].choices = [(r.value, register_label(r)) for r in Register]
        self.fields["project"].choices = [(code, code) for code in self.projects]
        self.fields["branch"].choices = [("", _("all"))] + [
            (b.code, b.town) for b in sites.list_branches()]

    def scope(self, *, limit=None):
        """Return the part of the register that is asked for."""
        data = self.cleaned_data
        project = self.projects[data["project"]]
        return advisory.RegisterScope(
            project.id, data["since"] or project.starts_on, data["until"] or project.ends_on,
            data["branch"], limit=limit)

"""Forms of calls, and the words for what a contact can be."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls

OUTCOMES = {outcome: calls.outcome_label(outcome) for outcome in calls.Outcome}
LANGUAGES = {code: calls.language_label(code) for code in (*calls.HELPLINE_LANGUAGES, "other")}
ALL = ("", _("all"))


class ContactFilters(forms.Form):
    """What the list of contacts is narrowed by."""

    day = forms.DateField(label=_("From day"), required=False, widget=ui.DayInput)
    until = forms.DateField(label=_("To day"), required=False, widget=ui.DayInput)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False,
        choices=[ALL, *((key.value, word) for key, word in OUTCOMES.items())])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ALL, *LANGUAGES.items()])
    number = forms.CharField(
        label=_("Number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    operator = forms.CharField(label=_("Operator"), required=False, max_length=60)


class LedgerFilters(forms.Form):
    """Which days the ledger shows."""

    until = forms.DateField(label=_("To day"), required=False, widget=ui.DayInput)


KNOWN_DAYS = (date(2000, 1, 1), date(2099, 12, 31))


def _day(label):
    """A day of a page of measures: of this century, so that weeks around it exist."""
    first, last = KNOWN_DAYS
    return forms.DateField(
        label=label, required=False, widget=ui.DayInput,
        validators=[MinValueValidator(first), MaxValueValidator(last)])


class DayFilters(forms.Form):
    """From which day to which."""

    day = _day(_("From day"))
    until = _day(_("To day"))


class MeasureFilters(DayFilters):
    """Days, and whose queue: one language's, or every one."""

    language = forms.ChoiceField(
        label=_("Queue"), required=False, choices=[ALL, *LANGUAGES.items()])


class AbandonedFilters(MeasureFilters):
    """Callers who gave up, by what happened after."""

    aftermath = forms.ChoiceField(
        label=_("What happened after"), required=False, choices=[
            ALL, ("called_back", _("We called back")), ("came_again", _("Called again")),
            ("still_time", _("Still time")), ("never_heard", _("Never heard of again")),
            ("number_unknown", _("Number unknown"))])


class ForecastFilters(forms.Form):
    """The first of the seven days that are forecast."""

    day = _day(_("Week from"))


class StaffingFilters(forms.Form):
    """A day, and what callers shall get."""

    day = _day(_("Day"))
    service_level = forms.IntegerField(
        label=_("Answered in time, %"), required=False, min_value=1, max_value=99,
        widget=forms.NumberInput(attrs={"placeholder": "80"}))
    within = forms.IntegerField(
        label=_("In time means, s"), required=False, min_value=0, max_value=600,
        widget=forms.NumberInput(attrs={"placeholder": "20"}))
    shrinkage = forms.IntegerField(
        label=_("Paid time without calls, %"), required=False, min_value=0, max_value=90,
        widget=forms.NumberInput(attrs={"placeholder": "30"}))


class WrapUpForm(forms.Form):
    """What a contact was about."""

    topic = forms.CharField(
        label=_("Topic"), max_length=60,
        help_text=_("For example: residence card, fees, temporary protection."))


class RemovalForm(forms.Form):
    """Why a contact does not count."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: a test call. The reason is kept, and so is the contact."))


class HelplineForm(forms.Form):
    """A new version of the helpline: its text, written or from a file, and what is new in it."""

    text = forms.CharField(
        label=_("Text (TOML)"), required=False, strip=False, max_length=200_000,
        help_text=_("Places, keys and what is said in each language."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "p-code"}))
    file = forms.FileField(
        label=_("Or a file"), required=False,
        help_text=_("A file goes before the text above."))
    note = forms.CharField(
        label=_("What is new"), max_length=200,
        help_text=_("For example: hours over Easter."))

    def clean_file(self):
        """Give the file's text. It is UTF-8, at most 200 kB."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > 200_000:
            raise forms.ValidationError(_("The file is over 200 kB."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(_("The file is not UTF-8 text.")) from wrong

    def clean(self):
        """The text that counts stands in `text`."""
        data = super().clean()
        data["text"] = data.get("file") or data.get("text", "").replace("\r\n", "\n")
        if not data["text"].strip() and not self.errors:
            self.add_error("text", _("Write the text or choose a file."))
        return data


class TrialForm(forms.Form):
    """What a caller would press."""

    ui_marks_optional = False
    keys = forms.CharField(
        label=_("Keys"), required=False, max_length=200,
        help_text=_("For example 4,3,0: a comma between prompts, - for silence, the word closed "
                    "for a call outside opening hours. Invented numbers only."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    language = forms.ChoiceField(
        label=_("Line"), required=False,
        choices=[("", _("asks for the language")),
                 *((code, calls.language_label(code)) for code in calls.HELPLINE_LANGUAGES)])


KEYS = {**{str(n): f"key_{n}" for n in range(1, 10)}, "*": "key_star", "0": "key_0",
        "#": "key_hash"}
KINDS = {
    calls.NodeKind.LANGUAGE: _("choice of language"), calls.NodeKind.MENU: _("menu"),
    calls.NodeKind.SAY: _("announcement"), calls.NodeKind.HOURS: _("opening hours"),
    calls.NodeKind.STATUS: _("case status by PIN"), calls.NodeKind.CALL_BACK: _("call-back"),
    calls.NodeKind.QUEUE: _("queue"), calls.NodeKind.HANG_UP: _("end of the call"),
}


class PromptTexts(forms.Form):
    """What one prompt says in every language."""

    ui_marks_optional = False

    def __init__(self, *arguments, languages, texts=None, **options):
        super().__init__(*arguments, **options)
        for code in languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Said in: %(language)s") % {"language": calls.language_label(code)},
                required=False, max_length=2000, initial=(texts or {}).get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}))

    def texts(self):
        """Language → text, as written."""
        return {name.removeprefix("text_"): value for name, value in self.cleaned_data.items()
                if name.startswith("text_")}


class PlaceForm(PromptTexts):
    """One place of the helpline: what it does, what it says, where its keys lead."""

    id = forms.CharField(
        label=_("Name of the place"), max_length=40,
        help_text=_("Small letters, digits and hyphens, such as papers-work."),
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _(
            "Small letters, digits and hyphens only, a letter first."))])
    kind = forms.ChoiceField(label=_("What it does"), choices=list(KINDS.items()))
    queue = forms.CharField(
        label=_("Queue"), required=False, max_length=40,
        help_text=_("Only of a queue, such as department."))
    topic = forms.ChoiceField(
        label=_("Topic of this queue"), required=False,
        help_text=_("Callers are first offered to operators whose certificate covers it."))
    skill_wait = forms.IntegerField(
        label=_("Seconds to wait for such an operator"), required=False, min_value=0,
        max_value=calls.LONGEST_SECONDS, help_text=_(
            "After them everybody who speaks the language is rung. Empty: 30."))
    branch = forms.ChoiceField(
        label=_("Branch of this queue"), required=False,
        help_text=_("Callers are first offered to operators of this branch."))
    branch_wait = forms.IntegerField(
        label=_("Seconds to wait for this branch"), required=False, min_value=0,
        max_value=calls.LONGEST_SECONDS, help_text=_(
            "After them operators of other branches are rung too. Empty: 60."))
    priority = forms.TypedChoiceField(
        label=_("Priority of this queue"), required=False, coerce=int, empty_value=0,
        choices=[(0, _("none")), *((n, str(n)) for n in range(1, calls.MOST_PRIORITY + 1))],
        help_text=_("Each step counts like two minutes of waiting."))
    priority_reason = forms.ChoiceField(
        label=_("Why they go before others"), required=False,
        choices=[("", "–"), *((r.value, calls.priority_label(r)) for r in calls.PriorityReason)])

    def __init__(self, *arguments, tree, node=None, **options):
        initial = {"id": node.id, "kind": node.kind.value, "queue": node.queue,
                   "next": node.next, "closed": node.closed,
                   **calls.write_route(node.route),
                   **{KEYS[key]: to for key, to in node.keys.items() if key in KEYS}
                   } if node else {}
        super().__init__(
            *arguments, languages=tree.languages, initial=initial,
            texts=tree.prompts.get(node.prompt, {}) if node else None, **options)
        self.tree, self.node = tree, node
        if node:
            del self.fields["id"]
        staff = calls.connected_staff()
        for name, known in (("topic", staff.topics()), ("branch", staff.branches())):
            self.fields[name].choices = [("", "–"), *known.items(), *_gone(initial, name, known)]
        places = [("", "–"), *((name, name) for name in tree.nodes)]
        spoken = [(code, calls.language_label(code)) for code in tree.languages]
        for name, label in (("next", _("Then goes on to")), ("closed", _("When closed goes to"))):
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=places)
        for key, name in KEYS.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Key %(key)s") % {"key": key}, required=False,
                choices=[*places, (_("Languages"), spoken)])

    def clean_id(self):
        """A new place has a new name."""
        if self.cleaned_data["id"] in self.tree.nodes:
            raise forms.ValidationError(_("There is a place with this name already."))
        return self.cleaned_data["id"]

    def clean(self):
        """A priority and its reason come together."""
        data = super().clean()
        if bool(data.get("priority")) != bool(data.get("priority_reason")):
            self.add_error("priority_reason", _("A priority and its reason come together."))
        return data

    def place(self):
        """Return the place as it was filled in; what its kind does not use is left out."""
        data, kind = self.cleaned_data, calls.NodeKind(self.cleaned_data["kind"])
        name = self.node.id if self.node else data["id"]
        says = any(text.strip() for text in self.texts().values())
        return calls.Node(
            id=name, kind=kind, prompt=(self.node.prompt if self.node else "") or (
                name if says else ""),
            keys={key: data[field] for key, field in KEYS.items() if data[field]}
            if kind in (calls.NodeKind.MENU, calls.NodeKind.LANGUAGE) else {},
            next=data["next"], closed=data["closed"] if kind is calls.NodeKind.HOURS else "",
            **({"queue": data["queue"].strip(), "route": _route(data)}
               if kind is calls.NodeKind.QUEUE else {}))


def _gone(initial, name, known):
    """A topic or branch that a place names and the office no longer has: shown, and a fault."""
    value = initial.get(name, "")
    return [(value, value)] if value and value not in known else []


def _route(data):
    return calls.read_route({
        key: data[key] for key in calls.ROUTE_KEYS if data[key] not in ("", None)})


class HoursForm(forms.Form):
    """When operators take calls; never on a Polish public holiday."""

    ui_marks_optional = False
    days = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(n + 1, name) for n, name in WEEKDAYS.items()])
    opens = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    closed_on = forms.CharField(
        label=_("Other days off"), required=False, max_length=2000,
        help_text=_("One a line, such as 2026-12-24. Public holidays are known."),
        widget=forms.Textarea(attrs={"rows": 4}))

    def clean_closed_on(self):
        """Give the days; the first that is none is named."""
        found = []
        for word in self.cleaned_data["closed_on"].replace(",", " ").split():
            try:
                found.append(date.fromisoformat(word))
            except ValueError as wrong:
                raise forms.ValidationError(_("%(word)s is no day such as 2026-12-24.") % {
                    "word": word}) from wrong
        return found

    def clean(self):
        """The line opens before it closes."""
        data = super().clean()
        if data.get("opens") and data.get("closes") and data["opens"] >= data["closes"]:
            self.add_error("closes", _("Closing comes after opening."))
        return data


class RecordingForm(forms.Form):
    """A human voice for one text."""

    recording = forms.FileField(
        label=_("Recording (WAV)"),
        help_text=_("At most 2 minutes and 10 MB. It says just this text: where the text "
                    "changes, the made voice speaks again."),
        widget=forms.FileInput(attrs={"accept": "audio/wav,.wav"}))

    def clean_recording(self):
        """Give the file's content."""
        file = self.cleaned_data["recording"]
        if file.size > 10_000_000:
            raise forms.ValidationError(_("The file is over 10 MB."))
        return file.read()


class TaskFilters(forms.Form):
    """Whose tasks, and whether they are done."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("to be done")), ("done", _("answered"))])

    def __init__(self, *arguments, units, **options):
        super().__init__(*arguments, **options)
        self.fields["unit"].choices = [ALL, *(
            (unit, f"{unit} {name}".strip()) for unit, name in units.items())]


class AnswerForm(forms.Form):
    """What comes back from a unit."""

    ui_marks_optional = False
    answer = forms.CharField(
        label=_("Answer to the operator"), max_length=500,
        help_text=_("What the caller is told, or that you have called them."),
        widget=forms.Textarea(attrs={"rows": 3}))


class PolicyForm(forms.Form):
    """Which conversations are recorded, from which day, why and for how long."""

    ui_marks_optional = False
    valid_from = forms.DateField(label=_("From day"), widget=ui.DayInput)
    is_on = forms.TypedChoiceField(
        label=_("Conversations are"), widget=forms.RadioSelect, coerce=lambda v: v == "on",
        choices=[("off", _("not recorded")), ("on", _("recorded after a notice"))], initial="off")
    lines = forms.CharField(
        label=_("Lines (optional)"), required=False, max_length=400,
        help_text=_("Numbers dialled, such as 801, with commas between. Empty: every line."))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[
        (p.value, calls.purpose_label(p)) for p in calls.RecordingPurpose])
    retention_days = forms.IntegerField(
        label=_("Kept for so many days"), min_value=1, max_value=calls.MOST_RETENTION_DAYS,
        initial=30)

    def clean_lines(self):
        """Give the numbers; the first that is none is named."""
        found = [word.lstrip("+") for word in self.cleaned_data["lines"].replace(",", " ").split()]
        for word in found:
            if not word.isdecimal() or len(word) > 15:
                raise forms.ValidationError(_("%(word)s is no number.") % {"word": word})
        return found

    def clean_purpose(self):
        """Give the purpose itself."""
        return calls.RecordingPurpose(self.cleaned_data["purpose"])


class HearForm(forms.Form):
    """Why a recording is listened to."""

    ui_marks_optional = False
    reason = forms.CharField(
        label=_("Why do you listen?"), max_length=300,
        help_text=_("The reason, your name and the time stay with the call."),
        widget=forms.Textarea(attrs={"rows": 2}))

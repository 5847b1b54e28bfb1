"""Forms of people: the search, the registration, the merge."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

# What registration refuses, in its words; the screen translates.
REFUSALS = (
    noop("a person needs at least one name"), noop("a name is empty"),
    noop("a name is longer than 120 letters"),
)
LIVE_SEARCH = {
    "hx-get": "", "hx-trigger": "input changed delay:250ms, search", "hx-target": "#candidates",
    "hx-select": "#candidates", "hx-swap": "outerHTML", "hx-push-url": "false",
    "autocomplete": "off", "spellcheck": "false", "size": "44",
}


class SearchForm(forms.Form):
    """One box: a name in any script, a document number, a PESEL, a phone, a birth date."""

    q = forms.CharField(
        label=_("Name, number, phone, birth date"), required=False, max_length=200,
        widget=forms.TextInput(attrs=LIVE_SEARCH),
    )

    def __init__(self, *args, autofocus=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["type"] = "search"
        if autofocus:
            self.fields["q"].widget.attrs["autofocus"] = True


class RegistrationForm(forms.Form):
    """A new person. What the passport says comes first: most often it was just read."""

    family_name = forms.CharField(label=_("Family name in the passport"), required=False,
                                  max_length=120)
    given_names = forms.CharField(label=_("Given names in the passport"), required=False,
                                  max_length=120)
    written_family_name = forms.CharField(
        label=_("Family name as the person writes it"), required=False, max_length=120)
    written_given_names = forms.CharField(
        label=_("Given names as the person writes them"), required=False, max_length=120)
    birth_date = forms.DateField(
        label=_("Birth date"), required=False, widget=ui.DateParts(birthday=True))
    birth_precision = forms.ChoiceField(
        label=_("The birth date is known"), initial="day",
        choices=[("day", _("to the day")), ("month", _("to the month")),
                 ("year", _("to the year")), ("unknown", _("not at all"))])
    sex = forms.ChoiceField(
        label=_("Sex"), widget=forms.RadioSelect,
        choices=[("f", _("woman")), ("m", _("man")), ("x", _("not stated"))])
    citizenship = forms.ChoiceField(label=_("Citizenship"))
    document_kind = forms.ChoiceField(
        label=_("Document"), initial="passport",
        choices=[("passport", _("passport")), ("residence_card", _("residence card")),
                 ("visa", _("visa")), ("other", _("other document"))])
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=30)
    document_state = forms.ChoiceField(label=_("Issued by"), required=False)
    document_valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=ui.DayInput)
    pesel = forms.CharField(label=_("PESEL"), required=False, max_length=11)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    language = forms.ChoiceField(
        label=_("Language"), required=False,
        choices=[("", "–"), ("uk", "українська"), ("ru", "русский"), ("pl", "polski"),
                 ("en", "English"), ("be", "беларуская"), ("ka", "ქართული"), ("vi", "Tiếng Việt"),
                 ("tr", "Türkçe"), ("hy", "հայերեն"), ("es", "español"), ("fr", "français"),
                 ("ar", "العربية"), ("hi", "हिन्दी"), ("zh", "中文")])
    branch = forms.ChoiceField(label=_("Registered at"))
    none_of_these = forms.BooleanField(
        label=_("None of the persons above is this person"), required=False)

    ui_layout = (
        (_("Person"), (
            ("family_name", "given_names"), ("written_family_name", "written_given_names"),
            ("birth_date", "birth_precision"), ("citizenship", "language"), "sex")),
        (_("Document and contact"), (
            ("document_kind", "document_number"), ("document_state", "document_valid_until"),
            ("pesel", "phone"), "branch")),
    )

    def __init__(self, *args, branches=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        states = people.list_citizenships()
        self.fields["citizenship"].choices = [("", "–"), *states]
        self.fields["document_state"].choices = [("", "–"), *states]
        self.fields["branch"].choices = [
            (b.code, b.town) for b in sites.list_branches() if not branches or b.code in branches
        ]
        # The seat stands last in the list of branches.
        codes = [code for code, _town in self.fields["branch"].choices]
        self.fields["branch"].initial = codes[-1] if codes else None

    def clean(self):
        data = super().clean()
        written = data.get("written_family_name") or data.get("written_given_names")
        if not (data.get("family_name") or data.get("given_names") or written):
            self.add_error("family_name", _("Give the name, as in the passport or as written"))
        if "birth_date" in data and not data["birth_date"] and (
                data.get("birth_precision") != "unknown"):
            self.add_error("birth_date", _("Give the birth date, or say that it is not known"))
        if data.get("document_number") and not data.get("document_state"):
            self.add_error("document_state", _("Say which state issued the document"))
        return data

    def person(self) -> people.NewPerson:
        """Return what the form describes."""
        data = self.cleaned_data
        pairs = (
            (people.NameKind.PASSPORT, data["family_name"], data["given_names"]),
            (people.NameKind.AS_WRITTEN, data["written_family_name"],
             data["written_given_names"]),
        )
        identifiers = []
        if data["document_number"]:
            identifiers.append(people.NewIdentifier(
                people.IdentifierKind(data["document_kind"]), data["document_number"],
                data["document_state"], data["document_valid_until"]))
        if data["pesel"]:
            identifiers.append(people.NewIdentifier(people.IdentifierKind.PESEL, data["pesel"]))
        return people.NewPerson(
            sex=people.Sex(data["sex"]), citizenship=data["citizenship"],
            names=tuple(people.NewName(k, f, g) for k, f, g in pairs if f or g),
            registered_branch=data["branch"], birth_date=data["birth_date"],
            birth_precision=people.BirthPrecision(data["birth_precision"]),
            identifiers=tuple(identifiers), phones=(data["phone"],) if data["phone"] else (),
            languages=(data["language"],) if data["language"] else (),
        )

    def questions(self) -> list[str]:
        """Return the searches that would find this person, were they registered already."""
        data = self.cleaned_data
        born: date | None = data["birth_date"]
        names = [
            f"{data['family_name']} {data['given_names']}",
            f"{data['written_family_name']} {data['written_given_names']}",
        ]
        asked = [data["pesel"], data["document_number"], data["phone"], *names]
        if born and data["birth_precision"] == "day":
            asked += [f"{n.split()[0]} {born.isoformat()}" for n in names if n.split()]
        return [text.strip() for text in asked if text.strip()]


class MergeForm(forms.Form):
    """Which other card is this person, and why."""

    other = forms.IntegerField(
        label=_("Number of the other card"), min_value=1,
        help_text=_("The card's number stands in its address and on its page."))
    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: same person, passport renewed."))


class ReasonForm(forms.Form):
    """Why a merge is undone."""

    reason = forms.CharField(label=_("Reason"), max_length=300)

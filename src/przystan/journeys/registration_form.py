"""The forms of registering a person: one box to look first, then what is known of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

NAMES = ("family_name", "given_names", "written_family_name", "written_given_names")
LOOK = {
    "rows": 2, "cols": 46, "spellcheck": "false", "autocomplete": "off", "class": "p-code",
    "data-przystan-scan": "", "hx-post": "", "hx-trigger": "input changed delay:300ms",
    "hx-target": "#candidates", "hx-select": "#candidates", "hx-swap": "outerHTML",
    "hx-push-url": "false",
}


class LookForm(forms.Form):
    """One box: scan a document, or type a name in any script, a number, a phone, a birth date."""

    text = forms.CharField(
        label=_("Scan the document, or type a name, number, phone or birth date"),
        max_length=400, widget=forms.Textarea(attrs=LOOK),
        help_text=_("Enter searches; the arrows go through the persons found."))

    def __init__(self, *args, autofocus=True, **kwargs):
        super().__init__(*args, **kwargs)
        if autofocus:
            self.fields["text"].widget.attrs["autofocus"] = True


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
    clause_how = forms.ChoiceField(
        label=_("The information on personal data was given"), required=False)

    ui_layout = (
        (_("Person"), (
            ("family_name", "given_names"), ("written_family_name", "written_given_names"),
            ("birth_date", "birth_precision"), ("citizenship", "language"), "sex")),
        (_("Document and contact"), (
            ("document_kind", "document_number"), ("document_state", "document_valid_until"),
            ("pesel", "phone"), ("branch", "clause_how"))),
    )

    def __init__(self, *args, branches=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        states = people.list_citizenships()
        self.fields["citizenship"].choices = [("", "–"), *states]
        self.fields["document_state"].choices = [("", "–"), *states]
        self.fields["branch"].choices = [
            (b.code, b.town) for b in sites.list_branches() if not branches or b.code in branches
        ]
        self.fields["clause_how"].choices = [
            ("", _("not yet")), *((h.value, people.given_how_label(h)) for h in people.GivenHow)]
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
        for name in NAMES:
            for word in people.mixed_words(data.get(name) or ""):
                self.add_error(name, people.notice_text(
                    people.Notice(people.NoticeKind.MIXED_SCRIPTS, word)))
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

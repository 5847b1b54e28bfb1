"""Forms of people: the search, corrections and additions to a card, rights."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people

LIVE_SEARCH = {
    "hx-post": "", "hx-trigger": "input changed delay:250ms, search", "hx-target": "#candidates",
    "hx-select": "#candidates", "hx-swap": "outerHTML", "hx-push-url": "false",
    "autocomplete": "off", "spellcheck": "false", "size": "44",
}
LANGUAGES = [
    ("uk", "українська"), ("ru", "русский"), ("pl", "polski"), ("en", "English"),
    ("be", "беларуская"), ("ka", "ქართული"), ("vi", "Tiếng Việt"), ("tr", "Türkçe"),
    ("hy", "հայերեն"), ("es", "español"), ("fr", "français"), ("ar", "العربية"),
    ("hi", "हिन्दी"), ("zh", "中文")]


class SearchForm(forms.Form):
    """One box: a name in any script, a document number, a PESEL, a phone, a birth date."""

    q = forms.CharField(
        label=_("Name, number, phone, birth date"), required=False, max_length=200,
        widget=forms.TextInput(attrs={**LIVE_SEARCH, "type": "search"}),
    )

    def __init__(self, *args, autofocus=False, **kwargs):
        super().__init__(*args, **kwargs)
        if autofocus:
            self.fields["q"].widget.attrs["autofocus"] = True


class ReasonForm(forms.Form):
    """Why something is undone, withdrawn or ended."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class NameForm(forms.Form):
    """One more form of a person's name."""

    kind = forms.ChoiceField(label=_("Form"))
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=120)
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=120)

    ui_layout = (("", ("kind", ("family_name", "given_names"))),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, people.name_kind_label(k)) for k in people.NameKind]
        self.fields["kind"].initial = people.NameKind.FORMER.value

    def clean(self):
        data = super().clean()
        for name in ("family_name", "given_names"):
            for word in people.mixed_words(data.get(name) or ""):
                self.add_error(name, people.notice_text(
                    people.Notice(people.NoticeKind.MIXED_SCRIPTS, word)))
        return data

    def name(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return people.NewName(
            people.NameKind(data["kind"]), data["family_name"], data["given_names"])


class NumberForm(forms.Form):
    """One more number of a person."""

    kind = forms.ChoiceField(label=_("Kind"))
    value = forms.CharField(label=_("Number"), max_length=30)
    issuing_state = forms.ChoiceField(label=_("Issued by"), required=False)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=ui.DayInput)

    ui_layout = (("", (("kind", "value"), ("issuing_state", "valid_until"))),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, people.identifier_kind_label(k)) for k in people.IdentifierKind]
        self.fields["kind"].initial = people.IdentifierKind.PASSPORT.value
        self.fields["issuing_state"].choices = [("", "–"), *people.list_citizenships()]

    def identifier(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return people.NewIdentifier(
            people.IdentifierKind(data["kind"]), data["value"], data["issuing_state"],
            data["valid_until"])


class PhoneForm(forms.Form):
    """One more phone of a person."""

    phone = forms.CharField(
        label=_("Phone"), max_length=30,
        help_text=_("Several persons may share one phone: a family, an employer's flat."))


class FactsForm(forms.Form):
    """What of a card is one value and was found wrong."""

    birth_date = forms.DateField(
        label=_("Birth date"), required=False, widget=ui.DateParts(birthday=True))
    birth_precision = forms.ChoiceField(
        label=_("The birth date is known"),
        choices=[("day", _("to the day")), ("month", _("to the month")),
                 ("year", _("to the year")), ("unknown", _("not at all"))])
    sex = forms.ChoiceField(label=_("Sex"))
    citizenship = forms.ChoiceField(label=_("Citizenship"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Reason of the correction"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [(s.value, people.sex_label(s)) for s in people.Sex]
        self.fields["citizenship"].choices = people.list_citizenships()

    def clean(self):
        data = super().clean()
        if "birth_date" in data and not data["birth_date"] and (
                data.get("birth_precision") != "unknown"):
            self.add_error("birth_date", _("Give the birth date, or say that it is not known"))
        return data

    def facts(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return people.CardFacts(
            data["birth_date"], people.BirthPrecision(data["birth_precision"]),
            people.Sex(data["sex"]), data["citizenship"], tuple(data["languages"]))


class LinkForm(forms.Form):
    """Who stands by a person."""

    role = forms.ChoiceField(label=_("The other person is the"))
    other = forms.IntegerField(
        label=_("Number of the other card"), min_value=1,
        help_text=_("The card's number stands in its address and on its page."))
    since_date = forms.DateField(label=_("Since"), required=False, widget=ui.DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (r, people.link_label(r)) for r in ("spouse", "parent", "child", "guardian", "ward")]


class EndForm(ReasonForm):
    """Since when a link or a mark is over, and why."""

    until_date = forms.DateField(label=_("Until"), widget=ui.DayInput, required=False)
    field_order = ("until_date", "reason")


class FlagForm(forms.Form):
    """What is marked on a person, since when and why."""

    kind = forms.ChoiceField(label=_("Mark"))
    from_date = forms.DateField(label=_("Since"), widget=ui.DayInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("A restriction: which ground of article 18(1) GDPR the person names."))

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, people.flag_label(k)) for k in kinds]


class ClauseGivenForm(forms.Form):
    """Which information on personal data the person was given now, and how."""

    clause = forms.ChoiceField(label=_("Language of the text"))
    how = forms.ChoiceField(label=_("How"))

    def __init__(self, *args, clauses=(), language="", **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(LANGUAGES)
        self.fields["clause"].choices = [
            (str(c.id), names.get(c.language, c.language)) for c in clauses]
        self.fields["clause"].initial = next(
            (str(c.id) for c in clauses if c.language == language), None)
        self.fields["how"].choices = [(h.value, people.given_how_label(h)) for h in people.GivenHow]


class ClauseForm(forms.Form):
    """The next version of the information on personal data."""

    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput)
    text_pl = forms.CharField(label=_("Polish"), widget=forms.Textarea(attrs={"rows": 10}))
    text_en = forms.CharField(
        label=_("English"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    text_uk = forms.CharField(
        label=_("Ukrainian"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    text_ru = forms.CharField(
        label=_("Russian"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    is_confirmed = forms.BooleanField(
        label=_("The data protection officer has accepted these texts"), required=False)

    def texts(self):
        """Return the texts by language."""
        return {c: self.cleaned_data[f"text_{c}"] for c in people.CLAUSE_LANGUAGES}

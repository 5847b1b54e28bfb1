"""Forms of screens that need two or more rooms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from przystan.journeys.advisory_visit import NoOpenProject, VisitAtDesk, card_for_visit
from przystan.journeys.around_case_forms import CaseField
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory


class VisitForm(forms.Form):
    """One visit with its services. A first visit also opens the card, so it asks for the basis."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=ui.DayInput)
    branch = forms.ChoiceField(label=_("Branch"))
    language = forms.ChoiceField(
        label=_("Language of the talk"),
        choices=[("uk", "українська"), ("ru", "русский"), ("pl", "polski"), ("en", "English"),
                 ("other", _("other"))])
    interpreter_mode = forms.ChoiceField(
        label=_("Interpreter"),
        choices=[("none", _("none")), ("on_site", _("on site")), ("phone", _("by phone"))])
    channel = forms.ChoiceField(
        label=_("How the person came"),
        choices=[("desk", _("to the desk")), ("phone", _("by phone")), ("online", _("online")),
                 ("outreach", _("at an outreach day"))])
    information = forms.BooleanField(label=_("Information"), required=False, initial=True)
    information_topic = forms.ChoiceField(label=_("Topic"), required=False)
    legal = forms.BooleanField(label=_("Legal advice"), required=False)
    legal_topic = forms.ChoiceField(label=_("Topic"), required=False)
    legal_minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=600)
    psychological = forms.BooleanField(
        label=_("Psychological counselling (only that it took place)"), required=False)
    psychological_minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=600)
    interpreting = forms.BooleanField(label=_("Interpreting"), required=False)
    stay_basis = forms.ChoiceField(label=_("Basis of stay"))
    is_signed = forms.BooleanField(
        label=_("The participant has signed the card (the visit stays open without it)"),
        required=False)
    case = CaseField(help_text=_(
        "If the visit was about a case: its officer reads that the person was here, no more."))

    ui_layout = (
        (_("Visit"), (("visited_on", "branch"), ("language", "interpreter_mode", "channel"))),
        (_("Services"), (
            ("information", "information_topic"),
            ("legal", "legal_topic", "legal_minutes"),
            ("psychological", "psychological_minutes"),
            "interpreting")),
        (_("Card"), ("stay_basis", "is_signed", "case")),
    )

    def __init__(self, *args, today, person_id, branches=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        topics = [(t.value, advisory.topic_label(t) if t else "–") for t in advisory.Topic]
        self.fields["information_topic"].choices = topics
        self.fields["legal_topic"].choices = topics
        # Nobody's basis of stay is guessed: a card says it, or the adviser chooses.
        self.fields["stay_basis"].choices = [("", "–"), *(
            (b.value, advisory.stay_basis_label(b)) for b in advisory.StayBasis)]
        self.fields["branch"].choices = [
            (b.code, b.town) for b in sites.list_branches() if not branches or b.code in branches]
        # The seat stands last in the list of branches.
        codes = [code for code, _town in self.fields["branch"].choices]
        self.fields["branch"].initial = codes[-1] if codes else None
        self._known_card(person_id, today)

    def _known_card(self, person_id, today):
        try:
            card = card_for_visit(person_id=person_id, day=today)
            self.fields["visited_on"].initial = today
        except NoOpenProject:
            card = None
            self.fields["visited_on"].help_text = gettext(
                "No project runs today: give the day on which the visit took place.")
        if card:
            self.fields["branch"].initial = card.branch
            self.basis_is(card.stay_basis)
            self.fields["is_signed"].initial = card.is_signed

    def basis_is(self, basis):
        """Choose the basis of stay that a card of the person says."""
        self.fields["stay_basis"].initial = basis.value

    def clean(self):
        data = super().clean()
        kinds = ("information", "legal", "psychological", "interpreting")
        if not any(data.get(k) for k in kinds):
            self.add_error("information", _("Choose at least one service"))
        return data

    def visit(self):
        """Return what the form describes."""
        data = self.cleaned_data
        services = tuple(
            advisory.NewService(
                kind=kind, topic=advisory.Topic(data.get(f"{kind.value}_topic") or ""),
                minutes=data.get(f"{kind.value}_minutes"))
            for kind in advisory.ServiceKind if data.get(kind.value)
        )
        return VisitAtDesk(
            branch=data["branch"], visited_on=data["visited_on"],
            language=data["language"][:3], services=services,
            stay_basis=advisory.StayBasis(data["stay_basis"]),
            interpreter_mode=advisory.InterpreterMode(data["interpreter_mode"]),
            channel=advisory.Channel(data["channel"]), is_signed=data["is_signed"],
            case_id=data["case"],
        )

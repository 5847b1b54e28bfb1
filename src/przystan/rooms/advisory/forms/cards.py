"""Forms of advisory."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory

# What the rules refuse, in their words: rules know no Django, so screens translate for them.
REFUSALS = (
    noop("a card number has 1 to 40 letters, digits, spaces or . / -"),
    noop("a card is not opened on a day to come"),
    noop("a visit is not recorded before its day"),
    noop("a psychological service has no topic"),
    noop("minutes are between 1 and 600"),
    noop("a service is not recorded before its day"),
    noop("the basis of stay opens help with legalisation only: interpreting, and"
         " information or legal advice on the topics that the target group's rule names"),
    noop("the visit has no service"),
    noop("the card is not signed"),
    noop("a removal needs a reason"),
    noop("the service is removed already"),
)


class ListFilters(forms.Form):
    """What the lists are narrowed by."""

    q = forms.CharField(
        label=_("Card number, name, document or phone"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))
    day = forms.DateField(label=_("Visits of the day"), required=False, widget=ui.DayInput)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    kind = forms.ChoiceField(
        label=_("Service"), required=False,
        choices=[("", _("all"))] + [(k.value, k.value) for k in advisory.ServiceKind])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("all"))] + [
            (b.code, b.town) for b in sites.list_branches()]
        self.fields["kind"].choices = [("", _("all"))] + [
            (k.value, advisory.kind_label(k)) for k in advisory.ServiceKind]


class RemovalForm(forms.Form):
    """Why a service is removed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: recorded on the wrong card. The reason is kept."))


class ServiceForm(forms.Form):
    """One more service of a visit."""

    kind = forms.ChoiceField(label=_("Service"))
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)

    ui_layout = ((None, (("kind", "topic", "minutes"),)),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, advisory.kind_label(k)) for k in advisory.ServiceKind]
        self.fields["topic"].choices = [
            (t.value, advisory.topic_label(t) if t else "–") for t in advisory.Topic]

    def service(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return advisory.NewService(
            kind=advisory.ServiceKind(data["kind"]), topic=advisory.Topic(data["topic"]),
            minutes=data["minutes"])

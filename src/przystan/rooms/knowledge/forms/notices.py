"""Forms of notices and of outreach."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.knowledge import public as knowledge
from przystan.rooms.knowledge.types import LANGUAGE_NAMES

KINDS = {
    knowledge.NoticeKind.ANNOUNCEMENT: _("news item"),
    knowledge.NoticeKind.LETTER: _("what a letter means"),
    knowledge.NoticeKind.HELP: _("place of help"),
}
OUTREACH = {
    knowledge.OutreachKind.EVENT: _("event"), knowledge.OutreachKind.LEAFLET: _("leaflets"),
}


class NoticeForm(forms.Form):
    """One notice with its texts; only the Polish one must be written."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(k.value, t) for k, t in KINDS.items()])
    audience = forms.ChoiceField(label=_("For the readers of"), required=False)
    starts_on = forms.DateField(label=_("Shown from"), widget=ui.DayInput())
    ends_on = forms.DateField(
        label=_("Shown until"), required=False, widget=ui.DayInput(),
        help_text=_("The last day; empty when no end is known."))
    source = forms.CharField(label=_("Act and article"), max_length=200, required=False)
    is_confirmed = forms.BooleanField(
        label=_("Compared with the published act"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [
            ("", _("everybody")), *((p.slug, p.title) for p in knowledge.list_statuses())]
        for language in knowledge.LANGUAGES:
            is_needed = language == "pl"
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": LANGUAGE_NAMES[language]},
                max_length=160, required=is_needed)
            self.fields[f"body_{language}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": LANGUAGE_NAMES[language]},
                required=is_needed, widget=forms.Textarea(attrs={"rows": 4}))

    def notice(self):
        """Return what was written; a language counts when title and text are given."""
        given = self.cleaned_data
        texts = tuple(
            knowledge.NoticeText(x, given[f"title_{x}"], given[f"body_{x}"])
            for x in knowledge.LANGUAGES if given[f"title_{x}"] and given[f"body_{x}"])
        return knowledge.NewNotice(
            knowledge.NoticeKind(given["kind"]), given["starts_on"], given["ends_on"], texts,
            given["audience"], given["source"], given["is_confirmed"])


class OutreachForm(forms.Form):
    """One event, or leaflets given out."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, t) for k, t in OUTREACH.items()])
    title = forms.CharField(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), widget=ui.DayInput())
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))
    reached = forms.IntegerField(
        label=_("How many persons it reached"), min_value=1, max_value=1_000_000)

"""The filter form above a list: a GET form, so that the address says what is shown.

Where words about persons are among the filters it is a POST form (see words.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.forms.forms import BaseForm
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from przystan.platform.ui.components.base import Rendered, escape, safe
from przystan.platform.ui.components.fields import render_error_summary, render_field
from przystan.platform.ui.lists import SORT, ListState


@dataclass(frozen=True, slots=True)
class Filters(Rendered):
    """Fields of an unbound or GET-bound form; the order of the list is kept when they change."""

    form: BaseForm
    state: ListState

    def render(self) -> SafeString:
        state = self.state
        kept = ""
        if state.sort != state.default_sort:
            kept = format_html('<input type="hidden" name="{}" value="{}">', SORT, state.sort)
        if state.words:
            kept += format_html(
                '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', state.token)
        clear = ""
        if state.is_filtered:
            clear = format_html(
                '<a href="{}">{}</a>', state.url(filtered=False), _("Clear filters")
            )
        return safe(
            (
                render_error_summary(self.form),
                f'<form class="p-filters" method="{"post" if state.words else "get"}" '
                f'action="{escape(state.path)}" role="search" '
                f'aria-label="{escape(_("Filters"))}" novalidate>{kept}'
                '<div class="p-filters__fields">',
                *(render_field(field, label=str(field.label)) for field in self.form),
                '<div class="p-filters__actions">'
                '<button class="govuk-button govuk-button--secondary" '
                f'type="submit">{escape(_("Show"))}</button>{clear}</div></div></form>',
            )
        )

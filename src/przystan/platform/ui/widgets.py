"""Form controls that Django does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

BOX = (
    '<div class="govuk-date-input__item"><label class="govuk-label" for="{id}">{label}</label>'
    '<input class="govuk-input govuk-date-input__input govuk-input--width-{width}{bad}" id="{id}" '
    'name="{name}" type="text" inputmode="numeric" maxlength="{width}" value="{value}" '
    'autocomplete="{autocomplete}"{invalid}></div>'
)


class DateParts(forms.Widget):
    """A day that one knows by heart, typed as day, month and year in three boxes.

    Use with `forms.DateField`. `birthday=True` lets the browser fill in a birth date.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def parts(self, value: object) -> tuple[str, str, str]:
        """Split a value into what the three boxes show."""
        if isinstance(value, dt.date):
            return str(value.day), str(value.month), str(value.year)
        year, month, day = (str(value or "").split("-", 2) + ["", "", ""])[:3]
        return day, month, year

    def render(
        self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Render the three boxes, each with its label."""
        given = attrs or {}
        bad = " govuk-input--error" if given.get("aria-invalid") else ""
        invalid = mark_safe(' aria-invalid="true"') if bad else ""
        words = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
        boxes = format_html_join(
            "",
            BOX,
            (
                {
                    "id": f"{given.get('id', name)}_{part}",
                    "label": label,
                    "name": f"{name}_{part}",
                    "width": width,
                    "bad": bad,
                    "value": shown,
                    "invalid": invalid,
                    "autocomplete": f"bday-{part}" if self.birthday else "off",
                }
                for (part, label, width), shown in zip(words, self.parts(value), strict=True)
            ),
        )
        return format_html('<div class="govuk-date-input">{}</div>', boxes)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        day, month, year = (
            str(data.get(f"{name}_{part}", "")).strip() for part in ("day", "month", "year")
        )
        return f"{year}-{month}-{day}" if day or month or year else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in ("day", "month", "year"))


class DayInput(forms.DateInput):
    """The browser's own day picker, for days near today."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

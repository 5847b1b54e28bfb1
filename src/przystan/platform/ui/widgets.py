"""Form controls that Django does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms


class DateParts(forms.Widget):
    """A day that one knows by heart, typed as day, month and year in three boxes.

    Use with `forms.DateField`. `birthday=True` lets the browser fill in a birth date.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def autocomplete(self, part: str) -> str:
        """Return the attribute that tells the browser which part of a birth date this is."""
        return f' autocomplete="bday-{part}"' if self.birthday else ""

    def parts(self, value: object) -> tuple[str, str, str]:
        """Split a value into what the three boxes show."""
        if isinstance(value, dt.date):
            return str(value.day), str(value.month), str(value.year)
        year, month, day = (str(value or "").split("-", 2) + ["", "", ""])[:3]
        return day, month, year

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str | None:
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

"""The short way gives what Django's own templates give."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from przystan.platform.ui.renderer import OfficeRenderer
from przystan.platform.ui.widgets import DayInput

CHOICES = [("", "All"), ("a&b", "<b>"), ("c", gettext_lazy("closed")), (3, 'say "x"')]
GROUPED = [("one", [("a", "A"), ("b", "B")]), ("c", "C")]


@pytest.mark.parametrize(("widget", "value"), [
    (forms.Select(choices=CHOICES), "a&b"), (forms.Select(choices=CHOICES), None),
    (forms.Select(choices=CHOICES, attrs={"class": "x", "required": True, "hidden": False}), 3),
    (forms.Select(choices=GROUPED), "b"), (forms.TextInput(attrs={"aria-label": 'a"b'}), "<x>"),
    (forms.TextInput(), None), (forms.NumberInput(attrs={"min": 0}), 0),
    (forms.HiddenInput(), "x"), (forms.PasswordInput(), "secret"), (forms.EmailInput(), "a@b"),
    (DayInput(), dt.date(2023, 3, 1)), (DayInput(), "1 <3"), (forms.TimeInput(), dt.time(8, 5)),
    (forms.CheckboxInput(), True), (forms.CheckboxInput(attrs={"class": "x"}), None),
])
def test_as_django_would(widget: forms.Widget, value: Any) -> None:
    def squeezed(renderer: DjangoTemplates) -> str:
        html = widget.render("name", value, {"id": "id_name"}, renderer=renderer)
        return "".join(line.strip() for line in html.splitlines())

    assert squeezed(OfficeRenderer()) == squeezed(DjangoTemplates())

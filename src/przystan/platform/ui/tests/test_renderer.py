"""The short way gives what Django's own templates give."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from przystan.platform.ui.renderer import OfficeRenderer

CHOICES = [("", "All"), ("a&b", "<b>"), ("c", gettext_lazy("closed")), (3, 'say "x"')]
GROUPED = [("one", [("a", "A"), ("b", "B")]), ("c", "C")]


@pytest.mark.parametrize(("widget", "value"), [
    (forms.Select(choices=CHOICES), "a&b"), (forms.Select(choices=CHOICES), None),
    (forms.Select(choices=CHOICES, attrs={"class": "x", "required": True, "hidden": False}), 3),
    (forms.Select(choices=GROUPED), "b"), (forms.TextInput(attrs={"aria-label": 'a"b'}), "<x>"),
    (forms.TextInput(), None), (forms.NumberInput(attrs={"min": 0}), 0),
    (forms.HiddenInput(), "x"), (forms.PasswordInput(), "secret"),
])
def test_as_django_would(widget: forms.Widget, value: Any) -> None:
    def squeezed(renderer: DjangoTemplates) -> str:
        html = widget.render("name", value, {"id": "id_name"}, renderer=renderer)
        return "".join(line.strip() for line in html.splitlines())

    assert squeezed(OfficeRenderer()) == squeezed(DjangoTemplates())

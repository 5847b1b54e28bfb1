"""Fields are tied to label, hint and error; the summary leads to each field."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from przystan.platform.ui import public as ui
from przystan.platform.ui.forms import GalleryForm


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(form: forms.Form, tag: str = "{% ui_form form %}") -> str:
    return Template("{% load ui %}" + tag).render(Context({"form": form}))


def test_every_summary_link_reaches_a_control():
    html = render(GalleryForm({}))
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    targets = re.findall(r'<a href="#([^"]+)">', html)

    assert len(targets) == 7
    assert set(targets) <= ids
    assert len(re.findall(r'\bid="', html)) == len(ids)


def test_an_error_stands_beside_its_field_and_describes_it():
    html = render(GalleryForm({"name": ""}), "{% ui_field form.name %}")

    assert 'aria-describedby="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error" class="govuk-error-message"' in html


def test_a_hint_and_an_error_both_describe_the_field():
    class Form(forms.Form):
        age = forms.IntegerField(help_text="In years.")

    html = render(Form({"age": "x"}), "{% ui_field form.age %}")

    assert 'aria-describedby="id_age_hint id_age_error"' in html


def test_an_unbound_form_has_no_summary_and_invalid_text_is_escaped():
    assert "govuk-error-summary" not in render(GalleryForm())
    html = render(GalleryForm({"kind": "<b>x"}))
    assert "<b>x" not in html
    assert "&lt;b&gt;x" in html


def test_a_layout_places_every_field_once():
    html = render(GalleryForm())

    for name in GalleryForm.base_fields:
        assert len(re.findall(rf'name="{name}(?:_day)?"', html)) >= 1, name
    assert html.count('name="surname"') == 1
    assert html.count('class="p-form__row"') == 2


def test_fields_that_may_be_empty_say_so():
    html = render(GalleryForm())

    assert "Phone (optional)" in html
    assert "Given name (optional)" not in html


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("27", "3", "1990"), dt.date(1990, 3, 27)),
        (("", "", ""), None),
        (("31", "2", "2023"), "error"),
        (("1", "", "2023"), "error"),
        (("a", "b", "c"), "error"),
    ],
)
def test_a_known_day_is_typed_in_three_boxes(typed, value):
    class Form(forms.Form):
        day = forms.DateField(required=False, widget=ui.DateParts)

    form = Form(dict(zip(("day_day", "day_month", "day_year"), typed, strict=True)))

    assert ("error" if form.errors else form.cleaned_data["day"]) == value
    html = render(form)
    assert [*re.findall(r'value="([^"]*)"', html)] == list(typed)


def test_radio_and_checkbox_groups_are_fieldsets():
    html = render(GalleryForm())

    assert 'role="radiogroup"' in html
    assert html.count("govuk-checkboxes__input") == 4
    assert html.count("govuk-radios__input") == 2


def test_filters_keep_the_order_and_offer_to_clear():
    from django.test import RequestFactory

    from przystan.platform.ui.forms import GalleryFilters
    from przystan.platform.ui.gallery import SPEC

    request = RequestFactory().get("/x/", {"sort": "name", "q": "<i>", "page": "3"})
    html = str(ui.Filters(GalleryFilters(request.GET), ui.read_list(request, SPEC)))

    assert '<input type="hidden" name="sort" value="name">' in html
    assert "Clear filters" in html
    assert "<i>" not in html
    assert 'name="page"' not in html

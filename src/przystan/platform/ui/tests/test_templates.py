"""The office's own pages stand before those that libraries bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import mark_safe

PLATFORM = Path(__file__).resolve().parents[2]
SHAPED = sorted(
    str(path.relative_to(folder))
    for folder in (PLATFORM / "accounts" / "templates", PLATFORM / "ui" / "templates")
    for path in folder.rglob("*.html")
)


@pytest.mark.parametrize("name", SHAPED)
def test_our_template_is_the_one_that_is_found(name):
    found = Path(get_template(name).template.origin.name)

    assert found.is_relative_to(PLATFORM), (
        f"{name} is taken from {found}: INSTALLED_APPS must name przystan.platform.ui and "
        "przystan.platform.accounts before allauth"
    )


def test_the_same_for_all_sees_only_what_it_names():
    page = engines["django"].from_string(
        "{% load ui i18n %}{% ui_same place %}{{ place }} {{ reader }}{% trans 'Menu' %}"
        "{% end_ui_same %}")

    first = page.render({"place": "<Szczecin>", "reader": "Anna"})
    assert first == "&lt;Szczecin&gt; Menu"
    assert page.render({"place": "<Szczecin>", "reader": "Jan"}) == first
    assert page.render({"place": mark_safe("<Szczecin>")}) == "<Szczecin> Menu"
    with translation.override("uk"):
        assert page.render({"place": "<Szczecin>"}) == "&lt;Szczecin&gt; Меню"

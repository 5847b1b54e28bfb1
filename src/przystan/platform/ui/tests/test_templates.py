"""The office's own pages stand before those that libraries bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import get_template

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

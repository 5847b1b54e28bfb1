"""Docs that cannot lie: the pages made from the code are what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from przystan.config.documents import pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", [
    "reference/settings.md", "reference/permissions.md", "reference/commands.md",
    "reference/ports.md", "figures/README.md", "house.md",
])
def test_the_page_is_what_the_code_says(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == pages(ROOT)[name], "run: ./dev docs"


def test_every_decision_has_its_page() -> None:
    numbers = [p.name[:4] for p in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 6


def test_every_page_of_the_manual_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in ("docs/house.md", "docs/start.md", "docs/figures/README.md",
                 "docs/reference/commands.md", "docs/how-to/import.md"):
        assert page in readme
        assert (ROOT / page).exists()

"""The five main public pages before Lighthouse: what belongs to a page, not to the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.installing import installed
from tests.peers.lighthouse import runner

pytestmark = [pytest.mark.year, pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def packages() -> Path:
    if program := runner.missing():
        pytest.skip(f"{program} is not on this machine")
    return installed("lighthouse", runner.HERE / "package-lock.json", *runner.INSTALL)


@pytest.mark.parametrize("page", runner.MAIN_PAGES)
def test_lighthouse_finds_the_main_pages_accessible_and_fit_to_be_found(
    office: str, packages: Path, page: str
) -> None:
    verdict = runner.look(packages, office + page, runner.JUDGED)
    assert set(verdict.scores) == set(runner.JUDGED)
    assert min(verdict.scores.values()) >= runner.GOAL, (verdict.scores, verdict.faults)

"""Fixtures for the whole suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
# Made once a worker, and dear: what needs one of them runs in one worker.
DEAR_FIXTURES = {"year_name": "year", "places": "engine"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one dear fixture together when several workers share the suite."""
    for item in items:
        for fixture, group in DEAR_FIXTURES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared test data; tests that need it skip visibly in a public clone."""
    folder = Path(os.environ.get("PRZYSTAN_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the shared test data are not beside this checkout")
    return folder

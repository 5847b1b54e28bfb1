"""A small office: two branches, one project."""

from __future__ import annotations

import pytest

from przystan.platform.sites import public as sites
from przystan.rooms.advisory import testing as advisory_testing


@pytest.fixture
def office(db: None) -> int:
    """Two branches and the project of the year 2022/23; returns the project's id."""
    sites.add_sites(branches=[
        sites.Branch("SZ", "Urząd", "Szczecin"), sites.Branch("KO", "Delegatura", "Koszalin")])
    return advisory_testing.make_project()

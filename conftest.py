"""Fixtures for the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# No test measures time: a busy machine is no failure.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
ROOT = Path(__file__).parent
# Made once a worker, and dear: the tests of one file that need one stay in one worker.
DEAR_FIXTURES = {"year_name": "year", "places": "engine"}
# Installed into one folder: all that need one stay in one worker.
ALONE = {"python_peers", "node_peers"}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Group the suite for its workers, and let them begin with what is long.

    The workers' plugin reads the groups in its own turn, after us; the order is chosen when all
    others have had their say.
    """
    group_by_dear_fixture(items)
    yield
    if hasattr(config, "workerinput"):
        from tests.order import longest_first

        items[:] = longest_first(items)


def group_by_dear_fixture(items: list[pytest.Item]) -> None:
    """Keep the tests of one dear fixture together when several workers share the suite."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & ALONE:
            item.add_marker(pytest.mark.xdist_group("peers"))
        elif dear := [group for name, group in DEAR_FIXTURES.items() if name in fixtures]:
            item.add_marker(pytest.mark.xdist_group(f"{'-'.join(dear)}:{item.path.stem}"))


@pytest.fixture(autouse=True)
def in_the_offices_language() -> Iterator[None]:
    """Let no test leave the language of its last reader to the next one."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared test data; tests that need it skip visibly in a public clone."""
    folder = Path(os.environ.get("PRZYSTAN_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the shared test data are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Let the test database be a copy of a migrated one."""
    from django.db import connection

    from tests.databases import migrated_database

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


MIGRATED_ROWS: dict[str, bytes] = {}


def empties_tables(item: pytest.Item) -> bool:
    """Whether a test ends by emptying every table."""
    mark = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
                or (mark and mark.kwargs.get("transaction")))


@pytest.fixture(autouse=True)
def migrated_rows_known(request: pytest.FixtureRequest) -> None:
    """Read what migrations wrote before the first test of this process that empties tables."""
    if empties_tables(request.node) and not MIGRATED_ROWS:
        from tests.databases import read_rows

        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            MIGRATED_ROWS.update(read_rows())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put back what migrations wrote, after a test that emptied all tables.

    Such tests come last in one process; with groups of workers others may follow them.
    """
    yield
    if MIGRATED_ROWS and nextitem is not None and empties_tables(item):
        from pytest_django.plugin import blocking_manager_key

        from tests.databases import put_back

        with item.config.stash[blocking_manager_key].unblock():
            put_back(MIGRATED_ROWS)

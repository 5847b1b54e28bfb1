"""Whatever is asked of the interface for programs, it answers as its description says.

The long run is `PRZYSTAN_API_CASES=100000 ./dev test tests/trust/test_api.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import openapi
from przystan.reporting import public as reporting
from przystan.reporting.views import api as views
from przystan.rooms.finance import public as finance

CASES = int(os.environ.get("PRZYSTAN_API_CASES", "2000"))
DEAR = ("/api/v1/figures", "/api/v1/measures")
ROBOT = system_actor("test")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance,
          response_schema_conformance]


@pytest.fixture
def key(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A key that opens everything, of an office without a limit."""
    today = clock.local_date(clock.now())
    finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=today.replace(year=today.year - 1, day=1), ends_on=today, actor=ROBOT,
        at=clock.now())
    monkeypatch.setattr(views, "WITH_KEY", 10**9)
    monkeypatch.setattr(views, "WITHOUT_KEY", 10**9)
    cache.clear()
    # The application closes its connections after a request; this one is the test's.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield reporting.make_key(
        actor=ROBOT, at=clock.now(), name="anybody", scopes=tuple(reporting.ApiScope))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    cache.clear()


@pytest.mark.slow
def test_two_thousand_questions(key: str) -> None:
    schema = schemathesis.openapi.from_dict(openapi.document())
    schema.app = get_wsgi_application()
    operations = [found.ok() for found in schema.get_all_operations()]
    asked: dict[str, int] = {}

    for operation in operations:
        # All figures at once cost a hundred times a refusal, and have one parameter.
        part = CASES // 40 if operation.path in DEAR else CASES * 19 // 80
        @settings(max_examples=part, deadline=None, database=None,
                  derandomize=True, phases=[Phase.explicit, Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked[case.path] = asked.get(case.path, 0) + 1
            # Every other question shows the key: what needs none must answer without one.
            headers = {"Authorization": f"Bearer {key}"} if asked[case.path] % 2 else {}
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
    assert set(asked) == set(openapi.document()["paths"])
    assert sum(asked.values()) >= CASES // 2

"""Every figure of the catalogue on offices made at random, counted a second time by plain loops.

The suite takes twelve of them; as many as one likes: OFFICES=200 ./dev test THIS FILE.
"""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from przystan.platform.transactions.public import fetch_rows
from przystan.reporting import public as reporting
from przystan.reporting.rules import rows_hash
from tests.reporting.offices import Count, Office

DAYS = (date(2022, 9, 30), date(2023, 2, 28), date(2023, 8, 31), date(2024, 3, 1))


@pytest.mark.django_db
@given(st.integers(0, 2**32), st.sampled_from(DAYS))
@settings(max_examples=int(os.environ.get("OFFICES", "12")), deadline=None,
          suppress_health_check=list(HealthCheck))
def test_every_figure_of_a_small_office_is_counted_a_second_time(seed: int, as_of: date) -> None:
    codes = [d.code for d in reporting.DEFINITIONS]
    office = Office(seed)
    with transaction.atomic():
        office.write()
        found = reporting.compute(codes=codes, as_of=as_of)
        again = Count(office, as_of).values
        assert {f.code: f.value for f in found} == {code: again[code] for code in codes}
        for figure in found:
            rows = reporting.list_rows(code=figure.code, as_of=as_of)
            assert sum(r.amount for r in rows) == figure.value
            assert figure.rows_hash == rows_hash(
                ((r.row_id, r.amount) for r in rows),
                counts_rows=reporting.definition_of(figure.code).counts_rows), figure.code
            # Alone it is counted by its own statement, with others in one reading.
            assert reporting.compute(codes=[figure.code], as_of=as_of) == (figure,)
            check_difference(figure.code, *sorted((DAYS[1], as_of)))
        assert fetch_rows("SHOW enable_indexscan") == [("on",)]
        transaction.set_rollback(True)


def check_difference(code: str, earlier: date, later: date) -> None:
    """What the database finds different is what differs between all rows of both days."""
    before, after = (
        {(r.row_id, r.amount) for r in reporting.list_rows(code=code, as_of=day)}
        for day in (earlier, later))
    found = reporting.compare(code=code, earlier=earlier, later=later)
    assert {(r.row_id, r.amount) for r in found.added} == after - before, code
    assert {(r.row_id, r.amount) for r in found.gone} == before - after, code

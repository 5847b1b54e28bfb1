"""Exploring: a table of two axes is the figure, small groups are in no cell, views are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting
from przystan.reporting.pivot import OTHERS
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db
PERSONS, LEGAL = "advisory.persons_assisted", "advisory.persons_legal"
TODAY = DAY.replace(month=4, day=2)
K = advisory.ServiceKind


@pytest.fixture(autouse=True)
def _office(settings: Any) -> Iterator[None]:
    settings.CLOCK_OFFSET_SECONDS = (
        clock.day_start(TODAY) + timedelta(hours=12) - clock.now()).total_seconds()
    project = finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8), actor=system_actor("test"),
        at=AT)
    for citizenship, branch, count in (
            ("UKR", "SZ", 8), ("UKR", "KO", 9), ("GEO", "SZ", 7), ("GEO", "KO", 1),
            ("BLR", "SZ", 6), ("BLR", "KO", 6), ("VNM", "SZ", 2)):
        for n in range(count):
            card = make_card(make_person(citizenship=citizenship), project_id=project,
                             branch=branch)
            kinds = (K.INFORMATION, K.LEGAL) if n else (K.INFORMATION,)
            make_visit(card, *kinds, branch=branch)
    with translation.override("en"):
        yield


def test_small_groups_are_in_no_cell_and_follow_from_none() -> None:
    table = reporting.pivot(code=PERSONS, rows="citizenship", columns="branch", today=TODAY)
    assert table.total == sum(table.row_totals) == sum(table.column_totals) == 39
    # Two of VNM became one line with the next larger; GEO in Koszalin is hidden with a block.
    assert "VNM" not in table.rows
    shown = {(r, c): v for r, cells in zip(table.rows, table.cells)
             for c, v in zip(table.columns, cells)}
    assert all(v is None or v == 0 or v >= reporting.LEAST for v in shown.values())
    assert table.hidden == sum(v is None for v in shown.values()) >= 4
    assert all(total >= reporting.LEAST for total in table.row_totals)


def test_the_rest_of_the_whole_is_a_group_too() -> None:
    # One of each group had no legal advice: with the whole known, each would be told.
    table = reporting.pivot(code=LEGAL, rows="citizenship", today=TODAY)
    whole = reporting.pivot(code=PERSONS, rows="citizenship", today=TODAY)
    known = dict(zip(whole.rows, whole.row_totals))
    for row, total in zip(table.rows, table.row_totals):
        rest = known.get(row, total) - total if row != OTHERS else Decimal(0)
        assert rest == 0 or rest >= reporting.LEAST, row


def test_every_measure_over_every_axis_adds_up() -> None:
    for d in reporting.DEFINITIONS:
        as_of = DAY.replace(month=3, day=31)
        value = reporting.compute(codes=[d.code], as_of=as_of)[0].value
        for axis in reporting.axes_of(d.code):
            columns = "" if axis in reporting.PERIODS else "month"
            table = reporting.pivot(code=d.code, rows=axis, columns=columns, today=TODAY)
            assert table.total == value, (d.code, axis)
    with pytest.raises(reporting.UnknownDimension):
        reporting.pivot(code=PERSONS, rows="name", today=TODAY)
    with pytest.raises(reporting.UnknownDimension):
        reporting.pivot(code=PERSONS, rows="year", columns="month", today=TODAY)


def test_two_periods_side_by_side() -> None:
    project = finance.get_project(code=reporting.PROJECT)
    for citizenship, count in (("UKR", 6), ("GEO", 5), ("BLR", 9)):
        for _n in range(count):
            make_visit(make_card(make_person(citizenship=citizenship), project_id=project.id),
                       K.INFORMATION, visited_on=DAY.replace(month=1))
    table = reporting.pivot(code=PERSONS, rows="citizenship", columns="month", today=TODAY)
    months = [c for c in table.columns if c != OTHERS]
    found = {c.row: c for c in reporting.compare_columns(
        table, earlier=months[0], later=months[-1])}
    assert set(table.rows) == set(found) - {""}
    blr, every = found["BLR"], found[""]
    assert (blr.earlier, blr.later, blr.difference) == (9, 12, 3)
    assert blr.share == Decimal(3) / 9
    assert (every.earlier, every.later) == (20, 39)
    with pytest.raises(reporting.UnknownDimension):
        reporting.compare_columns(table, earlier="2001-01", later=months[0])
    make_staff("boss", Role.MANAGER)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(get_user_model().objects.get(username="boss"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"code": PERSONS, "rows": "citizenship", "columns": "month"}
    page = client.get(reverse("reporting:explore"), asked).content.decode()
    assert "+33.3\u00a0%" in page
    turned = client.get(reverse("reporting:explore"), {
        **asked, "earlier": months[-1], "later": months[0]}).content.decode()
    assert "\u221225.0\u00a0%" in turned
    same = {**asked, "columns": "branch"}
    assert "side by side" not in client.get(reverse("reporting:explore"), same).content.decode()


def test_the_screen_its_files_and_kept_views() -> None:
    make_staff("boss", Role.MANAGER)
    make_staff("other", Role.AUDITOR)
    client, other = (Client(HTTP_ACCEPT_LANGUAGE="en") for _ in range(2))
    for one, name in ((client, "boss"), (other, "other")):
        one.force_login(get_user_model().objects.get(username=name),
                        backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"code": PERSONS, "rows": "citizenship", "columns": "branch"}
    page = client.get(reverse("reporting:explore"), asked).content.decode()
    assert "not shown" in page
    assert "others" in page
    odd = client.get(reverse("reporting:explore"), {"code": "x", "rows": "name", "columns": "y"})
    assert odd.status_code == 200
    found = json.loads(client.get(
        reverse("reporting:explore_file", args=["json"]), asked).content)
    assert found["total"] == "39"
    assert all(c["value"] is None or c["value"] == "0" or int(c["value"]) >= 5
               for c in found["cells"])
    text = client.get(reverse("reporting:explore_file", args=["csv"]), asked).content.decode()
    assert text.startswith("measure,citizenship,branch,value")
    keep = f"{reverse('reporting:save_view')}?code={PERSONS}&rows=citizenship&columns=branch"
    assert "The view is kept" in client.post(
        keep, {"name": "By country"}, follow=True).content.decode()
    assert "of this name already" in client.post(
        keep, {"name": "By country"}, follow=True).content.decode()
    assert "By country" not in other.get(reverse("reporting:explore")).content.decode()
    (view,) = reporting.list_views(
        owner_id=get_user_model().objects.get(username="boss").pk)
    drop = reverse("reporting:drop_view", args=[view.id])
    assert "no such view" in other.post(drop, follow=True).content.decode()
    assert "taken away" in client.post(drop, follow=True).content.decode()

"""The catalogue: whole, computed on an empty office, and the Fund's rows that point at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import models
from przystan.reporting import public as reporting
from przystan.reporting.rules import RATIO_FORMS, ratio_of
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
PROTECTION = advisory.StayBasis.TEMPORARY_PROTECTION
Aim = reporting.Objective
INTEGRATION, ASYLUM = "amif.persons_integration", "amif.persons_asylum"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def office(db: None) -> int:
    return finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8), actor=ACTOR, at=AT)


def value(code: str, as_of: date = DAY) -> Decimal:
    return reporting.compute(codes=[code], as_of=as_of)[0].value


def test_every_figure_is_whole() -> None:
    codes = [d.code for d in reporting.DEFINITIONS]
    assert len(codes) == len(set(codes))
    for d in reporting.DEFINITIONS:
        assert d.code.partition(".")[0] in reporting.AREAS, d.code
        assert all((d.label, d.meaning, d.includes, d.excludes, d.source)), d.code
        assert d.version >= 1
    for r in reporting.RATIOS:
        assert {r.numerator, r.denominator} <= set(codes), r.code
        assert r.form in RATIO_FORMS


@pytest.mark.usefixtures("office")
def test_an_empty_office_has_noughts_and_nothing_to_divide_by() -> None:
    for figure in reporting.compute(
            codes=[d.code for d in reporting.DEFINITIONS], as_of=DAY):
        assert (figure.value, figure.rows) == (0, 0), figure.code
    assert {r.value for r in reporting.compute_ratios(as_of=DAY)} == {None}
    # Before the project there is nothing, and nothing breaks.
    assert value("advisory.persons_assisted", DAY.replace(year=2000)) == 0


@given(st.decimals(-10**6, 10**6, places=2), st.decimals(-10**6, 10**6, places=2))
def test_a_division_never_fails(above: Decimal, below: Decimal) -> None:
    found = ratio_of(above, below)
    if below == 0:
        assert found is None
    else:
        assert found is not None
        assert abs(found * below - above) <= abs(below) * Decimal("0.00005")
        assert all(form(found) for form in RATIO_FORMS.values())


def test_what_a_basis_of_stay_belongs_to_is_known_on_a_day(office: int) -> None:
    for basis in (PROTECTION, PROTECTION, advisory.StayBasis.PERMANENT):
        make_visit(make_card(make_person(), project_id=office, stay_basis=basis))
    assert (value(INTEGRATION), value(ASYLUM)) == (3, 0)
    later = AT + timedelta(days=20)
    reporting.set_objective(
        actor=ACTOR, at=later, stay_basis=PROTECTION, objective=Aim.ASYLUM,
        in_force_from=DAY.replace(month=1), source="a letter of the authority")
    # As of the day before the rule was known, nothing has changed.
    assert (value(INTEGRATION), value(ASYLUM)) == (3, 0)
    day = clock.local_date(later)
    assert (value(INTEGRATION, day), value(ASYLUM, day)) == (1, 2)
    reporting.set_objective(
        actor=ACTOR, at=later + timedelta(days=1), stay_basis=PROTECTION,
        objective=Aim.INTEGRATION, in_force_from=DAY + timedelta(days=1), source="another")
    # In force only from a day after their first services.
    assert value(ASYLUM, day + timedelta(days=1)) == 2
    with pytest.raises(reporting.IndicatorRefused, match="rule is from"):
        reporting.set_objective(
            actor=ACTOR, at=later, stay_basis=PROTECTION, objective=Aim.ASYLUM, in_force_from=DAY,
            source=" ")


@pytest.mark.django_db
def test_the_shipped_indicators_point_at_figures_and_are_marked() -> None:
    found = reporting.list_indicators()
    assert {i.programme for i in found} == {"2014-2020", "2021-2027"}
    known = {d.code for d in reporting.DEFINITIONS}
    assert {i.figure for i in found if i.figure} <= known
    assert [i.code for i in found if i.is_confirmed] == ["SO2-R2"]
    assert all(i.wording_pl and i.wording_en and i.source for i in found)
    rules = reporting.list_objective_rules(at=AT)
    assert {r.stay_basis for r in rules} == set(advisory.StayBasis)


@pytest.mark.django_db
def test_an_indicator_has_versions_and_the_database_keeps_them() -> None:
    before = next(i for i in reporting.list_indicators() if i.code == "O.2.3")
    said = reporting.IndicatorVersion(
        before.programme, before.code, "nowe", "new", before.objective, before.figure,
        DAY, True, "a regulation that was read")
    assert reporting.revise_indicator(actor=ACTOR, at=AT, indicator=said) == 2
    now = next(i for i in reporting.list_indicators() if i.code == "O.2.3")
    assert (now.version, now.wording_en, now.is_confirmed) == (2, "new", True)
    with pytest.raises(reporting.IndicatorRefused, match="no such figure"):
        reporting.revise_indicator(
            actor=ACTOR, at=AT,
            indicator=reporting.IndicatorVersion(**{**vars(said), "figure": "no.such"}))
    row = models.Indicator.objects.first()
    assert row is not None
    row.source = ""
    with pytest.raises(IntegrityError, match="reporting_indicator_has_a_source"), \
            transaction.atomic():
        row.save()


@pytest.mark.usefixtures("office")
def test_what_staff_see_and_the_public_does_not() -> None:
    manager, auditor = client_of("boss", Role.MANAGER), client_of("looks", Role.AUDITOR)
    assert "not recorded here" in text(manager.get(reverse("reporting:indicators")))
    page = text(manager.get(reverse("reporting:figures"), {"area": "calls"}))
    assert "nothing to divide by" in page
    early = text(manager.get(reverse("reporting:figures"), {"as_of": "2001-01-01"}))
    assert "had not begun" in early
    assert "No target yet" in text(manager.get(reverse("reporting:unit_costs")))
    assert auditor.get(reverse("reporting:objective")).status_code == 403
    public = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert public.get(reverse("statistics:figure", args=["calls.outgoing"])).status_code == 200
    assert public.get(reverse("statistics:figure", args=["cases.decided"])).status_code == 404
    form = {"stay_basis": "permanent", "objective": "asylum", "in_force_from": "2023-01-01",
            "source": "a letter"}
    assert manager.post(reverse("reporting:objective"), form).status_code == 302
    edit = reverse("reporting:indicator", args=["2014-2020", "SO2-R2"])
    assert "Number of target group" in text(manager.get(edit))
    assert "This field is required" in text(manager.post(edit, {"wording_en": "x"}))


def client_of(name: str, role: Role) -> Client:
    make_staff(name, role)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(get_user_model().objects.get(username=name),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())

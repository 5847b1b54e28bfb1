"""Screens show figures counted a moment ago and say when; what is kept grows old and is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import models as jobs

from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting
from przystan.reporting import tasks
from przystan.reporting.queries import kept
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

pytestmark = pytest.mark.django_db
PERSONS = "advisory.persons_assisted"
NOON = clock.day_start(DAY) + timedelta(hours=12)


@pytest.fixture(autouse=True)
def project(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    settings.FIGURES_KEPT_SECONDS = 60
    # Everything takes long to count here.
    monkeypatch.setattr(kept, "AT_ONCE_SECONDS", 0)
    cache.clear()
    yield finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8), actor=system_actor("test"),
        at=AT)
    cache.clear()


def persons_at(after: timedelta, **others: Any) -> tuple[int, timedelta, bool]:
    found = reporting.kept_figures(codes=[PERSONS], as_of=DAY, at=NOON + after, **others)
    return int(found.value[0].value), found.at - NOON, found.is_stale


def test_what_is_kept_says_when_it_was_counted_and_grows_old(project: int) -> None:
    nought, minute = timedelta(0), timedelta(seconds=60)
    assert persons_at(nought) == (0, nought, False)
    make_visit(make_card(make_person(), project_id=project))
    assert persons_at(minute / 2) == (0, nought, False)
    assert persons_at(minute) == (0, nought, True)
    # What is exact counts: no file, publication or program takes what is kept.
    assert reporting.compute(codes=[PERSONS], as_of=DAY)[0].value == 1
    assert persons_at(minute, anew=True) == (1, minute, False)
    assert persons_at(minute * 1.5) == (1, minute, False)
    make_visit(make_card(make_person(), project_id=project))
    assert persons_at(minute * 16) == (2, minute * 16, False)
    # A clock that went back finds nothing from its future.
    assert persons_at(nought) == (2, nought, False)


def test_an_office_may_keep_nothing_and_what_is_quick_is_not_kept(
    project: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIGURES_KEPT_SECONDS = 0
    assert persons_at(timedelta(0))[0] == 0
    make_visit(make_card(make_person(), project_id=project))
    assert persons_at(timedelta(0))[0] == 1
    settings.FIGURES_KEPT_SECONDS = 60
    monkeypatch.setattr(kept, "AT_ONCE_SECONDS", 3600)
    for count in (1, 2):
        assert persons_at(timedelta(0))[0] == count
        make_visit(make_card(make_person(), project_id=project))


def test_a_screen_asks_the_worker_once_and_may_count_now(project: int, settings: Any) -> None:
    settings.CLOCK_OFFSET_SECONDS = (NOON - clock.now()).total_seconds()
    make_staff("boss", Role.MANAGER)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(get_user_model().objects.get(username="boss"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    page, asked = reverse("reporting:figures"), {"as_of": DAY.isoformat()}

    def row() -> str:
        text = " ".join(client.get(page, asked).content.decode().split())
        return text[text.index("Number of target group persons"):][:400]

    first = row()
    make_visit(make_card(make_person(), project_id=project))
    assert row() == first
    settings.CLOCK_OFFSET_SECONDS += 90
    assert [row() for _ in range(2)] == [first, first]
    (job,) = jobs.ProcrastinateJob.objects.filter(task_name="reporting.count_again")
    tasks.count_again(**job.args)
    assert row() != first
    make_visit(make_card(make_person(), project_id=project))
    before = row()
    asked["now"] = "1"
    assert row() != before
    # Nobody from outside makes the office count.
    public = reverse("statistics:report")

    def numbers() -> str:
        text = Client(HTTP_ACCEPT_LANGUAGE="en").get(public, asked).content.decode()
        return text[text.index("<article"):text.index("p-report__footer")]

    seen = numbers()
    make_visit(make_card(make_person(), project_id=project))
    assert numbers() == seen

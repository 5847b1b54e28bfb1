"""Where cases wait and who gets the next one: by hand, and by another way of counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.rules.flow import duration_of, weeks_of

AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
WEEK = timedelta(weeks=1)
FIRST = date(2026, 1, 5)


def flow(*rows: tuple[int, int], opened: int = 0) -> list[cases.FlowDay]:
    told = []
    for n, (received, decided) in enumerate(rows):
        opened += received - decided
        told.append(cases.FlowDay(FIRST + WEEK * n, received, decided, opened))
    return told


def test_a_simulation_by_hand() -> None:
    # 13 weeks of 10 in and 6 out by 3 officers: 4 more each week; with 2 more, 10 in and 10 out.
    told = cases.simulate(flow(*[(10, 6)] * 13), officers=3, extra=2, weeks=3)
    assert told.per_officer == 2
    assert told.as_now == (56, 60, 64)
    assert told.with_more == (52, 52, 52)
    assert told.weeks[0] == FIRST + WEEK * 13
    # What is not there cannot be decided.
    many = cases.simulate(flow(*[(10, 6)] * 13), officers=1, extra=20, weeks=3)
    assert many.with_more == (0, 0, 0)
    with pytest.raises(cases.TooFewWeeks):
        cases.simulate(flow(*[(10, 6)] * 12), officers=1, extra=0, weeks=3)


def test_the_back_test_tells_what_was_told_and_what_came() -> None:
    steady = cases.back_test(flow(*[(10, 6)] * 17), weeks=4)
    assert (steady.told, steady.mean_error) == (steady.came, 0)
    # After 13 steady weeks nothing more comes: told 56, 60; came 46, 40.
    broken = cases.back_test(flow(*[(10, 6)] * 13, (0, 6), (0, 6)), weeks=2)
    assert (broken.told, broken.came) == ((56, 60), (46, 40))
    assert broken.mean_error == pytest.approx((10 / 46 + 20 / 40) / 2)


def test_weeks_are_those_counted_one_case_at_a_time() -> None:
    rng = Random(7)
    received = [FIRST + timedelta(days=rng.randrange(200)) for _ in range(500)]
    decided = [d + timedelta(days=rng.randrange(5, 90)) for d in received]
    until = FIRST + WEEK * 30
    told = weeks_of({d: received.count(d) for d in received},
                    {d: decided.count(d) for d in decided}, until=until)
    for row in told:
        end = row.week + WEEK
        assert row.open == sum(r < end <= d for r, d in zip(received, decided, strict=True))
    assert told[-1].week + WEEK <= until


def test_durations_are_median_and_ninth_decile() -> None:
    told = duration_of(cases.Stage.RECEIVED, list(range(1, 12)), 5)
    assert (told.count, told.median_days, told.slow_days, told.waiting_now) == (11, 6, 10, 5)
    assert duration_of(cases.Stage.RECEIVED, [], 2).count == 0


@pytest.mark.django_db
def test_a_family_stays_with_one_officer_and_the_nearest_day_goes_first() -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=AT)
    with pytest.raises(cases.NoOfficer):
        cases.allocate_cases(branch="SZ", actor=ROBOT, at=AT)
    officers = []
    for name in ("Ala", "Ola"):
        user = accounts.add_user(username=name, display_name=name, email="", language="pl",
                                 password=None, actor=ROBOT, at=AT)
        accounts.grant_role(user_id=user, role=accounts.Role.CASE_OFFICER, branch="SZ",
                            actor=ROBOT, at=AT)
        officers.append(user)
    opened = [cases.receive_application(actor=ROBOT, at=AT, application=cases.Application(
        "SOC-II", "temporary_work", datetime(2026, 4, 8, 9, tzinfo=UTC),
        cases.Channel.IN_PERSON, "SZ", None, uuid4())) for _ in range(4)]
    cases.assign_case(case_id=opened[0], user_id=officers[1], actor=ROBOT, at=AT)
    cases.link_cases(case_id=opened[0], other_id=opened[3], kind=cases.LinkKind.FAMILY,
                     actor=ROBOT, at=AT)
    assert cases.allocate_cases(branch="SZ", actor=ROBOT, at=AT) == 3
    reasons = {i: cases.assigned_to(case_id=i) for i in opened}
    assert reasons[opened[3]] is not None
    assert (reasons[opened[3]].officer, reasons[opened[3]].reason) == (
        "Ola", cases.AssignmentReason.LINKED)
    assert [o.load for o in cases.list_officers(branch="SZ")] == [2, 2]
    assert cases.allocate_cases(branch="SZ", actor=ROBOT, at=AT) == 0
    models.CaseTerm.objects.filter(pk=opened[3]).update(last_date=date(2026, 6, 1))
    assert [r.case_id for r in cases.list_work(user_id=officers[1], on=date(2026, 5, 20))][0] == (
        opened[3])

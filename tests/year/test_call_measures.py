"""The year's telephone: measures, aftermaths, topics and forecast by another method."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from przystan.rooms.calls import public as calls
from tests.calls.measured import Row, aftermath, measure
from tests.commands import run_command

pytestmark = [pytest.mark.year, pytest.mark.usefixtures("year")]
WARSAW = ZoneInfo("Europe/Warsaw")
AT = datetime(2023, 12, 7, 9, tzinfo=WARSAW)


def fetch(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def day_of(row: Row) -> date:
    return row.start.astimezone(WARSAW).date()


@pytest.fixture
def rows() -> list[Row]:
    removed = {row[0] for row in fetch("SELECT contact_id FROM calls_removal")}
    return [
        Row(i, key, direction == "incoming", outcome, start, end, e164, unit, wait, talk,
            i in removed)
        for i, key, direction, outcome, start, end, e164, unit, wait, talk in fetch(
            "SELECT id, key, direction, outcome, started_at, ended_at, e164, redirected_to,"
            " wait_seconds, talk_seconds FROM calls_contact")
    ]


@pytest.mark.parametrize(("first", "last"), [
    (date(2022, 10, 1), date(2023, 8, 31)), (date(2023, 3, 1), date(2023, 3, 31)),
    (date(2023, 3, 26), date(2023, 3, 26)), (date(2023, 5, 8), date(2023, 5, 8)),
])
def test_every_measure_is_computed_a_second_time(
    rows: list[Row], first: date, last: date
) -> None:
    found = calls.call_metrics(first_date=first, last_date=last)
    again = measure(rows, lambda row: first <= day_of(row) <= last)
    for field in fields(found):
        ratio = getattr(found, field.name)
        if isinstance(ratio, calls.Ratio) and field.name != "occupancy":
            assert (ratio.numerator, ratio.denominator) == pytest.approx(again[field.name]), (
                field.name)
    assert found.occupancy.denominator == 0, "the year has no operators' states"


def test_the_whole_year_meets_the_published_figures() -> None:
    found = calls.call_metrics(first_date=date(2022, 10, 1), last_date=date(2023, 8, 31))
    assert (found.answered.numerator, found.outgoing.denominator) == (70150, 5157)
    assert (found.automated_helpline.numerator, found.redirected.numerator) == (13790, 1756)
    assert found.offered == found.answered.denominator == 99339


def test_what_happened_after_is_found_a_second_time(rows: list[Row]) -> None:
    first, last = date(2023, 6, 12), date(2023, 6, 16)
    listed = {
        r.contact_id: (r.aftermath.value, r.next_contact_id)
        for offset in range(0, 2500, 500)
        for r in calls.list_abandoned(
            first_date=first, last_date=last, at=AT, offset=offset, limit=500)
    }
    by_number: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_number[row.e164].append(row)
    again = {
        row.id: aftermath(by_number[row.e164], row, AT) for row in rows
        if row.outcome == "abandoned" and first <= day_of(row) <= last and not row.removed}
    assert listed == again
    assert {kind for kind, _next in listed.values()} >= {"came_again", "never_heard"}


def test_topics_are_counted_a_second_time(rows: list[Row]) -> None:
    first, last = date(2023, 3, 6), date(2023, 3, 19)
    topic_of = dict(fetch("SELECT contact_id, topic FROM calls_wrapup"))
    alone: Counter[tuple[date, str]] = Counter()
    seconds: Counter[tuple[date, str]] = Counter()
    for row in rows:
        topic = topic_of.get(row.id, "")
        if (row.outcome == "answered" and first <= day_of(row) <= last and not row.unit
                and topic not in ("", "status", "other")):
            week = day_of(row) - timedelta(days=day_of(row).weekday())
            alone[week, topic] += 1
            seconds[week, topic] += row.talk or 0
    found = calls.list_savable_topics(first_date=first, last_date=last)
    assert {(t.week, t.topic): t.calls for t in found} == alone
    for t in found:
        assert t.minutes == pytest.approx(seconds[t.week, t.topic] / 60)


def test_the_forecast_is_better_than_last_week_on_the_year(rows: list[Row]) -> None:
    first = date(2023, 8, 28)
    found = calls.get_forecast(first_date=first)
    accuracy = found.accuracy
    assert accuracy.weeks == 26
    assert accuracy.wape is not None
    assert accuracy.naive_wape is not None
    assert accuracy.coverage is not None
    assert accuracy.wape < 0.75 * accuracy.naive_wape
    assert 0.75 <= accuracy.coverage <= 0.92
    # The week that came, which the forecast did not see, by a count of its own.
    came: Counter[tuple[date, int]] = Counter()
    for row in rows:
        if row.outcome in ("answered", "abandoned") and not row.removed:
            local = row.start.astimezone(WARSAW)
            came[local.date(), local.hour * 2 + local.minute // 30] += 1
    pairs = [(came[r.day, r.starts.hour * 2 + r.starts.minute // 30], r) for r in found.rows
             if r.day <= date(2023, 8, 31)]
    total = sum(count for count, _row in pairs)
    assert total == sum(n for (day, _slot), n in came.items() if first <= day <= date(2023, 8, 31))
    assert sum(abs(count - r.expected) for count, r in pairs) / total < 0.3
    inside = sum(r.low <= count <= r.high for count, r in pairs)
    assert inside / len(pairs) > 0.7


def test_staffing_reads_the_days_own_half_hours(rows: list[Row]) -> None:
    day = date(2023, 3, 1)
    found = calls.list_staffing(local_date=day, target=calls.Target())
    mine = [row for row in rows if day_of(row) == day and row.outcome in ("answered", "abandoned")]
    counted = Counter((r.start.astimezone(WARSAW).hour, r.start.minute // 30) for r in mine)
    assert {(r.starts.hour, r.starts.minute // 30): r.load.calls for r in found} == counted
    month = [row for row in rows if day - timedelta(days=27) <= day_of(row) <= day
             and row.outcome in ("answered", "abandoned")]
    patience = sum(r.wait or 0 for r in month) / sum(r.outcome == "abandoned" for r in month)
    assert [r.load.patience_seconds for r in found] == [pytest.approx(patience)] * len(found)
    assert all(r.expected and r.expected.service_level >= 0.8 for r in found)


# --- the commands


def test_the_books_of_a_day_on_the_command_line() -> None:
    done = run_command("calls", "reconcile", "--date", "2023-03-01", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    balance = told["balance"]
    assert balance["offered"] == sum(
        balance[name] for name in ("answered", "abandoned", "contained", "closed", "cut",
                                   "removed"))
    assert (told["handed_over"], told["booked"], told["is_balanced"]) == (
        balance["offered"], 0, True)


@pytest.mark.parametrize(("command", "columns"), [
    (("staffing", "--date", "2023-03-01"), {"half_hour", "offered", "needed", "service_level"}),
    (("forecast", "--from", "2023-08-28"), {"date", "half_hour", "expected", "low", "high"}),
    (("metrics", "--from", "2023-03-01", "--until", "2023-03-31"),
     {"measure", "value", "numerator", "denominator"}),
    (("abandoned", "--from", "2023-03-01", "--until", "2023-03-01"), {"contact", "after"}),
    (("topics", "--from", "2023-03-06", "--until", "2023-03-12"), {"week", "topic", "minutes"}),
])
def test_commands_as_csv(command: tuple[str, ...], columns: set[str]) -> None:
    done = run_command("calls", *command, "--format", "csv")
    assert done.returncode == 0, done.stderr
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(told) > 5
    assert columns <= set(told[0])
    assert "+48" not in done.stdout, "numbers are masked"


def test_a_target_that_cannot_be_meant_is_refused() -> None:
    done = run_command("calls", "staffing", "--date", "2023-03-01", "--service-level", "80")
    assert done.returncode == 2
    assert "between 0 and 1" in done.stderr

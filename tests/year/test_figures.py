"""The demo year prints the report's figures, twice computed, and every row counts."""

from __future__ import annotations

import csv
import struct
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from przystan.demo.year import totals
from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting
from przystan.reporting.rules import rows_hash
from przystan.rooms.advisory import public as advisory
from przystan.rooms.calls import public as calls
from przystan.rooms.people import public as people
from przystan.rooms.records import public as records

pytestmark = [pytest.mark.year, pytest.mark.usefixtures("year")]
AS_OF, EARLIER = date(2023, 12, 7), date(2023, 8, 31)
WARSAW = ZoneInfo("Europe/Warsaw")
GOLDEN = Path(__file__).parents[1] / "golden" / "figures-2023-12-07.csv"
PUBLISHED = {
    "advisory.persons_assisted": 2333, "advisory.persons_psychological": 11,
    "advisory.persons_legal": 307, "calls.answered_incoming": 70150, "calls.outgoing": 5157,
    "calls.automated_helpline": 13790, "calls.redirected": 1756, "calls.abandoned": 15399,
    "records.tagged_folders": 35194, "records.tagging_hours": 2600,
    "finance.project_value": Decimal("3053333.00"), "finance.cofinancing": Decimal("2289999.75"),
}
ACTOR = system_actor("test")
AT = clock.day_start(AS_OF) + timedelta(hours=9)


def value(code: str, as_of: date = AS_OF) -> Decimal:
    return reporting.compute(codes=[code], as_of=as_of)[0].value


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_published_figures() -> None:
    assert {f.code: f.value for f in reporting.compute(as_of=AS_OF)} == PUBLISHED


def test_the_golden_report() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = [tuple(row) for row in csv.reader(file)][1:]
    computed = [
        (f.code, str(f.definition_version), str(f.value.normalize() + 0), str(f.rows), f.rows_hash)
        for f in reporting.compute(as_of=AS_OF)
    ]
    assert [g[:4] for g in golden] == [(c, v, f"{Decimal(x):f}", n) for c, v, x, n, _ in computed]


# The second computation: plain loops over raw tables, with nothing of reporting or of the views.

def in_project(day: date) -> bool:
    return date(2022, 10, 1) <= day <= date(2023, 8, 31)


def known_by(at: datetime, as_of: date) -> bool:
    return at.astimezone(WARSAW).date() <= as_of


def persons_counted_again(kind: str, as_of: date) -> int:
    undone = dict(rows("SELECT merge_id, undone_at FROM people_mergeundo"))
    parent = {
        duplicate: survivor
        for merge, duplicate, survivor, at in rows(
            "SELECT id, duplicate_id, survivor_id, merged_at FROM people_merge")
        if known_by(at, as_of) and not (merge in undone and known_by(undone[merge], as_of))
    }
    removed = dict(rows("SELECT service_id, removed_at FROM advisory_serviceremoval"))
    persons = dict(rows("SELECT id, person_id FROM advisory_beneficiarycard"))
    cards = dict(rows("SELECT id, card_id FROM advisory_visit"))
    found = set()
    for service, visit, service_kind, day, at in rows(
        "SELECT id, visit_id, kind, provided_on, recorded_at FROM advisory_service"
    ):
        gone = service in removed and known_by(removed[service], as_of)
        if gone or not in_project(day) or not known_by(at, as_of):
            continue
        if kind in ("", service_kind):
            person = persons[cards[visit]]
            while person in parent:
                person = parent[person]
            found.add(person)
    return len(found)


def calls_counted_again(as_of: date) -> Counter[str]:
    removed = dict(rows("SELECT contact_id, removed_at FROM calls_removal"))
    counted: Counter[str] = Counter()
    for contact, direction, outcome, started, unit, at in rows(
        "SELECT id, direction, outcome, started_at, redirected_to, recorded_at FROM calls_contact"
    ):
        gone = contact in removed and known_by(removed[contact], as_of)
        if gone or not in_project(started.astimezone(WARSAW).date()) or not known_by(at, as_of):
            continue
        counted[f"{direction} {outcome}"] += 1
        counted[direction] += 1
        counted["redirected"] += bool(unit and outcome == "answered")
    return counted


def folders_counted_again(as_of: date) -> int:
    first: dict[int, datetime] = {}
    for folder, at in rows("SELECT folder_id, labelled_at FROM records_tag WHERE NOT is_void"):
        first[folder] = min(at, first.get(folder, at))
    removed = dict(rows("SELECT folder_id, removed_at FROM records_folderremoval"))
    return sum(
        in_project(at.astimezone(WARSAW).date()) and known_by(at, as_of)
        and not (folder in removed and known_by(removed[folder], as_of))
        for folder, at in first.items()
    )


@pytest.mark.parametrize("as_of", [AS_OF, EARLIER, date(2023, 3, 31), date(2022, 9, 30)])
def test_every_figure_is_computed_a_second_time(as_of: date) -> None:
    counted = calls_counted_again(as_of)
    struck = dict(rows("SELECT session_id, removed_at FROM records_sessionremoval"))
    sessions = [
        (day, hours, at)
        for key, day, hours, at in rows(
            "SELECT id, work_date, hours, recorded_at FROM records_taggingsession")
        if not (key in struck and known_by(struck[key], as_of))
    ]
    agreements = [
        (value_, share) for value_, share, at in rows(
            "SELECT value, cofinancing, recorded_at FROM finance_agreement ORDER BY recorded_at")
        if known_by(at, as_of)
    ]
    assert {f.code: f.value for f in reporting.compute(as_of=as_of)} == {
        "advisory.persons_assisted": persons_counted_again("", as_of),
        "advisory.persons_psychological": persons_counted_again("psychological", as_of),
        "advisory.persons_legal": persons_counted_again("legal", as_of),
        "calls.answered_incoming": counted["incoming answered"],
        "calls.outgoing": counted["outgoing"],
        "calls.automated_helpline": counted["incoming contained"],
        "calls.redirected": counted["redirected"],
        "calls.abandoned": counted["incoming abandoned"],
        "records.tagged_folders": folders_counted_again(as_of),
        "records.tagging_hours": sum(
            (hours for day, hours, at in sessions if in_project(day) and known_by(at, as_of)),
            Decimal(0)),
        "finance.project_value": agreements[-1][0] if agreements else 0,
        "finance.cofinancing": agreements[-1][1] if agreements else 0,
    }


@pytest.mark.parametrize("code", sorted(PUBLISHED))
def test_a_figure_is_its_rows_and_its_hash_is_theirs(code: str) -> None:
    figure = reporting.compute(codes=[code], as_of=AS_OF)[0]
    listed = reporting.list_rows(code=code, as_of=AS_OF)
    counts = reporting.definition_of(code).counts_rows
    assert sum(r.amount for r in listed) == figure.value
    assert len(listed) == figure.rows
    digest = sha256()
    for r in sorted(listed, key=lambda r: r.row_id):
        digest.update(struct.pack(">q", r.row_id))
        if not counts:
            digest.update(struct.pack(">q", int(r.amount * 100)))
    assert digest.hexdigest() == figure.rows_hash
    assert rows_hash(((r.row_id, r.amount) for r in listed), counts_rows=counts) == figure.rows_hash
    assert sum(m.value for m in reporting.list_months(code=code, as_of=AS_OF)) == figure.value


def test_the_35_late_cards_are_the_difference() -> None:
    found = reporting.compare(code="advisory.persons_assisted", earlier=EARLIER, later=AS_OF)
    assert (found.earlier.value, found.later.value) == (2298, 2333)
    assert (len(found.added), len(found.gone)) == (35, 0)
    assert all(r.recorded_at > clock.day_end(EARLIER) for r in found.added)


def test_one_service_more_or_less() -> None:
    before = reporting.compute(codes=["advisory.persons_assisted"], as_of=AS_OF)[0]
    (service,) = rows(
        "SELECT max(s.id) FROM advisory_service s JOIN advisory_visit v ON v.id = s.visit_id"
        " JOIN advisory_beneficiarycard c ON c.id = v.card_id"
        " WHERE c.person_id NOT IN (SELECT duplicate_id FROM people_merge"
        "  UNION SELECT survivor_id FROM people_merge)"
        " GROUP BY c.person_id HAVING count(*) = 1 LIMIT 1")[0]
    advisory.remove_service(actor=ACTOR, at=AT, service_id=service, reason="recorded in error")
    after = reporting.compute(codes=["advisory.persons_assisted"], as_of=AS_OF)[0]
    assert after.value == before.value - 1
    assert after.rows_hash != before.rows_hash
    assert value("advisory.persons_assisted", EARLIER) in (2298, 2297 + 1)


def test_one_call_less() -> None:
    before = reporting.compute(codes=["calls.answered_incoming"], as_of=AS_OF)[0]
    (contact,) = rows("SELECT max(id) FROM calls_contact WHERE outcome = 'answered'")[0]
    calls.remove_contact(contact_id=contact, reason="a test call", actor=ACTOR, at=AT)
    after = reporting.compute(codes=["calls.answered_incoming"], as_of=AS_OF)[0]
    assert after.value == before.value - 1
    assert after.rows_hash != before.rows_hash


def test_one_folder_less() -> None:
    before = reporting.compute(codes=["records.tagged_folders"], as_of=AS_OF)[0]
    (folder,) = rows("SELECT max(id) FROM records_folder")[0]
    records.remove_folder(folder_id=folder, reason="registered twice", actor=ACTOR, at=AT)
    after = reporting.compute(codes=["records.tagged_folders"], as_of=AS_OF)[0]
    assert after.value == before.value - 1
    assert after.rows_hash != before.rows_hash


def test_one_tagging_session_more() -> None:
    codes = ["records.tagged_folders", "records.tagging_hours"]
    folders, hours = (f.value for f in reporting.compute(codes=codes, as_of=AS_OF))
    day = clock.day_start(date(2023, 8, 31)) + timedelta(hours=9)
    sign = "SOC-S.6151.990001.2022"
    records.register_folder(case_sign=sign, kind=records.FolderKind.TEMPORARY, branch="SZ",
                            is_open=True, actor=ACTOR, at=day)
    run = records.open_tagging(branch="SZ", persons=3, actor=ACTOR, at=day)
    tag = records.encode_tag(records.TagNumber(
        records.TagScheme.GDTI, "0614141", "12345", 2**40))
    scan = records.scan_at_desk(run_id=run, text=f"{sign} {tag}", pending_sign="", actor=ACTOR,
                                at=day)
    assert scan.outcome is records.ScanOutcome.TAGGED
    records.close_tagging(run_id=run, hours=Decimal("4.5"), actor=ACTOR, at=day)
    after = reporting.compute(codes=codes, as_of=AS_OF)
    assert [f.value for f in after] == [folders + 1, hours + Decimal("4.5")]


def test_an_undone_merge_counts_two_persons_again() -> None:
    (merge,) = rows("SELECT max(id) FROM people_merge")[0]
    people.undo_merge(actor=ACTOR, at=AT, merge_id=merge, reason="two sisters")
    assert value("advisory.persons_assisted") == 2334
    assert value("advisory.persons_assisted", EARLIER) == 2298


def test_the_raw_cards_and_the_visits_of_the_year() -> None:
    assert rows("SELECT count(*) FROM people_person")[0][0] == 2391
    assert rows("SELECT count(*) FROM people_merge")[0][0] == 58
    assert rows("SELECT count(*) FROM advisory_visit")[0][0] == 4120
    assert rows("SELECT count(*) FROM calls_contact WHERE direction = 'incoming'")[0][0] == 99339
    assert rows("SELECT count(*) FROM records_taggingsession")[0][0] == 130
    assert rows("SELECT count(*) FROM training_session")[0][0] == 22
    assert rows("SELECT sum(hours), count(DISTINCT participant) FROM training_attendance")[0] == (
        Decimal(1408), 64)


def test_every_table_of_the_year_is_met() -> None:
    year = totals()
    by_month: dict[str, Counter[str]] = defaultdict(Counter)
    hours: Counter[str] = Counter()
    weekdays: Counter[int] = Counter()
    for outcome, direction, unit, started in rows(
        "SELECT outcome, direction, redirected_to, started_at FROM calls_contact"
    ):
        local = started.astimezone(WARSAW)
        by_month[direction if direction == "outgoing" else outcome][f"{local:%Y-%m}"] += 1
        if outcome == "answered":
            by_month["redirected"][f"{local:%Y-%m}"] += bool(unit)
            weekdays[local.weekday()] += 1
            late = local.hour >= 16
            hours[f"{local:%H}(Mon)" if late else "07:30" if local.hour == 7
                  else f"{local:%H}"] += 1
    assert by_month["answered"] == year["calls_answered_by_month"]
    assert by_month["abandoned"] == year["calls_abandoned_unpublished_by_month"]
    assert by_month["contained"] == year["calls_helpline_by_month"]
    assert by_month["outgoing"] == year["calls_outgoing_by_month"]
    assert by_month["redirected"] == year["calls_redirected_by_month"]
    assert hours == year["answered_by_hour"]
    assert list(dict(sorted(weekdays.items())).values()) == list(
        year["answered_by_weekday"].values())
    kinds = dict(rows("SELECT kind, count(*) FROM records_folder GROUP BY kind"))
    assert sorted(kinds.values()) == sorted(year["records_by_kind"].values())


def test_no_person_is_real_and_no_number_could_be_theirs() -> None:
    phones = rows("SELECT DISTINCT left(value, 5) FROM people_identifier WHERE kind = 'passport'")
    assert all(prefix.startswith("XX0") for (prefix,) in phones)
    months = rows("SELECT DISTINCT substr(value, 3, 2)::int FROM people_identifier"
                  " WHERE kind = 'pesel'")
    assert all(60 < month <= 72 for (month,) in months), "a PESEL of this century"
    numbers = rows("SELECT DISTINCT left(number, 5) FROM calls_contact")
    assert numbers == [("+4828",)]


def test_the_audit_chain_of_the_year_holds() -> None:
    count, broken = audit.verify_chain()
    assert broken is None
    assert count > 50


def test_what_was_published_on_the_last_day_and_came_to_light_since() -> None:
    """The published 2,298 persons stay; the 35 recorded later for those days are its late rows."""
    (published,) = reporting.list_public(at=AT)
    assert published.as_of == EARLIER
    persons = next(d for d in reporting.drift_of(publication_id=published.id, today=AS_OF)
                   if d.published.code == "advisory.persons_assisted")
    assert (persons.published.value, persons.today.value) == (2298, 2333)
    late = {r[0] for r in rows(
        "SELECT DISTINCT c.person_id FROM advisory_service s"
        " JOIN advisory_visit v ON v.id = s.visit_id JOIN advisory_beneficiarycard c"
        " ON c.id = v.card_id GROUP BY c.person_id"
        " HAVING min(s.recorded_at) >= '2023-09-01 00:00 Europe/Warsaw'")}
    assert len(persons.late) - len(persons.late_gone) == 35
    assert {r.row_id for r in persons.late} & late
    assert persons.rewritten == ()

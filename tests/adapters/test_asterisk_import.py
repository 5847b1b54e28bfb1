"""Importing an engine's files: whole or not at all, repeatable, longer versions, restarts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.config.cli import build_parser
from przystan.platform.accounts.public import system_actor
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.testing import NOON, Specimen, write_log

from .asterisk_logs import cel_line, write_cel

pytestmark = pytest.mark.django_db

ACTOR = system_actor("test")
AT = datetime(2023, 3, 2, 8, tzinfo=UTC)
DAY = date(2023, 3, 1)
KINDS = calls.LogKind


def take(path: Path, source: calls.LogKind = KINDS.EVENTS, **options: object) -> calls.ImportReport:
    return calls.import_log(
        logs=AsteriskLogs(), source=source, path=path, actor=ACTOR, at=AT, **options)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def forget_everything() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE calls_importrun CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def everything() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, direction, outcome, started_at, ended_at, number, line, language,"
            " redirected_to, redirect_answered, operators, wait_seconds, talk_seconds,"
            " (SELECT array_agg((kind, l.started_at, l.answered_at, l.ended_at, who, target)::text"
            "  ORDER BY position) FROM calls_leg l WHERE l.contact_id = c.id)"
            " FROM calls_contact c ORDER BY key")
        return cursor.fetchall()


def an_hour() -> list[str]:
    made = [
        Specimen("a").dial("801").choose("pl").queue().ring("op1").pass_after_asking("702"),
        Specimen("b", at=NOON + timedelta(seconds=1)).dial("800").choose("uk").queue().ring("op2")
        .pass_while_ringing("703", answers=False).queue().ring("op3"),
        Specimen("c", at=NOON + timedelta(seconds=2)).call_out("op4", "+48000000401"),
        Specimen("d", at=NOON + timedelta(seconds=9)).dial("802").choose("uk").queue(),
    ]
    return [cel_line(event) for event in write_log([call.hang_up() for call in made])]


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(line + "\n" for line in lines))
    return path


def test_the_same_file_again_adds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "cel.jsonl", an_hour())
    first = take(path)
    assert (first.contacts, first.repeats, first.open_calls) == (4, 0, 0)
    kept = everything()
    again = take(path)
    assert (again.added, again.contacts, again.repeats) == (0, 0, first.lines)
    assert everything() == kept
    assert rows("calls_engineevent") == first.lines


@pytest.mark.parametrize("step", [1, 7, 23])
def test_growing_versions_come_to_the_same_as_the_whole(tmp_path: Path, step: int) -> None:
    lines = an_hour()
    whole = take(write(tmp_path / "whole.jsonl", lines))
    kept = everything()
    forget_everything()
    contacts = 0
    for place in range(step, len(lines) + step, step):
        contacts += take(write(tmp_path / "part.jsonl", lines[:place])).contacts
    assert contacts == whole.contacts
    assert everything() == kept
    assert [d.difference for d in calls.daily_balance(first_date=DAY, last_date=DAY)] == [0]


def test_a_restart_between_two_imports_cuts(tmp_path: Path) -> None:
    lines = an_hour()
    take(write(tmp_path / "a.jsonl", lines[:60]))
    killed_at = datetime.fromisoformat(lines[59].split('"eventtime":"')[1][:31])
    again = Specimen("z", at=killed_at + timedelta(seconds=3)).dial("803").hang_up()
    report = take(write_cel(tmp_path / "b.jsonl", write_log([again])))
    assert (report.restarts, report.open_calls) == (1, 0)
    found = calls.list_contacts(wanted=calls.ContactFilter(outcome="cut_by_restart"))
    assert found
    (day,) = calls.daily_balance(first_date=DAY, last_date=DAY)
    assert day.difference == 0
    assert day.cut == sum(row.direction == "incoming" for row in found)


def test_a_restart_that_only_the_queue_log_tells_cuts(tmp_path: Path) -> None:
    lines = an_hour()[:60]
    report = take(write(tmp_path / "cel.jsonl", lines))
    assert report.open_calls
    epoch = int(NOON.timestamp())
    queue = tmp_path / "queue_log"
    queue.write_text(f"{epoch - 60}|NONE|NONE|NONE|QUEUESTART|\n"
                     f"{epoch + 60}|NONE|NONE|NONE|QUEUESTART|\n")
    take(queue, KINDS.QUEUE, engine="sp1")
    cut = calls.list_contacts(wanted=calls.ContactFilter(outcome="cut_by_restart"))
    assert len(cut) == report.open_calls
    assert calls.list_imports()[1].open_calls == 0


def test_refused_lines_leave_nothing_behind_unless_good_ones_are_accepted(tmp_path: Path) -> None:
    lines = an_hour()
    lines[5] = lines[5].replace("2023-03-01", "31.02.2023")
    path = write(tmp_path / "cel.jsonl", lines)
    with pytest.raises(calls.LogRefused) as caught:
        take(path)
    (refused,) = caught.value.report.refused
    assert (refused.line, refused.column) == (6, "eventtime")
    assert caught.value.report.run_id is None
    assert rows("calls_engineevent") == rows("calls_importrun") == 0
    kept: list[calls.RefusedLine] = []
    report = take(path, accept_valid=True, refusals=calls.Refusals(kept.append))
    assert report.added == len(lines) - 1
    assert kept[0].raw == lines[5]


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    report = take(write(tmp_path / "cel.jsonl", an_hour()), is_dry_run=True)
    assert (report.contacts, report.run_id) == (4, None)
    assert rows("calls_contact") == rows("calls_importrun") == rows("audit_entry") == 0


def command(*arguments: object) -> int:
    options = build_parser().parse_args(["import", "calls", *map(str, arguments)])
    return int(options.func(options))


def test_the_command_refuses_accepts_and_repeats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "cel.jsonl", [*an_hour(), "torn {"])
    assert command("--asterisk-cel", path, "--format", "json") == 1
    assert "expected a JSON object" in capsys.readouterr().err
    assert rows("calls_contact") == 0
    assert command("--asterisk-cel", path, "--accept-valid", "--format", "json") == 0
    assert (tmp_path / "cel.jsonl.refused").read_text() == "torn {\n"
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["contacts"] == rows("calls_contact") == 4
    write(path, an_hour())
    assert command("--asterisk-cel", path, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["added"] == 0
    assert command() == command("--asterisk-cdr", tmp_path / "none") == 2


def test_doubled_lines_and_a_missing_file_name(tmp_path: Path) -> None:
    lines = an_hour()
    report = take(write(tmp_path / "cel.jsonl", [x for line in lines for x in (line, line)]))
    assert (report.added, report.repeats, report.contacts) == (len(lines), len(lines), 4)


def test_live_events_fold_as_they_come() -> None:
    logs = AsteriskLogs()
    for line in an_hour():
        event = logs.parse_event(line)
        assert event is not None
        calls.record_engine_events(logs=logs, events=[(line, event)], actor=ACTOR, at=AT)
    found = calls.list_contacts(wanted=calls.ContactFilter())
    assert Counter(row.outcome for row in found) == {
        "answered": 2, "abandoned": 1, "outgoing_answered": 1}


def test_real_logs_in_any_order_of_import(shared_data: Path) -> None:
    folder = shared_data / "asterisk"
    files = {KINDS.EVENTS: "cel.jsonl", KINDS.QUEUE: "queue_log", KINDS.RECORDS: "Master.csv"}
    results = []
    for order in (list(files), list(files)[::-1]):
        for kind in order:
            take(folder / files[kind], kind)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reason, count(*) FROM calls_disagreement GROUP BY reason ORDER BY reason")
            results.append(cursor.fetchall())
        forget_everything()
    assert results[0] == results[1]
    assert dict(results[0])["cdr_answered_by_helpline"] == 35
    assert dict(results[0])["transfer_instead_of_complete"] == 14
    assert "not_in_cel" not in dict(results[0])


def test_real_log_balances(shared_data: Path) -> None:
    take(shared_data / "asterisk" / "cel.jsonl")
    day = date(2026, 11, 23)
    (balance,) = calls.daily_balance(first_date=day, last_date=day)
    assert (balance.offered, balance.answered, balance.abandoned, balance.contained) == (
        109, 71, 11, 22)
    assert (balance.closed, balance.cut, balance.outgoing, balance.difference) == (5, 0, 14, 0)
    newest = calls.list_contacts(wanted=calls.ContactFilter(), limit=1)[0]
    card = calls.get_contact(contact_id=newest.id)
    assert card.legs
    assert len(card.events) >= 4

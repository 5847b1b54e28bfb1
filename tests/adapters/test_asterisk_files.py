"""What engines leave in their files: translated, or refused with the place and the expectation."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from przystan.adapters.asterisk.cdr import parse_cdr_row, read_cdr
from przystan.adapters.asterisk.cel import parse_cel_line, read_cel
from przystan.adapters.asterisk.lines import LineError
from przystan.adapters.asterisk.profile import load_profile
from przystan.adapters.asterisk.queue_log import parse_queue_line, read_queue_log
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.testing import Specimen, write_log
from przystan.rooms.calls.types import EngineEvent, QueueEventKind, RefusedLine
from tests.commands import MOST_HELD

from .asterisk_logs import cel_line, write_cel

CDR_ROW = (
    '"","+48000000112","s","queue-pl","""x"" <1>","PJSIP/trunk-00000000","PJSIP/op1-00000001",'
    '"Queue","dept,,,,15","2026-11-23 18:10:27","2026-11-23 18:10:27","2026-11-23 18:10:32",5,5,'
    '"ANSWERED","DOCUMENTATION","cc1-1795457427.0","pl","","cc1-1795457427.0",0'
)


def specimen_log() -> list[EngineEvent]:
    calls_made = [
        Specimen("a").dial("801").choose("pl").queue().ring("op1").pass_after_asking("702").hang_up(),
        Specimen("b").dial("800").choose("uk").queue().press_key().hang_up(),
        Specimen("c").call_out("op2", "+48000000401").hang_up(),
    ]
    return write_log(calls_made)


def read(path: Path) -> tuple[list[EngineEvent], list[RefusedLine]]:
    refused: list[RefusedLine] = []
    return [event for _, event in read_cel(path, refused.append)], refused


def test_an_event_comes_back_as_it_was_written() -> None:
    for event in specimen_log():
        told = parse_cel_line(cel_line(event))
        assert told is not None
        assert told == event


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "  \n"])
def test_any_line_end_and_a_byte_order_mark(tmp_path: Path, end: str) -> None:
    events = specimen_log()
    path = write_cel(tmp_path / "cel.jsonl", events, end)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    told, refused = read(path)
    assert len(told) == len(events)
    assert refused == []


def test_mixed_line_ends(tmp_path: Path) -> None:
    lines = [cel_line(event) for event in specimen_log()]
    ends = ["\n", "\r\n", "\r"]
    path = tmp_path / "cel.jsonl"
    path.write_bytes("".join(x + ends[i % 3] for i, x in enumerate(lines)).encode())
    assert len(read(path)[0]) == len(lines)


def test_a_torn_last_line_is_refused_with_its_place(tmp_path: Path) -> None:
    events = specimen_log()
    path = write_cel(tmp_path / "cel.jsonl", events)
    path.write_bytes(path.read_bytes()[:-30])
    told, refused = read(path)
    assert len(told) == len(events) - 1
    assert [(line.file, line.line, line.expected) for line in refused] == [
        ("cel.jsonl", len(events), "a JSON object")
    ]


def test_a_whole_event_behind_a_torn_one_is_saved(tmp_path: Path) -> None:
    first, second = map(cel_line, specimen_log()[:2])
    path = tmp_path / "cel.jsonl"
    path.write_text(first[:-25] + second + "\n")
    told, refused = read(path)
    assert [cel_line(event) for event in told] == [second]
    assert len(refused) == 1


def changed(**values: object) -> str:
    return json.dumps({**json.loads(cel_line(specimen_log()[0])), **values})


@pytest.mark.parametrize(("line", "column"), [
    ("not json", "1"),
    ("[1, 2]", "the line"),
    ("[" * 5000, "the line"),
    (changed(eventtype="CHANSTART"), "eventtype"),
    (changed(eventtime="31.02.2023 10:00"), "eventtime"),
    (changed(eventtime="2026-11-23T18:10:27"), "eventtime"),
    (changed(uniqueid="abc"), "uniqueid"),
    (changed(linkedid=""), "linkedid"),
    (changed(channame=5), "channame"),
    (changed(eventtype="BRIDGE_ENTER", eventextra="{"), "eventextra"),
    (changed(eventtype="BRIDGE_EXIT", eventextra="[]"), "eventextra"),
    (changed(eventextra=5), "eventextra"),
    (changed(exten=["5"]), "exten"),
])
def test_a_bad_event_names_its_column(line: str, column: str) -> None:
    with pytest.raises(LineError) as caught:
        parse_cel_line(line)
    assert caught.value.column == column
    assert caught.value.expected


def test_bytes_that_are_no_utf8_and_endless_lines_are_refused(tmp_path: Path) -> None:
    good = cel_line(specimen_log()[0]).encode()
    path = tmp_path / "cel.jsonl"
    path.write_bytes(b"\xb3\xf3\n" + b"x" * 300_000 + b"\n" + good + b"\n\0\0\n")
    told, refused = read(path)
    assert len(told) == 1
    assert [line.line for line in refused] == [1, 2]


@pytest.mark.parametrize(("line", "column"), [
    ("1795457428;cc1-1.0;dept;NONE;ENTERQUEUE;", "1"),
    ("soon|cc1-1.0|dept|NONE|ENTERQUEUE|", "1"),
    ("1795457428|cc1-1.0|dept|NONE|enter queue|", "5"),
    ("1795457428|cc1-1.0|dept|op1|CONNECT|x|a|1", "6"),
    ("1795457428|cc1-1.0|dept|NONE|ABANDON|1|1", "8"),
])
def test_a_bad_queue_line_names_its_field(line: str, column: str) -> None:
    with pytest.raises(LineError) as caught:
        parse_queue_line(line)
    assert caught.value.column == column


def test_queue_lines() -> None:
    connect = parse_queue_line("1795457429|cc1-1795457427.0|dept|op1|CONNECT|7|cc1-1795457428.1|0")
    assert (connect.kind, connect.agent, connect.hold_seconds) == (
        QueueEventKind.CONNECTED, "op1", 7)
    assert connect.at == datetime.fromtimestamp(1795457429, UTC)
    assert parse_queue_line("1795457428|a|dept|op1|BLINDTRANSFER|702|units|9").transfer == "702"
    assert parse_queue_line("1795457490|NONE|dept|op1|PAUSE|lunch").call_id == ""


@pytest.mark.parametrize(("change", "column"), [
    (lambda row: row.replace(",", ";"), "1"),
    (lambda row: row.replace("2026-11-23 18:10:27", "2026-02-31 18:10:27", 1), "start"),
    (lambda row: row.replace("ANSWERED", "MAYBE"), "disposition"),
    (lambda row: row.replace(",5,5,", ",five,5,"), "duration"),
    (lambda row: row + ",1", "1"),
    (lambda row: row.replace('"cc1-1795457427.0",0', '"",0'), "linkedid"),
    (lambda row: row[:-40], "1"),
])
def test_a_bad_record_names_its_column(change: Callable[[str], str], column: str) -> None:
    with pytest.raises(LineError) as caught:
        parse_cdr_row(change(CDR_ROW), ZoneInfo("UTC"))
    assert caught.value.column == column


def test_records_and_queue_lines_are_read_from_files(tmp_path: Path) -> None:
    refused: list[RefusedLine] = []
    record = tmp_path / "Master.csv"
    record.write_text(CDR_ROW + "\r\nnothing\r\n")
    ((_, told),) = read_cdr(record, "Europe/Warsaw", refused.append)
    assert told.started_at == datetime(2026, 11, 23, 17, 10, 27, tzinfo=UTC)
    queue = tmp_path / "queue_log"
    queue.write_text("1795457427|NONE|NONE|NONE|QUEUESTART|\nnothing\n")
    assert len(list(read_queue_log(queue, refused.append))) == 1
    assert [line.file for line in refused] == ["Master.csv", "queue_log"]


def test_profiles(tmp_path: Path) -> None:
    classic = load_profile()
    assert classic.lines["801"] == "pl"
    with pytest.raises(calls.BadProfile, match="neither shipped nor a file"):
        load_profile("unknown")
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\n')
    with pytest.raises(calls.BadProfile, match="timezone|incoming"):
        load_profile(str(path))
    path.write_text("name = ")
    with pytest.raises(calls.BadProfile, match="cannot be read"):
        load_profile(str(path))


GROWTH = MOST_HELD + """
import sys
from przystan.config.cli import main
code = main(["calls", "fold", "--asterisk-cel", sys.argv[1], "--format", "json"])
print(code, most_held(), file=sys.stderr)
"""


def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    sizes = [measure(tmp_path, days) for days in (20, 400)]
    (small, small_memory), (large, large_memory) = sizes
    assert large > 15 * small
    assert large_memory - small_memory < 6_000  # KiB, for 20 times the log


def measure(folder: Path, days: int) -> tuple[int, int]:
    path = folder / f"{days}.jsonl"
    write_days(path, days)
    run = subprocess.run(
        [sys.executable, "-c", GROWTH, str(path)], capture_output=True, text=True, check=True
    )
    code, memory = run.stderr.split()
    assert code == "0"
    assert len(json.loads(run.stdout)["contacts"]) == 3 * days
    return path.stat().st_size, int(memory)


def write_days(path: Path, days: int) -> None:
    """Write the same three calls again and again, as one engine that never stops would."""
    events = specimen_log()
    channels = 1 + max(event.counter for event in events)
    with path.open("w") as file:
        for day in range(days):
            shift, step = timedelta(minutes=day), day * channels

            def moved(key: str, shift: timedelta = shift, step: int = step) -> str:
                head, _, counter = key.rpartition(".")
                if not head:
                    return key
                epoch = int(head[4:]) + int(shift.total_seconds())
                return f"sp1-{epoch}.{int(counter) + step}"

            for event in events:
                file.write(cel_line(event._replace(
                    at=event.at + shift, channel_id=moved(event.channel_id),
                    call_id=moved(event.call_id),
                    other_channel_id=moved(event.other_channel_id),
                    transferee_channel_id=moved(event.transferee_channel_id),
                    target_channel_id=moved(event.target_channel_id),
                )) + "\n")

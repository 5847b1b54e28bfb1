"""A real call centre's logs against the truth that callers and operators kept."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from przystan.adapters.asterisk.cdr import read_cdr
from przystan.adapters.asterisk.cel import parse_cel_line, read_cel
from przystan.adapters.asterisk.profile import load_profile
from przystan.adapters.asterisk.queue_log import read_queue_log
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.types import Contact, Disagreement, Outcome, Reason, RefusedLine

Found = list[Contact | Disagreement]


@pytest.fixture(scope="module")
def logs(shared_data: Path) -> Path:
    return shared_data / "asterisk"


def never(line: RefusedLine) -> None:
    raise AssertionError(line)


def fold_all(logs: Path) -> Found:
    profile = load_profile()
    return list(calls.fold_logs(
        profile=profile,
        events=(event for _, event in read_cel(logs / "cel.jsonl", never)),
        queue_events=(event for _, event in read_queue_log(logs / "queue_log", never)),
        records=(row for _, row in read_cdr(logs / "Master.csv", profile.timezone, never)),
    ))


def fold_lines(lines: Iterable[str]) -> Found:
    events = (event for line in lines if (event := parse_cel_line(line)) is not None)
    return list(calls.fold_logs(profile=load_profile(), events=events))


def contacts_of(found: Found) -> list[Contact]:
    return [item for item in found if isinstance(item, Contact)]


def truth_rows(logs: Path) -> list[dict[str, str]]:
    with (logs / "truth.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def pairs(logs: Path, contacts: list[Contact]) -> Iterator[tuple[dict[str, str], Contact]]:
    left = list(contacts)
    for row in truth_rows(logs):
        start = datetime.fromisoformat(row["start"])
        near = [
            c for c in left
            if c.number == row["number"] and (c.line or "") == row["did"]
            and abs(c.started_at - start) < timedelta(seconds=3)
        ]
        assert len(near) == 1, row
        left.remove(near[0])
        yield row, near[0]
    assert left == []


def test_every_row_of_the_truth(logs: Path) -> None:
    contacts = contacts_of(fold_all(logs))
    answered = {None: "", True: "yes", False: "no"}
    compared = 0
    for row, contact in pairs(logs, contacts):
        assert contact.direction == {"in": "incoming", "out": "outgoing"}[row["direction"]]
        assert contact.outcome == row["kind"]
        assert (contact.language or "") == row["language"]
        assert (contact.redirected_to or "") == row["redirected_to"]
        assert answered[contact.redirect_answered] == row["redirect_answered"]
        assert "|".join(contact.operators) == row["agents"]
        if row["wait_s"]:
            assert contact.wait_seconds == pytest.approx(float(row["wait_s"]), abs=0.3)
        if row["talk_s"]:
            assert contact.talk_seconds == pytest.approx(float(row["talk_s"]), abs=0.3)
        compared += 1
    assert compared == len(contacts) == 123


def test_differences_are_listed_with_their_reasons(logs: Path) -> None:
    differences = [item for item in fold_all(logs) if isinstance(item, Disagreement)]
    assert [d for d in differences if not d.is_explained] == []
    assert Counter(d.reason for d in differences) == {
        Reason.CDR_BILLED_FROM_HELPLINE: 68,
        Reason.CDR_ANSWERED_BY_HELPLINE: 35,
        Reason.CDR_SEVERAL_ROWS: 22,
        Reason.TRANSFER_INSTEAD_OF_COMPLETE: 14,
        Reason.UNIT_NOT_IN_QUEUE_LOG: 13,
        Reason.CONSULTATION_IN_CDR: 8,
        Reason.RING_REFUSED: 5,
        Reason.REPEATED_ENTRY: 5,
        Reason.REPEATED_CONNECT: 3,
        Reason.HOLD_FROM_LAST_ENTRY: 2,
        Reason.RING_CUT_BY_QUEUE_TIME: 1,
        Reason.CDR_NO_ANSWER_HIDES_CAUSE: 1,
        Reason.KEY_EXIT_WITHOUT_ABANDON: 1,
        Reason.CDR_UNIT_MISSING: 1,
    }


def test_order_and_repeats_make_no_difference(logs: Path) -> None:
    lines = (logs / "cel.jsonl").read_text().splitlines()
    whole = {c.id: c for c in contacts_of(fold_lines(lines))}
    chance = random.Random(7)
    for _ in range(3):
        doubled = [line for line in lines for _ in range(chance.choice((1, 2)))]
        keyed = [(json.loads(line)["eventtime"], line) for line in doubled]
        moved = sorted(keyed, key=lambda pair: (
            datetime.fromisoformat(pair[0]).timestamp() + chance.uniform(0, 0.0004)))
        found = fold_lines(line for _, line in moved)
        assert {c.id: c for c in contacts_of(found)} == whole
    assert {c.id: c for c in contacts_of(fold_lines(lines + lines))} == whole


LONG = timedelta(hours=1)


def an_hour_later(line: str) -> str:
    """Move one line on by an hour, ids too: what the same engine would log after a restart."""
    line = re.sub(r"(cc1-)(\d{10})\.", lambda m: f"{m[1]}{int(m[2]) + 3600}.", line)
    return line.replace("2026-11-23T18:", "2026-11-23T19:")


def test_a_restart_at_any_line_cuts_exactly_what_was_up(logs: Path) -> None:
    lines = (logs / "cel.jsonl").read_text().splitlines()
    whole = {c.id: c for c in contacts_of(fold_lines(lines))}
    again = {c.id: c for c in contacts_of(fold_lines(map(an_hour_later, lines)))}
    for place in range(1, len(lines), 23):
        before = lines[:place]
        found = fold_lines([*before, *map(an_hour_later, lines)])
        contacts = {c.id: c for c in contacts_of(found)}
        assert len(contacts) == len(found), place
        assert {k: c for k, c in contacts.items() if k in again} == again
        old = {k: c for k, c in contacts.items() if k in whole}
        assert set(old) == begun_in(before, whole)
        gone = {
            json.loads(x)["uniqueid"] for x in before if '"CHAN_END"' in x or '"HANGUP"' in x
        }
        for key, contact in old.items():
            if key in gone:
                assert contact.outcome == whole[key].outcome
            else:
                assert contact.outcome is Outcome.CUT_BY_RESTART


def begun_in(lines: list[str], whole: dict[str, Contact]) -> set[str]:
    started = {json.loads(x)["uniqueid"] for x in lines if '"CHAN_START"' in x}
    return started & set(whole)

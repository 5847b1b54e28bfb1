"""Following the engine's growing log: torn lines wait, cuts and repeats add nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from przystan.adapters.asterisk.live.record import EventLog
from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.platform.accounts.public import system_actor
from przystan.platform.accounts.types import Actor
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.testing import Specimen, write_log
from tests.adapters.asterisk_logs import write_cel

ANNA = Actor(None, "anna")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """Two calls as an engine writes them."""
    path = tmp_path / "whole.jsonl"
    write_cel(path, write_log([
        Specimen("a").dial("801").choose("pl").queue().ring("op1").hang_up(),
        Specimen("b").dial("800").choose("uk").hang_up(),
    ]))
    return path.read_bytes()


class Follower:
    """An office that follows a log in a folder, and may begin anew."""

    def __init__(self, folder: Path) -> None:
        self.path, self.mark = folder / "cel.jsonl", folder / "cel.mark"

    def read(self) -> None:
        log = EventLog(path=self.path, mark=self.mark, logs=AsteriskLogs(),
                       actor=system_actor("test"))
        while log.read_on():
            pass

    @property
    def kept(self) -> list[tuple[str, str]]:
        found = calls.list_contacts(wanted=calls.ContactFilter())
        return sorted((c.key, c.outcome.value) for c in found)

    def begin_anew(self) -> None:
        """What a crash between the commit and the mark leaves: the log is read again."""
        self.mark.unlink()


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    return Follower(tmp_path)


def test_a_log_cut_at_every_line_and_in_the_middle_of_each_gives_the_same_contacts(
    whole: bytes, follower: Follower
) -> None:
    lines = whole.splitlines(keepends=True)
    written = b""
    for line in lines:
        for part in (line[:40], line[40:]):
            written += part
            follower.path.write_bytes(written)
            follower.read()
    assert [outcome for _key, outcome in follower.kept] == ["answered", "contained"]


def test_reading_again_from_the_start_adds_nothing(whole: bytes, follower: Follower) -> None:
    follower.path.write_bytes(whole)
    follower.read()
    before = follower.kept
    for _time in range(3):
        follower.begin_anew()
        follower.read()
    assert follower.kept == before
    assert len(before) == 2


def test_a_log_that_was_put_aside_is_read_from_its_new_beginning(
    whole: bytes, follower: Follower
) -> None:
    lines = whole.splitlines(keepends=True)
    follower.path.write_bytes(b"".join(lines[: len(lines) // 2]))
    follower.read()
    follower.path.unlink()
    follower.path.write_bytes(b"".join(lines[len(lines) // 2 :]))
    follower.read()
    assert [outcome for _key, outcome in follower.kept] == ["answered", "contained"]


def test_a_line_that_cannot_be_read_costs_only_itself(
    whole: bytes, follower: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    lines = whole.splitlines(keepends=True)
    follower.path.write_bytes(lines[0] + b"\xff\x00 noise {\n" + b"".join(lines[1:]))
    follower.read()
    assert len(follower.kept) == 2
    assert "cannot be read" in caplog.text


def test_what_was_up_when_the_engine_died_is_closed_without_another_call(
    follower: Follower
) -> None:
    """An engine that was killed writes no ends, and perhaps half a line."""
    events = write_log([
        Specimen("a").dial("801").choose("pl").queue().ring("op1"),
        Specimen("b").dial("800").choose("uk").hang_up()])
    write_cel(follower.path, events)
    whole = follower.path.read_bytes()
    follower.path.write_bytes(whole[: -20])
    follower.read()
    assert [outcome for _key, outcome in follower.kept] == ["contained"]
    began, over = events[0].at, events[-1].at

    def cut(*, started_at: datetime) -> int:
        with transaction.atomic():
            return calls.cut_open_calls(logs=AsteriskLogs(), engine=events[0].engine, at=over,
                                        started_at=started_at, actor=system_actor("test"))

    assert cut(started_at=began) == 0, "of this start, so it is up"
    assert cut(started_at=over + timedelta(seconds=2)) == 1
    assert cut(started_at=over + timedelta(seconds=2)) == 0
    assert sorted(outcome for _key, outcome in follower.kept) == ["contained", "cut_by_restart"]


def test_a_line_behind_a_torn_one_is_kept(whole: bytes, follower: Follower) -> None:
    lines = whole.splitlines(keepends=True)
    follower.path.write_bytes(lines[0][:30] + b"".join(lines))
    follower.read()
    assert [outcome for _key, outcome in follower.kept] == ["answered", "contained"]


@pytest.mark.parametrize(("answers", "states"), [
    (True, ["ready", "ringing", "talking", "wrap_up"]), (False, ["ready", "ringing", "ready"])])
def test_whom_the_engines_own_queue_rings_is_busy_and_wraps_up(
    follower: Follower, answers: bool, states: list[str]
) -> None:
    """While no switchboard serves, the engine's log is all that tells."""
    events = write_log([Specimen("a").dial("801").choose("pl").queue()
                        .ring("op1", answers=answers).hang_up()])
    with transaction.atomic():
        calls.set_agent_state(status=calls.AgentStatus.READY, phone="op1", languages=(),
                              actor=ANNA, at=events[0].at)
    found = []
    for n in range(len(events)):
        write_cel(follower.path, events[: n + 1])
        follower.read()
        agent = calls.get_agent(username=ANNA.name)
        found.append(agent.status.value if agent else "")
        if found[-1] == "ringing":
            with transaction.atomic():
                assert calls.pick_operator(call_key="other", language="pl", at=events[n].at,
                                           without=frozenset()) is None
    assert [s for n, s in enumerate(found) if n == 0 or s != found[n - 1]] == states


def test_without_a_log_there_is_nothing_to_read(follower: Follower) -> None:
    follower.read()
    assert follower.kept == []

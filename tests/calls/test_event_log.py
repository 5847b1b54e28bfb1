"""Following the engine's growing log: torn lines wait, cuts and repeats add nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from przystan.adapters.asterisk.live.record import EventLog
from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.platform.accounts.public import system_actor
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.testing import Specimen, write_log
from tests.adapters.asterisk_logs import write_cel

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


def test_without_a_log_there_is_nothing_to_read(follower: Follower) -> None:
    follower.read()
    assert follower.kept == []

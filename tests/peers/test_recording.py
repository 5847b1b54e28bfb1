"""Conversations recorded on the real engine: told first, refused by a key, a full disk."""

from __future__ import annotations

import asyncio
import subprocess
import wave
from collections.abc import Iterator

import pytest

from przystan.adapters.asterisk.engine.obtain import find_engine
from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, both_ways, hear, loudness, run, strength, until
from tests.peers.test_phone import (  # noqa: F401  the fixture
    SINGS,
    SYSTEM,
    Ask,
    contacts,
    open_always,
    sign_on,
)

pytestmark = [pytest.mark.slow]

SUPERVISOR = Actor(None, "supervisor")
RECORDED = 300
"""Both sides of a conversation are mixed in one file: each is there with at least this strength."""


@pytest.fixture
def recorded_always(transactional_db: None) -> None:
    with transactions.transaction():
        calls.set_recording_policy(
            valid_from=clock.local_date(clock.now()), is_on=True, lines=(), retention_days=30,
            purpose=calls.RecordingPurpose.QUALITY, actor=SUPERVISOR, at=clock.now())


def as_pcm(places: EnginePlaces, sound: bytes) -> bytes:
    """Let the engine turn its Opus into samples again."""
    kept = places.home / "spool" / "heard.opus"
    kept.write_bytes(sound)
    subprocess.run([*find_engine(places).command, "-C", str(places.etc / "asterisk.conf"), "-rx",
                    f"file convert \"{kept}\" \"{kept.with_suffix('.wav')}\""], check=True)
    with wave.open(str(kept.with_suffix(".wav"))) as file:
        assert file.getframerate() == 8000
        return file.readframes(file.getnframes())


def talk(places: EnginePlaces, *, key: str = "") -> dict[str, bytes]:
    """Call in English, hear the notice, perhaps press a key, and speak with an operator."""
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "804")
            await call.send_dtmf("0")
            if key:
                await asyncio.sleep(6.0)
                heard["notice"] = await hear(call, 1.5)
                await call.send_dtmf(key)
            operator = await phones.pick_up("op101")
            heard["caller"], heard["operator"] = await both_ways(call, operator)
            await asyncio.sleep(1.0)
            await call.hangup()
            await until(lambda: str(operator.state).endswith("CLOSED"), 20, "operator let go")

    run(scenario())
    assert strength(heard["caller"], 900) > SINGS
    assert strength(heard["operator"], 600) > SINGS
    return heard


@pytest.mark.usefixtures("open_always", "recorded_always")
def test_who_was_told_and_agreed_is_recorded_and_each_listening_is_kept(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()
    talk(places)
    contact, = eventually(contacts)
    recording, = eventually(lambda: calls.list_call_recordings(call_key=contact.key), 20.0)
    assert (recording.erase_on - contact.local_date).days == 30
    assert not list(places.recordings.glob("talk_*"))
    with transactions.transaction():
        sound = calls.hear_recording(
            recording_id=recording.id, reason="a complaint", actor=SUPERVISOR, at=clock.now())
    assert calls.sound_type(sound) == ("opus", "audio/ogg")
    pcm = as_pcm(places, sound)
    assert abs(len(pcm) / 16_000 - recording.seconds) < 1.5
    assert len(sound) < len(pcm) / 3, "nothing was saved"
    assert strength(pcm, 600) > RECORDED, "the caller is not in the recording"
    assert strength(pcm, 900) > RECORDED, "the operator is not in the recording"
    read, = calls.list_call_recordings(call_key=contact.key)[0].reads
    assert (read.actor_name, read.reason) == ("supervisor", "a complaint")
    assert calls.reconcile_day(local_date=contact.local_date, at=clock.now()).unexplained == 0
    with transactions.transaction():
        erased = calls.erase_old_recordings(
            actor=SYSTEM, at=clock.day_start(recording.erase_on))
    assert erased == 1
    assert calls.list_call_recordings(call_key=contact.key)[0].is_erased


@pytest.mark.usefixtures("open_always", "recorded_always")
def test_who_presses_9_is_served_and_not_recorded(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()
    heard = talk(places, key="9")
    assert loudness(heard["notice"]) > 300, "nothing was said"
    contact, = eventually(contacts)
    assert calls.has_refused_recording(call_key=contact.key)
    assert calls.list_call_recordings(call_key=contact.key) == ()
    assert not list(places.recordings.glob("talk_*"))


@pytest.fixture
def full_disk(places: EnginePlaces) -> Iterator[None]:
    """A disk of 64 KiB stands where recordings are written."""
    disk = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", str(places.recordings)]
    if subprocess.run(disk, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield
    subprocess.run(["umount", "-l", str(places.recordings)], check=True)


@pytest.mark.usefixtures("open_always", "recorded_always", "full_disk")
def test_on_a_full_disk_the_call_goes_on_and_the_supervisor_is_told(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()
    talk(places)
    contact, = eventually(contacts)
    trouble, = calls.list_recording_troubles(at=clock.now())
    assert (trouble.kind, trouble.call_key) == (calls.TroubleKind.FOLDER_FULL, contact.key)
    assert contact.outcome is calls.Outcome.ANSWERED
    assert calls.list_call_recordings(call_key=contact.key) == ()

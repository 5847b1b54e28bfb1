"""The edge agent on real sockets: a reader that speaks LLRP, an office, and neither."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.adapters.edge.agent import SPOOL, Agent
from przystan.adapters.edge.gate import FailMode, Gate, Passage
from przystan.adapters.edge.identity import Identity, NotEnrolled, load_identity, save_identity
from przystan.adapters.edge.office import Office, OfficeAway, OfficeRefused
from przystan.adapters.edge.settings import (
    BadSettings,
    EdgeSettings,
    ReaderSettings,
    Via,
    read_settings,
)
from przystan.adapters.edge.spool import Spool
from przystan.adapters.simulators.llrp_reader import SimulatedReader
from przystan.config.cli import main
from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ADMIN = Actor(1, "Admin")
STRANGER = "30" + "0" * 22


def sighting(serial: int, reads: int = 1) -> records.Sighting:
    return records.Sighting(folder_epc(serial), "r", 1, -50.0, 10, 20, reads)


@pytest.fixture
def office(transactional_db: None, live_server: Any) -> str:
    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    return str(live_server.url)


@pytest.fixture
def identity(office: str) -> Identity:
    code = records.make_enrolment_code(branch="SZ", actor=ADMIN, at=clock.now())
    with Office(office) as door:
        return door.enrol(code=code, name="Szczecin")


Make = Callable[..., Agent]


@pytest.fixture
def make(identity: Identity, tmp_path: Path) -> Iterator[Make]:
    """Makes agents on one folder, or on others, and closes them all at the end."""
    made: list[Agent] = []

    def one(settings: EdgeSettings | None = None, folder: str = "", **options: Any) -> Agent:
        made.append(Agent(folder=tmp_path / folder, identity=identity,
                          settings=settings or EdgeSettings(), **options))
        return made[-1]

    yield one
    for agent in made:
        agent.close()


def send(identity: Identity, pending: list[tuple[int, records.Sighting]]) -> None:
    """Send as an agent that dies before the answer comes."""
    with Office(identity.office, identity) as door:
        door.send(pending)


def stored() -> tuple[int, int]:
    """Return how many sightings the office has, and of how many reads."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(sum(reads), 0) FROM records_sighting")
        return cursor.fetchone()


# --- the spool


def test_what_was_appended_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    path = tmp_path / SPOOL
    first = Spool(path)
    first.append([sighting(n) for n in range(3)])
    first.remember("gate", ["A"])
    # No close: as after a kill.
    second = Spool(path)
    assert [seq for seq, _ in second.pending(10)] == [1, 2, 3]
    second.acknowledge(3)
    second.append([sighting(9)])
    assert [seq for seq, _ in Spool(path).pending(10)] == [4]
    assert Spool(path).recall("gate") == ["A"]
    assert Spool(path).recall("nothing") is None


def test_a_bad_sighting_leaves_nothing_of_its_batch(tmp_path: Path) -> None:
    spool = Spool(tmp_path / SPOOL)
    with pytest.raises(Exception, match="NOT NULL|datatype|cannot store"):
        spool.append([sighting(1), sighting(2)._replace(first_us="x")])  # type: ignore[arg-type]
    assert spool.waiting() == 0
    spool.append([sighting(3)])
    assert spool.waiting() == 1


@settings(max_examples=20)
@given(st.lists(st.one_of(st.integers(1, 5).map(lambda n: ("append", n)),
                          st.integers(0, 30).map(lambda n: ("acknowledge", n)),
                          st.just(("renumber", 0))), max_size=20))
def test_numbers_rise_for_ever(acts: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        spool, seen, highest = Spool(Path(folder) / SPOOL), set(), 0
        for act, n in acts:
            if act == "append":
                spool.append([sighting(1)] * n)
                new = [seq for seq, _ in spool.pending(1000) if seq not in seen]
                assert len(new) == n
                assert min(new) > highest
                seen.update(new)
                highest = max(new)
            elif act == "acknowledge":
                spool.acknowledge(n)
            else:
                count = spool.waiting()
                spool.renumber(highest + 5)
                now = [seq for seq, _ in spool.pending(1000)]
                assert now == list(range(highest + 6, highest + 6 + count))
                seen.update(now)
                highest = max([highest + 5, *now])
        spool.close()


# --- the gate


def test_the_gate_decides_by_its_list_and_by_its_fail_mode() -> None:
    gate = Gate(("2C",))
    assert gate.decide(folder_epc(1)) is Passage.ALARM
    assert Gate(("2C",), FailMode.OPEN).decide(folder_epc(1)) is Passage.ALLOWED
    gate.replace([folder_epc(1)])
    assert gate.decide(folder_epc(1)) is Passage.ALLOWED
    assert gate.decide(folder_epc(2)) is Passage.ALARM
    assert gate.decide(STRANGER) is Passage.NOT_OURS


# --- the office, there and away


def test_a_wrong_code_is_refused_and_an_absent_office_is_away(office: str) -> None:
    with Office(office) as door, pytest.raises(OfficeRefused, match="enrolment code"):
        door.enrol(code="guess", name="x")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(OfficeAway):
        Office(f"http://127.0.0.1:{port}").enrol(code="x", name="x")
    with pytest.raises(ValueError, match="not an address"):
        Office("office.example")


def test_the_key_stays_private(identity: Identity, tmp_path: Path) -> None:
    with pytest.raises(NotEnrolled):
        load_identity(tmp_path)
    save_identity(tmp_path, identity)
    assert (tmp_path / "identity.json").stat().st_mode & 0o777 == 0o600
    again = load_identity(tmp_path)
    assert again.sign(b"x") == identity.sign(b"x")


def test_an_acknowledgement_that_was_lost_doubles_nothing(identity: Identity, make: Make) -> None:
    agent = make(EdgeSettings(batch=10))
    agent.send_once()
    agent.spool.append([sighting(n, reads=2) for n in range(25)])
    send(identity, agent.spool.pending(10))
    agent.spool.append([sighting(99, reads=2)])
    while agent.send_once():
        pass
    assert stored() == (26, 52)
    assert agent.spool.waiting() == 0


def test_a_lost_spool_goes_on_with_new_numbers(make: Make) -> None:
    first = make(folder="a")
    first.spool.append([sighting(n) for n in range(20)])
    first.send_once()
    second = make(folder="b")
    second.spool.append([sighting(n) for n in range(5)])
    second.send_once()
    assert stored() == (25, 25)


def test_a_lost_spool_loses_nothing_that_was_seen_after_it(make: Make) -> None:
    """More is seen anew, in one batch, than the office had: none of it counts as a repeat."""
    first = make(folder="a")
    first.spool.append([sighting(n) for n in range(20)])
    first.send_once()
    second = make(folder="b")
    second.spool.append([sighting(n) for n in range(50)])
    second.send_once()
    assert stored() == (70, 70)


def test_a_revoked_agent_keeps_what_it_saw(identity: Identity, make: Make) -> None:
    agent = make()
    agent.spool.append([sighting(1)])
    records.revoke_agent(agent=identity.agent, actor=ADMIN, at=clock.now())
    with pytest.raises(OfficeRefused):
        agent.send_once()
    assert agent.spool.waiting() == 1


# --- all of it together


@contextlib.contextmanager
def running(agent: Agent) -> Iterator[None]:
    """Run an agent in a loop of its own thread, and stop it as a signal would."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(agent.run())
    thread = threading.Thread(target=lambda: _until_cancelled(loop, task))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(timeout=30)
        assert not thread.is_alive()
        loop.close()


def _until_cancelled(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(task)


@contextlib.contextmanager
def reader(epcs: list[str], port: int = 0) -> Iterator[SimulatedReader]:
    """A simulated reader in a thread of its own."""
    loop = asyncio.new_event_loop()
    made = SimulatedReader(epcs=[bytes.fromhex(e) for e in epcs], port=port)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    # In its own thread: the browser's tests leave a loop running in this one.
    asyncio.run_coroutine_threadsafe(made.start(), loop).result(timeout=60)
    try:
        yield made
    finally:
        asyncio.run_coroutine_threadsafe(made.stop(), loop).result(timeout=60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=60)
        loop.close()


def wait_until(true: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_reads_reach_the_office_and_the_gate_sounds_once_offline_too(
    make: Make, tmp_path: Path
) -> None:
    alarms: list[tuple[str, str]] = []
    epcs = [folder_epc(1), folder_epc(2), STRANGER]
    with reader(epcs) as gate_reader:
        agent = make(
            EdgeSettings(
                (ReaderSettings("gate", "127.0.0.1", gate_reader.port, is_gate=True),),
                window_seconds=1, upload_seconds=0.1, gate_seconds=60, screen="127.0.0.1:0"),
            on_alarm=lambda name, epc: alarms.append((name, epc)))
        records.register_folders_in_bulk(actor=ADMIN, at=AT, folders=[records.NewFolder(
            "SOC.1", records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=1, labelled_at=AT,
            custody=(records.NewCustody(records.Custody.LENT, AT, holder="Officer"),))])
        agent.gate.replace([folder_epc(1)])
        with running(agent):
            wait_until(lambda: alarms and agent.states["gate"] == "reading")
            time.sleep(1.5)
        assert alarms == [("gate", folder_epc(2))]
    count, reads = stored()
    again = Spool(tmp_path / SPOOL)
    # What was present at the end waits in the spool, and strangers are nowhere.
    waiting = [s for _, s in again.pending(100)]
    assert {s.epc for s in waiting} | _stored_epcs() == {folder_epc(1), folder_epc(2)}
    assert reads + sum(s.reads for s in waiting) > 20


def _stored_epcs() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT epc FROM records_sighting")
        return {row[0] for row in cursor.fetchall()}


def test_a_reader_that_dies_is_found_again(make: Make) -> None:
    with reader([folder_epc(1)]) as first:
        port = first.port
        agent = make(EdgeSettings(
            (ReaderSettings("shelf", "127.0.0.1", port),), upload_seconds=0.1))
        with running(agent):
            wait_until(lambda: agent.states["shelf"] == "reading")
            asyncio.run_coroutine_threadsafe(_hang_up(first), _loop_of(first)).result(timeout=60)
            wait_until(lambda: agent.states["shelf"].startswith("away"))
            wait_until(lambda: agent.states["shelf"] == "reading")


async def _hang_up(made: SimulatedReader) -> None:
    assert made._writer is not None
    made._writer.close()


def _loop_of(made: SimulatedReader) -> asyncio.AbstractEventLoop:
    assert made._server is not None
    return made._server.get_loop()


# --- settings and commands


@pytest.mark.parametrize(("text", "problem"), [
    ("[[reader]]\nname = 'a'", "llrp by connect needs host"), ("[[reader]]", "a name"),
    ("colour = 1", "unknown setting 'colour'"),
    ("fail_mode = 'maybe'", "'alarm' or 'open'"), ("batch = 0", "batch must be a number above 0"),
    ("reader = 1", "[[reader]]"), ("[[reader]]\nname='a'\nhost='b'\nport='c'", "port"), ("=", "at"),
    ("[[reader]]\nname='a'\nkind='zebra'\nvia='connect'", "no such kind and via"),
    ("[[reader]]\nname='a'\nkind='zebra'\ntoken='t'", "need listen"),
    ("[[reader]]\nname='a'\nkind='impinj'\nvia='mqtt'\nhost='h'", "by mqtt needs topic"),
    ("screen = '8790'", "expected address:port"), ("language = 'xx'", "language is one of pl, en"),
    ("listen = 1", "listen must be a text"),
    ("listen = '10.0.0.5:8791'", "push by TLS"), ("listen_plain = 1", "true or false"),
    ("listen = '10.0.0.5:8791'\nlisten_certificate = '/nowhere'", "do not open"),
])
def test_wrong_settings_are_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "edge.toml"
    path.write_text(text)
    with pytest.raises(BadSettings, match=problem.replace("[", r"\[")):
        read_settings(path)


def test_settings_of_two_readers(tmp_path: Path) -> None:
    path = tmp_path / "edge.toml"
    path.write_text(
        'fail_mode = "open"\nbatch = 100\n[[reader]]\nname = "a"\nhost = "h"\n'
        '[[reader]]\nname = "g"\nhost = "h"\nport = 5085\nis_gate = true\nselect = "2C"\n')
    assert read_settings(path) == EdgeSettings(
        (ReaderSettings("a", "h"), ReaderSettings("g", "h", 5085, True, "2C")),
        fail_mode=FailMode.OPEN, batch=100)


def test_settings_of_readers_that_push_and_of_a_broker(tmp_path: Path) -> None:
    path = tmp_path / "edge.toml"
    path.write_text(
        'listen = "10.0.0.5:8791"\nlisten_plain = true\n'
        '[[reader]]\nname = "p"\nkind = "impinj"\ntoken = "secret"\n'
        '[[reader]]\nname = "m"\nkind = "zebra"\nvia = "mqtt"\nhost = "b"\ntopic = "t/#"\n')
    push, broker = read_settings(path).readers
    assert (push.via, push.token) == (Via.PUSH, "secret")
    assert (broker.via, broker.host, broker.port) == (Via.MQTT, "b", 1883)


def test_the_commands_enrol_and_tell_the_state(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--folder", str(tmp_path)]
    assert main(["edge", "status", *folder]) == 1
    assert "enrol first" in capsys.readouterr().err
    code = records.make_enrolment_code(branch="SZ", actor=ADMIN, at=clock.now())
    enrol = ["edge", "enrol", "--office", office, *folder]
    assert main([*enrol, "--code", code]) == 0
    assert main([*enrol, "--code", code]) == 1
    assert "HTTP 403" in capsys.readouterr().err
    Spool(tmp_path / SPOOL).append([sighting(1)])
    assert main(["edge", "status", *folder, "--format", "json"]) == 0
    assert '"waiting": 1' in capsys.readouterr().out
    assert main(["edge", "run", *folder, "--settings", str(tmp_path / "none.toml")]) == 1


def test_random_streams_of_acts_and_failures_store_every_read_once(
    identity: Identity, make: Make
) -> None:
    """The agent is thrown away at any point and made anew on the same folder, as by a kill."""
    rng = random.Random(4)
    kept = 0
    agent = make(EdgeSettings(batch=7))
    agent.send_once()
    for _ in range(60):
        act = rng.randrange(4)
        if act == 0:
            news = [sighting(rng.randrange(100), rng.randint(1, 4)) for _ in range(9)]
            agent.spool.append(news)
            kept += sum(s.reads for s in news)
        elif act == 1:
            agent.send_once()
        elif act == 2:
            pending = agent.spool.pending(7)
            if pending:
                send(identity, pending)
        else:
            agent = make(EdgeSettings(batch=7))
    while agent.send_once():
        pass
    assert stored()[1] == kept > 100

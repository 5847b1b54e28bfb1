"""Kill the switchboard, the worker, PostgreSQL and the engine at random under calls of all kinds.

    python bench/calls/kills.py --calls 60 --kills 10

Goals: no conversation is cut by our own restart, no call is lost from the books, none is in them
twice, and whoever is in the helpline or the queue hears something within 5 s of our return. Calls
that the engine holds die with it: each of them stands in the books with an outcome that says so.
The callers and operators are baresip telephones on a real engine; everything runs in a folder, on
a database and on ports of its own. Every victim dies by `kill -9` and begins again after a pause.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
from judged import books, noted, offered, verdict  # noqa: E402

VICTIMS = ("switchboard", "worker", "postgres", "engine")
KINDS = ("talk", "talk", "menu", "talk", "gives up")
LINES = ("801", "802", "803", "804")
OPERATORS = tuple(f"op{n}" for n in range(101, 109))
CLI = [sys.executable, "-m", "przystan.config.cli"]
AGAIN_SECONDS, PATIENCE_SECONDS, OPERATOR_HZ, LOUD, SINGS = 5.0, 180.0, 900, 300, 1000


@dataclass
class Caller:
    """One call as its own telephone saw it."""

    kind: str
    line: str
    call: Any = None
    state: str = "new"
    attempts: int = 0
    died: bool = False
    was_cut: bool = False
    was_stuck: bool = False
    hung_up_at: float = 0.0
    heard_at: float = 0.0
    served_at: float = 0.0
    dialled_at: str = ""
    silences: list[float] = field(default_factory=list)


class House:
    """Engine, PostgreSQL, switchboard, worker: each may be killed and begun again."""

    def __init__(self, folder: Path, *, trunk: str = "", maximum_calls: int = 300) -> None:
        from przystan.adapters.asterisk.engine.obtain import find_engine
        from przystan.adapters.asterisk.engine.places import EnginePlaces, engine_home
        from przystan.adapters.asterisk.engine.process import start_engine
        from przystan.config.bootstrap import HOME
        from przystan.config.postgres import EmbeddedPostgres
        from tests.peers.conftest import free_port

        standing = EnginePlaces(home=engine_home(HOME))
        find_engine(standing)
        self.folder, self._stack = folder, contextlib.ExitStack()
        engine = folder / "engine"
        engine.mkdir()
        if standing.root.exists():
            (engine / "root").symlink_to(standing.root)
        self.places = EnginePlaces(
            home=engine, sip_port=free_port(), http_port=free_port(), ami_port=free_port(),
            rtp_first=41_000, rtp_last=42_998, maximum_calls=maximum_calls)
        if trunk:
            self.places.trunk.write_text(trunk)
        start_engine(self.places)
        (folder / "home").mkdir()
        self.cluster = EmbeddedPostgres(folder / "home")
        self.begin_postgres()
        os.environ.update({
            "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
            "DATABASE_URL": self.addresses.owner, "DATABASE_OWNER_URL": self.addresses.owner,
            "DATABASE_OFFICE_URL": self.addresses.office, "PRZYSTAN_CLOCK_OFFSET": "0",
            "PRZYSTAN_ENGINE_HOME": str(engine),
            "PRZYSTAN_ENGINE_SIP_PORT": str(self.places.sip_port),
            "PRZYSTAN_ENGINE_HTTP_PORT": str(self.places.http_port),
            "PRZYSTAN_ENGINE_AMI_PORT": str(self.places.ami_port)})
        subprocess.run([*CLI, "migrate"], check=True, stdout=subprocess.DEVNULL)

    def begin_postgres(self) -> None:
        self.addresses = self._stack.enter_context(self.cluster.running())

    def begin_switchboard(self) -> None:
        self.switchboard = self._begin("switchboard")
        log, said = self.folder / "switchboard.log", self.said
        while b"serving" not in log.read_bytes()[said:]:
            if self.switchboard.poll() is not None:  # the database was away
                self.switchboard = self._begin("switchboard")
            time.sleep(0.05)

    def begin_engine(self) -> None:
        from przystan.adapters.asterisk.engine.process import start_engine

        start_engine(self.places)

    def begin_worker(self) -> None:
        self.worker = self._begin("worker")

    def _begin(self, name: str) -> subprocess.Popen[bytes]:
        log = self.folder / f"{name}.log"
        self.said = log.stat().st_size if log.exists() else 0
        with log.open("ab") as out:
            return subprocess.Popen([*CLI, name], stdout=out, stderr=out, start_new_session=True)

    def kill(self, victim: str) -> None:
        if victim == "postgres":
            lock = self.cluster.data / "postmaster.pid"
            postmaster = int(lock.read_text().splitlines()[0])
            children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
            for pid in (postmaster, *map(int, children)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)
        elif victim == "engine":
            from przystan.adapters.asterisk.engine.process import stop_engine

            stop_engine(self.places, at_once=True)
        else:
            process = getattr(self, victim)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def begin(self, victim: str) -> None:
        getattr(self, f"begin_{victim}")()

    def end(self) -> None:
        from przystan.adapters.asterisk.engine.process import stop_engine

        for name in ("switchboard", "worker"):
            if hasattr(self, name):
                self.kill(name)
        stop_engine(self.places, at_once=True)
        self._stack.close()


def in_office(work: Any) -> Any:
    """Do something with the database in this thread; None while it is away."""
    from django.db import Error, connections

    try:
        return work()
    except Error:
        return None
    finally:
        connections.close_all()


def prepare(*, straight_to_queue: bool = False) -> None:
    """Publish a helpline that is open at every hour; perhaps one that leads nowhere else."""
    from przystan.config.commands.helpline import shipped_text
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.calls import public as calls

    text = shipped_text().replace("days = [1, 2, 3, 4, 5]", "days = [1, 2, 3, 4, 5, 6, 7]")
    text = text.replace("opens = 08:00:00", "opens = 00:00:00")
    text = text.replace("closes = 16:00:00", "closes = 23:59:59.999999")
    if straight_to_queue:
        text = _shortened(text)
    actor = accounts.system_actor("bench")
    with transactions.transaction():
        version = calls.save_helpline(text=text, note="", actor=actor, at=clock.now())
        calls.release_helpline(version_id=version, actor=actor, at=clock.now())


def _shortened(text: str) -> str:
    """Leave of a helpline's text what leads from the language straight to the queue."""
    said = ("main", "papers", "papers-.*", "opening-hours", "ask-number", "ask-pin", "status-.*",
            "call-back-noted")
    left_out = re.compile(
        r"\[(nodes\.(main|status|papers|work|studies|family|opening|call-back)"
        rf"|prompts\.({'|'.join(said)}))\]")
    head, *parts = re.split(r"\n(?=\[)", text)
    text = "\n".join([head, *(part for part in parts if not left_out.match(part))])
    return text.replace('next = "main"\nclosed', 'next = "queue"\nclosed')


def tend_operators(dice: random.Random) -> list[str]:
    """Do what operators do at their desks, and return the orders they gave."""
    from przystan.platform.accounts.types import Actor
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.calls import public as calls

    status, kinds = calls.AgentStatus, calls.OrderKind
    agents = {a.username: a for a in calls.list_agents()}
    given = []
    for name in OPERATORS:
        actor, agent = Actor(None, name), agents.get(name)
        # The call may end between the look and the order: the desk says so, and that is all.
        with contextlib.suppress(calls.NotInCall, calls.NotNow), transactions.transaction():
            if agent is None:
                calls.set_agent_state(status=status.READY, phone=name, languages=(),
                                      actor=actor, at=clock.now())
            elif agent.status is status.WRAP_UP:
                calls.end_wrap_up(actor=actor, at=clock.now())
            elif agent.status is status.TALKING:
                held = calls.phase_of(call_key=agent.call_key) is calls.LiveKind.HELD
                kind = kinds.RESUME if held else dice.choice(
                    (None, None, None, None, kinds.HOLD, None, None, kinds.TRANSFER))
                if kind:
                    given.append(kind.value)
                    calls.give_order(kind=kind, target="702" if kind is kinds.TRANSFER else "",
                                     actor=actor, at=clock.now())
    return given


class Bench:
    """The calls, the operators and the killer, on one loop."""

    def __init__(self, house: House, *, calls: int, kills: int, at_once: int, seed: int) -> None:
        self.house, self.kills = house, kills
        self.dice = random.Random(seed)
        self.gate = asyncio.Semaphore(at_once)
        self.callers = [Caller(KINDS[n % len(KINDS)], self.dice.choice(LINES))
                        for n in range(calls)]
        self.killed: Counter[str] = Counter()
        self.ordered: Counter[str] = Counter()
        self.picked_up: list[Any] = []
        self.is_over = False
        self.deaths: list[float] = []
        self.engine_is_up = asyncio.Event()
        self.engine_is_up.set()

    async def run(self) -> None:
        """Let every call come and go, with somebody dying now and then."""
        from tests.peers.phones import Phones

        async with Phones(self.house.places) as phones:
            self.phones = phones
            for name in (*OPERATORS, "u702"):
                await phones.register(name)
            self.trunk = await phones.register("trunk")
            aside = [asyncio.ensure_future(work()) for work in (
                self.answer, self.tend, self.kill, self.listen)]
            try:
                await asyncio.gather(*map(self.one, self.callers))
            finally:
                self.is_over = True
                await asyncio.gather(*aside)

    async def answer(self) -> None:
        """Pick up whatever rings, and sing while the call is up."""
        from tests.peers.phones import tone

        second = tone(OPERATOR_HZ, 1.0)
        while not self.is_over:
            began = time.monotonic()
            for rung in self.phones.rung.values():
                while rung:
                    call = rung.pop(0)
                    with contextlib.suppress(Exception):  # the caller may have gone
                        await call.answer()
                        self.picked_up.append(call)
            self.picked_up = [c for c in self.picked_up if is_up(c)]
            for call in self.picked_up:
                with contextlib.suppress(Exception):
                    call.audio.write(second)
            await asyncio.sleep(max(0.95 - (time.monotonic() - began), 0.1))

    async def tend(self) -> None:
        """Keep the operators at work; now and then one holds a caller or passes them on."""
        while not self.is_over:
            done = await asyncio.to_thread(in_office, lambda: tend_operators(self.dice))
            self.ordered.update(done or ())
            await asyncio.sleep(0.7)

    async def listen(self) -> None:
        """Hear what every caller hears: anything at all, and an operator."""
        from tests.peers.phones import loudness, strength

        while not self.is_over:
            for caller in self.callers:
                if is_up(caller.call):
                    with contextlib.suppress(Exception):
                        pcm = bytes(caller.call.audio.read(1 << 22))[-3200:]
                        if loudness(pcm) > LOUD:
                            caller.heard_at = time.monotonic()
                        if strength(pcm, OPERATOR_HZ) > SINGS:
                            caller.served_at = time.monotonic()
            await asyncio.sleep(0.2)

    async def one(self, caller: Caller) -> None:
        """Live one call."""
        async with self.gate:
            await asyncio.sleep(self.dice.uniform(0, 2))
            if not await self.connect(caller):
                return
            caller.state = "helpline"
            await asyncio.sleep(self.dice.uniform(1, 4))
            if caller.kind == "menu":
                await asyncio.sleep(self.dice.uniform(1, 6))
                caller.was_cut = not is_up(caller.call)
            else:
                await self.speak(caller)
            caller.was_cut = caller.was_cut and not caller.died
            caller.was_stuck = caller.was_stuck and not caller.died
            caller.state = "died with the engine" if caller.died else "done"
            caller.hung_up_at = time.monotonic()
            with contextlib.suppress(Exception):
                await caller.call.hangup()

    async def connect(self, caller: Caller) -> bool:
        """Dial until somebody answers: who finds the engine dead, or loses it, dials again."""
        while True:
            await self.engine_is_up.wait()
            deaths, caller.attempts = self.killed["engine"], caller.attempts + 1
            caller.dialled_at = time_of_day()
            try:
                caller.call = await self.phones.dial(self.trunk, caller.line)
                return True
            except Exception as failed:  # noqa: BLE001  counted
                if deaths == self.killed["engine"]:
                    caller.state = f"not connected: {type(failed).__name__}"
                    return False

    async def speak(self, caller: Caller) -> None:
        """Ask for an operator, and stay a while; who gives up leaves before long."""
        patience = 4.0 if caller.kind == "gives up" else PATIENCE_SECONDS
        began, asked = time.monotonic(), 0.0
        while is_up(caller.call) and not caller.served_at:
            if time.monotonic() - began > patience:
                caller.was_stuck = caller.kind != "gives up"
                return
            if time.monotonic() - asked > 12:  # after a restart the helpline begins anew
                asked = time.monotonic()
                with contextlib.suppress(Exception):
                    await caller.call.send_dtmf("0")
            await asyncio.sleep(0.2)
        caller.state = "talking"
        until = time.monotonic() + self.dice.uniform(4, 12)
        while is_up(caller.call) and time.monotonic() < until:
            await asyncio.sleep(0.2)
        caller.was_cut = not is_up(caller.call)

    async def kill(self) -> None:
        """Kill somebody, wait a moment, let them come back, and listen to who waited."""
        for n in range(self.kills):
            await asyncio.sleep(self.dice.uniform(2, 6))
            if self.is_over:
                return
            victim = VICTIMS[n % len(VICTIMS)]
            self.killed[victim] += 1
            over = sum(c.state not in ("new", "helpline", "talking") for c in self.callers)
            print(f"{n + 1}. {time_of_day()} {victim}, {over} calls over",
                  file=sys.stderr, flush=True)
            if victim == "engine":
                self.engine_is_up.clear()
                self.deaths.append(time.monotonic())
            await asyncio.to_thread(self.house.kill, victim)
            if victim == "engine":
                await self.bury()
            await asyncio.sleep(self.dice.uniform(0.2, 3))
            await asyncio.to_thread(self.house.begin, victim)
            self.engine_is_up.set()
            back = time.monotonic()
            waiting = [c for c in self.callers if c.state == "helpline" and is_up(c.call)]
            await asyncio.gather(*(self.hear_again(c, back, victim) for c in waiting))

    async def bury(self) -> None:
        """Hang up telephones whose calls died with the engine: nobody tells them."""
        died = [c for c in self.callers if is_up(c.call) and c.state != "done"]
        for caller in died:
            caller.died = True
        for call in [*(c.call for c in died), *self.picked_up]:
            with contextlib.suppress(Exception):
                await call.hangup()

    def count_hung_up_then(self) -> int:
        """Count who hung up within a second of an engine's death: it may not have written it."""
        return sum(not c.died and any(abs(c.hung_up_at - at) < 1 for at in self.deaths)
                   for c in self.callers)

    async def hear_again(self, caller: Caller, back: float, victim: str) -> None:
        """Measure how long a caller who waits hears nothing after a return; tell who too long."""
        while is_up(caller.call) and time.monotonic() - back < 4 * AGAIN_SECONDS:
            if caller.heard_at > back:
                break
            await asyncio.sleep(0.05)
        if is_up(caller.call):
            caller.silences.append(time.monotonic() - back)
            if caller.silences[-1] > AGAIN_SECONDS:
                print(f"  {time_of_day()} {caller.silences[-1]:.1f} s of silence after {victim}: "
                      f"{caller.line}, dialled at {caller.dialled_at}, {caller.state}",
                      file=sys.stderr, flush=True)


def time_of_day() -> str:
    """Tell the time as the logs of all who take part do."""
    return time.strftime("%T", time.gmtime())


def is_up(call: Any) -> bool:
    """Whether a telephone's call is up."""
    return call is not None and not str(call.state).endswith("CLOSED")


def main() -> int:
    """Run the calls and print every figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--at-once", type=int, default=6)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder for the logs of all who took part")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="przystan-kills-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        house = House(folder)
        try:
            return _run(house, options)
        finally:
            house.end()
            if options.keep:
                shutil.copytree(folder, options.keep, symlinks=True, dirs_exist_ok=True,
                                ignore=shutil.ignore_patterns("home", "root", "run"))


def _run(house: House, options: argparse.Namespace) -> int:
    import django

    django.setup()
    for name in ("baresip", "psycopg"):  # deaths are meant: what they say of them is no news
        logging.getLogger(name).setLevel(logging.CRITICAL)
    in_office(prepare)
    house.begin_switchboard()
    house.begin_worker()
    bench = Bench(house, calls=options.calls, kills=options.kills, at_once=options.at_once,
                  seed=options.seed)
    began = time.monotonic()
    asyncio.run(bench.run())
    connected = [c for c in bench.callers if c.call is not None]
    keys = offered(house.places.cel_log)
    found = books(keys)
    silences = [s for c in bench.callers for s in c.silences]
    print(f"{len(bench.callers)} calls, {len(connected)} connected, {len(keys)} offered to the "
          f"engine, {sum(1 for c in connected if c.served_at)} spoke with an operator, "
          f"{sum(c.died for c in connected)} died with the engine, "
          f"{time.monotonic() - began:.0f} s; killed: {dict(bench.killed)}; "
          f"operators' orders: {dict(bench.ordered)}; load {os.getloadavg()[0]:.1f}")
    print(f"outcomes: {dict(found['outcomes'])}; differences: {dict(found['reasons'])}")
    for odd in found["odd"]:
        print(f"  {odd}", *noted(odd.key), sep="\n    ")
    for state, count in Counter(c.state for c in bench.callers if c.call is None).items():
        print(f"  {count} {state}")
    again = sum(c.attempts for c in bench.callers)
    then = bench.count_hung_up_then()
    print(f"{again - len(connected)} dialled again, {then} hung up as an engine died")
    return 0 if all([
        verdict("calls not connected", len(bench.callers) - len(connected), 0),
        verdict("conversations or callers cut, but by the engine's own death",
                sum(c.was_cut for c in connected), 0),
        verdict("callers never served", sum(c.was_stuck for c in connected), 0),
        verdict("calls offered and lost from the books", found["lost"], 0),
        verdict("calls answered and not offered by the engine's log",
                max(len(connected) - len(keys), 0), 0),
        verdict("calls in the books twice, or never dialled",
                found["twice"] + found["strange"] + max(len(keys) - again, 0), 0),
        verdict("calls cut in the books above those that died, were dialled or ended then",
                max(found["outcomes"]["cut_by_restart"] - sum(c.died for c in connected)
                    - (again - len(connected)) - then, 0), 0),
        verdict("calls left half-ended in the books", found["open"], 0),
        verdict("calls up, by the wallboard, and operators busy, after the last",
                found["up"] + found["stuck"], 0),
        verdict("the day's sum", abs(found["difference"]), 0),
        verdict("unexplained differences of the two logs", found["unexplained"], 0),
        verdict(f"silence after a return, worst of {len(silences)}, s",
                max(silences, default=0.0), AGAIN_SECONDS),
        verdict("silence after a return, median, s",
                statistics.median(silences) if silences else 0.0, AGAIN_SECONDS)]) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Start, stop and look at the engine: an unprivileged process of its own session."""

from __future__ import annotations

import asyncio
import http.client
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

from przystan.adapters.asterisk.ari import EngineAway, EngineRefused, act
from przystan.adapters.asterisk.engine.asking import ask_engine
from przystan.adapters.asterisk.engine.configuration import (
    APPLICATION,
    OURS,
    write_configuration,
)
from przystan.adapters.asterisk.engine.obtain import find_engine
from przystan.adapters.asterisk.engine.places import EnginePlaces, load_secrets

START_SECONDS = 90.0
STOP_SECONDS = 10.0


WRONG_PASSWORD = (
    "the engine refuses our password: it was started with another secrets.json. Put that file back,"
    " or, when no call is up: przystan engine stop, then przystan engine start")


class EngineTrouble(Exception):
    """The engine did not start or stop; the message says what it said."""


class EngineAnswer(StrEnum):
    """What the engine says when it is asked by our logins."""

    ANSWERS = "answers"
    REFUSES = "refuses our password"
    SILENT = "does not answer"


def running_pid(places: EnginePlaces) -> int | None:
    """Return the number of the running engine of this folder, or None."""
    try:
        pid = int(places.pid_file.read_text("ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except (OSError, ValueError):
        return None
    return pid if str(places.etc) in command else None


def start_engine(places: EnginePlaces) -> int:
    """Write the configuration, start the engine and wait until it answers. Return its number.

    Does nothing when it runs. Raises EngineMissing, EngineTrouble.
    """
    if (pid := running_pid(places)) is not None:
        if ask_state(places) is EngineAnswer.REFUSES:
            raise EngineTrouble(WRONG_PASSWORD)
        return pid
    program = find_engine(places)
    _refuse_taken_ports(places)
    write_configuration(places, program, load_secrets(places))
    _give_away(places)
    pid = _launch(places, [*program.command, "-C", str(places.etc / "asterisk.conf"), "-f"])
    places.pid_file.write_text(str(pid), "ascii")
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if not _is_alive(pid):
            raise EngineTrouble(f"the engine ended at once: {_last_words(places)}")
        if ask_state(places) is EngineAnswer.ANSWERS:
            return pid
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise EngineTrouble(f"the engine does not answer: {_last_words(places)}")


def _launch(places: EnginePlaces, command: list[str]) -> int:
    """Start a program that outlives us, in a session of its own, and return its number."""
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >>"$0" 2>&1 </dev/null & echo $!',
         str(places.home / "log" / "output"), *command],
        capture_output=True, text=True, check=True, start_new_session=True,
        **_as_nobody())  # type: ignore[call-overload]
    return int(done.stdout)


def stop_engine(places: EnginePlaces, *, at_once: bool = False) -> bool:
    """Stop the engine; calls that are up are cut. Return whether it ran."""
    pid = running_pid(places)
    if pid is None:
        return False
    os.kill(pid, signal.SIGKILL if at_once else signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until and _is_alive(pid):
        time.sleep(0.05)
    if _is_alive(pid):
        os.kill(pid, signal.SIGKILL)
    places.pid_file.unlink(missing_ok=True)
    return True


def ask_state(places: EnginePlaces) -> EngineAnswer:
    """Ask at both doors of the engine, HTTP and manager, with our logins."""
    try:
        # The door is open before the modules are loaded: 404, then 503, then the answer.
        status = ask_engine(places, "GET", "channels", seconds=1)
        if status == http.client.OK:
            with ThreadPoolExecutor(1) as beside:  # this thread may have a loop already
                beside.submit(lambda: asyncio.run(act(
                    host=places.host, port=places.ami_port, user=APPLICATION,
                    password=load_secrets(places).ami, Action="Ping"))).result()
    except EngineRefused:
        return EngineAnswer.REFUSES
    except (OSError, http.client.HTTPException, EngineAway):
        return EngineAnswer.SILENT
    if status == http.client.UNAUTHORIZED:
        return EngineAnswer.REFUSES
    return EngineAnswer.ANSWERS if status == http.client.OK else EngineAnswer.SILENT


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"


def _refuse_taken_ports(places: EnginePlaces) -> None:
    ports = ((places.http_port, socket.SOCK_STREAM), (places.ami_port, socket.SOCK_STREAM),
             (places.sip_port, socket.SOCK_DGRAM))
    for port, kind in ports:
        with socket.socket(type=kind) as probe:
            if kind is socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((places.host, port))
            except OSError as taken:
                raise EngineTrouble(f"port {port} is taken by another program") from taken
    if any(c in str(places.home) for c in "\r\n;"):
        raise EngineTrouble(f"the engine cannot live in {places.home}: its name has a semicolon")


def _as_nobody() -> dict[str, object]:
    """Run as nobody when we are root: the engine faces the network."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give_away(places: EnginePlaces) -> None:
    """Let the unprivileged engine read and write what is its own."""
    if os.geteuid() != 0:
        return
    for name in OURS:
        subprocess.run(["chown", "-R", "nobody", str(places.home / name)], check=True)
    shutil.chown(places.home, "nobody")


def _last_words(places: EnginePlaces) -> str:
    words: list[str] = []
    for name in ("output", "messages", "messages.log"):
        path = places.home / "log" / name
        if path.is_file():
            words += path.read_text("utf-8", "replace").splitlines()[-3:]
    return " / ".join(words) or "it said nothing"


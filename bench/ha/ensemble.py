"""Three PostgreSQL under Patroni with three etcd on loopback, synchronous; PgBouncer at will.

Each node is one group of processes that can be killed as a machine would die: Patroni and all of
PostgreSQL at the same instant.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tools

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from kills import free_port  # noqa: E402

NODES = 3
TTL, LOOP_WAIT, RETRY = 20, 5, 5
UP_SECONDS = 180
# What the embedded server is begun with, and what one leader and two standbys need besides.
PARAMETERS = {
    "max_connections": 120, "shared_buffers": "128MB", "jit": "off", "wal_log_hints": "on",
    "max_wal_size": "1GB", "timezone": "UTC", "log_timezone": "UTC", "hot_standby": "on",
    "log_min_error_statement": "panic", "log_error_verbosity": "terse", "max_wal_senders": 8,
    "wal_keep_size": "512MB",
}


@dataclass
class Node:
    """One machine: its folder, its ports, and Patroni's process while it lives."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    rest: int = field(default_factory=free_port)
    bouncer: int = field(default_factory=free_port)
    patroni: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"


class NotUp(Exception):
    """The ensemble did not become whole in time."""


class Ensemble:
    """The three, from a cluster that exists: its copy is the first leader's data."""

    def __init__(self, folder: Path, *, binaries: Path, owner: tuple[str, str],
                 office: tuple[str, str] | None, user: Any) -> None:
        self.folder, self.binaries, self.owner, self.user = folder, binaries, owner, user
        # Whose login goes by PgBouncer; nobody's: there is none.
        self.office = office
        self.nodes = [Node(f"n{n}", folder / f"n{n}") for n in range(1, NODES + 1)]
        self.begun: list[subprocess.Popen[bytes]] = []
        self._etcd, self._etcd_env = tools.program("etcd", "etcd-server")
        self._patroni = tools.patroni()

    def start(self, data: Path) -> None:
        """Begin etcd, then the node that takes the data over, then those that copy it."""
        for node in self.nodes:
            self._give(node.folder)
        subprocess.run(["cp", "-a", str(data), str(self.nodes[0].data)], check=True)
        self._give(self.nodes[0].data, 0o700)
        self.coordinators = self._begin_etcd()
        self.begin(self.nodes[0])
        self.wait(lambda members: any(m["role"] == "leader" for m in members), "a leader")
        for node in self.nodes[1:]:
            self.begin(node)
        self.wait_whole()

    def _give(self, path: Path, mode: int = 0o755) -> None:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _begin(self, name: str, command: list[str], **environment: str
               ) -> subprocess.Popen[bytes]:
        """Begin a program as PostgreSQL's user, in a group of its own."""
        known = {k: v for k, v in os.environ.items()
                 if not k.startswith(("PG", "DATABASE", "PRZYSTAN", "PYTHON", "DJANGO"))}
        as_user = {} if self.user is None else {
            "user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, cwd="/",
                env={**known, **environment, "HOME": str(self.folder)}, **as_user)
        self.begun.append(process)
        return process

    def _begin_etcd(self) -> str:
        clients = [free_port() for _ in range(NODES)]
        peers = [free_port() for _ in range(NODES)]
        all_peers = ",".join(f"e{n}=http://127.0.0.1:{p}" for n, p in enumerate(peers))
        for n, (client, peer) in enumerate(zip(clients, peers, strict=True)):
            folder = self.folder / f"etcd{n}"
            self._give(folder, 0o700)
            self._begin(f"etcd{n}", [
                str(self._etcd), "--name", f"e{n}", "--data-dir", str(folder),
                "--listen-client-urls", f"http://127.0.0.1:{client}",
                "--advertise-client-urls", f"http://127.0.0.1:{client}",
                "--listen-peer-urls", f"http://127.0.0.1:{peer}",
                "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                "--initial-cluster", all_peers, "--logger", "zap", "--log-level", "warn"],
                **self._etcd_env)
        return ",".join(f"127.0.0.1:{port}" for port in clients)

    def begin(self, node: Node) -> None:
        """Begin a node's Patroni, as its machine would on coming back."""
        self._forget_the_dead(node)
        settings = node.folder / "patroni.json"
        # JSON is YAML.
        settings.write_text(json.dumps(self._settings(node)))
        os.chmod(settings, 0o600)
        if self.user is not None:
            os.chown(settings, self.user.pw_uid, self.user.pw_gid)
        node.patroni = self._begin(node.name, [str(self._patroni), str(settings)])

    def _settings(self, node: Node) -> dict[str, Any]:
        login = {"username": self.owner[0], "password": self.owner[1]}
        return {
            "scope": "przystan", "name": node.name,
            "restapi": {"listen": f"127.0.0.1:{node.rest}",
                        "connect_address": f"127.0.0.1:{node.rest}"},
            "etcd3": {"hosts": self.coordinators},
            "bootstrap": {"dcs": {
                "ttl": TTL, "loop_wait": LOOP_WAIT, "retry_timeout": RETRY,
                "maximum_lag_on_failover": 1048576, "synchronous_mode": True,
                "postgresql": {"use_pg_rewind": True, "use_slots": True,
                               "parameters": PARAMETERS}}},
            "postgresql": {
                "listen": f"127.0.0.1:{node.port}", "connect_address": f"127.0.0.1:{node.port}",
                "data_dir": str(node.data), "bin_dir": str(self.binaries),
                "pgpass": str(node.folder / "pgpass"),
                "authentication": {"superuser": login, "replication": login, "rewind": login},
                "parameters": {"unix_socket_directories": str(node.folder)},
                "callbacks": self._write_bouncer(node) if self.office else {},
                "remove_data_directory_on_rewind_failure": True,
                "remove_data_directory_on_diverged_timelines": True,
                "pg_hba": ["host all all 127.0.0.1/32 scram-sha-256",
                           "host replication all 127.0.0.1/32 scram-sha-256",
                           "local all all scram-sha-256"]}}

    def _forget_the_dead(self, node: Node) -> None:
        """Remove the lock of a server whose body nobody has buried (as the launcher does)."""
        lock = node.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(lock.read_text().splitlines()[0])
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                lock.unlink()
                for left in node.folder.glob(".s.PGSQL.*.lock"):
                    left.unlink()

    def _write_bouncer(self, node: Node) -> dict[str, str]:
        """Lay PgBouncer's files and return the callbacks by which it stands before a leader only.

        A pooler remembers what its server said of itself when it could still be written to, and
        would go on promising it: so it must not listen where nobody leads.
        """
        assert self.office is not None
        program, environment = tools.program(
            "pgbouncer", "pgbouncer", "libevent-2.1-7", "libc-ares2")
        settings, pid, users = (node.folder / f"pgbouncer.{n}" for n in ("ini", "pid", "users"))
        users.write_text('"{}" "{}"\n'.format(*self.office))
        settings.write_text(
            f"[databases]\nprzystan = host=127.0.0.1 port={node.port} dbname=przystan\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {node.bouncer}\n"
            f"unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {users}\n"
            f"pidfile = {pid}\nlogfile = {node.folder}/pgbouncer.log\n"
            "pool_mode = transaction\ndefault_pool_size = 10\nmax_client_conn = 200\n"
            "query_wait_timeout = 3\nserver_connect_timeout = 2\nserver_login_retry = 1\n")
        script = node.folder / "follow.sh"
        exports = "".join(f"export {k}={v}\n" for k, v in environment.items())
        script.write_text(
            f"#!/bin/sh\n{exports}pid=$(cat {pid} 2>/dev/null)\n"
            'case "$1 $2" in\non_stop*) role=none ;;\n*) role=$2 ;;\nesac\n'
            'case "$role" in\n'
            f'primary|master) kill -0 "$pid" 2>/dev/null || {program} -q -d {settings} ;;\n'
            '*) [ -n "$pid" ] && kill -9 "$pid" ;;\nesac\n')
        script.chmod(0o755)
        return dict.fromkeys(("on_start", "on_role_change", "on_stop"), str(script))

    def _kill_bouncer(self, node: Node) -> None:
        with contextlib.suppress(OSError, ValueError):
            pid = int((node.folder / "pgbouncer.pid").read_text())
            os.kill(pid, signal.SIGKILL)
            (node.folder / "pgbouncer.pid").unlink()

    def members(self) -> list[dict[str, Any]]:
        """Return what any node that lives says of all; empty where none answers."""
        for node in self.nodes:
            with contextlib.suppress(OSError, ValueError), urllib.request.urlopen(
                    f"http://127.0.0.1:{node.rest}/cluster", timeout=2) as answer:
                found: list[dict[str, Any]] = json.load(answer)["members"]
                return found
        return []

    def wait(self, wanted: Any, what: str, seconds: float = UP_SECONDS) -> None:
        end = time.monotonic() + seconds
        while not wanted(self.members()):
            if time.monotonic() > end:
                raise NotUp(f"{what}: {self.members()}; see the logs in {self.folder}")
            time.sleep(0.2)

    def wait_whole(self) -> None:
        """Wait for a leader and two standbys that stream, one of them synchronous."""
        def is_whole(members: list[dict[str, Any]]) -> bool:
            roles = sorted(m["role"] for m in members)
            return (roles == ["leader", "replica", "sync_standby"]
                    and all(m["state"] in ("running", "streaming") for m in members))
        self.wait(is_whole, "a leader with its two standbys")

    def leader(self) -> Node:
        name = next(m["name"] for m in self.members() if m["role"] == "leader")
        return next(n for n in self.nodes if n.name == name)

    def kill(self, node: Node) -> None:
        """Kill a node's Patroni and every process of its PostgreSQL, as if the power went."""
        postmaster = int((node.data / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        assert node.patroni is not None
        os.killpg(node.patroni.pid, signal.SIGKILL)
        for pid in (postmaster, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._kill_bouncer(node)
        node.patroni.wait()
        node.patroni = None

    def address(self, user: str, password: str, *, bouncers: bool = False) -> str:
        """Return one address of all three, which leads to the one that may be written to."""
        hosts = ",".join(
            f"127.0.0.1:{n.bouncer if bouncers else n.port}" for n in self.nodes)
        return (f"postgresql://{user}:{password}@{hosts}/przystan"
                "?target_session_attrs=read-write")

    def stop(self) -> None:
        for node in self.nodes:
            if node.patroni is not None:
                with contextlib.suppress(OSError, ValueError):
                    self.kill(node)
            self._kill_bouncer(node)
        for process in self.begun:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

"""Restore a backup into a new home, to its restore point or to an instant; rehearse it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

import psycopg
import pyrage
from psycopg import sql

from przystan.config.backup import store as stores
from przystan.config.backup.witness import states
from przystan.config.postgres import OFFICE, OWNER, EmbeddedPostgres, PostgresFailed

RECOVERY_SECONDS = 3600
OPEN_TO_RESTORER = "local all all trust\n"


class HomeTaken(Exception):
    """The home holds a database already: a restore never writes over one."""


class RestoreFailed(Exception):
    """The server did not reach the target; the message carries its words."""


@dataclass
class Rehearsal:
    """How a restore went: seconds of each step, what was compared, what differs."""

    backup: str
    seconds: dict[str, float] = field(default_factory=dict)
    tables: int = 0
    rows: int = 0
    differences: list[str] = field(default_factory=list)
    audit_rows: int = 0
    audit_holds: bool = False

    @property
    def is_good(self) -> bool:
        return self.audit_holds and not self.differences


def restore(
    store: Path, identity: pyrage.x25519.Identity, home: Path, *, until: datetime | None = None,
    seconds: dict[str, float] | None = None,
) -> stores.Manifest:
    """Restore into a new home's embedded server, and leave it stopped.

    Without `until` to the last backup's restore point, with it to that instant from the followed
    log. Raises HomeTaken, NoBackup, BackupDamaged, WrongIdentity, RestoreFailed.
    """
    spent = {} if seconds is None else seconds
    server = EmbeddedPostgres(home)
    if server.data.exists():
        raise HomeTaken(f"{server.data} exists: name a new home.")
    manifest = stores.choose(store, until=until)
    began = time.monotonic()
    stores.verify_files(store, manifest)
    spent["files compared"] = time.monotonic() - began
    server.base.mkdir(parents=True, exist_ok=True)
    if server.user is not None:
        server.base.chmod(0o711)
    building, log = server.base / "data.restoring", server.base / "wal.restoring"
    for folder in (building, log):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    try:
        began = time.monotonic()
        _unpack(store, manifest, identity, building, log, until)
        _prepare(building, log, manifest, until)
        _give(server, building, log)
        building.rename(server.data)
        spent["unpacked"] = time.monotonic() - began
        began = time.monotonic()
        _recover(server, manifest)
        spent["recovered"] = time.monotonic() - began
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(log, ignore_errors=True)
    return manifest


def _unpack(
    store: Path, manifest: stores.Manifest, identity: pyrage.x25519.Identity, building: Path,
    log: Path, until: datetime | None,
) -> None:
    folder = store / manifest.name
    packed = building.with_suffix(".tar.gz")
    try:
        stores.decrypt(folder / (stores.BASE + stores.SUFFIX), packed, identity)
        with tarfile.open(packed, "r|gz") as base:
            extract_base(base, building)
    finally:
        packed.unlink(missing_ok=True)
    segments = sorted((folder / stores.WAL).glob("*" + stores.SUFFIX))
    followed = store / stores.FOLLOWED
    if until is not None:
        segments += sorted(followed.glob("*" + stores.SUFFIX))
    for segment in segments:
        stores.decrypt_segment(segment, log, identity)
    if until is not None:
        # What had only begun to arrive is the last that is known.
        for begun in sorted((followed / stores.PLAIN).glob("[0-9A-F]*")):
            shutil.copyfile(begun, log / begun.name.removesuffix(".partial"))


def extract_base(base: tarfile.TarFile, building: Path) -> None:
    """Take a base backup apart. Raises RestoreFailed for what no base backup holds."""
    if hasattr(tarfile, "data_filter"):
        base.extractall(building, filter="data")
        return
    # Python has the filter from 3.11.4 on; Debian 12 is older. What it keeps out is kept out here.
    for member in base:
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
            raise RestoreFailed(f"the backup holds {member.name!r}: no file of a database")
        member.uid, member.gid, member.uname, member.gname = os.getuid(), os.getgid(), "", ""
        base.extract(member, building)


def _prepare(
    building: Path, log: Path, manifest: stores.Manifest, until: datetime | None,
) -> None:
    """Write what recovery needs; the way in is open to us alone until passwords are set."""
    for name in ("pg_wal", "pg_wal/archive_status"):
        (building / name).mkdir(exist_ok=True)
    kept = building / "pg_hba.conf"
    if kept.exists():
        kept.rename(building / "pg_hba.before")
    kept.write_text(OPEN_TO_RESTORER)
    settings = building / "postgresql.conf"
    if not settings.exists():
        # Debian keeps it elsewhere: then the defaults, and what recovery insists on.
        settings.write_text("listen_addresses = ''\nmax_connections = 500\n")
    target = (f"recovery_target_time = '{until.isoformat()}'" if until
              else f"recovery_target_name = '{manifest.name}'")
    with settings.open("a") as out:
        out.write(
            f"\n# restoring\nrestore_command = 'cp \"{log}/%f\" \"%p\"'\n{target}\n"
            "recovery_target_action = 'promote'\narchive_mode = off\n"
            "unix_socket_permissions = 0700\n")
    (building / "recovery.signal").touch()


def _give(server: EmbeddedPostgres, *folders: Path) -> None:
    for folder in folders:
        folder.chmod(0o700)
        if server.user is not None:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, server.user.pw_uid, server.user.pw_gid, follow_symlinks=False)


def _recover(server: EmbeddedPostgres, manifest: stores.Manifest) -> None:
    """Let the server read the log to its target, set new passwords and close the way in again."""
    try:
        server.start()
        _wait(server, manifest.owner)
        _set_passwords(server, manifest.owner)
    except (PostgresFailed, psycopg.Error) as wrong:
        with suppress(PostgresFailed):
            server.stop()
        words = (server.base / "server.log").read_text(errors="replace")[-1500:]
        # What did not reach its target is no office: the home is free for another try.
        shutil.rmtree(server.data, ignore_errors=True)
        raise RestoreFailed(f"{wrong}\n{words}") from wrong
    server.stop()
    settings = server.data / "postgresql.conf"
    settings.write_text(settings.read_text().partition("\n# restoring\n")[0] + "\n")
    entry = server.data / "pg_hba.conf"
    before = server.data / "pg_hba.before"
    if before.exists():
        before.rename(entry)
    else:
        entry.write_text("local all all scram-sha-256\nlocal replication all scram-sha-256\n")
    if server.user is not None:
        os.chown(entry, server.user.pw_uid, server.user.pw_gid)


def _address(server: EmbeddedPostgres, owner: str) -> str:
    return f"host='{server.sockets}' user='{owner}' dbname=postgres"


def _wait(server: EmbeddedPostgres, owner: str) -> None:
    for _ in range(RECOVERY_SECONDS * 5):
        with psycopg.connect(_address(server, owner), autocommit=True) as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
            if row == (False,):
                return
        time.sleep(0.2)
    raise PostgresFailed("recovery did not end in an hour")


def _set_passwords(server: EmbeddedPostgres, owner: str) -> None:
    known = server.passwords()
    with psycopg.connect(_address(server, owner), autocommit=True) as connection:
        there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for login, more in ((OWNER, "SUPERUSER"), (OFFICE, "NOSUPERUSER")):
            verb = "ALTER" if login in there else "CREATE"
            connection.execute(sql.SQL(verb + " ROLE {} LOGIN PASSWORD {} " + more).format(
                sql.Identifier(login), sql.Literal(known[login])))


def rehearse(store: Path, identity: pyrage.x25519.Identity) -> Rehearsal:
    """Restore the latest backup into a scratch home, compare all of it, throw it away."""
    with tempfile.TemporaryDirectory(prefix="przystan-rehearsal-") as name:
        Path(name).chmod(0o755)
        home = Path(name) / "home"
        home.mkdir()
        seconds: dict[str, float] = {}
        manifest = restore(store, identity, home, seconds=seconds)
        found = Rehearsal(manifest.name, seconds)
        server = EmbeddedPostgres(home)
        try:
            with server.running() as addresses:
                began = time.monotonic()
                _compare(found, manifest, addresses.owner)
                found.seconds["compared"] = time.monotonic() - began
                began = time.monotonic()
                _verify_audit(found, addresses.owner)
                found.seconds["audit verified"] = time.monotonic() - began
        finally:
            shutil.rmtree(server.base, ignore_errors=True)
            shutil.rmtree(server.sockets, ignore_errors=True)
        return found


def _compare(found: Rehearsal, manifest: stores.Manifest, address: str) -> None:
    now = states(address)
    found.tables, found.rows = len(now), sum(state.rows for state in now.values())
    for table in sorted({*now, *manifest.tables}):
        was, is_ = manifest.tables.get(table), now.get(table)
        if was != is_:
            told = [f"{state.rows} rows" if state else "no table" for state in (was, is_)]
            found.differences.append(f"{table}: backed up {told[0]}, restored {told[1]}"
                                     + (", other content" if told[0] == told[1] else ""))


def _verify_audit(found: Rehearsal, address: str) -> None:
    """Run the same verification as an auditor would."""
    environment = os.environ | {"DATABASE_URL": address, "DATABASE_OWNER_URL": address}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.production")
    for name in ("PRZYSTAN_SECRET_KEY", "PRZYSTAN_PSEUDONYM_KEY"):
        environment.setdefault(name, secrets.token_urlsafe(50))
    done = subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "audit", "verify", "--format", "json"],
        capture_output=True, text=True, env=environment)
    try:
        (row,) = json.loads(done.stdout)
    except ValueError as wrong:
        raise RestoreFailed(f"audit verify: {done.stderr[-1500:]}") from wrong
    found.audit_rows, found.audit_holds = int(row["rows"]), bool(row["holds"])

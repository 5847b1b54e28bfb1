"""Take a backup while the office works, and follow its log between backups."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from przystan.config.backup import store as stores
from przystan.config.backup.witness import mark
from przystan.config.postgres import find_binaries

SLOT, FOLLOWING = "przystan_backup", "przystan_follow"
NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
         "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
         "target_session_attrs": "PGTARGETSESSIONATTRS", "connect_timeout": "PGCONNECT_TIMEOUT"}
ROUND = 1.0


class BackupFailed(Exception):
    """PostgreSQL's own program refused; the message carries its words."""


def take(address: str, store: Path, recipients: Sequence[str]) -> stores.Manifest:
    """Take one backup of the whole cluster into the store and return its manifest.

    `address` is a login that may replicate. Raises BackupFailed, OfficeTooBusy.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        name = connection.execute("SELECT to_char(now() AT TIME ZONE 'UTC',"
                                  " 'YYYYMMDD\"T\"HH24MISS\"Z\"')").fetchone()
        assert name is not None
        with stores.new_backup(store, str(name[0])) as part:
            _fresh_slot(connection, SLOT)
            try:
                return _fill(connection, address, part, str(name[0]), recipients)
            finally:
                _drop_slot(connection, SLOT)


def _fill(
    connection: psycopg.Connection, address: str, part: Path, name: str, recipients: Sequence[str],
) -> stores.Manifest:
    files = {stores.BASE + stores.SUFFIX: _base(address, part, recipients)}
    lsn, tables = mark(address, name)
    with tempfile.TemporaryDirectory(dir=part) as arriving:
        _receive_until(connection, address, Path(arriving), lsn)
        for segment in sorted(Path(arriving).glob("[0-9A-F]*")):
            packed, digest = stores.encrypt_segment(segment, part / stores.WAL, recipients)
            files[f"{stores.WAL}/{packed}"] = digest
    row = connection.execute("SELECT now(), current_setting('server_version')").fetchone()
    assert row is not None
    manifest = stores.Manifest(
        name=name, ended_at=row[0], server_version=row[1], owner=connection.info.user,
        lsn=lsn, files=files, tables=tables)
    (part / stores.MANIFEST).write_text(manifest.to_json())
    return manifest


def _base(address: str, part: Path, recipients: Sequence[str]) -> str:
    """Stream the cluster through the encryption to the disk; nothing plain is written."""
    with tempfile.TemporaryFile() as words:
        running = subprocess.Popen(
            [_program("pg_basebackup"), "-D", "-", "-F", "tar", "-X", "none", "--no-password",
             "--compress=client-gzip:1", "--checkpoint=fast", "--no-manifest"],
            stdout=subprocess.PIPE, stderr=words, env=_environment(address))
        assert running.stdout is not None
        digest = stores.encrypt(running.stdout, part / (stores.BASE + stores.SUFFIX), recipients)
        if running.wait():
            words.seek(0)
            raise BackupFailed(f"pg_basebackup: {words.read().decode(errors='replace')[-2000:]}")
    return digest


def _receive_until(
    connection: psycopg.Connection, address: str, folder: Path, lsn: str,
) -> None:
    """Fetch the log from where the backup began to the restore point."""
    # The segment is closed, so that the server sends what follows the point at once.
    connection.execute("SELECT pg_switch_wal()")
    done = subprocess.run(
        [_program("pg_receivewal"), "-D", str(folder), "--slot", SLOT, "--endpos", lsn,
         "--no-loop", "--no-password"],
        capture_output=True, text=True, env=_environment(address))
    if done.returncode:
        raise BackupFailed(f"pg_receivewal: {done.stderr[-2000:]}")


def follow(
    address: str, store: Path, recipients: Sequence[str], is_over: Callable[[], bool],
) -> None:
    """Receive the log as it is written, and encrypt each segment that is whole, until told.

    The segment that is being written lies readable in `wal/arriving` until it is whole (16 MB).
    The server keeps what was not received yet. Raises BackupFailed.
    """
    arriving = store / stores.FOLLOWED / stores.PLAIN
    arriving.mkdir(parents=True, exist_ok=True)
    arriving.chmod(0o700)
    with psycopg.connect(address, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_replication_slots WHERE slot_name = %s", [FOLLOWING]).fetchone()
        if known is None:
            _fresh_slot(connection, FOLLOWING)
    with tempfile.TemporaryFile() as words:
        running = subprocess.Popen(
            [_program("pg_receivewal"), "-D", str(arriving), "--slot", FOLLOWING,
             "--synchronous", "--no-password"], stderr=words, env=_environment(address))
        try:
            while not is_over():
                if running.poll() is not None:
                    words.seek(0)
                    raise BackupFailed(
                        f"pg_receivewal: {words.read().decode(errors='replace')[-2000:]}")
                _keep_whole(arriving, recipients)
                time.sleep(ROUND)
        finally:
            running.terminate()
            running.wait()
            _keep_whole(arriving, recipients)


def _keep_whole(arriving: Path, recipients: Sequence[str]) -> None:
    for segment in sorted(arriving.glob("[0-9A-F]*")):
        if not segment.suffix:
            stores.encrypt_segment(segment, arriving.parent, recipients)
            segment.unlink()


def _fresh_slot(connection: psycopg.Connection, name: str) -> None:
    _drop_slot(connection, name)
    connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [name])


def _drop_slot(connection: psycopg.Connection, name: str) -> None:
    """Drop a slot; one that a killed backup left would keep the log until the disk is full."""
    connection.execute(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
        " WHERE slot_name = %s AND NOT active", [name])


def _program(name: str) -> str:
    return str(find_binaries() / name)


def _environment(address: str) -> dict[str, str]:
    """Return the address as libpq's variables: a command line can be read by everybody."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    parts = conninfo_to_dict(address)
    return known | {NAMES[k]: str(v) for k, v in parts.items() if k in NAMES and v is not None}

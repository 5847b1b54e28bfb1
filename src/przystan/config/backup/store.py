"""The folder of backups: names, manifests, encrypted files. A half-written one is never seen."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pyrage

from przystan.config.backup.witness import TableState

BASE, WAL, MANIFEST, SUFFIX = "base.tar.gz", "wal", "manifest.json", ".age"
FOLLOWED, PLAIN = "wal", "arriving"
BLOCK = 1 << 20


class NoBackup(Exception):
    """The store holds no backup that reaches what is asked for."""


class BackupDamaged(Exception):
    """A file of the backup is missing or is not what was written."""


class WrongIdentity(Exception):
    """The identity does not open this backup, or is not one."""


@dataclass(frozen=True)
class Manifest:
    """What a backup is: when, of which server, its files' SHA-256 and its witness.

    Its name is the name of its restore point too.
    """

    name: str
    ended_at: datetime
    server_version: str
    owner: str
    lsn: str
    files: dict[str, str] = field(default_factory=dict)
    tables: dict[str, TableState] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps({**asdict(self), "ended_at": self.ended_at.isoformat()}, indent=1)


def read_manifest(folder: Path) -> Manifest:
    """Read one backup's manifest. Raises BackupDamaged."""
    try:
        known: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        known["ended_at"] = datetime.fromisoformat(known["ended_at"])
        known["tables"] = {name: TableState(**state) for name, state in known["tables"].items()}
        return Manifest(**known)
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise BackupDamaged(f"{folder / MANIFEST}: {wrong}") from wrong


def list_backups(store: Path) -> list[Manifest]:
    """Return the whole backups of a store, oldest first."""
    return [read_manifest(path.parent) for path in sorted(store.glob(f"*Z/{MANIFEST}"))]


def choose(store: Path, *, until: datetime | None = None) -> Manifest:
    """Return the latest backup, or the latest that ended before an instant. Raises NoBackup."""
    fitting = [m for m in list_backups(store) if until is None or m.ended_at <= until]
    if not fitting:
        before = f" that ended before {until.isoformat()}" if until else ""
        raise NoBackup(f"{store} holds no whole backup{before}.")
    return fitting[-1]


def verify_files(store: Path, manifest: Manifest) -> None:
    """Compare every file with its hash. Raises BackupDamaged, naming the first."""
    for name, digest in manifest.files.items():
        path = store / manifest.name / name
        if not path.is_file():
            raise BackupDamaged(f"{path} is missing.")
        with path.open("rb") as source:
            if hashlib.file_digest(source, "sha256").hexdigest() != digest:
                raise BackupDamaged(f"{path} is not the file that was written.")


@contextmanager
def new_backup(store: Path, name: str) -> Iterator[Path]:
    """Give a folder to fill; it takes its name only when the block ends well."""
    store.mkdir(parents=True, exist_ok=True)
    for dead in store.glob("*Z.part"):
        shutil.rmtree(dead)
    part = store / f"{name}.part"
    (part / WAL).mkdir(parents=True, mode=0o700)
    try:
        yield part
        os.sync()
        part.rename(store / name)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def encrypt(source: IO[bytes], target: Path, recipients: Sequence[str]) -> str:
    """Write a stream encrypted for all recipients (age) and return the file's SHA-256."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as out:
        pyrage.encrypt_io(source, out, [pyrage.x25519.Recipient.from_str(r) for r in recipients])
        out.flush()
        os.fsync(out.fileno())
    with part.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    part.rename(target)
    return digest


def encrypt_segment(segment: Path, folder: Path, recipients: Sequence[str]) -> tuple[str, str]:
    """Compress and encrypt one segment of the log; return the new file's name and SHA-256."""
    packed = segment.with_suffix(".packed")
    with segment.open("rb") as source, gzip.open(packed, "wb", compresslevel=1) as out:
        shutil.copyfileobj(source, out, BLOCK)
    name = segment.name.removesuffix(".partial") + ".gz" + SUFFIX
    with packed.open("rb") as source:
        digest = encrypt(source, folder / name, recipients)
    packed.unlink()
    return name, digest


def read_identity(path: Path) -> pyrage.x25519.Identity:
    """Read an age identity file. Raises WrongIdentity."""
    try:
        lines = [s for s in path.read_text().splitlines() if s.startswith("AGE-SECRET-KEY-")]
        return pyrage.x25519.Identity.from_str(lines[0])
    except (OSError, IndexError, pyrage.IdentityError, UnicodeDecodeError) as wrong:
        raise WrongIdentity(f"{path} holds no age identity (AGE-SECRET-KEY-…).") from wrong


def new_identity(path: Path, *, at: datetime) -> str:
    """Write a fresh identity that only its owner may read, and return its recipient.

    Raises FileExistsError: an identity is never written over.
    """
    identity = pyrage.x25519.Identity.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"# created: {at.astimezone(UTC).isoformat(timespec='seconds')}\n"
                  f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def decrypt(source: Path, target: Path, identity: pyrage.x25519.Identity) -> None:
    """Decrypt one file. Raises WrongIdentity."""
    try:
        with source.open("rb") as encrypted, target.open("wb") as out:
            pyrage.decrypt_io(encrypted, out, [identity])
    except pyrage.DecryptError as wrong:
        raise WrongIdentity(f"{source}: {wrong}") from wrong


def decrypt_segment(source: Path, folder: Path, identity: pyrage.x25519.Identity) -> None:
    """Decrypt and unpack one segment of the log under its own name."""
    name = source.name.removesuffix(".gz" + SUFFIX)
    packed = folder / f"{name}.packed"
    decrypt(source, packed, identity)
    with gzip.open(packed, "rb") as compressed, (folder / name).open("wb") as out:
        shutil.copyfileobj(compressed, out, BLOCK)
    packed.unlink()

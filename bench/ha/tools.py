"""The engines of the ensemble: Debian's etcd and PgBouncer unpacked, Patroni in its environment.

Nothing is installed and no service begins: the packages are downloaded and unpacked once into the
machine's temporary folder. What cannot be had is named; then nothing was tried.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NOT_TRIED = 3


class CannotBeHad(Exception):
    """A tool that this machine can neither find nor fetch."""


def program(name: str, *packages: str) -> tuple[Path, dict[str, str]]:
    """Return a program, and the environment by which it finds its libraries."""
    known = shutil.which(name) or next(
        (str(p) for p in (Path("/usr/sbin") / name,) if p.exists()), None)
    if known:
        return Path(known), {}
    folder = Path(tempfile.gettempdir()) / f"przystan-ha-{packages[0]}"
    if not folder.exists():
        _unpack(folder, packages)
    found = [p for p in folder.glob(f"usr/*bin/{name}") if p.is_file()]
    if not found:
        raise CannotBeHad(f"{packages[0]} holds no {name}")
    libraries = [str(p) for p in folder.glob("usr/lib/*-linux-gnu")]
    return found[0], {"LD_LIBRARY_PATH": ":".join(libraries)} if libraries else {}


def _unpack(folder: Path, packages: tuple[str, ...]) -> None:
    if not shutil.which("apt-get"):
        raise CannotBeHad(f"{packages[0]}: neither installed nor is this Debian")
    with tempfile.TemporaryDirectory() as fetched:
        Path(fetched).chmod(0o755)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "download", "-qq", *packages]):
            done = subprocess.run(command, cwd=fetched, capture_output=True, text=True)
        if done.returncode:
            raise CannotBeHad(f"{packages[0]}: {done.stderr.strip()[-300:]}")
        part = Path(f"{folder}.part")
        shutil.rmtree(part, ignore_errors=True)
        for package in Path(fetched).glob("*.deb"):
            subprocess.run(["dpkg", "-x", str(package), str(part)], check=True)
        part.chmod(0o755)
        part.rename(folder)


def patroni() -> Path:
    """Return Patroni in an environment of its own, made once for each text of its requirements."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"przystan-ha-patroni-{digest}"
    ready = folder / ".ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        # PostgreSQL's user runs it, who may not enter a home in which root keeps a Python.
        python = "/usr/bin/python3" if os.geteuid() == 0 else sys.executable
        for command in ([python, "-m", "venv", str(folder)],
                        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet",
                         "--disable-pip-version-check", "-r", str(REQUIREMENTS)]):
            done = subprocess.run(command, env=clean, capture_output=True, text=True)
            if done.returncode:
                raise CannotBeHad(f"patroni: {done.stderr.strip()[-300:]}")
        ready.touch()
    return folder / "bin" / "patroni"

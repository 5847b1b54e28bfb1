"""Find an engine on this machine, or unpack one into a folder of ours: no root at run time."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from przystan.adapters.asterisk.engine.places import EnginePlaces

LEAST_VERSION = 18
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITES = ("sid", "bullseye")
"""Debian's current Asterisk stands in sid; bullseye has an older one that runs when unpacked."""

DEBIAN_PACKAGES = {"mmdebstrap": "mmdebstrap", "espeak-ng": "espeak-ng", "sox": "sox"}


class EngineMissing(Exception):
    """There is no engine and none could be obtained; the message says what to do."""


@dataclass(frozen=True, slots=True)
class EngineProgram:
    """How to start an engine: the command's beginning, its modules, its data, its version."""

    command: tuple[str, ...]
    modules: Path
    data: Path
    version: str


def find_engine(places: EnginePlaces) -> EngineProgram:
    """Return the engine of our folder, else the system's from version 18 on.

    Raises EngineMissing.
    """
    own = _own(places.root)
    if own is not None:
        return own
    system = shutil.which("asterisk", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if system is not None:
        modules = next((path for path in _module_folders(Path("/")) if path.is_dir()), None)
        version = _version((system,))
        if modules is not None and int(version.partition(".")[0] or 0) >= LEAST_VERSION:
            return EngineProgram((system,), modules, Path("/usr/share/asterisk"), version)
    raise EngineMissing("no engine here: run `przystan engine install`, or install Debian's or "
                        f"your distribution's asterisk from version {LEAST_VERSION} on")


def _module_folders(root: Path) -> tuple[Path, ...]:
    triplet = f"{platform.machine()}-linux-gnu"
    return (root / f"usr/lib/{triplet}/asterisk/modules", root / "usr/lib/asterisk/modules",
            root / "usr/lib64/asterisk/modules")


def _own(root: Path) -> EngineProgram | None:
    program = root / "usr/sbin/asterisk"
    loaders = [*root.glob("usr/lib64/ld-linux*"), *root.glob("lib64/ld-linux*"),
               *root.glob("usr/lib/ld-linux*")]
    modules = next((path for path in _module_folders(root) if path.is_dir()), None)
    if not program.exists() or not loaders or modules is None:
        return None
    libraries = root / f"usr/lib/{platform.machine()}-linux-gnu"
    search = ":".join(map(str, (libraries, libraries / "pulseaudio", root / "usr/lib")))
    command = (str(loaders[0]), "--library-path", search, str(program))
    return EngineProgram(command, modules, root / "usr/share/asterisk", _version(command))


def _version(command: tuple[str, ...]) -> str:
    done = subprocess.run([*command, "-V"], capture_output=True, text=True, timeout=20)
    found = re.search(r"Asterisk (\d+[.\d]*)", done.stdout)
    return found[1] if found else ""


def obtain_engine(places: EnginePlaces, tell: Callable[[str], None]) -> EngineProgram:
    """Return the engine that is here, or unpack Debian's into our folder: whole or not at all.

    Needs `mmdebstrap`, Debian's keys and this machine's own Debian mirror. Raises EngineMissing.
    """
    try:
        return find_engine(places)
    except EngineMissing:
        pass
    if shutil.which("mmdebstrap") is None or not KEYRING.exists():
        raise EngineMissing("to unpack an engine, install mmdebstrap and debian-archive-keyring "
                            "(apt-get install mmdebstrap debian-archive-keyring)")
    mirror = _mirror()
    problems = []
    for suite in SUITES:
        tell(f"unpacking Asterisk of Debian {suite} …")
        problem = _unpack(places, suite, mirror)
        if problem is None:
            return find_engine(places)
        problems.append(f"{suite}: {problem}")
    raise EngineMissing("the engine could not be unpacked: " + "; ".join(problems))


def _mirror() -> str:
    """Read the first Debian mirror of this machine's own sources."""
    for path in (*sorted(Path("/etc/apt/sources.list.d").glob("debian*")),
                 Path("/etc/apt/sources.list")):
        if path.is_file():
            found = re.search(r"^(?:URIs:|deb(?: \[[^]]*\])?)\s+(\S+)", path.read_text("utf-8"),
                              re.MULTILINE)
            if found:
                return found[1]
    raise EngineMissing("this machine names no Debian mirror in its apt sources")


def _unpack(places: EnginePlaces, suite: str, mirror: str) -> str | None:
    """Unpack beside the place and move it there when whole; return what went wrong."""
    places.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.home, prefix="unpacking-") as folder:
        new = Path(folder) / "root"
        done = subprocess.run(
            ["mmdebstrap", "--variant=extract",
             "--mode=chrootless" if os.geteuid() else "--mode=root",
             "--include=asterisk", "--aptopt=APT::Install-Recommends \"false\"",
             "--aptopt=Acquire::Check-Valid-Until \"false\"",
             "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*",
             suite, str(new), f"deb [signed-by={KEYRING}] {mirror} {suite} main"],
            capture_output=True, text=True)
        if done.returncode or _own(new) is None:
            lines = [line for line in done.stderr.splitlines() if line.startswith("E:")]
            return lines[0] if lines else "the unpacked engine does not start"
        shutil.rmtree(places.root, ignore_errors=True)
        new.rename(places.root)
    return None

"""What ./dev does before there is a virtual environment. Standard library only.

Makes the environment from hashed requirements and hands over to przystan.config.development.
A marker is written last, so an interrupted set-up is started afresh.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("PRZYSTAN_HOME") or ROOT / ".przystan").absolute()
NEEDS_TOOLS = {"test", "check", "lock", "messages", "docs", "room", "licences"}
LOOKS_AT_LOCK = {"audit", "sbom"}


class Progress:
    """Shows one line per step: a moving bar on a terminal, start and end lines elsewhere."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.share: float | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> Progress:
        self.began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._done.set()
        self._thread.join()
        seconds = time.monotonic() - self.began
        state = "failed" if kind else "done"
        clear = "\r\033[K" if sys.stderr.isatty() else ""
        print(f"{clear}  {self.what}: {state} in {seconds:.1f} s", file=sys.stderr, flush=True)
        remember_seconds(self.what, seconds)

    def _draw(self) -> None:
        if not sys.stderr.isatty():
            if not self._done.wait(2):
                print(f"  {self.what} …", file=sys.stderr, flush=True)
            return
        while not self._done.wait(0.2):
            seconds = time.monotonic() - self.began
            if self.share is None:
                place = int(seconds * 4) % 20
                bar = " " * place + "█" + " " * (19 - place)
                tail = ""
            else:
                bar = ("█" * round(self.share * 20)).ljust(20)
                tail = f" {self.share:4.0%}"
            print(f"\r\033[K  [{bar}]{tail} {self.what} {seconds:.0f} s", end="", file=sys.stderr)
            sys.stderr.flush()


def remember_seconds(what: str, seconds: float) -> None:
    path = HOME / "seconds.json"
    try:
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        known = {}
    known[what] = round(seconds, 1)
    if path.parent.is_dir():
        path.write_text(json.dumps(known, ensure_ascii=False, indent=1))


def fail(message: str) -> None:
    print(f"przystan: {message}", file=sys.__stderr__)
    raise SystemExit(1)


def run(command: list[str], **options: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    if done.returncode:
        tail = (done.stdout + done.stderr).strip()[-3000:]
        fail(f"{' '.join(command[:6])} … failed:\n{tail}")


def make_venv(folder: Path) -> None:
    """Make an empty environment; on Debian without python3-venv install it, or say how."""
    command = [sys.executable, "-m", "venv", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", package], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        fail(
            "could not make a virtual environment. On Debian: apt-get install python3-venv\n"
            + (done.stdout + done.stderr).strip()[-1500:]
        )


def installer_environment() -> dict[str, str]:
    """Give uv what pip knows of this machine's certificates and index."""
    known = dict(os.environ)
    known["UV_PYTHON_DOWNLOADS"] = "never"
    if "PIP_CERT" in known:
        known.setdefault("SSL_CERT_FILE", known["PIP_CERT"])
    if "PIP_INDEX_URL" in known:
        known.setdefault("UV_DEFAULT_INDEX", known["PIP_INDEX_URL"])
    return known


def install(folder: Path, requirements: Path, progress: Progress) -> None:
    """Install the hashed requirements with uv, or with pip where uv cannot be had or fails."""
    python = str(folder / "bin" / "python")
    wanted = sum(1 for line in requirements.read_text().splitlines() if "==" in line)
    site = next((folder / "lib").glob("python3*/site-packages"))
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip = [*command, "--require-hashes", "-r", str(requirements)]
    uv_pins = [*command, "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements-uv.txt")]
    have_uv = subprocess.run(uv_pins, capture_output=True).returncode == 0
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    first = [*uv, "--require-hashes", "-r", str(requirements)] if have_uv else pip
    work = subprocess.Popen(
        first, env=installer_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    while work.poll() is None:
        progress.share = min(sum(1 for _ in site.glob("*.dist-info")) / wanted, 1.0)
        time.sleep(0.2)
    if work.returncode and have_uv:
        run(pip)
    elif work.returncode:
        assert work.stdout is not None
        fail("installing the requirements failed:\n" + work.stdout.read().decode()[-3000:])


def link_sources(folder: Path) -> None:
    """Put the checkout's sources and the `przystan` console script into the environment."""
    site = next((folder / "lib").glob("python3*/site-packages"))
    (site / "przystan.pth").write_text(f"{ROOT / 'src'}\n")
    script = folder / "bin" / "przystan"
    # A path with a space cannot stand in a shebang line, so sh finds Python beside the script.
    script.write_text(
        '#!/bin/sh\nexec "$(dirname -- "$0")/python" -m przystan.config.cli "$@"\n'
    )
    script.chmod(0o755)


def ensure_environment(requirements: Path) -> Path:
    """Return the environment's Python, made or completed first when its marker is missing."""
    folder = HOME / "venv"
    digest = hashlib.sha256(requirements.read_bytes() + str(ROOT).encode() + sys.version.encode())
    marker = folder / f".ready-{requirements.stem}-{digest.hexdigest()[:16]}"
    python = folder / "bin" / "python"
    full = [p for p in folder.glob(".ready-requirements-dev-*") if p.exists()]
    if marker.exists() or (requirements.stem == "requirements" and _is_current(full)):
        return python
    if not any(folder.glob(".ready-*")):
        shutil.rmtree(folder, ignore_errors=True)
        with Progress("virtual environment"):
            make_venv(folder)
    with Progress(f"packages of {requirements.name}") as progress:
        install(folder, requirements, progress)
    link_sources(folder)
    marker.touch()
    return python


def _is_current(markers: list[Path]) -> bool:
    """The development set holds the run-time set: no second install is needed for it."""
    wanted = ROOT / "requirements-dev.txt"
    digest = hashlib.sha256(wanted.read_bytes() + str(ROOT).encode() + sys.version.encode())
    return any(m.name.endswith(digest.hexdigest()[:16]) for m in markers)


def keep_bytecode() -> None:
    """Let no process of ours compile what another has compiled.

    Images of Python often forbid bytecode, so as to leave nothing beside the sources. Each start
    of the program then compiles two thousand modules: seconds of a processor, every time. Ours
    stands in our own folder.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(HOME / "bytecode"))


def main(arguments: list[str]) -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    command = arguments[0] if arguments else "help"
    wanted = "requirements-dev.txt" if command in NEEDS_TOOLS else "requirements.txt"
    if command in LOOKS_AT_LOCK:
        wanted = "requirements-tools.txt"
    with (HOME / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        python = ensure_environment(ROOT / wanted)
    os.environ["PRZYSTAN_HOME"] = str(HOME)
    keep_bytecode()
    module = [str(python), "-m", "przystan.config.development", *arguments]
    os.execv(module[0], module)


if __name__ == "__main__":
    main(sys.argv[1:])

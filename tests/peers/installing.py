"""Foreign implementations, installed into PRZYSTAN_HOME from lists with hashes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from przystan.config.bootstrap import HOME


def installed(name: str, source: Path, *commands: list[str]) -> Path:
    """Install once into PRZYSTAN_HOME, stamped with the list's hash; skip when it cannot be."""
    folder = HOME / "peers" / name
    stamp, digest = folder / "stamp", hashlib.sha256(source.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for command in commands:
            try:
                subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
            except (OSError, subprocess.SubprocessError) as failed:
                pytest.skip(f"the peers of {source.name} cannot be installed: {failed}")
        stamp.write_text(digest)
    return folder


def npm_installed(name: str, source: Path, *more: str) -> Path:
    """Install the packages that a folder's lock names, its further files beside them."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are not on this machine")
    copies = [["cp", str(source / file), "."]
              for file in ("package.json", "package-lock.json", *more)]
    return installed(name, source / "package-lock.json", *copies,
                     ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])

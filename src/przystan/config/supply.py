"""What the product is made of: its licences, its known faults, its bill of materials.

Licences are read from what is installed and from the lock of the pages' parts, without a network.
The audit asks a register of known faults; one that could not be asked counts as not run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
ASSETS = Path("src/przystan/platform/ui/assets")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-tools.txt")
NOT_RUN = 3
# Metadata that names a licence in words.
WORDS = {
    "MIT": "MIT", "MIT License": "MIT", "The MIT License": "MIT", "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause", "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0", "ISC License (ISCL)": "ISC", "PostgreSQL License": "PostgreSQL",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU Affero General Public License v3": "AGPL-3.0-only",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Packages that say their licence only in a file; each was read there.
READ_IN_FILE = {"pypdfium2": "BSD-3-Clause AND Apache-2.0", "pyrage": "MIT",
                "node_modules/htmx-ext-sse": "0BSD"}


class LicenceUnknown(ValueError):
    """A package names no licence that can be read."""


def licence_of(about: Message) -> str:
    """Return the SPDX expression of an installed package's metadata. Raises LicenceUnknown.

    By its expression; else by its classifiers, all of which hold; else by its one line of words.
    """
    name = str(about["Name"])
    if name in READ_IN_FILE:
        return READ_IN_FILE[name]
    if about["License-Expression"]:
        return str(about["License-Expression"])
    named = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", [])
             if c.startswith("License :: ") and c != "License :: OSI Approved"]
    found = [WORDS[n] for n in named if n in WORDS]
    if found and len(found) == len(named):
        return " AND ".join(found)
    words = str(about["License"] or "").strip()
    if words in WORDS:
        return WORDS[words]
    if re.fullmatch(r"[A-Za-z0-9.+-]+(( OR | AND | WITH )[A-Za-z0-9.+-]+)*", words):
        return words
    raise LicenceUnknown(f"{name}: {named or words[:80]!r}")


def is_free_to_use(expression: str) -> bool:
    """Whether an SPDX expression leaves a way without the GPL or the AGPL.

    The LGPL is such a way: we use libraries as they are. Raises LicenceUnknown.
    """
    from license_expression import ExpressionError, get_spdx_licensing

    if not expression.strip():
        raise LicenceUnknown("it names none")
    try:
        tree = get_spdx_licensing().parse(expression, validate=True)
    except ExpressionError as wrong:
        raise LicenceUnknown(expression) from wrong
    return _is_free(tree)


def _is_free(tree: Any) -> bool:
    operator = getattr(tree, "operator", None)
    if operator is None or not tree.args or hasattr(tree, "license_symbol"):
        return not re.match(r"A?GPL-", str(tree)) or " WITH " in str(tree)
    parts = [_is_free(part) for part in tree.args]
    return any(parts) if operator.strip() == "OR" else all(parts)


def locked(root: Path, name: str) -> Iterator[str]:
    """Give the name of every package of a lock."""
    for line in (root / name).read_text("utf-8").splitlines():
        if found := re.match(r"([A-Za-z0-9._-]+)(\[[^\]]*\])?==", line):
            yield found[1]


def refused(root: Path = ROOT) -> list[str]:
    """Return what is not free to use, or not known, one line each.

    Looked at is what the product runs on, and what its pages are built from.
    """
    wrong = []
    for name in sorted(locked(root, "requirements.txt")):
        try:
            about: Any = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # of another operating system
        wrong += _refusal(f"{name}: ", lambda a=about: licence_of(a))
    parts = json.loads((root / ASSETS / "package-lock.json").read_text("utf-8"))["packages"]
    for path, part in sorted(parts.items()):
        if path:
            told = str(part.get("license") or READ_IN_FILE.get(path, ""))
            wrong += _refusal(f"{path}: ", lambda t=told: t)
    return wrong


def _refusal(what: str, read: Any) -> list[str]:
    try:
        expression = read()
        return [] if is_free_to_use(expression) else [f"{what}{expression}"]
    except LicenceUnknown as unknown:
        return [f"{what}not known: {unknown}"]


def licences() -> int:
    """Print what is refused; exit status 1 when anything is."""
    wrong = refused()
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def audit(root: Path = ROOT) -> int:
    """Ask for known faults of every lock: 0 none, 1 found, 3 not run."""
    told = [_audit_python(root, name) for name in LOCKS]
    told.append(_audit_assets(root))
    for line, _status in told:
        print(line)
    states = {status for _line, status in told}
    return NOT_RUN if NOT_RUN in states else max(states)


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _audit_python(root: Path, lock: str) -> tuple[str, int]:
    """`--strict`: a package that could not be looked up fails the whole."""
    done = _run([sys.executable, "-m", "pip_audit", "--strict", "--require-hashes",
                 "--disable-pip", "--progress-spinner", "off", "-f", "json", "-r", lock], root)
    packages = _json(done.stdout).get("dependencies")
    if not packages or any("skip_reason" in p for p in packages):
        return f"{lock}: NOT RUN: {done.stderr.strip()[-300:]}", NOT_RUN
    faults = [f"{p['name']} {p['version']} {v['id']}" for p in packages for v in p["vulns"]]
    return f"{lock}: {len(packages)} packages, known faults: {faults or 'none'}", bool(faults)


def _audit_assets(root: Path) -> tuple[str, int]:
    done = _run(["npm", "audit", "--package-lock-only", "--json"], root / ASSETS)
    counted = _json(done.stdout).get("metadata", {}).get("vulnerabilities")
    if counted is None:
        return f"package-lock.json: NOT RUN: {(done.stdout + done.stderr)[-300:]}", NOT_RUN
    return f"package-lock.json: known faults: {counted['total'] or 'none'}", bool(counted["total"])


def sbom(folder: Path, root: Path = ROOT) -> int:
    """Write the two bills of materials, of what runs and of what its pages are built from."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder.resolve() / "przystan.cdx.json"
    done = _run([sys.executable, "-m", "cyclonedx_py", "requirements", "requirements.txt",
                 "--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON",
                 "-o", str(python)], root)
    pages = _run(["npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"],
                 root / ASSETS)
    if done.returncode or pages.returncode:
        print(done.stderr[-500:] + pages.stderr[-500:])
        return 1
    assets = folder / "przystan-assets.cdx.json"
    assets.write_text(pages.stdout, "utf-8")
    print(f"{python}\n{assets.resolve()}")
    return 0


def main(arguments: Sequence[str]) -> int:
    command, *rest = arguments
    if command == "sbom":
        return sbom(Path(rest[0]) if rest else ROOT / ".przystan" / "sbom")
    return {"licences": licences, "audit": audit}[command]()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Runs Lighthouse, which nobody here wrote, on an address: a telephone on a slow network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from przystan.config.bootstrap import HOME

HERE = Path(__file__).parent
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
INSTALL = (["cp", str(HERE / "package.json"), str(HERE / "package-lock.json"), "."],
           ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
GOAL = 95
JUDGED = ("accessibility", "best-practices", "seo")
"""What is a property of the page, and not of how busy the machine is."""

MAIN_PAGES = (
    "/procedures/", "/pl/procedures/temporary-residence-and-work/", "/choose/", "/fees/?kind=card",
    "/offices/",
)


@dataclass(frozen=True)
class Verdict:
    """Scores by category, 0 to 100, what cost points, and how much was transferred, in bytes."""

    scores: dict[str, int]
    faults: tuple[str, ...]
    transferred: int


def missing() -> str:
    """Return which program is not on this machine, empty when Lighthouse can run."""
    return next((name for name in ("node", "npm") if not shutil.which(name)), "")


def folder() -> Path:
    """Return where the locked packages are installed."""
    return HOME / "peers" / "lighthouse"


def install() -> None:
    """Install the locked packages anew, into the folder of the peers."""
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir(parents=True)
    for command in INSTALL:
        subprocess.run(command, cwd=folder(), check=True, capture_output=True, timeout=600)


def chromium() -> str:
    """Return the path of the browser: the system's, else the one that Playwright installed."""
    if found := shutil.which("chromium"):
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def look(packages: Path, address: str, categories: Sequence[str]) -> Verdict:
    """Let Lighthouse look at one page, as a telephone on a slow network."""
    command = [
        "node", "node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json",
        "--no-enable-error-reporting", f"--chrome-flags={FLAGS}", "--max-wait-for-load=120000",
        f"--only-categories={','.join(categories)}"]
    done = subprocess.run(command, cwd=packages, check=True, capture_output=True, timeout=400,
                          env={**os.environ, "CHROME_PATH": chromium()})
    return read(json.loads(done.stdout))


def read(report: dict[str, Any]) -> Verdict:
    """Return what a report of Lighthouse says."""
    audits, faults = report["audits"], []
    for name, category in report["categories"].items():
        for part in category["auditRefs"]:
            audit = audits[part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                faults.append(f"{name}: {audit['id']} {audit['score']} {audit['title']} "
                              f"{audit.get('displayValue', '')}".strip())
    scores = {name: round(100 * category["score"])
              for name, category in report["categories"].items()}
    weight = audits.get("total-byte-weight", {}).get("numericValue", 0)
    return Verdict(scores, tuple(faults), int(weight))

"""Licences that would bind the office are refused, an audit that could not ask says so."""

from __future__ import annotations

import json
import shutil
from email.message import Message
from pathlib import Path

import pytest

from przystan.config import supply

ROOT = Path(__file__).resolve().parents[2]


def described(**fields: str | list[str]) -> Message:
    about = Message()
    about["Name"] = "thing"
    for name, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            about[name.replace("_", "-")] = one
    return about


@pytest.mark.parametrize(("expression", "is_free"), [
    ("MIT", True), ("MIT OR GPL-3.0-only", True), ("GPL-2.0-or-later", False),
    ("MIT AND GPL-3.0-only", False), ("AGPL-3.0-only", False), ("LGPL-3.0-only", True),
    ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
    ("GPL-2.0-only WITH Classpath-exception-2.0", True),
    ("(GPL-2.0-only OR AGPL-3.0-only) AND MIT", False),
])
def test_what_leaves_no_way_without_the_gpl_is_refused(expression: str, is_free: bool) -> None:
    assert supply.is_free_to_use(expression) is is_free


@pytest.mark.parametrize(("about", "expected"), [
    (described(License_Expression="Apache-2.0 OR MIT", License="GPL"), "Apache-2.0 OR MIT"),
    (described(Classifier=["License :: OSI Approved :: MIT License"]), "MIT"),
    (described(Classifier=["License :: OSI Approved",
                           "License :: OSI Approved :: Apache Software License"]), "Apache-2.0"),
    (described(License="BSD"), "BSD-3-Clause"),
    (described(Classifier=["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"]),
     "GPL-3.0-only"),
])
def test_a_licence_is_read_from_metadata(about: Message, expected: str) -> None:
    assert supply.licence_of(about) == expected


@pytest.mark.parametrize("about", [
    described(), described(License="see the file"),
    described(Classifier=["License :: Other/Proprietary License"]),
])
def test_a_licence_that_nobody_can_read_is_refused(about: Message) -> None:
    with pytest.raises(supply.LicenceUnknown):
        supply.licence_of(about)
    with pytest.raises(supply.LicenceUnknown):
        supply.is_free_to_use("Whatever-1.0")


def test_the_product_and_its_pages_hold_nothing_that_is_refused() -> None:
    assert len(list(supply.locked(ROOT, "requirements.txt"))) > 50
    assert supply.refused(ROOT) == []


def copy(folder: Path) -> Path:
    """A tree with the locks alone."""
    (folder / supply.ASSETS).mkdir(parents=True)
    for name in ("requirements.txt", f"{supply.ASSETS}/package-lock.json",
                 f"{supply.ASSETS}/package.json"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_a_part_under_the_gpl_alone_is_named(tmp_path: Path) -> None:
    """Broken on purpose: one part of the pages changes its licence, another names none."""
    root = copy(tmp_path)
    lock = root / supply.ASSETS / "package-lock.json"
    parts = json.loads(lock.read_text("utf-8"))
    parts["packages"]["node_modules/htmx.org"]["license"] = "GPL-3.0-only"
    del parts["packages"]["node_modules/axe-core"]["license"]
    lock.write_text(json.dumps(parts), "utf-8")
    wrong = supply.refused(root)
    assert wrong[1] == "node_modules/htmx.org: GPL-3.0-only"
    assert wrong[0].startswith("node_modules/axe-core: not known")
    assert len(wrong) == 2


def test_an_audit_that_could_not_ask_is_not_a_clean_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No register answers on this port; where the tools are missing it is the same."""
    root = copy(tmp_path)
    for name in ("https_proxy", "HTTPS_PROXY", "npm_config_registry", "npm_config_https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    for name in supply.LOCKS[1:]:
        (root / name).write_text("six==1.17.0 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    assert supply.audit(root) == supply.NOT_RUN
    assert capsys.readouterr().out.count("NOT RUN") == 4

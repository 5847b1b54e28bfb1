"""The locks hold: a copy of the house is broken on purpose, and every lock must say so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from przystan.config.development import CONTRACTS
from przystan.config.scaffold import make_room

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow

IMPORTS = {
    "The house: who stands above whom": (
        "platform/clock/public.py", "from przystan.rooms.finance import public as _up"),
    "The rooms: dependencies point down, siblings do not meet": (
        "rooms/training/operations.py", "from przystan.rooms.calls import public as _sibling"),
    "Inside a room: the same furniture in the same order": (
        "rooms/finance/types.py", "from przystan.rooms.finance import rules as _rules"),
    "rules and types touch neither Django nor the database": (
        "rooms/cases/rules.py", "import django"),
    "The door of people": (
        "rooms/advisory/operations.py", "from przystan.rooms.people import models as _behind"),
    "The door of finance": ("demo/build.py", "from przystan.rooms.finance import models as _m"),
    "The door of cases": ("demo/build.py", "from przystan.rooms.cases import models as _c"),
    "The door of knowledge": ("demo/build.py", "from przystan.rooms.knowledge import rules as _k"),
    "The door of advisory": ("demo/build.py", "from przystan.rooms.advisory import models as _a"),
    "The door of calls": ("demo/build.py", "from przystan.rooms.calls import models as _x"),
    "The door of reception": ("demo/build.py", "from przystan.rooms.reception import models as _r"),
    "The door of records": ("demo/build.py", "from przystan.rooms.records import models as _f"),
    "The door of documents": ("demo/build.py", "from przystan.rooms.documents import models as _d"),
    "The door of training": ("demo/build.py", "from przystan.rooms.training import models as _t"),
    "Screens, admin excepted, do not touch tables": (
        "rooms/finance/views.py", "from przystan.rooms.finance import models as _tables"),
}
RULES = {
    "TID251": "from datetime import datetime\nat = datetime.now()",
    "DTZ": "import datetime\nday = datetime.datetime(2023, 1, 1)",
    "BLE001": "try:\n    pass\nexcept Exception:\n    pass",
    "C901": "def f(x):\n" + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(9)),
}
HOUSE = {
    "test_no_file_is_longer_than_the_gate": ("rooms/training/rules.py", "x = 1\n" * 501),
    "test_no_function_is_longer_than_the_gate": (
        "rooms/finance/rules.py", "def long() -> None:\n" + "    print()\n" * 61),
    "test_what_hides_the_straight_line_is_not_used": (
        "rooms/cases/queries/cases.py", "# apps.get_model('people', 'Person')"),
    "test_doors_are_documented_and_typed": (
        "rooms/finance/public.py", "def bare(x):\n    return x\n__all__.append('bare')"),
    "test_every_view_declares_a_permission_or_says_that_it_is_public": (
        "rooms/finance/urls.py",
        "urlpatterns.append(path('open/door/', views.project_list.__wrapped__))"),
    "test_every_template_is_used": ("rooms/finance/templates/finance/dead.html", "dead"),
    "test_templates_have_no_inline_script_or_style": (
        "rooms/finance/templates/finance/list.html", "<p style='color:red'>"),
    "test_templates_include_only_their_rooms_and_the_platforms": (
        "rooms/finance/templates/finance/project.html", '{% include "cases/list.html" %}'),
    "test_the_project_speaks_of_itself_alone": ("rooms/cases/facts.py", "# /wo" + "rk/"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the checkout that may be broken."""
    for name in ("src", "tests", "docs", "bench"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(
                "node_modules", "__pycache__", "vendor"))
    for name in (".importlinter", "pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def spoil(root: Path, file: str, text: str) -> None:
    with (root / "src" / "przystan" / file).open("a", encoding="utf-8") as spoiled:
        spoiled.write(f"\n{text}\n")


def run(root: Path, *command: str) -> str:
    # A copy is compiled once and thrown away: nothing of it is kept.
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200",
                   "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0, "the broken house was accepted"
    return done.stdout + done.stderr


def test_every_contract_is_broken_when_it_should_be(copy: Path) -> None:
    for file, text in IMPORTS.values():
        spoil(copy, file, text)
    said = run(copy, "-c", CONTRACTS)
    kept = [name for name in IMPORTS if f"{name} KEPT" in said]
    assert kept == []
    assert said.count("BROKEN") == len(IMPORTS)


def test_a_new_kind_of_furniture_is_refused(copy: Path) -> None:
    (copy / "src" / "przystan" / "rooms" / "finance" / "helpers.py").write_text('"""Drawer."""\n')
    assert "helpers" in run(copy, "-c", CONTRACTS)


@pytest.mark.parametrize("rule", RULES)
def test_the_linter_refuses(copy: Path, rule: str) -> None:
    spoil(copy, "rooms/finance/rules.py", RULES[rule])
    assert rule in run(copy, "-m", "ruff", "check", "--no-cache", "src/przystan/rooms/finance")


def test_types_are_strict(copy: Path) -> None:
    spoil(copy, "rooms/finance/rules.py", "def untyped(x):\n    return x")
    assert "no-untyped-def" in run(copy, "-m", "mypy", "src/przystan/rooms/finance/rules.py")


def test_the_house_tests_see_what_imports_cannot_show(copy: Path) -> None:
    for file, text in HOUSE.values():
        spoil(copy, file, text)
    said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
               "tests/architecture/test_house.py")
    passed = [name for name in HOUSE if f"::{name}" not in said]
    assert passed == []


def test_a_scaffolded_room_keeps_the_contracts(copy: Path) -> None:
    assert make_room(["outreach"], copy) == 0
    assert make_room(["outreach"], copy) == 2
    done = subprocess.run(
        [sys.executable, "-c", CONTRACTS], cwd=copy, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(copy / "src"), "COLUMNS": "200"})
    assert done.returncode == 0, done.stdout
    assert "The door of outreach KEPT" in done.stdout
    assert '"outreach"' in (copy / "src/przystan/config/settings/base.py").read_text()

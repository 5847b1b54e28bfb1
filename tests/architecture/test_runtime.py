"""What runs in an office is installed there: the product imports nothing of the tools alone."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "przystan"
# The runner of a checkout: it works where the tools are.
TOOLS = {"config/development.py", "config/messages.py", "config/supply.py"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"przystan"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_module_of_the_product_needs_a_tool() -> None:
    locked = {plain(m[1]) for m in re.finditer(
        r"^([A-Za-z0-9][\w.-]*)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)}
    known = packages_distributions()
    wrong = []
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE).as_posix()
        if "/tests/" in place or place.endswith("testing.py") or place in TOOLS:
            continue
        wrong += [f"{place}: {name}" for name in imported(path)
                  if name in known and not {plain(d) for d in known[name]} & locked]
    assert not wrong, wrong

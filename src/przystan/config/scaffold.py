"""./dev room NAME: a new room with its furniture and its contract lines."""

from __future__ import annotations

import re
import sys
from pathlib import Path

DOOR = """
[importlinter:contract:door-{name}]
name = The door of {name}
type = protected
protected_modules =
    przystan.rooms.{name}.*
allowed_importers =
    przystan.rooms.{name}
ignore_imports =
    ** -> przystan.rooms.{name}.public
    przystan.adapters.** -> przystan.rooms.{name}.ports
    przystan.adapters.** -> przystan.rooms.{name}.types
    przystan.config.urls -> przystan.rooms.{name}.urls
    przystan.rooms.*.tests.** -> przystan.rooms.{name}.testing
unmatched_ignore_imports_alerting = none
"""
FURNITURE = {
    "__init__.py": '"""Say what this room does.\n\nOwns … Refuses …\n"""\n',
    "types.py": '"""What crosses the door of {name}."""\n',
    "rules.py": '"""What {name} decides: pure."""\n',
    "models.py": '"""The tables of {name}."""\n',
    "queries.py": '"""Reads of {name}."""\n',
    "public.py": '"""The door of {name}."""\n\n__all__: list[str] = []\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
}
TOP_ROW = "    advisory |"


def make_room(arguments: list[str], root: Path) -> int:
    """Make a room on the top row of rooms; move its line in .importlinter if it stands lower."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not re.fullmatch(r"[a-z][a-z_]{2,30}", name):
        print("Usage: ./dev room NAME, the name in small letters", file=sys.stderr)
        return 2
    folder = root / "src" / "przystan" / "rooms" / name
    if folder.exists():
        print(f"przystan: there is a room {name} already", file=sys.stderr)
        return 2
    for path, content in FURNITURE.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content.format(name=name), "utf-8")
    contracts = root / ".importlinter"
    lines = contracts.read_text("utf-8")
    if TOP_ROW not in lines:
        print("przystan: the top row of the rooms is not where it was", file=sys.stderr)
        return 1
    contracts.write_text(
        lines.replace(TOP_ROW, f"    {name} | advisory |", 1) + DOOR.format(name=name), "utf-8"
    )
    settings = root / "src" / "przystan" / "config" / "settings" / "base.py"
    text = settings.read_text("utf-8")
    text = text.replace('"training",\n)', f'"training",\n    "{name}",\n)', 1)
    settings.write_text(text, "utf-8")
    print(f"przystan: the room {name} stands in {folder.relative_to(root)}; its contract is in "
          ".importlinter")
    return 0

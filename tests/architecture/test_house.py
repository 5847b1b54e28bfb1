"""What imports cannot show: the house checks itself."""

from __future__ import annotations

import ast
import configparser
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.addresses import FOREIGN_VIEWS, views

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "przystan"
CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
# The rows of rooms, the lowest first.
LEVELS = [
    {room.strip() for room in row.split("|")}
    for row in reversed(
        CONTRACTS["importlinter:contract:rooms"]["layers"].strip().splitlines())
]
FILE_LINES, FUNCTION_LINES = 500, 60
# The lists of exceptions may only shrink.
LONG_FILES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def python_files(*, with_tests: bool = False) -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts and (with_tests or "tests" not in path.parts):
            yield path


def test_no_file_is_longer_than_the_gate() -> None:
    long = {
        str(p.relative_to(ROOT)) for p in [*python_files(with_tests=True),
                                           *(ROOT / "tests").rglob("*.py")]
        if len(p.read_text("utf-8").splitlines()) > FILE_LINES
    }
    assert long == LONG_FILES


def test_no_function_is_longer_than_the_gate() -> None:
    long = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long.add(f"{path.relative_to(SOURCE)}:{node.name}")
    assert long == LONG_FUNCTIONS


def level_of(room: str) -> int:
    return next(n for n, rooms in enumerate(LEVELS) if room in rooms)


def test_every_room_has_a_level() -> None:
    assert {room for rooms in LEVELS for room in rooms} == set(settings.ROOMS)


def keys_between_rooms() -> Iterator[tuple[str, str, str, models.ForeignKey]]:
    for model in apps.get_models():
        if not model.__module__.startswith("przystan.rooms."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there:
                    yield f"{model.__name__}.{field.name}", here, there, field


def test_foreign_keys_between_rooms_point_down_and_protect() -> None:
    wrong = []
    for name, here, there, field in keys_between_rooms():
        if there in settings.ROOMS and level_of(there) >= level_of(here):
            wrong.append(f"{name} does not point down")
        if field.remote_field.on_delete is not models.PROTECT:
            wrong.append(f"{name} is not PROTECT")
        if not (field.remote_field.related_name or "").endswith("+"):
            wrong.append(f"{name} has a way back")
    assert wrong == []


def test_foreign_keys_between_rooms_are_named_by_string() -> None:
    wrong = []
    pieces = (*SOURCE.glob("rooms/*/models.py"), *SOURCE.glob("rooms/*/models/*.py"))
    assert len(pieces) >= len(settings.ROOMS)
    for path in pieces:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "ForeignKey" and isinstance(node.args[0], ast.Attribute)):
                wrong.append(f"{path}: {ast.unparse(node.args[0])}")
    assert wrong == []


def test_every_constraint_is_named_for_its_room() -> None:
    wrong = [
        f"{model._meta.label}: {constraint.name}"
        for model in apps.get_models() if model.__module__.startswith("przystan.")
        for constraint in model._meta.constraints
        if not constraint.name.startswith(model._meta.app_label + "_")
    ]
    assert wrong == []


@pytest.mark.parametrize("forbidden", [r"\bget_model\(", r"receiver\(|\.connect\(.*sender="])
def test_what_hides_the_straight_line_is_not_used(forbidden: str) -> None:
    found = [
        str(p.relative_to(SOURCE)) for p in python_files()
        if re.search(forbidden, p.read_text("utf-8"))
    ]
    assert found == []


def templates() -> dict[str, Path]:
    return {
        str(path.relative_to(folder)): path
        for folder in SOURCE.rglob("templates") for path in sorted(folder.rglob("*.html"))
    }


def test_every_template_is_used() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in python_files())
    markup = "\n".join(p.read_text("utf-8") for p in templates().values())
    # Django and allauth look these up by name.
    called_by_name = re.compile(r"^(\d{3}(_csrf)?\.html$|account/|mfa/|usersessions/|allauth/)")
    unused = [
        name for name in templates()
        if not called_by_name.match(name) and f'"{name}"' not in sources
        and f'"{name}"' not in markup
    ]
    assert unused == []


def test_templates_include_only_their_rooms_and_the_platforms() -> None:
    shared = {"ui", "account", "mfa", "allauth"}
    wrong = []
    for name, path in templates().items():
        for used in re.findall(r'{% (?:extends|include) "([^"]+)"', path.read_text("utf-8")):
            owner = used.split("/")[0] if "/" in used else "ui"
            if owner != name.split("/")[0] and owner not in shared:
                wrong.append(f"{name} uses {used}")
    assert wrong == []


def test_templates_have_no_inline_script_or_style() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/json))")
    assert [n for n, p in templates().items() if inline.search(p.read_text("utf-8"))] == []


def doors() -> list[str]:
    found = [f"przystan.rooms.{room}.public" for room in settings.ROOMS]
    found += [
        f"przystan.platform.{p.parent.name}.public"
        for p in sorted((SOURCE / "platform").glob("*/public.py"))
    ]
    return [*found, "przystan.reporting.public"]


@pytest.mark.parametrize("name", doors())
def test_doors_are_documented_and_typed(name: str) -> None:
    door = importlib.import_module(name)
    assert door.__doc__
    wrong = []
    for public in door.__all__:
        thing = getattr(door, public)
        if not (inspect.isfunction(thing) or inspect.isclass(thing)):
            continue
        if not (thing.__doc__ or "").strip():
            wrong.append(f"{public} has no docstring")
        if inspect.isfunction(thing):
            parameters = inspect.signature(thing).parameters.values()
            hints = get_type_hints(thing, localns={"Actor": object})
            wrong += [f"{public}({p.name}) has no type" for p in parameters if p.name not in hints]
            if "return" not in hints:
                wrong.append(f"{public} does not say what it returns")
    assert wrong == []


def test_every_view_declares_a_permission_or_says_that_it_is_public() -> None:
    wrong = [
        address for address, view in views()
        if not view.__module__.startswith(FOREIGN_VIEWS)
        and not hasattr(view, "przystan_permission")
    ]
    assert wrong == []


def test_rooms_with_persons_can_export_and_erase() -> None:
    wrong = []
    for room in settings.ROOMS:
        holds = room == "people" or any(
            f.related_model is apps.get_model("people", "Person")
            for m in apps.get_app_config(room).get_models() for f in m._meta.get_fields()
            if isinstance(f, models.ForeignKey)
        )
        door = importlib.import_module(f"przystan.rooms.{room}.public")
        if holds and not {"export_person", "erase_person"} <= set(door.__all__):
            wrong.append(room)
    assert wrong == []


def test_the_project_speaks_of_itself_alone() -> None:
    private = re.compile(r"/work/|\.\./shared|pypi\.org|registry\.npmjs|deb\.debian", re.I)
    tracked = [
        p for folder in ("src", "docs", "tests", "bench", "deploy") if (ROOT / folder).exists()
        for p in (ROOT / folder).rglob("*")
        if p.suffix in {".py", ".html", ".md", ".toml", ".scss", ".js", ".json", ".txt"}
        and "node_modules" not in p.parts and p != Path(__file__)
    ]
    assert [str(p.relative_to(ROOT)) for p in tracked if private.search(p.read_text("utf-8"))] == []

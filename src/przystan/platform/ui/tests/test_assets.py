"""What is served is what was built, and nothing in it reaches outside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[1]
STATIC = ROOM / "static" / "ui"
MANIFEST = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_names_every_file():
    there = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()}

    assert there - {"manifest.json"} == set(MANIFEST)


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_each_file_is_as_it_was_built(name):
    digest = hashlib.sha384((STATIC / name).read_bytes()).digest()

    assert MANIFEST[name] == "sha384-" + base64.b64encode(digest).decode()


@pytest.mark.parametrize("name", ["theme.js", "przystan.js"])
def test_scripts_are_copies_of_their_sources(name):
    assert (STATIC / name).read_bytes() == (ROOM / "assets" / "js" / name).read_bytes()


def test_the_style_sheet_asks_for_nothing_outside():
    css = (STATIC / "przystan.css").read_text(encoding="utf-8")
    addresses = re.findall(r"url\(([^)]*)\)", css)

    assert addresses
    assert all(re.match(r"fonts/|harbour\.svg", address.strip("\"'")) for address in addresses)
    assert all((STATIC / address.strip("\"'")).is_file() for address in addresses)
    assert "GDS Transport" not in css
    assert "@import" not in css


def test_every_licence_travels_along():
    text = (STATIC / "LICENCES.txt").read_text(encoding="utf-8")

    for name in ("govuk-frontend", "noto-sans", "htmx.org", "htmx-ext-sse"):
        assert name in text


def test_the_lock_file_names_no_registry():
    lock = (ROOM / "assets" / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert "integrity" in lock


@pytest.mark.parametrize(
    "path", sorted(ROOM.glob("templates/**/*.html")), ids=lambda path: path.name
)
def test_templates_have_no_inline_style_or_script(path):
    html = path.read_text(encoding="utf-8")

    assert not re.search(r'\sstyle=|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)', html)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _tokens(theme: str) -> dict[str, str]:
    text = (ROOM / "assets/scss/_tokens.scss").read_text(encoding="utf-8")
    block = (
        text[text.index("@mixin dark") : text.index("\n:root {")]
        if theme == "dark"
        else (text[text.index("\n:root {") : text.index("@media")])
    )
    return {
        name: value + value[1:] * (len(value) == 4)
        for name, value in re.findall(r"--(p-[\w-]+): (#[0-9a-f]{6}|#[0-9a-f]{3})\b", block)
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_colours_have_aa_contrast(theme):
    token = _tokens(theme)
    pairs = [
        (text, ground, 4.5)
        for text in ("text", "muted", "link", "link-hover", "error", "success", "amber-text")
        for ground in ("surface", "sunken", "raised", "hover", "current")
    ]
    pairs += [
        ("header-text", "header", 4.5),
        ("header-muted", "header", 4.5),
        ("header-muted", "header-field", 4.5),
        ("action-text", "action", 4.5),
        ("action-text", "action-hover", 4.5),
        ("header-line", "header", 3),
        ("line-strong", "surface", 3),
        ("line-strong", "sunken", 3),
    ]
    pairs += [
        (f"{tone}-fg", f"{tone}-bg", 4.5)
        for tone in ("teal", "green", "amber", "red", "violet", "grey")
    ]
    pairs += [(f"chart-{i}", "surface", 3) for i in (1, 3, 4)]
    pairs += [("chart-2", "surface", 2.8)]

    poor = {
        (text, ground): round(contrast(token[f"p-{text}"], token[f"p-{ground}"]), 2)
        for text, ground, least in pairs
        if contrast(token[f"p-{text}"], token[f"p-{ground}"]) < least
    }
    assert poor == {}

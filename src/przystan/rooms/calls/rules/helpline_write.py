"""Change a helpline place by place, and write it down again as TOML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from przystan.rooms.calls.rules.helpline_route import write_route
from przystan.rooms.calls.rules.helpline_tree import ALWAYS_NEEDED, FOR_STATUS
from przystan.rooms.calls.types.helpline import Hours, Node, Tree

KEPT = frozenset({*ALWAYS_NEEDED, *FOR_STATUS})


def put_place(tree: Tree, node: Node, texts: Mapping[str, str]) -> Tree:
    """Add a place, or put it in the stead of the one with its name; `texts` are of its prompt."""
    changed = replace(tree, nodes={**tree.nodes, node.id: node})
    return put_texts(changed, node.prompt, texts) if node.prompt else _tidy(changed)


def put_texts(tree: Tree, prompt: str, texts: Mapping[str, str]) -> Tree:
    """Change what a prompt says, language by language; an empty text is none."""
    said = {language: text for language, text in texts.items() if text.strip()}
    return _tidy(replace(tree, prompts={**tree.prompts, prompt: said}))


def remove_place(tree: Tree, name: str) -> Tree:
    """Take a place away with its text; ways that led there lead nowhere, for the check to find."""
    return _tidy(replace(tree, nodes={k: v for k, v in tree.nodes.items() if k != name}))


def put_hours(tree: Tree, hours: Hours) -> Tree:
    """Change when operators take calls."""
    return replace(tree, hours=hours)


def _tidy(tree: Tree) -> Tree:
    """Drop texts that nobody says."""
    said = KEPT | {node.prompt for node in tree.nodes.values()}
    return replace(tree, prompts={k: v for k, v in tree.prompts.items() if k in said})


def write_helpline(tree: Tree) -> str:
    """Write a tree as the TOML text that reads back as the same tree."""
    return "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> Iterator[str]:
    for key in ("name", "start", "give_up"):
        yield f"{key} = {_quoted(getattr(tree, key))}"
    yield f"languages = [{', '.join(map(_quoted, tree.languages))}]"
    hours = tree.hours
    yield "\n[hours]"
    yield f"days = [{', '.join(str(day) for day in sorted(hours.days))}]"
    yield f"opens = {hours.opens.isoformat()}"
    yield f"closes = {hours.closes.isoformat()}"
    yield f"closed_on = [{', '.join(day.isoformat() for day in sorted(hours.closed_on))}]"
    for node in tree.nodes.values():
        yield f"\n[nodes.{_quoted(node.id)}]"
        yield f"kind = {_quoted(node.kind)}"
        for key in ("prompt", "next", "closed", "queue"):
            if getattr(node, key):
                yield f"{key} = {_quoted(getattr(node, key))}"
        yield from (f"{key} = {_literal(value)}"
                    for key, value in write_route(node.route).items())
        if node.keys:
            ways = ", ".join(f"{_quoted(k)} = {_quoted(to)}" for k, to in node.keys.items())
            yield f"keys = {{ {ways} }}"
    for name, texts in tree.prompts.items():
        yield f"\n[prompts.{_quoted(name)}]"
        for language, text in texts.items():
            yield f"{_quoted(language)} = {_quoted(text)}"


def _literal(value: str | int) -> str:
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    # A JSON string is a TOML one, but for the one control letter that JSON leaves as it is.
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007F")

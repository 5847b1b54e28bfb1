"""Read a helpline tree and find everything that would leave a caller without a way on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import holidays

from przystan.rooms.calls.rules.helpline_route import ROUTE_KEYS, check_route, read_route
from przystan.rooms.calls.rules.helpline_text import holes_of
from przystan.rooms.calls.types.helpline import (
    HELPLINE_LANGUAGES,
    Hours,
    Node,
    NodeKind,
    Tree,
    TreeFault,
)
from przystan.rooms.calls.types.routing import Route

KEYS = frozenset("0123456789*#")
SPOKEN = frozenset({
    NodeKind.LANGUAGE, NodeKind.MENU, NodeKind.SAY, NodeKind.CALL_BACK, NodeKind.HANG_UP})
WITH_NEXT = frozenset({NodeKind.LANGUAGE, NodeKind.SAY, NodeKind.HOURS, NodeKind.STATUS})
ENDINGS = frozenset({NodeKind.QUEUE, NodeKind.HANG_UP, NodeKind.CALL_BACK})
BY_THEMSELVES = frozenset({NodeKind.SAY, NodeKind.HOURS})
ALWAYS_NEEDED = ("not-understood", "please-wait")
FOR_STATUS = ("ask-number", "ask-pin", "status-refused", "status-locked", "status-unavailable")
LONGEST_TEXT = 600
"""Letters of one prompt: about 45 s of speech, after which nobody remembers the first key."""


class BadTree(ValueError):
    """The file is no helpline tree; the message names the key."""


def parse_helpline(text: str) -> Tree:
    """Read a helpline's TOML text. Raises BadTree."""
    try:
        return read_tree(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise BadTree(str(wrong)) from wrong


def read_tree(content: Mapping[str, Any]) -> Tree:
    """Build a tree from the tables of its TOML file. Raises BadTree, naming the key."""
    nodes = {
        name: _node(name, table) for name, table in _table(content, "nodes").items()
    }
    prompts = {
        name: {str(k): _text(v, f"prompts.{name}.{k}") for k, v in _mapping(
            texts, f"prompts.{name}").items()}
        for name, texts in _table(content, "prompts").items()
    }
    languages = content.get("languages", list(HELPLINE_LANGUAGES))
    if not isinstance(languages, list) or not all(isinstance(v, str) for v in languages):
        raise BadTree("languages must be a list of language codes")
    return Tree(
        name=_text(content.get("name"), "name"), start=_text(content.get("start"), "start"),
        give_up=_text(content.get("give_up"), "give_up"), languages=tuple(languages),
        nodes=nodes, prompts=prompts, hours=_hours(content.get("hours", {})),
    )


def _hours(value: object) -> Hours:
    found = _mapping(value, "hours")
    kinds = {"days": list, "opens": time, "closes": time, "closed_on": list}
    for key, given in found.items():
        if key not in kinds:
            raise BadTree(f"hours knows no {key}")
        if not isinstance(given, kinds[key]):
            raise BadTree(f"hours.{key} must be {_WANTED[key]}")
    hours = Hours(
        days=frozenset(found.get("days", Hours().days)),
        opens=found.get("opens", Hours().opens), closes=found.get("closes", Hours().closes),
        closed_on=frozenset(found.get("closed_on", ())))
    if not hours.days <= frozenset(range(1, 8)):
        raise BadTree("hours.days are numbers from 1 (Monday) to 7")
    if hours.opens >= hours.closes:
        raise BadTree("hours.opens must come before hours.closes")
    if not all(type(day) is date for day in hours.closed_on):
        raise BadTree("hours.closed_on is a list of days such as 2026-12-24")
    return hours


_WANTED = {"days": "a list of numbers", "opens": "a time such as 08:00:00",
           "closes": "a time such as 16:00:00", "closed_on": "a list of days"}


def is_open(hours: Hours, local: datetime) -> bool:
    """Whether operators take calls at a local instant. Source of holidays: Polish law, by year."""
    day = local.date()
    return (
        day.isoweekday() in hours.days and day not in hours.closed_on
        and day not in holidays.country_holidays("PL", years=day.year)
        and hours.opens <= local.time() < hours.closes
    )


def _table(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return _mapping(content.get(key), key)


def _mapping(value: object, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadTree(f"{key} must be a table")
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadTree(f"{key} must be a text")
    return value


def _node(name: str, table: object) -> Node:
    found = _mapping(table, f"nodes.{name}")
    try:
        kind = NodeKind(str(found.get("kind", "")))
    except ValueError as unknown:
        known = ", ".join(NodeKind)
        raise BadTree(f"nodes.{name}.kind must be one of {known}") from unknown
    other = set(found) - {
        "kind", "prompt", "keys", "next", "closed", "queue", *ROUTE_KEYS}
    if other:
        raise BadTree(f"nodes.{name} knows no {', '.join(sorted(other))}")
    keys = _mapping(found.get("keys", {}), f"nodes.{name}.keys")
    texts = {
        key: _text(found[key], f"nodes.{name}.{key}")
        for key in ("prompt", "next", "closed", "queue") if key in found
    }
    return Node(id=name, kind=kind, keys={str(k): _text(v, f"nodes.{name}.keys.{k}")
                                          for k, v in keys.items()},
                route=_route(name, found), **texts)


def _route(name: str, found: Mapping[str, Any]) -> Route:
    try:
        return read_route(found)
    except ValueError as wrong:
        raise BadTree(f"nodes.{name}.{wrong}") from wrong


# --- checking

_NEEDS: tuple[tuple[frozenset[NodeKind], Callable[[Node], object], str], ...] = (
    (SPOKEN, lambda node: node.prompt, "says nothing"),
    (WITH_NEXT, lambda node: node.next, "leads nowhere"),
    (frozenset({NodeKind.HOURS}), lambda node: node.closed,
     "does not say where a caller goes when the office is closed"),
    (frozenset({NodeKind.QUEUE}), lambda node: node.queue, "names no queue"),
    (frozenset({NodeKind.MENU, NodeKind.LANGUAGE}), lambda node: node.keys, "offers no key"),
)


def check_tree(
    tree: Tree, *, topics: Collection[str] | None = None,
    branches: Collection[str] | None = None,
) -> tuple[TreeFault, ...]:
    """List what keeps a tree from being published: empty when every caller can get on.

    Every way leads to a place; every place is reachable and reaches an ending; no places go round
    by themselves; every prompt is there in every language. `topics` and `branches` are those of
    the office; None: not known here, so not checked.
    """
    ways = tuple(_ways_lead_somewhere(tree))
    if ways:
        return ways
    routes = (fault for node in tree.nodes.values()
              for fault in check_route(node, topics=topics, branches=branches))
    return (*_reachable(tree), *_no_dead_end(tree), *_no_loop(tree), *routes, *_texts(tree))


def _targets(tree: Tree, node: Node) -> tuple[str, ...]:
    keys = () if node.kind is NodeKind.LANGUAGE else tuple(node.keys.values())
    return tuple(to for to in (*keys, node.next, node.closed) if to)


def _ways_lead_somewhere(tree: Tree) -> Iterator[TreeFault]:
    for where, to in (("start", tree.start), ("give_up", tree.give_up)):
        if to not in tree.nodes:
            yield TreeFault(where, f"there is no place {to!r}")
    for node in tree.nodes.values():
        yield from _node_faults(tree, node)


def _node_faults(tree: Tree, node: Node) -> Iterator[TreeFault]:
    for key in sorted(set(node.keys) - KEYS):
        yield TreeFault(node.id, f"{key!r} is no key of a telephone")
    for to in _targets(tree, node):
        if to not in tree.nodes:
            yield TreeFault(node.id, f"there is no place {to!r}")
    for kinds, has_it, problem in _NEEDS:
        if node.kind in kinds and not has_it(node):
            yield TreeFault(node.id, problem)
    if node.kind is NodeKind.LANGUAGE:
        yield from _language_faults(tree, node)


def _language_faults(tree: Tree, node: Node) -> Iterator[TreeFault]:
    offered = set(node.keys.values())
    for language in tree.languages:
        if language not in offered:
            yield TreeFault(node.id, f"no key chooses {language}")
    for language in sorted(offered - set(tree.languages)):
        yield TreeFault(node.id, f"a key chooses {language}, which the helpline does not speak")


def _closure(tree: Tree, starts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    left = list(starts)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left.extend(_targets(tree, tree.nodes[name]))
    return seen


def _reachable(tree: Tree) -> Iterator[TreeFault]:
    reached = _closure(tree, (tree.start, tree.give_up))
    for name in tree.nodes:
        if name not in reached:
            yield TreeFault(name, "no caller can get here")


def _no_dead_end(tree: Tree) -> Iterator[TreeFault]:
    for name in tree.nodes:
        if not any(tree.nodes[to].kind in ENDINGS for to in _closure(tree, (name,))):
            yield TreeFault(name, "no way leads to an operator, a call-back or the end")


def _no_loop(tree: Tree) -> Iterator[TreeFault]:
    """Places that go on by themselves must not come round without asking the caller."""
    for name, node in tree.nodes.items():
        seen, at = {name}, node
        while at.kind in BY_THEMSELVES:
            at = tree.nodes[at.next]
            if at.id == name:
                yield TreeFault(name, "goes round by itself for ever")
            if at.id in seen:
                break
            seen.add(at.id)


def _texts(tree: Tree) -> Iterator[TreeFault]:
    kinds = {node.kind for node in tree.nodes.values()}
    needed = {node.prompt for node in tree.nodes.values() if node.prompt} | set(ALWAYS_NEEDED)
    if NodeKind.STATUS in kinds:
        needed |= set(FOR_STATUS)
    for name in sorted(needed):
        texts = tree.prompts.get(name)
        if texts is None:
            yield TreeFault(f"prompt {name}", "has no text")
            continue
        for language in tree.languages:
            yield from _text_faults(f"prompt {name}", texts.get(language, ""), language)
    for name in sorted(set(tree.prompts) - needed):
        yield TreeFault(f"prompt {name}", "is never said")


def _text_faults(where: str, text: str, language: str) -> Iterator[TreeFault]:
    if not text.strip():
        yield TreeFault(where, f"has no text in {language}")
    for hole in holes_of(text):
        yield TreeFault(where, f"{hole} cannot be told in {language}")
    if len(text) > LONGEST_TEXT:
        yield TreeFault(where, f"is over {LONGEST_TEXT} letters in {language}")

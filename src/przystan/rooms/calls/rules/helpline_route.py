"""Read and write what a queue place asks for its callers, and find what nobody could do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from przystan.rooms.calls.types.helpline import Node, NodeKind, TreeFault
from przystan.rooms.calls.types.routing import (
    LONGEST_SECONDS,
    MOST_PRIORITY,
    PriorityReason,
    Route,
)

ROUTE_KEYS: Mapping[str, tuple[str, type]] = {
    "topic": ("topic", str), "branch": ("branch", str), "priority": ("priority", int),
    "priority_reason": ("priority_reason", str), "skill_wait": ("skill_seconds", int),
    "branch_wait": ("branch_seconds", int),
}
"""Key of the TOML text → field of the route and its kind."""

_MOST = {"priority": MOST_PRIORITY, "skill_wait": LONGEST_SECONDS, "branch_wait": LONGEST_SECONDS}


def read_route(found: Mapping[str, Any]) -> Route:
    """Read the route from a place's table. Raises ValueError, naming the key."""
    given: dict[str, Any] = {}
    for key, (field, kind) in ROUTE_KEYS.items():
        if key in found:
            given[field] = _value(key, found[key], kind)
    return Route(**given)


def write_route(route: Route) -> dict[str, str | int]:
    """Return the keys of a place's table that say this route; what is as usual is left out."""
    usual = Route()
    return {key: getattr(route, field) for key, (field, _kind) in ROUTE_KEYS.items()
            if getattr(route, field) != getattr(usual, field)}


def _value(key: str, value: object, kind: type) -> object:
    if kind is int:
        if type(value) is not int or not 0 <= value <= _MOST[key]:
            raise ValueError(f"{key} must be a whole number from 0 to {_MOST[key]}")
    elif not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a text")
    return value


def check_route(
    node: Node, *, topics: Collection[str] | None, branches: Collection[str] | None
) -> Iterator[TreeFault]:
    """Yield what is wrong with a place's route. None: what the office has is not known here."""
    route = node.route
    if node.kind is not NodeKind.QUEUE and route != Route():
        yield TreeFault(node.id, "only a queue has a topic, a branch, a priority and waits")
    if topics is not None and route.topic and route.topic not in topics:
        yield TreeFault(node.id, f"there is no topic {route.topic!r}")
    if branches is not None and route.branch and route.branch not in branches:
        yield TreeFault(node.id, f"there is no branch {route.branch!r}")
    if bool(route.priority) != bool(route.priority_reason):
        yield TreeFault(node.id, "a priority and its reason come together")
    if route.priority_reason and route.priority_reason not in set(PriorityReason):
        yield TreeFault(node.id, f"{route.priority_reason!r} is no reason for a priority")
    if route.branch_seconds < route.skill_seconds and route.topic and route.branch:
        yield TreeFault(node.id, "the wait for the branch is shorter than that for the topic")

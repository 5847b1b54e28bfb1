"""Lay a helpline tree out as a map: layers from the start, one line to each place."""

from __future__ import annotations

from collections.abc import Iterator

from przystan.rooms.calls.types.helpline import HelplineMap, MapBox, MapWay, Node, NodeKind, Tree


def draw_map(tree: Tree) -> HelplineMap:
    """Lay out the places: a place stands one layer below the first that leads to it.

    Ways that lead back or across are no lines: each box lists them. Places that nobody reaches
    stand in a layer of their own at the end; ways to places that do not exist are left out.
    """
    layer, lines = _walk(tree)
    last = max(layer.values(), default=-1)
    for name in tree.nodes:
        layer.setdefault(name, last + 1)
    rows: dict[int, list[str]] = {}
    for name, depth in layer.items():
        rows.setdefault(depth, []).append(name)
    columns = max(map(len, rows.values()), default=0)
    drawn = {(line.source, line.to, line.key) for line in lines}
    boxes = [
        MapBox(name, tree.nodes[name].kind, depth, position + (columns - len(names)) / 2, tuple(
            way for way in ways_of(tree, tree.nodes[name])
            if (way.source, way.to, way.key) not in drawn))
        for depth, names in sorted(rows.items()) for position, name in enumerate(names)
    ]
    return HelplineMap(tuple(boxes), tuple(lines), columns, len(rows))


def _walk(tree: Tree) -> tuple[dict[str, int], list[MapWay]]:
    left = [tree.start] if tree.start in tree.nodes else []
    layer = dict.fromkeys(left, 0)
    lines: list[MapWay] = []
    while left:
        name = left.pop(0)
        for way in ways_of(tree, tree.nodes[name]):
            if way.to in tree.nodes and way.to not in layer:
                layer[way.to] = layer[name] + 1
                lines.append(way)
                left.append(way.to)
    return layer, lines


def ways_of(tree: Tree, node: Node) -> Iterator[MapWay]:
    """Yield the ways out of a place: a key, or "next" or "closed" for what goes on by itself."""
    if node.kind is NodeKind.LANGUAGE:
        if node.next in tree.nodes:
            yield MapWay(node.id, node.next, " ".join(sorted(node.keys)))
        return
    for key, to in sorted(node.keys.items()):
        if to in tree.nodes:
            yield MapWay(node.id, to, key)
    for key, to in (("next", node.next), ("closed", node.closed)):
        if to in tree.nodes:
            yield MapWay(node.id, to, key)

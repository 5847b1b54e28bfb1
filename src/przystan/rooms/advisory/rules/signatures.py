"""What a drawn signature is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from przystan.rooms.advisory.types.signatures import Stroke

WIDTH, HEIGHT = 1000, 400
MOST_STROKES, MOST_POINTS, LONGEST_MS = 200, 4000, 10 * 60 * 1000
# A signature that is hardly a dot is a slip of the hand. Units: thousandths of the pad's width.
SHORTEST = 60


class InvalidSignature(ValueError):
    """What was drawn is not a signature; says why."""


def read_strokes(content: object) -> tuple[Stroke, ...]:
    """Return the strokes of a pad's JSON, [[[x, y, ms], …], …]. Raises InvalidSignature."""
    if not isinstance(content, list) or not 0 < len(content) <= MOST_STROKES:
        raise InvalidSignature("nothing was drawn on the pad")
    strokes = tuple(_stroke(one) for one in content)
    points = sum(len(s.points) for s in strokes)
    if points > MOST_POINTS:
        raise InvalidSignature("the signature is too long for the pad")
    if _length(strokes) < SHORTEST:
        raise InvalidSignature("the signature is too short: please sign with the full name")
    return strokes


def _stroke(content: object) -> Stroke:
    if not isinstance(content, list) or not content:
        raise InvalidSignature("nothing was drawn on the pad")
    return Stroke(tuple(_point(p) for p in content))


def _point(content: object) -> tuple[int, int, int]:
    if not isinstance(content, list) or len(content) != 3 or not all(
            type(value) is int for value in content):
        raise InvalidSignature("the pad sent something that is not a signature")
    x, y, ms = content
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT and 0 <= ms <= LONGEST_MS):
        raise InvalidSignature("the pad sent something that is not a signature")
    return x, y, ms


def _length(strokes: Sequence[Stroke]) -> int:
    return sum(
        abs(b[0] - a[0]) + abs(b[1] - a[1])
        for stroke in strokes for a, b in zip(stroke.points, stroke.points[1:])
    )


def path_of(strokes: Sequence[Stroke]) -> str:
    """Return the strokes as an SVG path in a box of 1000 by 400."""
    parts = []
    for stroke in strokes:
        (x, y, _ms), rest = stroke.points[0], stroke.points[1:]
        parts.append(f"M{x} {y}" + ("".join(f"L{a} {b}" for a, b, _t in rest) or f"L{x + 1} {y}"))
    return "".join(parts)

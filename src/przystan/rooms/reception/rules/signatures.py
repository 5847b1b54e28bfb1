"""What was drawn on the customer's pad: pure."""

from __future__ import annotations

from typing import cast

Strokes = tuple[tuple[tuple[int, int, int], ...], ...]
# The pad is a box of 1000 by 400; the third number is milliseconds since the first touch.
BOUNDS = (1000, 400, 600_000)
MOST_STROKES, MOST_POINTS = 200, 4000
# Less ink than this is a slip of the finger.
SHORTEST = 60


class InvalidSignature(ValueError):
    """What came from the pad is no signature."""


def read_strokes(content: object) -> Strokes:
    """Return the strokes of a pad's JSON, [[[x, y, ms], …], …]. Raises InvalidSignature."""
    if not isinstance(content, list) or not 0 < len(content) <= MOST_STROKES:
        raise InvalidSignature("strokes")
    strokes = tuple(_stroke(one) for one in content)
    if sum(map(len, strokes)) > MOST_POINTS:
        raise InvalidSignature("too long")
    ink = sum(abs(b[0] - a[0]) + abs(b[1] - a[1])
              for stroke in strokes for a, b in zip(stroke, stroke[1:]))
    if ink < SHORTEST:
        raise InvalidSignature("too short")
    return strokes


def _stroke(content: object) -> tuple[tuple[int, int, int], ...]:
    if not isinstance(content, list) or not content:
        raise InvalidSignature("stroke")
    return tuple(_point(point) for point in content)


def _point(content: object) -> tuple[int, int, int]:
    is_point = isinstance(content, list) and len(content) == len(BOUNDS) and all(
        type(value) is int and 0 <= value <= most for value, most in zip(content, BOUNDS))
    if not is_point:
        raise InvalidSignature("point")
    values = cast("list[int]", content)
    return values[0], values[1], values[2]


def path_of(strokes: Strokes) -> str:
    """Return the strokes as an SVG path in a box of 1000 by 400."""
    return "".join(
        "M" + "L".join(f"{x} {y}" for x, y, _ms in stroke) + ("h1" if len(stroke) == 1 else "")
        for stroke in strokes)

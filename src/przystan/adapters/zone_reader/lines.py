"""Finding the lines of a zone on a page: long, thin, parallel, equally long and close together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cv2
import numpy as np

Picture = Any
WORK_SIDE = 1000
WAYS = ((13, 0.45), (21, 0.45), (13, 0.25), (21, 0.25))
MIN_ASPECT, MIN_SHARE = 9.0, 0.28
MAX_LINES, MAX_GROUPS = 14, 4
STRIP_HEIGHT = 48
# How much taller than its line a strip is: what one height hides, another may show.
ROOM = (1.55, 1.9)


@dataclass(frozen=True)
class Line:
    """One long blob: its middle, its direction (degrees, -45 to 45), its length and thickness."""

    x: float
    y: float
    angle: float
    length: float
    thickness: float

    def across(self, other: Line) -> tuple[float, float]:
        """Distance of the other's middle along and across this line."""
        turn = np.deg2rad(self.angle)
        dx, dy = other.x - self.x, other.y - self.y
        return (float(dx * np.cos(turn) + dy * np.sin(turn)),
                float(dy * np.cos(turn) - dx * np.sin(turn)))


def find_strips(page: Picture, room: float = ROOM[0]) -> Iterator[tuple[list[Picture], float]]:
    """Yield groups of strips that may be a zone, the likeliest first, with a score.

    `page` is a grey picture. A strip is one line, straightened, STRIP_HEIGHT high. A page on its
    side is tried as well; whether a strip stands on its head is for the reader to find.
    """
    groups = []
    for turns in (0, 1):
        turned = page if turns == 0 else np.rot90(page)
        scale = WORK_SIDE / max(turned.shape)
        small = cv2.resize(turned, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
                           if scale < 1 else cv2.INTER_CUBIC)
        small = cv2.medianBlur(small, 3)
        for kernel, share in WAYS:
            for lines in _groups(_lines(small, kernel, share)):
                score = sum(line.length for line in lines) / small.shape[1]
                groups.append((score, turned, scale, lines))
    groups.sort(key=lambda g: -g[0])
    shown: list[tuple[float, ...]] = []
    for score, turned, scale, lines in groups:
        mark = (*turned.shape, *(round(v / 12) for line in lines for v in (line.x, line.y)))
        if mark in shown:
            continue
        shown.append(mark)
        yield [strip_of(turned, line, scale, room) for line in lines], score
        if len(shown) == MAX_GROUPS:
            return


def _lines(small: Picture, kernel: int, share: float) -> list[Line]:
    hat = cv2.morphologyEx(
        small, cv2.MORPH_BLACKHAT, cv2.getStructuringElement(cv2.MORPH_RECT, (kernel, kernel)))
    local = cv2.blur(hat, (61, 61))
    least = max(10.0, share * float(np.percentile(hat, 98.5)))
    inked = ((hat > local * 1.25) & (hat > least)).astype(np.uint8) * 255
    joined = cv2.morphologyEx(
        inked, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (kernel + 8, 3)))
    joined = cv2.morphologyEx(
        joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (kernel + 12, 3)))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        (x, y), (one, other), angle = cv2.minAreaRect(outline)
        if one < other:
            one, other, angle = other, one, angle - 90
        angle = (angle + 90) % 180 - 90
        if abs(angle) < 30 and one > MIN_SHARE * small.shape[1] and one > MIN_ASPECT * other:
            found.append(Line(x, y, angle, one, other))
    found.sort(key=lambda line: -line.length)
    return found[:MAX_LINES]


def _groups(lines: list[Line]) -> Iterator[tuple[Line, ...]]:
    ordered = sorted(lines, key=lambda line: line.y)
    pairs = [(a, b) for a, b in combinations(ordered, 2) if _is_next(a, b)]
    for a, b in pairs:
        for c, d in pairs:
            if c is b and d is not a:
                yield a, b, d
    yield from pairs


def _is_next(upper: Line, lower: Line) -> bool:
    along, across = upper.across(lower)
    thick = (upper.thickness + lower.thickness) / 2
    return (abs(upper.angle - lower.angle) < 3
            and 0.78 < upper.length / lower.length < 1.28
            and abs(along) < 0.14 * upper.length
            and 0.9 * thick < across < 4.5 * thick)


def strip_of(page: Picture, line: Line, scale: float, room: float) -> Picture:
    """Return one line cut out of the page, straight, with a little room around it."""
    length, height = line.length * 1.03 + line.thickness * 1.6, line.thickness * room
    x, y = line.x / scale, line.y / scale
    factor = STRIP_HEIGHT / (height / scale)
    width = max(8, round(length / scale * factor))
    turn = cv2.getRotationMatrix2D((x, y), line.angle, factor)
    turn[0, 2] += width / 2 - x
    turn[1, 2] += STRIP_HEIGHT / 2 - y
    return cv2.warpAffine(page, turn, (width, STRIP_HEIGHT), flags=cv2.INTER_CUBIC,
                          borderMode=cv2.BORDER_REPLICATE)

"""The growth of each act as one picture: a line an act, a mark a volume, milliseconds across."""

from __future__ import annotations

import math
from typing import Any
from xml.sax.saxutils import escape

LEFT, RIGHT, TOP, ROW, WIDTH = 230, 30, 62, 24, 760
COLOURS = ("#0b6e6e", "#c77700", "#8b1e3f", "#3d3d8f")
MARKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def draw(stages: list[dict[str, Any]]) -> str:
    """Return an SVG of the processor time of every act at every volume, on a logarithmic scale."""
    names = list(stages[-1]["acts"])
    values = [[s["acts"][n]["app_ms"] + s["acts"][n]["database_ms"] for s in stages]
              for n in names]
    low, high = (math.log10(f(map(f, values))) for f in (min, max))
    low, high = low - 0.05, high + 0.05
    height = TOP + ROW * len(names) + 34

    def across(value: float) -> float:
        share = (math.log10(max(value, 0.01)) - low) / (high - low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="t" font-family="sans-serif"'
        ' font-size="12">',
        '<title id="t">Processor time of each act as the volume grows</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">Milliseconds of processor time for one act,'
        " application and database</text>"]
    for place, stage in enumerate(stages):
        x, colour = LEFT + place * 110, COLOURS[place % len(COLOURS)]
        parts.append(f'<circle cx="{x + 5}" cy="38" r="5" fill="{colour}"/>'
                     f'<text x="{x + 16}" y="42">{stage["times"]} times</text>')
    for mark in MARKS:
        if low <= math.log10(mark) <= high:
            x = across(mark)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - 26}"'
                         f' stroke="#ddd"/><text x="{x:.1f}" y="{height - 10}"'
                         f' text-anchor="middle">{mark}</text>')
    for row, (name, line) in enumerate(zip(names, values, strict=True)):
        y = TOP + ROW * row + 8
        parts.append(f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
                     f'<line x1="{across(min(line)):.1f}" x2="{across(max(line)):.1f}" y1="{y}"'
                     f' y2="{y}" stroke="#999" stroke-width="2"/>')
        parts += [f'<circle cx="{across(v):.1f}" cy="{y}" r="5"'
                  f' fill="{COLOURS[place % len(COLOURS)]}"/>' for place, v in enumerate(line)]
    return "\n".join([*parts, "</svg>"]) + "\n"

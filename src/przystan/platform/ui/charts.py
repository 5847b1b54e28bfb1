"""Charts drawn on the server as SVG: bars, stacked bars, lines.

Every chart says its figures twice: as a picture with a title and a description, and as a table
under it. Series differ by hatching or mark as well as by colour, so that they survive a
black-and-white printer. There are no style attributes: the page's policy forbids them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from przystan.platform.ui.components.base import Rendered, Text, escape, number_text, safe
from przystan.platform.ui.components.table import Column, Kind, Table

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 18, 34
LETTER_WIDTH = 6.5  # of the labels, on average
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
MAX_SERIES = 4
HATCHES = ("", "M0 8L8 0M-2 2L2-2M6 10L10 6", "M0 4H8", "M4 0V8M0 4H8")


class ChartKind(StrEnum):
    """How the figures are drawn."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of figures, one for each label of the chart; None where there is none."""

    name: Text
    values: Sequence[float | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Rendered):
    """Figures over labels (months, say). At most four series; a bar chart takes one."""

    title: Text
    description: Text
    labels: Sequence[Text]
    series: Sequence[Series]
    kind: ChartKind | str = ChartKind.BAR
    label_heading: Text = ""
    table_open: bool = False

    def __post_init__(self) -> None:
        whole = tuple(Series(one.name, tuple(map(_whole, one.values))) for one in self.series)
        object.__setattr__(self, "series", whole)
        if not 1 <= len(self.series) <= MAX_SERIES:
            raise ValueError(f"a chart shows one to {MAX_SERIES} series")
        if self.kind == ChartKind.BAR and len(self.series) != 1:
            raise ValueError("a bar chart shows one series; use stacked or line")
        if any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError("every series needs one value for each label")

    def render(self) -> SafeString:
        name = f"chart-{slugify(str(self.title), allow_unicode=True) or 'c'}"
        draw = _draw_lines if self.kind == ChartKind.LINE else _draw_bars
        top = _round_up(_highest(self))
        title = escape(self.title)
        return safe(
            (
                f'<figure class="p-chart"><figcaption class="p-chart__title">{title}</figcaption>',
                _legend(self, name) if len(self.series) > 1 else "",
                f'<div class="p-chart__box" role="group" tabindex="0" aria-label="{title}">'
                f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
                f'aria-labelledby="{name}-t {name}-d">'
                f'<title id="{name}-t">{title}</title>'
                f'<desc id="{name}-d">{escape(self.description)}</desc>',
                _patterns(self, name),
                _axes(self, top),
                draw(self, top, name),
                "</svg></div>",
                self._table(),
                "</figure>",
            )
        )

    def _table(self) -> str:
        columns = [Column(self.label_heading or _("Period"), Kind.HEAD)]
        columns += [Column(one.name, Kind.NUMBER) for one in self.series]
        rows = [
            (label, *(one.values[i] for one in self.series)) for i, label in enumerate(self.labels)
        ]
        caption = _("Figures: %(title)s") % {"title": self.title}
        table = Table(
            caption=caption, columns=columns, rows=rows, stacked=False, caption_hidden=True
        )
        opened = " open" if self.table_open else ""
        return (
            f'<details class="govuk-details p-chart__data"{opened}>'
            f'<summary class="govuk-details__summary"><span class="govuk-details__summary-text">'
            f"{escape(_('The figures as a table'))}"
            f'<span class="govuk-visually-hidden">: {escape(self.title)}</span></span></summary>'
            f"{table.render()}</details>"
        )


def _whole(value: float | int | None) -> float | int | None:
    """A count that arrives as 8161.0 is shown as 8,161."""
    return int(value) if value is not None and value == int(value) else value


def _highest(chart: Chart) -> float:
    if chart.kind == ChartKind.STACKED:
        sums = (sum(one.values[i] or 0 for one in chart.series) for i in range(len(chart.labels)))
        return max(sums, default=0)
    return max((value or 0 for one in chart.series for value in one.values), default=0)


def _round_up(value: float) -> float:
    """Return the top of the axis: four even steps of 1, 2, 2.5 or 5 times a power of ten."""
    if value <= 0:
        return 4
    step = value / 4
    power: float = 10 ** math.floor(math.log10(step))
    fine = next(factor for factor in (1, 2, 2.5, 5, 10) if step <= factor * power)
    return max(fine * power * 4, 4 if value == int(value) else 0)


def _y(value: float, top: float) -> float:
    return TOP + PLOT_HEIGHT * (1 - value / top)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _axes(chart: Chart, top: float) -> str:
    out = []
    for step in range(5):
        value = top * step / 4
        y = _n(_y(value, top))
        style = "p-chart__grid" if step else "p-chart__axis"
        shown = number_text(int(value)) if value == int(value) else number_text(value, 1)
        out.append(
            f'<line class="{style}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
            f'<text x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{escape(shown)}</text>'
        )
    slot = PLOT_WIDTH / max(len(chart.labels), 1)
    every = max(1, math.ceil(len(chart.labels) / 14))
    for i, label in enumerate(chart.labels):
        if i % every == 0:
            x = _n(LEFT + slot * (i + 0.5))
            lines = _in_lines(str(label), slot * every)
            out += [
                f'<text x="{x}" y="{HEIGHT - 12 - 7 * (len(lines) - 1) + 14 * n}" '
                f'text-anchor="middle">{escape(line)}</text>'
                for n, line in enumerate(lines)
            ]
    return f'<g aria-hidden="true">{"".join(out)}</g>'


def _in_lines(label: str, room: float) -> list[str]:
    """Break a label of two words or more where its line is wider than its room."""
    first, space, rest = label.partition(" ")
    return [first, rest] if space and len(label) * LETTER_WIDTH > room else [label]


def _patterns(chart: Chart, name: str) -> str:
    if chart.kind == ChartKind.LINE or len(chart.series) == 1:
        return ""
    out = []
    for i, _series in enumerate(chart.series):
        lines = f'<path class="p-chart__hatch" d="{HATCHES[i]}"/>' if HATCHES[i] else ""
        out.append(
            f'<pattern id="{name}-p{i}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect class="p-chart__fill-{i + 1}" width="8" height="8"/>{lines}</pattern>'
        )
    return f"<defs>{''.join(out)}</defs>"


def _draw_bars(chart: Chart, top: float, name: str) -> str:
    slot = PLOT_WIDTH / max(len(chart.labels), 1)
    width = min(slot * 0.68, 56)
    single = len(chart.series) == 1
    out = []
    base: float
    for i, label in enumerate(chart.labels):
        x, base = LEFT + slot * (i + 0.5) - width / 2, 0
        for number, one in enumerate(chart.series):
            value = one.values[i] or 0
            if not value:
                continue
            y, height = _y(base + value, top), PLOT_HEIGHT * value / top
            paint = (
                'class="p-chart__fill-1"'
                if single
                else (f'class="p-chart__edge" fill="url(#{name}-p{number})"')
            )
            told = escape(f"{label}: {one.name} {number_text(value)}")
            out.append(
                f'<rect {paint} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}">'
                f"<title>{told}</title></rect>"
            )
            base += value
        if base and slot >= 34:
            out.append(
                f'<text class="p-chart__value" x="{_n(x + width / 2)}" y="{_n(_y(base, top) - 5)}" '
                f'text-anchor="middle">{escape(number_text(base))}</text>'
            )
    return f'<g aria-hidden="true">{"".join(out)}</g>'


def _mark(number: int, x: float, y: float) -> str:
    style = f'class="p-chart__dot p-chart__fill-{number + 1}"'
    if number == 0:
        return f'<circle {style} cx="{_n(x)}" cy="{_n(y)}" r="4.500"/>'
    shapes = (
        f"M{_n(x - 4.5)} {_n(y - 4.5)}h9v9h-9z",
        f"M{_n(x)} {_n(y - 6)}l6 10h-12z",
        f"M{_n(x)} {_n(y - 6)}l6 6-6 6-6-6z",
    )
    return f'<path {style} d="{shapes[number - 1]}"/>'


def _draw_lines(chart: Chart, top: float, name: str) -> str:
    slot = PLOT_WIDTH / max(len(chart.labels), 1)
    dashes = (
        "",
        ' stroke-dasharray="7 4"',
        ' stroke-dasharray="2 4"',
        ' stroke-dasharray="10 3 2 3"',
    )
    out = []
    for number, one in enumerate(chart.series):
        points = [
            (LEFT + slot * (i + 0.5), _y(value, top)) if value is not None else None
            for i, value in enumerate(one.values)
        ]
        path, pen_down = [], False
        for point in points:
            if point is not None:
                path.append(f"{'L' if pen_down else 'M'}{_n(point[0])} {_n(point[1])}")
            pen_down = point is not None
        out.append(
            f'<path class="p-chart__line p-chart__stroke-{number + 1}"{dashes[number]} '
            f'd="{"".join(path)}"/>'
        )
        out.extend(_mark(number, *point) for point in points if point is not None)
    return f'<g aria-hidden="true">{"".join(out)}</g>'


def _legend(chart: Chart, name: str) -> str:
    items = []
    for i, one in enumerate(chart.series):
        if chart.kind == ChartKind.LINE:
            sample = _mark(i, 10, 7)
        else:
            sample = (
                f'<rect class="p-chart__edge" fill="url(#{name}-p{i})" width="20" height="14"/>'
            )
        items.append(
            f'<li><svg viewBox="0 0 20 14" aria-hidden="true" focusable="false">{sample}</svg>'
            f"{escape(one.name)}</li>"
        )
    return f'<ul class="p-chart__legend">{"".join(items)}</ul>'

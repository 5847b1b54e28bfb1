"""Days beside days: each row a sentence with a bar that shows where on one axis its days lie.

The words are text of the page, so the picture says nothing that its reader could not read; bars
stretch with the page, letters do not. The page's policy forbids style attributes: there are none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from przystan.platform.ui.components.base import Rendered, Text, Tone, date_text, escape, safe

WIDTH, HEIGHT = 1000, 14
OPEN_DAYS = 90  # how far beyond the last known day a row without an end is drawn


@dataclass(frozen=True, slots=True)
class Span:
    """One row. A piece is its first and last day, both included; None is an end not known.

    `is_sure` False draws an outline alone; `text` says the same and the days in words.
    """

    title: Text
    text: Text
    pieces: Sequence[tuple[dt.date, dt.date | None]]
    tone: Tone | str = Tone.TEAL
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Spans(Rendered):
    """Rows of days on one axis; thin lines mark the first day of each year."""

    title: Text
    spans: Sequence[Span]
    note: Text = ""

    def render(self) -> SafeString:
        first, last = _ends(self.spans)
        years = "".join(f"M{_x(day, first, last)} 0V{HEIGHT}" for day in _new_years(first, last))
        rows = "".join(_row(span, first, last, years) for span in self.spans)
        return safe((
            f'<figure class="p-spans"><figcaption class="p-chart__title">{escape(self.title)}'
            f'</figcaption><ol class="p-spans__rows">{rows}</ol>'
            f'<p class="p-spans__axis"><span>{escape(date_text(first))}</span>'
            f"<span>{escape(date_text(last))}</span></p>",
            f'<p class="p-small p-muted">{escape(self.note)}</p>' if self.note else "",
            "</figure>",
        ))


def _ends(spans: Sequence[Span]) -> tuple[dt.date, dt.date]:
    pieces = [piece for span in spans for piece in span.pieces]
    if not pieces:
        raise ValueError("nothing to draw: no row has a day")
    last = max(until or since for since, until in pieces)
    if any(until is None for _since, until in pieces):
        last += dt.timedelta(days=OPEN_DAYS)
    return min(since for since, _until in pieces), last


def _new_years(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (dt.date(year, 1, 1) for year in range(first.year + 1, last.year + 1))


def _x(day: dt.date, first: dt.date, last: dt.date) -> str:
    share = (day - first).days / ((last - first).days + 1)
    return f"{WIDTH * share:.1f}".removesuffix(".0")


def _row(span: Span, first: dt.date, last: dt.date, years: str) -> str:
    sure = "" if span.is_sure else " p-spans__piece--unsure"
    drawn = ""
    for since, until in span.pieces:
        left = float(_x(since, first, last))
        right = float(_x((until or last) + dt.timedelta(days=1), first, last))
        # A single day of many years is still seen.
        width = max(right - left, 4)
        drawn += (f'<rect class="p-spans__piece p-spans__piece--{escape(span.tone)}{sure}" '
                  f'x="{min(left, WIDTH - width):.1f}" y="1" width="{width:.1f}" '
                  f'height="{HEIGHT - 2}"/>')
    return (f'<li class="p-spans__row"><p class="p-spans__text"><strong>{escape(span.title)}'
            f"</strong> {escape(span.text)}</p>"
            f'<svg class="p-spans__bar" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
            f'preserveAspectRatio="none" focusable="false">'
            f'<rect class="p-spans__track" width="{WIDTH}" height="{HEIGHT}"/>'
            f'<path class="p-spans__year" d="{years}"/>{drawn}</svg></li>')

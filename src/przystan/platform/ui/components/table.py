"""Table, its sort links and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape as html_escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from przystan.platform.ui.components.base import Rendered, Text, escape, number_text, safe, show
from przystan.platform.ui.components.blocks import EmptyState
from przystan.platform.ui.lists import ListState

SORT_MARK = (
    '<svg class="p-sort__mark" viewBox="0 0 10 14" aria-hidden="true" focusable="false">'
    '<path class="p-sort__up" d="M5 0l4 5H1z"/>'
    '<path class="p-sort__down" d="M5 14L1 9h8z"/></svg>'
)


class Kind(StrEnum):
    """How a column's values stand. HEAD names the row and is read out with every cell."""

    TEXT = ""
    HEAD = "head"
    NUMBER = "number"
    CODE = "code"
    NOWRAP = "nowrap"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `sort` is a key of the list's `sorts`; without it the heading is plain text."""

    title: Text
    kind: Kind | str = Kind.TEXT
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that stands out: tone "attention" or "problem". A cell must say why in words."""

    cells: Sequence[object]
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Rendered):
    """Rows under headings. With `state` the headings sort, pages appear and filters stay."""

    caption: Text
    columns: Sequence[Column]
    rows: Iterable[Row | Sequence[object]]
    state: ListState | None = None
    total: int | None = None
    has_next: bool = False
    next_after: str = ""
    empty: EmptyState | None = None
    footer: Sequence[object] | None = None
    caption_hidden: bool = False
    stacked: bool = True

    def render(self) -> SafeString:
        rows = tuple(self.rows)
        if not rows:
            empty = self.empty or EmptyState(title=_("Nothing to show"))
            return safe(('<div class="p-table-box">', empty.render(), "</div>"))
        stack = " p-table--stack" if self.stacked else ""
        return safe(
            (
                f'<div class="p-table-box"><div class="p-table-scroll" role="group" tabindex="0" '
                f'aria-label="{escape(self.caption)}">'
                f'<table class="p-table{stack}" role="table">',
                self._caption(),
                self._head(),
                self._body(rows),
                self._foot(),
                "</table></div>",
                pages(
                    self.state, total=self.total, has_next=self.has_next, next_after=self.next_after
                )
                if self.state
                else "",
                "</div>",
            )
        )

    def _caption(self) -> str:
        hidden = ' class="govuk-visually-hidden"' if self.caption_hidden else ""
        count = ""
        if self.total is not None:
            words = ngettext("%(count)s item", "%(count)s items", self.total)
            words %= {"count": number_text(self.total)}
            count = f' <span class="p-table__count">{escape(words)}</span>'
        return f'<caption{hidden}>{escape(self.caption)}{count}</caption>'

    def _head(self) -> str:
        cells = "".join(_heading(column, self.state) for column in self.columns)
        return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'

    def _body(self, rows: Sequence[Row | Sequence[object]]) -> str:
        shapes = tuple(_cell_shape(column) for column in self.columns)
        language = get_language() or ""
        out = ['<tbody role="rowgroup">']
        for row in rows:
            cells, tone = (row.cells, row.tone) if isinstance(row, Row) else (row, "")
            out.append(
                f'<tr role="row" class="p-row--{escape(tone)}">' if tone else '<tr role="row">'
            )
            for (start, end), value in zip(shapes, cells, strict=True):
                # Most cells are plain texts.
                if type(value) is str and value:
                    out += (start, html_escape(value), end)
                else:
                    out += (start, show(value, language), end)
            out.append("</tr>")
        out.append("</tbody>")
        return "".join(out)

    def _foot(self) -> str:
        if self.footer is None:
            return ""
        shapes = tuple(_cell_shape(column) for column in self.columns)
        cells = "".join(
            f"{start}{'' if value is None else show(value)}{end}"
            for (start, end), value in zip(shapes, self.footer, strict=True)
        )
        return f'<tfoot role="rowgroup"><tr role="row">{cells}</tr></tfoot>'


def _cell_shape(column: Column) -> tuple[str, str]:
    if column.kind == Kind.HEAD:
        return '<th scope="row" role="rowheader">', "</th>"
    style = f' class="p-cell--{column.kind}"' if column.kind else ""
    return f'<td role="cell"{style} data-label="{escape(column.title)}">', "</td>"


def _heading(column: Column, state: ListState | None) -> str:
    style = ' class="p-cell--number"' if column.kind == Kind.NUMBER else ""
    title = escape(column.title)
    if state is None or column.sort not in state.sortable:
        return f'<th scope="col" role="columnheader"{style}>{title}</th>'
    mark = ""
    target = column.sort
    if state.sort.removeprefix("-") == column.sort:
        descending = state.sort.startswith("-")
        mark = f' aria-sort="{"descending" if descending else "ascending"}"'
        target = column.sort if descending else f"-{column.sort}"
    return (
        f'<th scope="col" role="columnheader"{style}{mark}>'
        f'<a class="p-sort" href="{escape(state.url(sort=target))}">{title}{SORT_MARK}</a></th>'
    )


def pages(
    state: ListState, *, total: int | None = None, has_next: bool = False, next_after: str = ""
) -> str:
    """Render the way to other pages: numbered when the total is known, else previous and next."""
    if next_after or state.after:
        links = _keyset_links(state, next_after)
        note = ""
    elif total is not None:
        last = max(1, -(-total // state.page_size))
        links = _numbered_links(state, last) if last > 1 or state.page > 1 else []
        note = _("Page %(page)s of %(last)s") % {"page": state.page, "last": number_text(last)}
    else:
        links = _step_links(state, has_next)
        note = _("Page %(page)s") % {"page": state.page}
    if not links:
        return ""
    items = "".join(f"<li>{link}</li>" for link in links)
    words = f'<p class="p-pages__note">{escape(note)}</p>' if note else ""
    return (
        f'<nav class="p-pages" aria-label="{escape(_("Pages"))}">{words}'
        f'<ul class="p-pages__list">{items}</ul></nav>'
    )


def _page_link(url: str, text: str, more: str = "") -> str:
    return f'<a class="p-pages__link" href="{escape(url)}"{more}>{escape(text)}</a>'


def _step_links(state: ListState, has_next: bool) -> list[str]:
    links = []
    if state.page > 1:
        links.append(_page_link(state.url(page=state.page - 1), _("Previous"), ' rel="prev"'))
    if has_next:
        links.append(_page_link(state.url(page=state.page + 1), _("Next"), ' rel="next"'))
    return links


def _keyset_links(state: ListState, next_after: str) -> list[str]:
    links = []
    if state.after:
        links.append(_page_link(state.url(), _("First page")))
    if next_after:
        links.append(_page_link(state.url(after=next_after), _("Next"), ' rel="next"'))
    return links


def _numbered_links(state: ListState, last: int) -> list[str]:
    shown = sorted({1, last, *range(state.page - 1, state.page + 2)} & set(range(1, last + 1)))
    links, before = _step_links(state, False), 0
    for page in shown:
        if page - before > 1:
            links.append('<span class="p-pages__gap">…</span>')
        current = ' aria-current="page"' if page == state.page else ""
        label = f' aria-label="{escape(_("Page %(page)s") % {"page": page})}"'
        links.append(_page_link(state.url(page=page), str(page), current + label))
        before = page
    if state.page < last:
        links.append(_page_link(state.url(page=state.page + 1), _("Next"), ' rel="next"'))
    return links

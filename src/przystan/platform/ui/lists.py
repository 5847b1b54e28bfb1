"""What a list page reads from its address: sorting, filters and the page, typed and checked.

Nothing from the address reaches a query unless the list named it: an unknown column falls back
to the default order, an unknown filter is dropped, and every order ends in the primary key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse

from przystan.platform.ui.words import KEPT, word

T = TypeVar("T")
SORT, PAGE, AFTER = "sort", "page", "after"
MAX_PAGE = 10_000
MAX_FILTER = 200


def order_fields(sort: str, sorts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Translate a sort key ("-opened") into `order_by` fields that end in the primary key.

    `sorts` maps a key to fields; a leading "-" of the key turns every field round.
    """
    key, descending = sort.lstrip("-"), sort.startswith("-")
    fields = tuple(_turned(name) if descending else name for name in sorts[key])
    if any(name.lstrip("-") in {"pk", "id"} for name in fields):
        return fields
    return (*fields, "-pk" if descending else "pk")


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """What a list allows: its sort keys with their fields, the default, the filters it keeps."""

    sorts: Mapping[str, Sequence[str]]
    default_sort: str
    filters: Sequence[str] = ()
    # Filters that hold words about persons: they stay out of the address.
    words: Sequence[str] = ()
    page_size: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """What the reader asked for. One state is one address: `url()` turns it back."""

    path: str
    sort: str
    filters: tuple[tuple[str, str], ...] = ()
    page: int = 1
    after: str = ""
    page_size: int = 25
    default_sort: str = ""
    order: tuple[str, ...] = ("pk",)
    sortable: frozenset[str] = field(default_factory=frozenset)
    words: frozenset[str] = field(default_factory=frozenset)
    # For the form that sends the words.
    token: str = ""

    @property
    def offset(self) -> int:
        """Rows to skip."""
        return (self.page - 1) * self.page_size

    @property
    def limit(self) -> int:
        """Rows to fetch: one more than shown, which tells whether a next page exists."""
        return self.page_size + 1

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filters)

    def value(self, name: str) -> str:
        """Return the filter's value, or an empty string."""
        return next((value for key, value in self.filters if key == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value of a filter that may be given more than once."""
        return tuple(value for key, value in self.filters if key == name)

    def url(
        self, *, sort: str | None = None, page: int = 1, after: str = "", filtered: bool = True
    ) -> str:
        """Return the address of this list with another order or page; filters are kept."""
        chosen = self.sort if sort is None else sort
        pairs = [f for f in self.filters if f[0] not in self.words] if filtered else []
        if filtered and any(name in self.words for name, _value in self.filters):
            pairs.append((KEPT, "1"))
        if chosen != self.default_sort:
            pairs.append((SORT, chosen))
        if page > 1:
            pairs.append((PAGE, str(page)))
        if after:
            pairs.append((AFTER, after))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page, and what is known about the others."""

    rows: tuple[T, ...]
    has_next: bool = False
    total: int | None = None
    after: str = ""


def read_list(request: HttpRequest, spec: ListSpec) -> ListState:
    """Read what the reader asked for from the address; anything unknown becomes the default."""
    asked = request.GET.get(SORT, "")
    sort = asked if asked.removeprefix("-") in spec.sorts else spec.default_sort
    filters = tuple(
        (name, value)
        for name in spec.filters
        for given in ([word(request, name)] if name in spec.words else request.GET.getlist(name))
        if (value := _cleaned(given))
    )
    return ListState(
        path=request.path,
        sort=sort,
        filters=filters,
        page=_page(request.GET.get(PAGE, "")),
        after=request.GET.get(AFTER, "")[:MAX_FILTER].replace("\x00", ""),
        page_size=spec.page_size,
        default_sort=spec.default_sort,
        order=order_fields(sort, spec.sorts),
        sortable=frozenset(spec.sorts),
        words=frozenset(spec.words),
        token=get_token(request) if spec.words else "",
    )


def _cleaned(value: str) -> str:
    # What is cut may end in a space: cleaned twice it must stay the same.
    return value.replace("\x00", "").strip()[:MAX_FILTER].strip()


def _page(text: str) -> int:
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() else 1


def cut_page(rows: Sequence[T], state: ListState, *, total: int | None = None) -> Page[T]:
    """Cut rows fetched with `state.limit` to one page and say whether another follows."""
    size = state.page_size
    return Page(rows=tuple(rows[:size]), has_next=len(rows) > size, total=total)


def row_url(route: str, row_id: int) -> str:
    """Return the address of one row's page: `reverse()` for a route whose one argument is an id."""
    before, after = _around(route)
    return f"{before}{row_id}{after}"


# A list asks for the same address 25 times with another number in it.
@lru_cache(maxsize=256)
def _around(route: str) -> tuple[str, str]:
    before, _id, after = reverse(route, args=[0]).rpartition("0")
    return before, after

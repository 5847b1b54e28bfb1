"""The memory of kept pages never outgrows its bounds, and its account of bytes is right."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.pages.shelf import Page, Shelf

STAMP = ((0, 0), date(2023, 3, 1))


def page(size: int) -> Page:
    return Page((), b"x" * size, b'"tag"', STAMP, 0.0)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40))))
def test_bytes_and_number_stay_within_bounds(put: list[tuple[int, int]]) -> None:
    shelf = Shelf(most_bytes=100, most_pages=5)
    for key, size in put:
        shelf.put(key, page(size))
        kept = [found for k in range(13) if (found := shelf._pages.get(k))]
        assert shelf.bytes == sum(len(p.body) for p in kept) <= 100
        assert len(shelf) == len(kept) <= 5
        assert shelf.get(key) is not None


def test_what_was_read_last_leaves_last_and_what_is_too_large_is_not_kept() -> None:
    shelf = Shelf(most_bytes=100, most_pages=2)
    shelf.put("a", page(10))
    shelf.put("b", page(10))
    assert shelf.get("a")
    shelf.put("c", page(10))
    assert shelf.get("b") is None
    assert shelf.get("a")
    shelf.put("a", page(101))
    assert shelf.get("a") is None
    assert shelf.bytes == 10

"""Every address of the product with its view, for tests that try them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Other people's views: django-allauth's pages and Django's own.
FOREIGN_VIEWS = ("allauth.", "django.")


def views() -> Iterator[tuple[str, Any]]:
    """Give each route, such as /office/cases/<int:case_id>/, with its view."""
    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                yield prefix + str(pattern.pattern), pattern.callback

    yield from walk(get_resolver().url_patterns, "/")

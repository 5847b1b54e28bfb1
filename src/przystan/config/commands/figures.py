"""przystan figures."""

from typing import Any


def register(subparsers: Any) -> None:
    """To be filled by its room."""

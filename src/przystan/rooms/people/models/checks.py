"""Conditions that several tables hold."""

from enum import StrEnum

from django.db.models import Q


def one_of(field: str, values: type[StrEnum]) -> Q:
    """Return the condition that a column holds one of an enumeration's values."""
    return Q(**{f"{field}__in": [v.value for v in values]})

"""Reads of the keys with which programs ask for figures. Only hashes of keys are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.reporting import models


class ApiScope(StrEnum):
    """What a key opens: what is published, or every figure as of any day."""

    OPEN = "open"
    FIGURES = "figures"


@dataclass(frozen=True)
class ApiKey:
    """A key as it is known afterwards: never the key itself."""

    id: int
    name: str
    scopes: frozenset[ApiScope]
    made_at: datetime
    made_by: str
    revoked_at: datetime | None


def hash_of(token: str) -> str:
    """Return what is kept of a key. Its 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def list_keys() -> tuple[ApiKey, ...]:
    """Return every key, the newest first."""
    return tuple(_key(r) for r in models.ApiKey.objects.order_by("-made_at", "-pk"))


def find_key(*, token: str) -> ApiKey | None:
    """Return the key that a program shows, None where it is unknown or revoked."""
    row = models.ApiKey.objects.filter(key_hash=hash_of(token), revoked_at__isnull=True).first()
    return _key(row) if row else None


def _key(r: models.ApiKey) -> ApiKey:
    return ApiKey(r.pk, r.name, frozenset(map(ApiScope, r.scopes.split(","))), r.made_at,
                  r.made_by, r.revoked_at)
